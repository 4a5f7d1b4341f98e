"""No hostile hand-in wins, and honest ones before and after it get exactly their marks."""

from collections.abc import Iterator

import pytest

from grader.sandbox.slot import ForkLauncher
from tests.attacks import asking, filling, marks, packing, readers
from tests.attacks.attack import Bait
from tests.attacks.classroom import Classroom
from tests.attacks.homework import Homework

FAMILIES = {
    "asking": asking.ATTACKS,
    "forging-marks": marks.ATTACKS,
    "filling": filling.ATTACKS,
    "packing": packing.ATTACKS,
    "reader": readers.ATTACKS,
}


@pytest.fixture(scope="module")
def classroom(launcher: ForkLauncher, bait: Bait) -> Iterator[Classroom]:
    """A class of one honest and one hostile student at a time."""
    classroom = Classroom(launcher, bait)
    yield classroom
    classroom.clean()


def cases() -> list[object]:
    """Return every hand-in, with its family and name as the test's id."""
    return [
        pytest.param(homework, id=f"{family}:{homework.name}")
        for family, homeworks in FAMILIES.items()
        for homework in homeworks
    ]


@pytest.mark.parametrize("homework", cases())
def test_no_hand_in_wins(homework: Homework, classroom: Classroom) -> None:
    """It gets no points it does not deserve, a mark, and takes nothing from anyone else."""
    marks = classroom.grade(homework)

    assert [] == classroom.won(homework, marks)

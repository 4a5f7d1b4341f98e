"""A class of copies: none is lost, memory stays flat, and every run gives the same bytes."""

import sys
from pathlib import Path

import pytest

from tests.proofs.class_run import SAMPLES, Graded, copy_class, grade_class, own_samples

CI_COPIES, FEW, MANY = 30, 50, 200
SLOW = [SAMPLES / "cs224n-2023-a2" / name for name in ("ivo", "Anna+Karl")]
"""One that hangs and one that asks for all memory."""
MOST_GROWTH_KB = (MANY - FEW) * 20
"""Room for the summaries of the students by which a large class exceeds a small one."""


def assert_complete(graded: Graded, names: list[str]) -> None:
    """Every student is in the class's files and has both files of their own."""
    reports = [
        f"submissions/{name}/{file}" for name in names for file in ("report.html", "result.json")
    ]

    assert (0, names) == (graded.code, sorted(graded.ids()))
    assert names == sorted(graded.rows())
    assert sorted(reports) == sorted(graded.files())
    assert f"graded {len(names)} of {len(names)}" in graded.said


def assert_same_bytes(folder: Path, names: list[str]) -> None:
    """Two runs with other numbers of jobs, and a fresh third one, write the same files."""
    one = grade_class(folder / "class", folder / "one", "--jobs", "1")
    assert_complete(one, names)
    first = one.files()

    assert first == grade_class(folder / "class", folder / "two", "--jobs", "2").files()
    assert first == grade_class(folder / "class", folder / "two", "--jobs", "2", "--fresh").files()


def test_none_of_a_class_is_lost(tmp_path: Path) -> None:
    """As many results, rows and reports come out as submissions went in."""
    names = copy_class(own_samples(), CI_COPIES, tmp_path / "class")

    assert_complete(grade_class(tmp_path / "class", tmp_path / "out", "--jobs", "2"), names)


def test_every_run_gives_the_same_bytes(tmp_path: Path) -> None:
    """Neither the number of jobs nor a fresh run changes a byte of a student's files."""
    names = copy_class(own_samples()[::3], 6, tmp_path / "class")

    assert_same_bytes(tmp_path, names)


@pytest.mark.prove
def test_every_run_over_all_samples_gives_the_same_bytes(tmp_path: Path) -> None:
    """The same with every sample, those included that hang or take all memory."""
    samples = [*own_samples(), *SLOW]
    names = copy_class(samples, len(samples), tmp_path / "class")

    assert_same_bytes(tmp_path, names)


@pytest.mark.prove
@pytest.mark.skipif(sys.platform != "linux", reason="peak memory is read from /proc")
def test_two_hundred_are_graded_to_the_end_in_flat_memory(tmp_path: Path) -> None:
    """None of 200 is lost, and the parent needs hardly more memory for them than for 50."""
    few = copy_class(own_samples(), FEW, tmp_path / "few")
    many = copy_class(own_samples(), MANY - len(SLOW), tmp_path / "many")
    many = sorted(many + copy_class(SLOW, len(SLOW), tmp_path / "many"))
    small = grade_class(tmp_path / "few", tmp_path / "few-out", "--jobs", "2")
    large = grade_class(tmp_path / "many", tmp_path / "many-out", "--jobs", "2")

    assert_complete(small, few)
    assert_complete(large, many)
    assert large.peak_kb - small.peak_kb <= MOST_GROWTH_KB

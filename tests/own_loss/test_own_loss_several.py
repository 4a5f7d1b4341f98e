"""Several looks told as one: what counts as wrong, as right, and what is shown."""

import pytest

from grader.own_loss.compare import Gradient, Verdict
from grader.own_loss.examine import Examined
from grader.own_loss.several import tried
from grader.own_loss.words import extent


def look(*verdicts: Verdict) -> Examined:
    """Return a look that found gradients so."""
    gradients = (Gradient(n, n, "x", (2,), (2,), each) for n, each in enumerate(verdicts, 2))
    return Examined(tuple(gradients), ())


RIGHT, UNCLEAR = look("right", "right"), look("right", "cannot-tell")
WRONG, SHAPELESS = look("right", "wrong"), look("wrong-shape", "right")


@pytest.mark.parametrize(
    ("looks", "shown", "counts", "right"),
    [
        ((RIGHT, RIGHT), RIGHT, (2, 0, 0), True),
        ((RIGHT, UNCLEAR, WRONG), WRONG, (3, 1, 1), False),
        ((UNCLEAR, SHAPELESS, WRONG), SHAPELESS, (3, 2, 1), False),
        ((UNCLEAR, RIGHT), RIGHT, (2, 0, 1), True),
        ((UNCLEAR, UNCLEAR), UNCLEAR, (2, 0, 2), False),
    ],
)
def test_one_wrong_look_is_enough(
    looks: tuple[Examined, ...], shown: Examined, counts: tuple[int, int, int], right: bool
) -> None:
    """A case with a kink takes nothing from the others, and many right ones hide no wrong one."""
    found = tried(looks)

    assert shown is found.shown
    assert (counts, right) == ((found.run, found.wrong, found.unclear), found.all_right)


def test_how_much_was_tried_is_said() -> None:
    """The number of cases, what of them disagrees, and which is shown."""
    assert "with 2 of its cases in the rubric or pack: all agree" in extent(
        tried([RIGHT, RIGHT]), of_a_rubric=True
    )
    assert "3 of its cases in the rubric or pack: 1 disagrees; the first" in extent(
        tried([RIGHT, UNCLEAR, WRONG]), of_a_rubric=True
    )
    assert "in 1 the loss has no slope to measure" in extent(
        tried([RIGHT, UNCLEAR]), of_a_rubric=True
    )
    assert "in none of them" in extent(tried([UNCLEAR]), of_a_rubric=True)
    assert "one set of arguments" in extent(tried([RIGHT]), of_a_rubric=False)

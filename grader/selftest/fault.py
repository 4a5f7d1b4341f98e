"""One thing that the self-test finds wrong, and where in the rubric."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from grader.rubric.errors import RubricProblem
from grader.rubric.positions import Positions
from grader.rubric.wording import Loc

MOST_NAMED = 3


class Fault(NamedTuple):
    """What is wrong at a place of the rubric."""

    loc: Loc
    expected: str
    """As the end of a sentence that begins with the place: `must fall short of {}`."""
    came: str = ""
    who: str = ""
    """What showed it, put into the braces: faults that differ in it alone are told as one."""


def told(faults: Iterable[Fault], positions: Positions) -> tuple[RubricProblem, ...]:
    """Return faults as problem lines, those of one kind in one line."""
    kinds: dict[Fault, list[str]] = {}
    for fault in faults:
        kinds.setdefault(fault._replace(who=""), []).append(fault.who)
    return tuple(
        positions.problem(kind.loc, kind.expected.format(some_of(who)), kind.came)
        for kind, who in kinds.items()
    )


def some_of(names: Sequence[str]) -> str:
    """List the first few names, each once, and count the others."""
    different = list(dict.fromkeys(names))
    more = len(different) - MOST_NAMED
    listed = ", ".join(different[:MOST_NAMED])
    return f"{listed} and {more} more" if more > 0 else listed

"""What the grader saw in written answers: the part of a result that shows a derivation."""

import re
from typing import Literal

from pydantic import Field

from grader.model.frozen import Frozen

LineVerdict = Literal["holds", "fails", "cannot-tell", "not-a-claim"]
Matrix = tuple[tuple[str, ...], ...]
"""Rows of printed numbers."""
_IN_A_TEXT = re.compile(r"line (\d{1,7})")


class SideValues(Frozen):
    """Both sides of a line that fails, on one small instance."""

    claimed: Matrix
    """What the line's own formula gives."""
    right: Matrix
    """What it should equal: the side before it."""
    instance: str
    """The instance in words: sizes of the random arrays."""


class Line(Frozen):
    """One expression of a derivation."""

    source: str
    """The student's own LaTeX."""
    relation: str
    """The sign before it; empty where it starts a chain, `implied` where there is none."""
    place: str
    """`line 12`, or `cell 3, line 2`."""
    chain: int
    """Number of the chain of equalities to which it belongs."""
    verdict: LineVerdict
    """Whether it equals the expression before it."""
    against_head: LineVerdict = "not-a-claim"
    """Whether it equals the head of its chain."""
    why: str = ""
    first_wrong: bool = False
    remarks: tuple[str, ...] = ()
    """Repairs and kind readings."""
    values: SideValues | None = None
    mistake: str | None = None
    """Name of the single edit that mends a wrong line."""
    edit: str = ""
    """That edit in words."""
    mended: str = ""
    """The line as LaTeX with the edit made; empty where expected values are not shown."""


class Derivation(Frozen):
    """The answer to one written question, as it was found."""

    place: str = ""
    """Where the final answer stands; empty where none was found."""
    final: tuple[str, ...] = ()
    """LaTeX of the final answer, one for each case that it tells apart."""
    lines: tuple[Line, ...] = ()
    edit: str = ""
    """The single edit that mends a wrong final answer, in words."""
    mended: str = ""
    """The final answer with the edit made; empty where expected values are not shown."""
    text: str = ""
    """What the student wrote, where a person reads it."""
    criteria: tuple[str, ...] = ()
    """What a person looks for."""
    judged: bool = True
    """False where only a pack was at hand, which has no right answers."""

    @property
    def begins(self) -> str:
        """Where to look first: at the first wrong line, else at the final answer."""
        wrong = next((each.place for each in self.lines if each.first_wrong), "")
        return wrong or self.place


def line_number(place: str) -> int | None:
    """Return the line of a text that a place names; a cell of a notebook is no line of its file."""
    match = _IN_A_TEXT.fullmatch(place)
    return int(match[1]) if match else None


class Unread(Frozen):
    """A formula that could not be read."""

    place: str
    source: str
    why: str


class Macro(Frozen):
    """A macro that the student defined."""

    arguments: int
    body: str
    """What it stands for, `#1` for its first argument."""


class WrittenFile(Frozen):
    """A file of written answers, and how it was read."""

    path: str
    refused: str = ""
    """Why nothing of it was read; empty where it was."""
    convention: str = ""
    """How U was taken, words as columns or as rows, and what the student's own text says."""
    repairs: tuple[str, ...] = ()
    """Slips of notation that were read kindly."""
    unread: tuple[Unread, ...] = ()
    macros: dict[str, Macro] = Field(default={})
    """By name (`\\yh`): what its formulas need to be set."""

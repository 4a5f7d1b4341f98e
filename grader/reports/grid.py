"""Sets a value's entries as rows of cells, each knowing whether it is wrong and how much."""

from collections.abc import Sequence
from math import ceil
from typing import NamedTuple, TypeVar

from grader.model.results import Counterexample, Difference, Shown

T = TypeVar("T")
TINTS = 4
KIND_WORDS = {
    "array": "array",
    "number": "number",
    "text": "text",
    "list": "list",
    "nothing": "nothing (None)",
    "exception": "exception",
    "other": "object",
}


class Cell(NamedTuple):
    """One entry: its figures, whether it is wrong, and its tint from 0 (none) to 4."""

    text: str
    wrong: bool = False
    tint: int = 0
    pad: str = ""
    """Blanks after the figures, so that a column's decimal points stand in line."""


class Grid(NamedTuple):
    """One value as it is shown: a label, what it is, and either rows of cells or one line."""

    label: str
    nature: str
    rows: tuple[tuple[Cell, ...], ...]
    line: str
    truncated: bool
    differs: bool = False
    """Whether it is another kind of value, or of another shape, than was expected."""

    @property
    def columns(self) -> int:
        """Length of the longest row."""
        return max((len(row) for row in self.rows), default=0)


def grid(shown: Shown, label: str, difference: Difference | None = None) -> Grid:
    """Return `shown` as a grid; `difference` marks the wrong entries of what came."""
    blanks = pads(shown.cells)
    rows = tuple(
        tuple(
            _cell(text, difference, row, column, blanks[row][column])
            for column, text in enumerate(texts)
        )
        for row, texts in enumerate(shown.cells)
    )
    single = len(rows) == 1 and len(rows[0]) == 1
    if not rows or (single and shown.kind != "array"):
        # A number is told in the digits of the sentence beside it: 2, where Python types 2.0.
        told = rows[0][0].text if single else shown.text
        line = told or KIND_WORDS.get(shown.kind, "nothing")
        return Grid(label, nature(shown), (), line, shown.truncated)
    return Grid(label, nature(shown), rows, "", shown.truncated)


def compared(example: Counterexample) -> tuple[Grid, ...]:
    """Return what was expected (where it may be shown) and what came."""
    output = example.output
    got = grid(example.got, f"Your {output}" if output else "Yours", example.difference)
    if example.expected is None:
        return (got,)
    expected = grid(example.expected, f"Expected {output}" if output else "Expected")
    # An array of float32 is remarked upon elsewhere; its kind and shape are what is asked.
    # A number has the shape () where it comes from numpy and none where it is Python's.
    asked = (example.expected.kind, example.expected.shape or ())
    if asked != (example.got.kind, example.got.shape or ()):
        return (expected, got._replace(differs=True))
    if example.got.kind != "array":
        return (expected._replace(nature=""), got._replace(nature=""))
    return (expected, got)


def unspelt(example: Counterexample) -> tuple[tuple[str, str], ...]:
    """Return name and text of the inputs that the call does not spell out."""
    return tuple(
        (name, shown.text)
        for name, shown in example.inputs.items()
        # A long value is cut in its own text, but stands in the call in full.
        if not example.call or shown.text.removesuffix("…") not in example.call
    )


def nature(shown: Shown) -> str:
    """Say what a value is: `array of shape (2, 3)`, `float32 array of shape (3,)`, `text`.

    Empty where there is no value, and the text tells why: no answer after 5 s.
    """
    if shown.kind == "nothing" and shown.text not in ("", "None"):
        return ""
    word = KIND_WORDS.get(shown.kind, shown.kind)
    if shown.kind != "array":
        return word
    if shown.dtype and shown.dtype != "float64":
        word = f"{shown.dtype} {word}"
    return word if shown.shape is None else f"{word} of shape {shape(shown.shape)}"


def shape(sizes: Sequence[int]) -> str:
    """Return a shape as Python prints it: `(3,)`, `(2, 3)`."""
    return f"({sizes[0]},)" if len(sizes) == 1 else f"({', '.join(map(str, sizes))})"


def wrong_entries(difference: Difference | None, said: str) -> str:
    """Say how many entries are wrong and which is worst, as far as `said` doesn't already."""
    if difference is None or (difference.worst and difference.worst in said):
        return ""
    if difference.entries == 1:
        return difference.worst
    count = f"{difference.wrong_entries} of {difference.entries} entries wrong"
    return f"{count}; worst {difference.worst}" if difference.worst else count


def pads(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """Return the blanks behind each number that bring a column's decimal points in line."""
    tails = [[len(text) - len(text.partition(".")[0]) for text in row] for row in rows]
    width = max((len(row) for row in rows), default=0)
    longest = [max(row[at] for row in tails if at < len(row)) for at in range(width)]
    return [[" " * (longest[at] - tail) for at, tail in enumerate(row)] for row in tails]


def _cell(text: str, difference: Difference | None, row: int, column: int, pad: str) -> Cell:
    if difference is None or not _at(difference.wrong, row, column, absent=False):
        return Cell(text, pad=pad)
    relative = _at(difference.relative, row, column, absent=0.0)
    return Cell(text, True, max(1, min(TINTS, ceil(relative * TINTS))), pad)


def _at(table: Sequence[Sequence[T]], row: int, column: int, *, absent: T) -> T:
    # The flags come from another hand than the cells: a short table marks nothing.
    inside = row < len(table) and column < len(table[row])
    return table[row][column] if inside else absent

"""Sets a counterexample in plain lines: the call, what was expected, what came."""

from collections.abc import Iterator, Sequence
from itertools import accumulate

from rich.text import Text

from grader.model.results import Counterexample
from grader.reports.grid import Grid, compared, unspelt, wrong_entries
from grader.reports.visible import visible, visible_line

INDENT = "  "
WRONG = "*"
ROOM = 72
"""Letters of a row's cells: with brackets, indent and what says that it goes on, 80 at most."""


def example_lines(example: Counterexample, said: str) -> Iterator[Text]:
    """Yield the lines that show one failing case; what `said` already tells is left out."""
    if example.call:
        # At the margin and without a prompt: so it can be pasted as it stands.
        # Not wrapped: a terminal wraps what it shows, and copies it whole.
        for line in visible(example.call).split("\n"):
            yield Text(line, style="bold", no_wrap=True, overflow="ignore")
    for name, text in unspelt(example):
        yield Text(f"{INDENT}where {visible_line(name)} is {visible_line(text)}")
    for grid in compared(example):
        yield from _grid_lines(grid)
    text = visible_line(wrong_entries(example.difference, said))
    if any(cell.wrong for grid in compared(example) for row in grid.rows for cell in row):
        text = f"{text} ({WRONG} marks wrong entries)".strip()
    if text:
        yield Text(text)


def _grid_lines(grid: Grid) -> Iterator[Text]:
    nature = f" ({visible_line(grid.nature)})" if grid.nature else ""
    label = f"{visible_line(grid.label)}{nature}:"
    if not grid.rows:
        yield Text(f"{label} {visible_line(grid.line)}")
        return
    yield Text(label)
    widths = [
        max(len(visible(row[at].text)) + len(row[at].pad) for row in grid.rows if at < len(row))
        for at in range(grid.columns)
    ]
    columns = _columns(widths)
    for row in grid.rows:
        line = Text(INDENT + "[", no_wrap=True)
        for cell, width in zip(row[:columns], widths, strict=False):
            text = f"{visible_line(cell.text)}{cell.pad}".rjust(width)
            line.append(f" {text}{WRONG if cell.wrong else ' '}", "red" if cell.wrong else "")
        yield line.append(" …]" if len(row) > columns else "]")
    if grid.truncated or columns < grid.columns:
        yield Text(INDENT + "(only a part of it is shown)")


def _columns(widths: Sequence[int]) -> int:
    """Return how many columns fit; the first always does."""
    ends = accumulate(width + len(f" {WRONG}") for width in widths)
    return max(1, sum(end <= ROOM for end in ends))

"""Sets a counterexample in plain lines: the call, what was expected, what came."""

from collections.abc import Iterator

from rich.text import Text

from grader.model.results import Counterexample
from grader.reports.grid import Grid, compared, unspelt, wrong_entries
from grader.reports.visible import one_line, printable

INDENT = "  "
WRONG = "*"


def example_lines(example: Counterexample, said: str) -> Iterator[Text]:
    """Yield the lines that show one failing case; what `said` already tells is left out."""
    if example.call:
        # At the margin and without a prompt: so it can be pasted as it stands.
        # Not wrapped: a terminal wraps what it shows, and copies it whole.
        for line in printable(example.call).split("\n"):
            yield Text(line, style="bold", no_wrap=True, overflow="ignore")
    for name, text in unspelt(example):
        yield Text(f"{INDENT}where {one_line(name)} is {one_line(text)}")
    for grid in compared(example):
        yield from _grid_lines(grid)
    text = one_line(wrong_entries(example.difference, said))
    if any(cell.wrong for grid in compared(example) for row in grid.rows for cell in row):
        text = f"{text} ({WRONG} marks wrong entries)".strip()
    if text:
        yield Text(text)


def _grid_lines(grid: Grid) -> Iterator[Text]:
    nature = f" ({one_line(grid.nature)})" if grid.nature else ""
    label = f"{one_line(grid.label)}{nature}:"
    if not grid.rows:
        yield Text(f"{label} {one_line(grid.line)}")
        return
    yield Text(label)
    widths = [
        max(len(printable(row[at].text)) + len(row[at].pad) for row in grid.rows if at < len(row))
        for at in range(grid.columns)
    ]
    for row in grid.rows:
        line = Text(INDENT + "[", no_wrap=True)
        for cell, width in zip(row, widths, strict=False):
            text = f"{one_line(cell.text)}{cell.pad}".rjust(width)
            line.append(f" {text}{WRONG if cell.wrong else ' '}", "red" if cell.wrong else "")
        yield line.append("]")
    if grid.truncated:
        yield Text(INDENT + "(only a part of it is shown)")

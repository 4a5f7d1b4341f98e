"""Puts measured costs into a table, with the ratios that tell how good they are."""

from collections.abc import Sequence
from typing import NamedTuple

from benchmarks.measure import Cost

OURS = "grader, strict isolation, reports"
REDUCED = "grader, reduced isolation, reports"
RIGHT = "grader on cs224n-2021-a2, all right"
WRONG = "grader on cs224n-2021-a2, three functions wrong"
EACH = "pytest, a process a submission"
WHOLE = "pytest, one process, no isolation"
FLOOR = "floor: fork, call, send back"


class Row(NamedTuple):
    """One measured way to grade, of as many submissions as were measured."""

    name: str
    submissions: int
    cost: Cost

    @property
    def cpu(self) -> float:
        """CPU milliseconds a submission."""
        return 1000 * self.cost.cpu / self.submissions

    @property
    def wall(self) -> float:
        """Wall milliseconds a submission."""
        return 1000 * self.cost.wall / self.submissions


class Table(NamedTuple):
    """All that was measured for one size of class."""

    size: int
    rows: tuple[Row, ...]
    smaller: Row
    """Our own run of a class of a fifth of the size, for the growth of memory."""

    def row(self, name: str) -> Row:
        """Return the row of a name."""
        return next(row for row in self.rows if row.name == name)

    def growth_kb(self) -> float:
        """Return by how much the parent's peak grows with each further submission, in kB."""
        ours = self.row(OURS)
        more = ours.submissions - self.smaller.submissions
        return (ours.cost.peak_kb - self.smaller.cost.peak_kb) / more if more else 0.0


def table_text(table: Table) -> str:
    """Return the table in Markdown, ratios below."""
    lines = [
        f"### A class of {table.size:,}",
        "",
        "| what | measured on | CPU, ms a submission | wall, ms a submission |",
        "|---|---:|---:|---:|",
    ]
    for row in table.rows:
        lines.append(f"| {row.name} | {row.submissions:,} | {row.cpu:.1f} | {row.wall:.1f} |")
    return "\n".join([*lines, "", *ratios(table), ""])


def ratios(table: Table) -> Sequence[str]:
    """Return what the numbers come to, one line each."""
    ours, floor = table.row(OURS), table.row(FLOOR)
    each, whole = table.row(EACH), table.row(WHOLE)
    right, wrong = table.row(RIGHT), table.row(WRONG)
    busy = ours.cost.cpu / ours.cost.wall
    return (
        f"- CPU of strict grading / floor: {ours.cpu / floor.cpu:.2f}",
        f"- CPU of a pytest process a submission / strict grading: {each.cpu / ours.cpu:.1f}",
        f"- CPU of strict grading / one pytest process: {ours.cpu / whole.cpu:.2f}",
        f"- cores kept busy by strict grading (CPU / wall): {busy:.2f}",
        f"- CPU that three wrong functions cost more than right ones, ms a submission: "
        f"{wrong.cpu - right.cpu:.0f}",
        f"- the grading parent's peak memory: {ours.cost.peak_kb / 1024:.0f} MiB; "
        f"{table.growth_kb():.1f} kB more for each further submission",
    )

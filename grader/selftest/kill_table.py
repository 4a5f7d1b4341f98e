"""Mutants × checks: which check sees which wrong answers."""

from dataclasses import dataclass

from rich import box
from rich.console import Group
from rich.table import Table
from rich.text import Text

from grader.model.results import CheckResult
from grader.model.rubric import Question

SEEN, SURVIVED, SKIPPED, NOT_TRIED = "x", ".", "-", ""
LEGEND = "x the check falls short, . it passes, - it is skipped for another check's sake"


@dataclass(frozen=True)
class Row:
    """One mutant and what each check of the question makes of it, in the rubric's order."""

    mutant: str
    marks: tuple[str, ...]


@dataclass(frozen=True)
class KillTable:
    """All mutants of one question."""

    question: Question
    rows: tuple[Row, ...]


def mark_of(check: CheckResult) -> str:
    """Return how a check took a mutant."""
    if check.verdict == "skipped":
        return SKIPPED
    return SURVIVED if check.verdict == "passed" else SEEN


def shown(table: KillTable) -> Group:
    """Lay out a table for a terminal of 80 columns; the checks are numbered above it."""
    checks = table.question.checks
    numbered = (f"{number} {check.id}" for number, check in enumerate(checks, start=1))
    grid = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    grid.add_column("mutant", overflow="fold", max_width=80 - 4 * len(checks))
    for number in range(1, len(checks) + 1):
        grid.add_column(str(number), justify="center", width=2)
    for row in table.rows:
        grid.add_row(Text(row.mutant), *row.marks)
    heading = Text(f"\n{table.question.id}", style="bold")
    return Group(heading, Text(", ".join(numbered)), grid)

"""The progress bar: who was just graded, how fast it goes, how long it still takes."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.markup import escape
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from grader.model.summary import SubmissionSummary
from grader.reports.visible import one_line

LONGEST_NAME = 28


class RateColumn(ProgressColumn):
    """Submissions per second."""

    def render(self, task: Task) -> Text:
        """Return the rate since the start."""
        if not task.elapsed or not task.completed:
            return Text("")
        return Text(f"{task.completed / task.elapsed:.1f}/s", style="dim")


@contextmanager
def progress_of(total: int, console: Console) -> Iterator[Callable[[SubmissionSummary], None]]:
    """Show a bar; the yielded function is told of each submission that is done.

    Where the output is no terminal, a line is written for each tenth of the class instead.
    """
    if not console.is_terminal:
        yield _lines(total, console)
        return
    columns = (
        TextColumn("grading"),
        BarColumn(bar_width=24),
        MofNCompleteColumn(),
        RateColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[name]}"),
    )
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("grading", total=total, name="")

        def step(summary: SubmissionSummary) -> None:
            name = one_line(summary.names[0] if summary.names else summary.id)[:LONGEST_NAME]
            progress.update(task, advance=1, name=escape(name))

        yield step


def _lines(total: int, console: Console) -> Callable[[SubmissionSummary], None]:
    done = 0

    def step(summary: SubmissionSummary) -> None:
        nonlocal done
        done += 1
        if done * 10 // total != (done - 1) * 10 // total:
            console.print(f"graded {done} of {total}", highlight=False)

    return step

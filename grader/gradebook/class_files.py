"""Writes what is about the whole class: `index.html`, `grades.csv`, `results.json`."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.gradebook.by_hand import obstacle, with_overrides
from grader.gradebook.lock import locked_if_marked
from grader.gradebook.overrides import read_overrides
from grader.gradebook.store import read_result, write_submission
from grader.grading.run import Run
from grader.model.override import OverrideEntry, Overrides
from grader.model.results import WRITTEN, ClassResult, SubmissionRow
from grader.model.summary import SubmissionSummary, summarise
from grader.reports.atomic import write_atomically
from grader.reports.grades_csv import write_grades_csv
from grader.reports.index import render_index
from grader.reports.results_json import write_class_json
from grader.reports.unearned import unearned


@dataclass(frozen=True)
class About:
    """What the class files say of the assignment and of the run."""

    assignment: str
    title: str
    seed: int
    questions: tuple[str, ...]
    """Ids, in the order of the columns."""
    notes: tuple[str, ...]
    """Lines on what is nobody's submission."""


def write_class(
    out: Path, run: Run, summaries: Sequence[SubmissionSummary], notes: Sequence[str]
) -> list[SubmissionSummary]:
    """Write the class page, the grades and `results.json` at the end of a run.

    Returns the summaries as they were written: with marks that were given by hand meanwhile.
    """
    rubric = run.prepared.rubric
    questions = columns(run, summaries)
    about = About(rubric.id, rubric.title, run.prepared.seed, questions, tuple(notes))
    with locked_if_marked(out, alone=True):
        overrides = read_overrides(out)
        current = [_current(out, summary, overrides) for summary in summaries]
        write_class_files(out, about, current, overrides)
    return current


def columns(run: Run, summaries: Sequence[SubmissionSummary]) -> tuple[str, ...]:
    """Return the ids of the questions: those of the code, and written ones where any counts."""
    code = tuple(question.id for question in run.prepared.rubric.questions)
    if run.manifest is None:
        return code
    counted = {mark.id for summary in summaries for mark in summary.questions}
    written = (WRITTEN + question.id for question in run.manifest.questions)
    return (*code, *(each for each in written if each in counted))


def write_class_files(
    out: Path, about: About, summaries: Sequence[SubmissionSummary], overrides: Overrides
) -> None:
    """Write the three files; only for whom holds the folder's lock alone."""
    rows = tuple(
        SubmissionRow(id=s.id, status=s.status, points=s.points, max_points=s.max_points)
        for s in summaries
    )
    write_grades_csv(summaries, about.questions, out / "grades.csv")
    write_class_json(
        ClassResult(assignment=about.assignment, seed=about.seed, submissions=rows),
        out / "results.json",
    )
    lost = unset(out, [summary.id for summary in summaries], overrides)
    astray = (f"{told(entry)} is not set: {why}" for entry, why in lost)
    notes = (*about.notes, *unearned(summaries), *astray)
    page = render_index(summaries, assignment=about.assignment, title=about.title, notes=notes)
    write_atomically(out / "index.html", page)


def unset(
    out: Path, submissions: Sequence[str], overrides: Overrides
) -> Iterator[tuple[OverrideEntry, str]]:
    """Yield the marks that hold and can't be set into a result of the class, and why not."""
    known = frozenset(submissions)
    for entry in overrides.standing().values():
        result = read_result(out, entry.submission) if entry.submission in known else None
        why = "there is no such submission" if result is None else obstacle(result, entry)
        if why:
            yield entry, why


def told(entry: OverrideEntry) -> str:
    """Return a mark in one line: where, how much, whose, when."""
    mark = "no points" if entry.points is None else f"{entry.points:g} points"
    return (
        f"`{entry.submission}`, `{entry.check}`: {mark} by hand ({entry.author}, {entry.at}: "
        f"{entry.why})"
    )


def _current(out: Path, summary: SubmissionSummary, overrides: Overrides) -> SubmissionSummary:
    """Return a summary as the marks stand now, which may be given while others are graded.

    A result that was written without one of them is written again.
    """
    entries = overrides.of(summary.id)
    stored = read_result(out, summary.id) if entries or summary.by_hand else None
    if stored is None:
        return summary
    result = with_overrides(stored, entries)
    if result != stored:
        write_submission(out, result)
    return summarise(result, summary.students, summary.late)

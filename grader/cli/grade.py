"""`grader grade`: a folder of submissions in, marks and reports out."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from grader.cli.failure import BELOW, OK, OURS, USAGE, CommandError
from grader.cli.progress import progress_of
from grader.cli.rubrics import known, load_named, prepared
from grader.cli.terminal import terminal
from grader.engines.engine import Job
from grader.engines.registry import ENGINES
from grader.gradebook.class_files import write_class
from grader.gradebook.overrides import OverridesError, read_overrides
from grader.gradebook.students import roster_of, write_students
from grader.intake.errors import IntakeError
from grader.intake.read import read_class
from grader.model.results import WRITTEN, AskedPart
from grader.model.submission import Intake
from grader.model.summary import SubmissionSummary
from grader.reports.text import class_table
from grader.reports.unearned import unearned
from grader.reports.unwritable import make_folder
from grader.rubric.load import LoadedRubric
from grader.sandbox.isolation import Chosen, NotStrictError, choose
from grader.sandbox.leftovers import remove_leftovers, temporary

MOST_MB = 20.0
"""Larger files are not taken from a submission, unless the rubric allows larger code files."""


@dataclass(frozen=True)
class GradeOptions:
    """What was asked on the command line."""

    submissions: Path
    rubric: str | None
    out: Path
    seed: int | None
    jobs: int | None
    engine: str
    isolation: str
    fresh: bool
    fail_under: float | None
    part: AskedPart | None = None


@dataclass(frozen=True)
class Target:
    """One folder to grade with one rubric."""

    submissions: Path
    rubric: str
    out: Path


def grade(options: GradeOptions) -> int:
    """Grade every target; return the exit code of the worst."""
    remove_leftovers()
    isolation = chosen_isolation(options.isolation)
    console = Console(stderr=True)
    codes = [grade_target(target, options, isolation, console) for target in targets(options)]
    return max(codes, default=OK)


def chosen_isolation(wanted: str) -> Chosen:
    """Decide how student code is kept in; strict where it can't be had ends the command."""
    try:
        return choose(wanted)
    except NotStrictError as error:
        text = f"strict isolation is not to be had here: {error}"
        raise CommandError(OURS, f"{text}; see `grader doctor`") from None


def targets(options: GradeOptions) -> list[Target]:
    """Decide which rubric grades what.

    Without `--rubric`, a folder named like a rubric is graded with it, and a folder of such
    folders is graded folder by folder.
    """
    path, out = options.submissions, options.out
    if options.rubric is not None:
        return [Target(path, options.rubric, out)]
    name = Path(os.path.abspath(path)).stem if path.is_file() else Path(os.path.abspath(path)).name
    if name in known():
        return [Target(path, name, out)]
    if path.is_dir():
        inner = [path / each for each in known() if (path / each).is_dir()]
        if inner:
            return [Target(folder, folder.name, out / folder.name) for folder in inner]
    if not path.exists():
        raise CommandError(
            USAGE, f"{path}: no such folder; expected a folder of submissions or a zip"
        )
    raise CommandError(
        USAGE,
        f"{path}: which rubric? Name one with --rubric, or name the folder like it. "
        f"Known: {', '.join(known()) or 'none in rubrics/'}",
    )


def grade_target(target: Target, options: GradeOptions, isolation: Chosen, console: Console) -> int:
    """Grade one folder with one rubric and write everything about it."""
    loaded = load_named(target.rubric)
    refuse_absent_part(loaded, options.part)
    run = prepared(loaded, options.seed, loaded.rubric.show_expected.grade, part=options.part)
    refuse_unreadable_overrides(target.out)
    with temporary("intake") as unpacked:
        intake = read_intake(target, loaded, unpacked, written=run.writes)
        make_folder(target.out)
        slots = job_slots(options.jobs)
        job = Job(run, isolation, intake.submissions, target.out, slots, options.fresh)
        summaries = sorted(graded(job, options.engine, console), key=lambda each: each.id)
    write_students(target.out, intake)
    notes = roster_of(intake).notes
    summaries = write_class(target.out, run, summaries, notes)
    announce(target, loaded, summaries, notes, console)
    tell_isolation(isolation, console)
    return exit_code(summaries, options.fail_under)


def refuse_unreadable_overrides(out: Path) -> None:
    """End the command where marks given by hand can't be read: grading would drop them."""
    try:
        read_overrides(out)
    except OverridesError as error:
        raise CommandError(USAGE, str(error)) from None


def refuse_absent_part(loaded: LoadedRubric, part: AskedPart | None) -> None:
    """End the command where written answers are asked for and the rubric has no such part."""
    if part in ("written", "all") and loaded.rubric.written is None:
        text = f"{loaded.path}: has no written part (no key `written`); leave out --part {part}"
        raise CommandError(USAGE, text)


def read_intake(target: Target, loaded: LoadedRubric, unpacked: Path, *, written: bool) -> Intake:
    """Read the class; what isn't one ends the command with one line."""
    wanted = {n for q in loaded.rubric.questions for n in (q.file, *q.files)}
    try:
        most_mb = max(MOST_MB, loaded.rubric.limits.file_mb)
        return read_class(target.submissions, wanted, unpacked, most_mb, target.out, written)
    except IntakeError as error:
        raise CommandError(USAGE, str(error)) from None


def job_slots(jobs: int | None) -> int:
    """Return how many submissions are graded at a time."""
    return (
        jobs
        if jobs is not None
        else len(os.sched_getaffinity(0))
        if hasattr(os, "sched_getaffinity")
        else os.cpu_count() or 1
    )


def graded(job: Job, engine: str, console: Console) -> Iterator[SubmissionSummary]:
    """Yield summaries, showing progress."""
    with progress_of(len(job.submissions), console) as step:
        for summary in ENGINES[engine](job):
            step(summary)
            yield summary


def announce(
    target: Target,
    loaded: LoadedRubric,
    summaries: Sequence[SubmissionSummary],
    notes: Sequence[str],
    console: Console,
) -> None:
    """Print the summary table, what is odd about the class, and where everything is."""
    out = terminal()
    out.print(f"\n{loaded.rubric.title}", style="bold", markup=False, highlight=False)
    out.print(class_table(summaries))
    for note in notes:
        console.print(f"not taken: {note}", markup=False, highlight=False, soft_wrap=True)
    for doubt in (*unearned(summaries), *written_alone(summaries)):
        console.print(doubt, markup=False, highlight=False, soft_wrap=True)
    for name, file in (("class page", "index.html"), ("grades", "grades.csv")):
        line = f"{name + ':':11} {target.out / file}"
        out.print(line, markup=False, highlight=False, soft_wrap=True)


def written_alone(summaries: Sequence[SubmissionSummary]) -> Iterator[str]:
    """Yield a hint where everybody handed in written answers and nobody any code."""
    questions = [mark for summary in summaries for mark in summary.questions]
    code = [mark for mark in questions if not mark.id.startswith(WRITTEN)]
    if code and len(code) < len(questions) and not any(mark.there for mark in code):
        yield "nobody handed in code: --part written grades the written answers alone"


def tell_isolation(isolation: Chosen, console: Console) -> None:
    """Say how student code was kept in, and why not more strictly."""
    if isolation.strict:
        console.print("isolation: strict (namespaces, Landlock, seccomp, limits)", highlight=False)
        return
    why = f" ({isolation.why_not})" if isolation.why_not else ""
    text = f"isolation: reduced, a process with resource limits only{why}"
    console.print(text, markup=False, highlight=False, soft_wrap=True)


def exit_code(summaries: Sequence[SubmissionSummary], fail_under: float | None) -> int:
    """Return 3 where something is ungraded, 1 where someone is below the bar, else 0."""
    if any(each.status == "ungraded" for each in summaries):
        return OURS
    if fail_under is not None and any(below(each, fail_under) for each in summaries):
        return BELOW
    return OK


def below(summary: SubmissionSummary, percent: float) -> bool:
    """Say whether a final mark is below a share of the maximum."""
    points = summary.final_points
    return points is not None and points * 100 < percent * summary.max_points

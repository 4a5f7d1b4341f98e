"""Real code: the starter earns nothing, right solutions everything."""

from collections.abc import Iterator
from pathlib import Path

from grader.grading.run import Run
from grader.grading.submission import grade_submission
from grader.intake.errors import IntakeError
from grader.intake.read import read_submission
from grader.model.results import CheckResult, SubmissionResult
from grader.rubric.wording import Loc
from grader.sandbox.channel import Launcher
from grader.selftest.fault import Fault

ABSENT = ("missing-file", "missing-function")
UNREADABLE = ("import-failed", "syntax-error", "python-2", "refused-file", "timeout", "killed")
Located = tuple[Loc, Loc, CheckResult]
"""Where a question stands, where one of its checks does, and what came of the check."""


def starter_faults(run: Run, folder: Path, launcher: Launcher, unpack: Path) -> Iterator[Fault]:
    """Grade the starter as handed out; yield what it earns, and what it lacks."""
    try:
        result = graded(run, folder, launcher, unpack)
    except IntakeError as error:
        yield Fault(("starter",), "must hold the files that are handed out", str(error))
        return
    for question, place, check in located(run, result):
        if check.reason in ABSENT:
            yield _absent(question, check, "the starter")
        elif check.reason in UNREADABLE:
            expected = "must run: its functions are to be found not implemented"
            yield Fault(("starter",), expected, f"{check.reason} ({check.message})")
        elif check.verdict == "ungraded" or (check.points or 0) > 0:
            yield Fault(place, "must give the starter nothing", f"{check.points or 0:g} points")


def solution_folders(folder: Path) -> list[Path]:
    """Return the right submissions in a folder, by name."""
    return sorted(each for each in folder.iterdir() if each.is_dir() and each.name[0] not in "._")


def solution_faults(run: Run, folder: Path, launcher: Launcher, unpack: Path) -> Iterator[Fault]:
    """Grade one right submission; yield the checks that don't give it all their points."""
    try:
        result = graded(run, folder, launcher, unpack)
    except IntakeError as error:
        yield Fault(("solutions",), "must hold right submissions", str(error))
        return
    for question, place, check in located(run, result):
        if check.reason in ABSENT:
            yield _absent(question, check, folder.name)
        elif check.points != check.max_points:
            came = f"{check.verdict} ({check.reason})"
            yield Fault(place, "must be passed by the right solution {}", came, folder.name)


def graded(run: Run, folder: Path, launcher: Launcher, unpack: Path) -> SubmissionResult:
    """Grade a folder as one submission."""
    return grade_submission(run, read_submission(folder, unpack), launcher)


def located(run: Run, result: SubmissionResult) -> Iterator[Located]:
    """Yield every check of the questions that count, with its place in the rubric."""
    numbers = {question.id: n for n, question in enumerate(run.prepared.rubric.questions)}
    for question in result.questions:
        loc: Loc = ("questions", numbers[question.id])
        if question.counted:
            for place, check in enumerate(question.checks):
                yield loc, (*loc, "checks", place), check


def _absent(question: Loc, check: CheckResult, who: str) -> Fault:
    expected = "must name a function that is in {}"
    return Fault((*question, "function"), expected, f"{check.reason}: {check.message}", who)

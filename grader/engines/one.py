"""Grade one submission of a class and write its files; a fault of ours never stops the class."""

import traceback
from pathlib import Path

from grader.gradebook.by_hand import with_overrides
from grader.gradebook.lock import locked_if_marked
from grader.gradebook.overrides import read_overrides
from grader.gradebook.store import stored_result, write_submission
from grader.grading.run import Run
from grader.grading.submission import grade_submission, ungraded_result
from grader.model.results import SubmissionResult
from grader.model.submission import Submission
from grader.model.summary import SubmissionSummary, summarise
from grader.sandbox.channel import Launcher

TRIES = 2


def grade_and_write(
    run: Run, submission: Submission, out: Path, fresh: bool, launcher: Launcher
) -> SubmissionSummary:
    """Return the summary of a submission whose `result.json` and `report.html` now exist."""
    stored = None if fresh else stored_result(out, submission, run, launcher.isolation)
    result = stored or _graded(run, submission, out, launcher)
    with locked_if_marked(out, alone=False):
        result = with_overrides(result, read_overrides(out).of(submission.id))
        if result != stored:
            write_submission(out, result)
    return summarise(result, submission.students, submission.late)


def _graded(run: Run, submission: Submission, out: Path, launcher: Launcher) -> SubmissionResult:
    """Grade; a fault of the grader is tried again once, then told as ours."""
    why = ""
    for _ in range(TRIES):
        try:
            return grade_submission(run, submission, launcher)
        except Exception as error:
            why = f"{type(error).__name__}: {error}".splitlines()[0]
            _log(out, submission.id)
    return ungraded_result(run, submission, why, launcher.isolation)


def _log(out: Path, submission: str) -> None:
    """Keep the traceback of a fault of ours for whoever mends it."""
    with (out / "grader-faults.log").open("a", encoding="utf-8") as log:
        log.write(f"{submission!r}\n{traceback.format_exc()}\n")

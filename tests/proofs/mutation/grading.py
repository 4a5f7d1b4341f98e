"""Grade a mutant through the sandbox and the checks, as any student's file."""

from dataclasses import replace
from functools import cache
from pathlib import Path

from grader.grading.run import Run
from grader.grading.submission import grade_submission
from grader.model.rubric import Question
from grader.rubric.expected import prepare_rubric
from grader.sandbox.channel import Launcher
from tests.proofs.classroom import loaded, not_passed, run_of, submission_of
from tests.proofs.mutation.students import STUDENTS

RUBRIC = "cs224n-2017-a1"
ADVICE = ("stable", "zero-rows", "integers", "unmutated", "redraw")
"""Checks worth nothing that count here: they look at this question alone."""


def fallen(question: str, source: str, folder: Path, launcher: Launcher) -> list[str]:
    """Return the checks that a student's file does not pass, those worth points first.

    folder: an empty one, for the file.
    """
    (folder / STUDENTS[question].file).write_text(source, "utf-8")
    result = grade_submission(run_for(question), submission_of(folder), launcher)
    missed = sorted(not_passed(result, ADVICE), key=lambda check: check.max_points == 0)
    return [f"{check.id} ({check.max_points:g})" for check in missed]


@cache
def run_for(question: str) -> Run:
    """Return a run of one question, without the checks that need the student's other functions."""
    run = run_of(RUBRIC, question=question)
    rubric = run.prepared.rubric
    trimmed = rubric.model_copy(update={"questions": tuple(map(_alone, rubric.questions))})
    return replace(run, prepared=prepare_rubric(trimmed, loaded(RUBRIC).folder, rubric.seed))


def _alone(question: Question) -> Question:
    checks = tuple(each for each in question.checks if each.points > 0 or each.id in ADVICE)
    wanted = {check.suite for check in checks}
    suites = {name: suite for name, suite in question.suites.items() if name in wanted}
    # No right helpers: a mutant in a helper must show in its caller too.
    return question.model_copy(update={"checks": checks, "suites": suites, "uses": ()})

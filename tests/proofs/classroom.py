"""Shipped rubrics and folders of code, ready to be graded in a test."""

from collections.abc import Collection
from functools import cache, lru_cache
from pathlib import Path

from grader.grading.plan import Choice
from grader.grading.run import EVERYTHING, Run, prepare_run
from grader.model.results import CheckResult, SubmissionResult
from grader.model.submission import Submission, SubmittedFile
from grader.rubric.load import LoadedRubric, load_rubric

ROOT = Path(__file__).parents[2]
SOLUTIONS = ROOT / "tests" / "solutions"
SOLUTIONS_OF = {"cs224n-2017-a1": "a1", "cs224n-2021-a2": "a2", "cs224n-2023-a2": "a2"}
"""The folder of right solutions for each rubric that ships."""
FIRST_SEED = {"cs224n-2017-a1": 1000, "cs224n-2021-a2": 2000, "cs224n-2023-a2": 3000}
"""Different ones: at the same seed, rubrics that ask the same question have the same cases."""


@cache
def loaded(rubric: str) -> LoadedRubric:
    """Return a shipped rubric as the command line loads it."""
    return load_rubric(ROOT / "rubrics" / f"{rubric}.yaml")


@lru_cache(maxsize=8)
def run_of(rubric: str, seed: int | None = None, question: str | None = None) -> Run:
    """Return what all submissions of a run share, for one question or for all of them.

    rubric: name of a shipped rubric.
    seed: another seed than the rubric's own.
    """
    choice = EVERYTHING if question is None else Choice({question})
    return prepare_run(loaded(rubric), seed, choice=choice)


def submission_of(folder: Path) -> Submission:
    """Return a folder of Python files as one student's submission."""
    paths = sorted(path for path in folder.rglob("*.py") if "__pycache__" not in path.parts)
    files = tuple(
        SubmittedFile(path.relative_to(folder).as_posix(), path, path.stat().st_size)
        for path in paths
    )
    return Submission(folder.name, files)


def not_passed(result: SubmissionResult, advice: Collection[str] = ()) -> list[CheckResult]:
    """Return the checks that did not pass and are worth points, or are among `advice`.

    advice: names of checks (the part after the question) that count although worth nothing.
    """
    return [
        check
        for question in result.questions
        for check in question.checks
        if check.verdict != "passed"
        and (check.max_points > 0 or check.id.partition("/")[2] in advice)
    ]


def told(check: CheckResult) -> str:
    """Say in one line what a check found, for the message of a failing test."""
    example = check.counterexample
    worst = example.difference.worst if example and example.difference else check.message[:160]
    case = f", case {example.case}" if example else ""
    return f"{check.id}: {check.verdict}, {check.reason}{case}: {worst}"

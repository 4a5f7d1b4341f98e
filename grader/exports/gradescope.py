"""Gradescope's `results.json`: one test a check."""

import json
from typing import Any

from grader.exports import prose
from grader.model.results import CheckResult, QuestionResult, SubmissionResult
from grader.reports.causes import is_advice


def results(result: SubmissionResult) -> dict[str, Any]:
    """Return the content of `results.json`.

    Where a check is hidden, Gradescope keeps the total from students.

    A submission that we failed to grade has neither a score nor tests. Gradescope then reports a
    failed autograder, keeps no score and lets staff run it again; with a score of 0, or an empty
    list of tests to add up, our fault would be the student's zero.
    """
    about = {
        "output": prose.summary(result),
        "output_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "extra_data": {
            "assignment": result.assignment,
            "grader_version": result.grader_version,
            "rubric_sha256": result.rubric_sha256,
            "isolation": result.isolation.level,
            "status": result.status,
            "points_pending": result.points_pending,
        },
    }
    if result.status == "ungraded" or result.points is None:
        return about
    return {
        "score": result.points,
        **about,
        "test_output_format": "text",
        "test_name_format": "text",
        "tests": [
            _test(question, check, f"{at}.{number}")
            for at, question in enumerate(result.questions, start=1)
            if question.counted
            for number, check in enumerate(question.checks, start=1)
            if prose.worth_telling(check)
        ],
    }


def text(result: SubmissionResult) -> str:
    """Return `results.json` as it is written to `/autograder/results/`."""
    return json.dumps(results(result), ensure_ascii=False, indent=2) + "\n"


def _test(question: QuestionResult, check: CheckResult, number: str) -> dict[str, Any]:
    test: dict[str, Any] = {
        "name": prose.check_name(question, check),
        "number": number,
        "output": prose.told(check),
        "tags": [question.id, check.kind],
        "visibility": "hidden" if check.hidden else "visible",
        "extra_data": {"check": check.id, "verdict": check.verdict},
    }
    return {**_marks(check), **test}


def _marks(check: CheckResult) -> dict[str, Any]:
    """Return score and status. What waits for a person has a maximum only: that is no zero."""
    if check.points is None:
        return {"max_score": check.max_points}
    marks: dict[str, Any] = {"score": check.points, "max_score": check.max_points}
    if is_advice(check):
        return marks
    return {**marks, "status": "passed" if check.points >= check.max_points else "failed"}

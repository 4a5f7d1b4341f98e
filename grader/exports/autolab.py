"""Autolab's last lines: feedback by question, then the scores."""

import json
from collections.abc import Iterable
from typing import Any

from grader.exports import prose
from grader.model.results import CheckResult, SubmissionResult
from grader.reports.causes import is_advice
from grader.reports.words import check_title


def text(result: SubmissionResult) -> str:
    """Return what an autograder prints last: two lines of JSON, the second one the scores."""
    return f"{_line(feedback(result))}\n{_line(scores(result))}\n"


def scores(result: SubmissionResult) -> dict[str, Any]:
    """Return the scores by question id, which must be the names of Autolab's problems.

    A question with a check that waits for a person, or for us, has no score: Autolab leaves it
    blank for a person to fill.
    """
    return {
        "scores": {
            question.id: question.points
            for question in prose.counted(result)
            if not prose.is_open(question)
        }
    }


def feedback(result: SubmissionResult) -> dict[str, Any]:
    """Return the checks as Autolab's semantic feedback: a stage a question, none hidden."""
    content: dict[str, Any] = {"_presentation": "semantic", "stages": []}
    for number, question in enumerate(prose.counted(result), start=1):
        stage = f"{number}. {prose.title(question)}"
        shown = [c for c in question.checks if not c.hidden and prose.worth_telling(c)]
        content["stages"].append(stage)
        content[stage] = _tests(shown)
    return content


def _tests(checks: Iterable[CheckResult]) -> dict[str, Any]:
    tests: dict[str, Any] = {}
    for check in checks:
        name = check_title(check)
        name = f"{name} ({check.id})" if name in tests else name
        passed = check.verdict == "passed" or is_advice(check)
        told = passed and not is_advice(check) and check.override is None
        tests[name] = {"passed": True} if told else {"passed": passed, "hint": prose.told(check)}
    return tests


def _line(content: dict[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False)

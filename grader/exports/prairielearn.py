"""PrairieLearn's `results.json` of an external grader."""

import json
from collections.abc import Iterator
from typing import Any

from grader.exports import prose
from grader.model.results import SubmissionResult

LARGEST = 1_000_000
"""Bytes; PrairieLearn refuses a file of more than 1 MB."""
LENGTHS = (prose.MOST, 1000, 200, 0)
"""How much of each check is told, the longest that fits."""


def results(result: SubmissionResult, most: int = prose.MOST) -> dict[str, Any]:
    """Return the content of `results.json`; of each check at most `most` characters are told.

    A submission that we failed to grade is not gradable: it costs the student no attempt and has
    no score. So is one in which nothing counts.
    """
    message = prose.summary(result)
    if result.points is None or result.max_points <= 0:
        return {"gradable": False, "message": message, "format_errors": [], "tests": []}
    return {
        "gradable": True,
        "score": min(1.0, max(0.0, result.points / result.max_points)),
        "message": message,
        "tests": list(_tests(result, most)),
    }


def text(result: SubmissionResult) -> str:
    """Return the file, with as much told of each check as 1 MB has room for."""
    written = ""
    for most in LENGTHS:
        content = results(result, most)
        written = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
        if len(written.encode("utf-8", "backslashreplace")) <= LARGEST:
            break
    return written


def _tests(result: SubmissionResult, most: int) -> Iterator[dict[str, Any]]:
    for question in prose.counted(result):
        for check in filter(prose.worth_telling, question.checks):
            shown = not check.hidden
            test: dict[str, Any] = {
                "name": prose.check_name(question, check) if shown else prose.title(question),
                "max_points": check.max_points,
                "message": prose.first_line(check) if shown else prose.WITHHELD,
                "output": prose.told(check, most) if shown else "",
            }
            # A check that waits for a person has no points rather than none of them.
            yield test if check.points is None else {**test, "points": check.points}

"""GitHub Classroom's runner results: one runner a question, table and total in agreement."""

import base64
import json
import re
from collections.abc import Collection, Iterator
from math import gcd
from typing import Any, NamedTuple

from grader.exports import prose
from grader.model.results import CheckResult, QuestionResult, SubmissionResult
from grader.reports.causes import is_advice
from grader.reports.visible import one_line
from grader.reports.words import check_title, question_marks

VERSION = 3
OUTPUT = 500
"""Characters of a test's output."""
MOST_TESTS = 100
"""A result travels in an environment variable, which holds 128 KB."""


class Runner(NamedTuple):
    """What one runner of the workflow reports."""

    id: str
    """Letters and digits: all that the reporter's pattern for its input allows."""
    result: dict[str, Any]

    @property
    def variable(self) -> str:
        """The environment variable in which the reporter looks for the result."""
        return f"{self.id.upper()}_RESULTS"

    @property
    def encoded(self) -> str:
        """The result as the reporter reads it: JSON in base64, on one line."""
        return base64.b64encode(json.dumps(self.result).encode()).decode()


def runners(result: SubmissionResult) -> tuple[Runner, ...]:
    """Return a runner for each question that counts and has points that are decided.

    A question of which all points wait for a person has none: its share is no zero. Ids are given
    over all questions, so that each has the same in every submission.
    """
    ids = runner_ids([question.id for question in result.questions])
    return tuple(
        Runner(id_, runner_result(question))
        for id_, question in zip(ids, result.questions, strict=True)
        if question.counted and (prose.is_faulty(question) or _decided(question) > 0)
    )


def runner_result(question: QuestionResult) -> dict[str, Any]:
    """Return the result of one question; `tests` is always there.

    The reporter's table shows max_score times the share of passed tests, the number that
    reaches Classroom is the sum of the tests' scores. They agree where all tests pass or none,
    and else where all weigh the same: then a check may stand as several tests of one weight.
    """
    if prose.is_faulty(question):
        return _content("error", prose.FAULT, question, [])
    scored = [check for check in question.checks if not is_advice(check) and not _waits(check)]
    wrong = [check for check in scored if _lost(check)]
    whole = question.points in (0, _decided(question))
    unit = None if whole else _unit(scored)
    tests = [test for check in scored for test in _tests(question, check, unit)]
    if len(tests) > MOST_TESTS:
        tests = [_whole(question)]
    return _content("fail" if wrong else "pass", _message(question), question, tests)


def text(result: SubmissionResult) -> str:
    """Return all runners as one JSON file: `runners` is the reporter's input of that name."""
    each = runners(result)
    content = {
        "runners": ",".join(runner.id for runner in each),
        "results": {runner.id: runner.result for runner in each},
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _content(
    status: str, message: str, question: QuestionResult, tests: list[dict[str, Any]]
) -> dict[str, Any]:
    return {
        "version": VERSION,
        "status": status,
        "message": message,
        "max_score": _decided(question),
        "tests": tests,
    }


def _message(question: QuestionResult) -> str:
    """Say the mark and, a line each, what is not right; what waits for a person is said."""
    lines = [f"{prose.title(question)}: {question_marks(question)}"]
    if prose.is_open(question):
        lines.append("Not final: some points wait for a person to decide.")
    for check in question.checks:
        right = check.verdict == "passed" and (check.override is None or check.hidden)
        if right or not prose.worth_telling(check):
            continue
        shown = f"{one_line(check_title(check))}: {prose.first_line(check)}"
        lines.append(prose.WITHHELD if check.hidden else shown)
    return "\n".join(dict.fromkeys(lines))


def _tests(
    question: QuestionResult, check: CheckResult, unit: int | None
) -> Iterator[dict[str, Any]]:
    """Yield a check as tests of one weight, the passed ones first; as one where there is none."""
    weight = unit or _hundredths(check.max_points)
    count, earned = (_hundredths(each) // weight for each in (check.max_points, check.points or 0))
    shown, file = not check.hidden, one_line(question.file)
    name = one_line(check_title(check)) if shown else prose.WITHHELD
    for at in range(count):
        part = name if count == 1 else f"{name} ({at + 1} of {count})"
        status = "pass" if at < earned else "fail"
        test = _test(part, status, weight / 100 if at < earned else 0.0, file)
        # Told once: at the first part that is not there.
        output = prose.told(check, OUTPUT) if shown and at == earned else ""
        message = "" if at < earned else prose.first_line(check) if shown else prose.WITHHELD
        yield {**test, "message": message, "output": output}


def _test(name: str, status: str, score: float, file: str) -> dict[str, Any]:
    return {
        "name": name,
        "status": status,
        "message": "",
        "test_code": "",
        "task_id": 0,
        "filename": file,
        "line_no": 0,
        "duration": 0,
        "score": score,
        "output": "",
    }


def _whole(question: QuestionResult) -> dict[str, Any]:
    """Return a question as one test: its number is right, the table shows all or nothing."""
    status = "pass" if question.points >= _decided(question) else "fail"
    return _test(prose.title(question), status, question.points, one_line(question.file))


def _unit(checks: Collection[CheckResult]) -> int:
    """Return the largest weight, in hundredths, of which all points and maxima are multiples."""
    points = [check.points or 0 for check in checks]
    return gcd(*map(_hundredths, [*points, *(check.max_points for check in checks)])) or 1


def _waits(check: CheckResult) -> bool:
    return check.verdict == "needs-review"


def _decided(question: QuestionResult) -> float:
    """Return the most that a question can have before a person decides the rest."""
    waiting = sum(check.max_points for check in question.checks if _waits(check))
    return round(question.max_points - waiting, 2)


def _hundredths(points: float) -> int:
    return round(points * 100)


def _lost(check: CheckResult) -> bool:
    return check.points is not None and check.points < check.max_points


def runner_ids(questions: Collection[str]) -> list[str]:
    """Return a runner's id for each question: `naiveSoftmax`; unlike even in capitals."""
    taken: dict[str, str] = {}
    for question in questions:
        first, *rest = re.findall(r"[A-Za-z0-9]+", question)
        plain = free = first + "".join(part[0].upper() + part[1:] for part in rest)
        count = 1
        while free.upper() in taken:
            count += 1
            free = f"{plain}n{count}"
        taken[free.upper()] = free
    return list(taken.values())

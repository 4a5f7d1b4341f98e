"""Sets persons' marks into a result, beside the machine's own, and takes them out again."""

from collections.abc import Iterable
from decimal import Decimal

from grader.model.override import OverrideEntry
from grader.model.results import (
    CheckResult,
    Override,
    QuestionResult,
    Reason,
    SubmissionResult,
    Verdict,
)
from grader.model.standing import standing


def with_overrides(result: SubmissionResult, entries: Iterable[OverrideEntry]) -> SubmissionResult:
    """Return a result as it stands with these marks and no others; see `obstacle`."""
    machine = machine_result(result)
    marks = {entry.check: entry for entry in entries if not obstacle(machine, entry)}
    return _changed(
        machine, {id_: _decided(check, marks[id_]) for id_, check in _in(machine, marks)}
    )


def machine_result(result: SubmissionResult) -> SubmissionResult:
    """Return a result as the machine gave it."""
    decided = {check.id: check for q in result.questions for check in q.checks if check.override}
    return _changed(result, {id_: _undecided(check) for id_, check in decided.items()})


def obstacle(result: SubmissionResult, entry: OverrideEntry) -> str:
    """Say in a few words why a mark can't be set into a result; "" where it can."""
    for question in result.questions:
        for check in question.checks:
            if check.id == entry.check:
                return _misfit(question, check, entry.points)
    return "there is no such check"


def _misfit(question: QuestionResult, check: CheckResult, points: float | None) -> str:
    if not question.counted:
        return "its question is optional, was not attempted and counts in no total"
    if points is not None and points > check.max_points:
        return f"it is worth at most {check.max_points:g}"
    return ""


def _in(result: SubmissionResult, wanted: Iterable[str]) -> list[tuple[str, CheckResult]]:
    ids = frozenset(wanted)
    return [(c.id, c) for question in result.questions for c in question.checks if c.id in ids]


def _changed(result: SubmissionResult, new: dict[str, CheckResult]) -> SubmissionResult:
    """Return a result with other checks in the place of some; figures follow."""
    if not new:
        return result
    questions = tuple(_with(question, new) for question in result.questions)
    figures = standing(questions)._asdict()
    return result.model_copy(update={"questions": questions, **figures})


def _with(question: QuestionResult, new: dict[str, CheckResult]) -> QuestionResult:
    checks = tuple(new.get(check.id, check) for check in question.checks)
    if checks == question.checks:
        return question
    before, after = _points(question.checks), _points(checks)
    points = float(Decimal(str(question.points)) + after - before)
    return question.model_copy(update={"checks": checks, "points": points})


def _points(checks: Iterable[CheckResult]) -> Decimal:
    return sum((Decimal(str(check.points or 0)) for check in checks), Decimal(0))


def _decided(check: CheckResult, entry: OverrideEntry) -> CheckResult:
    """Return a check with a person's mark; all that the machine said of it stays."""
    points = entry.points or 0.0
    verdict: Verdict = "passed" if points >= check.max_points else "failed"
    if verdict == "failed" and check.verdict == "errored":
        verdict = "errored"
    reason: Reason | None = None if verdict == "passed" else check.reason
    machine = Override(
        verdict=check.verdict,
        reason=check.reason,
        points=check.points,
        author=entry.author,
        why=entry.why,
        at=entry.at,
    )
    return check.model_copy(
        update={"points": points, "verdict": verdict, "reason": reason, "override": machine}
    )


def _undecided(check: CheckResult) -> CheckResult:
    machine = check.override
    if machine is None:
        return check
    return check.model_copy(
        update={
            "points": machine.points,
            "verdict": machine.verdict,
            "reason": machine.reason,
            "override": None,
        }
    )

"""Which failures are one and the same, and which of them to mend first."""

from collections.abc import Iterable
from typing import NamedTuple

from grader.model.results import CheckResult, QuestionResult, Reason, SubmissionResult

FILE_REASONS: frozenset[Reason] = frozenset(
    {"python-2", "syntax-error", "import-failed", "missing-file", "refused-file"}
)
"""Reasons that take away a whole file, so that every check on it says the same."""


class Cause(NamedTuple):
    """The failure that a student should look at before all others."""

    question: QuestionResult
    check: CheckResult


class Group(NamedTuple):
    """Checks of one question that failed in the same way and are told once."""

    checks: tuple[CheckResult, ...]

    @property
    def first(self) -> CheckResult:
        """The check whose words stand for all."""
        return self.checks[0]

    @property
    def points(self) -> float | None:
        """Points of all checks together; None where one of them has no mark."""
        points = [check.points for check in self.checks]
        return None if None in points else sum(point or 0.0 for point in points)

    @property
    def max_points(self) -> float:
        """Points that all checks are worth together."""
        return sum(check.max_points for check in self.checks)


def is_advice(check: CheckResult) -> bool:
    """Return whether the check is worth nothing and so can only advise."""
    return check.max_points == 0


def failing(check: CheckResult) -> bool:
    """Return whether the student's code is what went wrong."""
    return check.verdict in ("failed", "errored")


def worth_advising(question: QuestionResult) -> tuple[CheckResult, ...]:
    """Return the advice checks that did not pass and say what no check with points says."""
    told = {
        (check.reason, check.message)
        for check in question.checks
        if failing(check) and not is_advice(check)
    }
    return tuple(
        check
        for check in question.checks
        if is_advice(check) and failing(check) and (check.reason, check.message) not in told
    )


def lost_at_once(question: QuestionResult) -> bool:
    """Return whether a question failed as a whole, for one reason: nothing of it was called."""
    scored = [check for check in question.checks if not is_advice(check)]
    causes = {(c.reason, c.message) for c in scored if failing(c) and c.counterexample is None}
    return len(causes) == 1 and not any(check.cases.passed for check in scored)


def first_cause(result: SubmissionResult) -> Cause | None:
    """Return the failure to mend first, or None where nothing that carries points failed.

    What a person marked is none. A file that could not be read comes before all, then the first
    check that fails by itself, then one that only inherits a wrong helper or was not answered, then
    a missing import.
    """
    causes = [
        Cause(question, check)
        for question in result.questions
        if question.counted
        for check in question.checks
        if (failing(check) or _lacks_import(check))
        if not is_advice(check) and check.override is None
    ]
    return min(causes, key=_rank, default=None)


def grouped(checks: Iterable[CheckResult]) -> tuple[Group, ...]:
    """Return `checks` in order, those with the same cause gathered at its first place."""
    groups: dict[object, list[CheckResult]] = {}
    for check in checks:
        groups.setdefault(_sameness(check), []).append(check)
    return tuple(Group(tuple(members)) for members in groups.values())


def file_cause(check: CheckResult) -> tuple[str, str] | None:
    """Return what tells one lost file from another, or None where no file was lost."""
    if check.override is not None:
        return None
    return (check.reason, check.message) if check.reason in FILE_REASONS else None


def _lacks_import(check: CheckResult) -> bool:
    """Say whether a check waits because of an import, which the student may have misspelt."""
    return check.verdict == "needs-review" and check.reason == "import-failed"


def _rank(cause: Cause) -> int:
    # `min` keeps the first of equals, so the rubric's order decides within a rank.
    if _lacks_import(cause.check):
        return 3
    if cause.check.reason in FILE_REASONS:
        return 0
    if cause.check.reason == "unanswered":
        return 2
    follow = cause.check.follow_through
    return 2 if follow is not None and follow.with_right_helper == "passed" else 1


def _sameness(check: CheckResult) -> object:
    alone = (check.counterexample, check.follow_through, check.override)
    if any(each is not None for each in alone):
        return check.id
    return (check.verdict, check.reason, check.message, check.hint, check.trace, check.output)

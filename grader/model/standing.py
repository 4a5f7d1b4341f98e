"""How a submission stands: points, what is open, status, added up from its questions."""

from collections.abc import Iterable
from typing import NamedTuple

from grader.model.results import QuestionResult, Status


class Standing(NamedTuple):
    """The figures at the top of a result."""

    status: Status
    points: float | None
    """None where a check that counts is ungraded through our fault."""
    points_pending: float


def standing(questions: Iterable[QuestionResult]) -> Standing:
    """Add up points and settle the status."""
    each = tuple(questions)
    checks = [check for question in each for check in question.checks]
    pending = sum(c.max_points for c in checks if c.verdict == "needs-review")
    ungraded = any(c.verdict == "ungraded" and c.max_points > 0 for c in checks)
    status: Status = "ungraded" if ungraded else "needs-review" if pending > 0 else "graded"
    points = round(sum(question.points for question in each), 2)
    return Standing(status, None if ungraded else points, round(pending, 2))

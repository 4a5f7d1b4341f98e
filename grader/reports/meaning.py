"""Which entry of the manual helps the reader of a check."""

from grader.manual.pages import Entry, paragraph
from grader.model.results import CheckResult, Verdict

NOT_JUDGED: frozenset[Verdict] = frozenset({"skipped", "needs-review", "ungraded"})
"""Verdicts that tell a student more than the reason behind them."""


def meaning(check: CheckResult) -> Entry | None:
    """Return the entry on a check's mistake, or else on its reason; None if it passed."""
    if check.verdict == "passed":
        return None
    if check.verdict in NOT_JUDGED:
        return paragraph(check.verdict)
    named = paragraph(check.mistake) if check.mistake else None
    return named or (paragraph(check.reason) if check.reason else None)

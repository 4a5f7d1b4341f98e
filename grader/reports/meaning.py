"""Which entry of the manual helps the reader of a check."""

from grader.manual.pages import Entry, paragraph
from grader.model.results import CheckResult, Reason, Verdict

NOT_JUDGED: frozenset[Verdict] = frozenset({"skipped", "needs-review", "ungraded"})
"""Verdicts that tell a student more than the reason behind them."""
OF_CODE: frozenset[Reason] = frozenset({"wrong-value", "wrong-shape", "missing-file"})
"""Reasons whose entries speak of functions and files of code."""


def likely_reason(check: CheckResult) -> str:
    """Return the named mistake as the manual's title puts it; empty where none is named."""
    if not check.mistake:
        return ""
    entry = paragraph(check.mistake)
    return entry.title if entry else check.mistake.replace("-", " ")


def meaning(check: CheckResult) -> Entry | None:
    """Return the entry on a check's mistake, or else on its reason; None if it passed."""
    if check.verdict == "passed":
        return None
    if check.verdict in NOT_JUDGED:
        return paragraph(check.verdict)
    named = paragraph(check.mistake) if check.mistake else None
    if check.derivation is not None and check.reason in OF_CODE:
        return named
    return named or (paragraph(check.reason) if check.reason else None)

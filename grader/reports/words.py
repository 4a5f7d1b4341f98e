"""The words and figures in which verdicts and marks are said, one wording for all reports."""

from grader.model.results import (
    CheckResult,
    FollowThrough,
    QuestionResult,
    Reason,
    SubmissionResult,
    Verdict,
)

VERDICT_WORDS: dict[Verdict, str] = {
    "passed": "right",
    "failed": "wrong",
    "errored": "error",
    "skipped": "not tried",
    "needs-review": "waits for a person",
    "ungraded": "not graded",
}
ABSENT: dict[Reason, str] = {
    "not-implemented": "to do",
    "missing-function": "missing",
    "missing-file": "missing",
    "unanswered": "not answered",
}
"""What is said of a check where there is nothing that could be wrong."""
GLYPHS: dict[Verdict, str] = {
    "passed": "✓",
    "failed": "✗",
    "errored": "✗",
    "skipped": "–",
    "needs-review": "?",
    "ungraded": "?",
}
STATUS_WORDS = {
    "graded": "graded",
    "needs-review": "needs review",
    "ungraded": "ungraded",
}


def number(value: float) -> str:
    """Return points with at most two decimals and no idle zeros: `17.5`, `3`."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def marks(points: float | None, max_points: float) -> str:
    """Return `0.5 of 2`, or what stands in its place while there is no mark."""
    return f"{number(max_points)} open" if points is None else _of(points, max_points)


def question_marks(question: QuestionResult) -> str:
    """Return a question's mark and what of it is still open: `2 of 5, 3 open`, `3 open`."""
    pending = sum(check.max_points for check in question.checks if check.points is None)
    mark = _of(question.points, question.max_points)
    if not pending:
        return mark
    waiting = f"{number(pending)} open"
    return waiting if pending >= question.max_points else f"{mark}, {waiting}"


def plural(count: float, noun: str) -> str:
    """Return `1 case`, `2 cases`."""
    return f"{number(count)} {noun if count == 1 else noun + 's'}"


def sentence(text: str) -> str:
    """Return a phrase as a sentence: a capital first, a full stop last; nothing of nothing."""
    phrase = text.strip()
    if not phrase:
        return ""
    return phrase[:1].upper() + phrase[1:] + ("" if phrase.endswith((".", "?", "!", ":")) else ".")


def check_title(check: CheckResult) -> str:
    """Return the check's title, or the last part of its id made readable."""
    return check.title or check.id.rsplit("/", 1)[-1].replace("-", " ")


def verdict(check: CheckResult) -> str:
    """Return the verdict in a word or two."""
    if check.override is not None:
        return "marked by hand"
    if check.reason is not None and check.verdict in ("failed", "errored"):
        return ABSENT.get(check.reason, VERDICT_WORDS[check.verdict])
    return VERDICT_WORDS[check.verdict]


def outcome(check: CheckResult) -> str:
    """Return the verdict in words, and in how many cases: `wrong in 7 of 20 cases`."""
    word = verdict(check)
    failed = check.cases.run - check.cases.passed
    if word not in ("wrong", "error") or failed <= 0 or check.cases.run == 1:
        return word
    if check.cases.passed == 0:
        return f"{word} in all {check.cases.run} cases"
    return f"{word} in {failed} of {check.cases.run} cases"


def by_hand(check: CheckResult) -> str:
    """Tell a person's mark and the grader's own beside it; empty where there is none."""
    override = check.override
    if override is None:
        return ""
    own = VERDICT_WORDS[override.verdict]
    if override.points is not None:
        own = f"{number(override.points)} ({own})"
    date, time = override.at.removesuffix("Z").split("T")
    return (
        f"{marks(check.points, check.max_points)} by hand. The grader's own: {own}. "
        f"By {override.author}, {date} {time} UTC: {override.why}"
    )


def inherited(follow: FollowThrough) -> str:
    """Say what a check owes to a wrong helper of the student's own."""
    if follow.with_right_helper == "passed":
        return (
            f"This rests on your {follow.helper}, which is wrong. With a right {follow.helper} "
            f"in its place it comes out right: mend {follow.helper} first."
        )
    return (
        f"This rests on your {follow.helper}, which is wrong. With a right {follow.helper} "
        "in its place it is still not right: there is something to mend in both."
    )


def status_sentence(result: SubmissionResult) -> str:
    """Say what the mark at the top is worth."""
    if result.status == "ungraded":
        return (
            "Part of this could not be graded. That is the grader's fault and not the "
            "student's: it must be graded again, and until then there is no mark."
        )
    if result.status == "needs-review":
        waiting = plural(result.points_pending, "point")
        verb = "waits" if result.points_pending == 1 else "wait"
        return f"Not final: {waiting} still {verb} for a person to decide."
    if result.points is not None and result.points >= result.max_points:
        return "Everything that carries points is right."
    counted = [question for question in result.questions if question.counted]
    right = sum(question.points >= question.max_points for question in counted)
    if not right:
        return "No question is all right yet."
    return (
        f"{right} of {plural(len(counted), 'question')} {'is' if right == 1 else 'are'} all right."
    )


def _of(points: float, max_points: float) -> str:
    return f"{number(points)} of {number(max_points)}"

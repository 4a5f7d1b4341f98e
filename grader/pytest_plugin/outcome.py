"""What becomes of a check in pytest: how it ends, its words, what it says of its points."""

import io
from collections.abc import Iterator

from rich.console import Console

from grader.exports import prose
from grader.exports.github_commands import runner_reads
from grader.model.results import CheckResult, QuestionResult
from grader.reports.causes import failing, is_advice, worth_advising
from grader.reports.text_submission import check_text
from grader.reports.visible import defused, one_line

WIDTH = 80
CHECK, SCORE, MAX_SCORE, VERDICT, ADVICE = "check", "score", "max_score", "verdict", "advice"
"""Names of an item's properties, in JUnit files too. What has no mark yet has no score."""
OPTIONAL = "Optional and not attempted, so not counted."


def fault(check: CheckResult) -> str:
    """Return what is said where our fault left a check with points ungraded, else nothing."""
    return prose.FAULT if check.verdict == "ungraded" and not is_advice(check) else ""


def aside(question: QuestionResult, check: CheckResult) -> str:
    """Return why a check neither passes nor fails; nothing if it does.

    It was not judged, or is not right and costs nothing.
    """
    if not question.counted:
        return OPTIONAL
    if check.verdict in ("skipped", "needs-review", "ungraded"):
        return first_line(check)
    advises = is_advice(check) and failing(check)
    return f"{prose.ADVICE} {first_line(check)}" if advises else ""


def first_line(check: CheckResult) -> str:
    """Return what is told in one line."""
    return prose.WITHHELD if check.hidden else prose.first_line(check)


def text(check: CheckResult) -> str:
    """Return what `grader check` prints of a check, without colours."""
    if check.hidden:
        return prose.WITHHELD
    stream = io.StringIO()
    console = Console(file=stream, width=WIDTH, color_system=None, legacy_windows=False)
    console.print(check_text(check), crop=False)
    shown = defused(stream.getvalue()) if runner_reads() else stream.getvalue()
    lines = [line.rstrip() for line in shown.splitlines()]
    return "\n".join(lines).strip("\n") or first_line(check)


def properties(
    name: str, question: QuestionResult, check: CheckResult
) -> Iterator[tuple[str, object]]:
    """Yield what an item says of its check.

    name: how the check may be called.
    """
    yield CHECK, f"{question.id}/{name}"
    yield VERDICT, check.verdict if question.counted else "not-counted"
    if check.points is not None:
        yield SCORE, check.points
    yield MAX_SCORE, check.max_points
    if not check.hidden and question.counted:
        for line in dict.fromkeys(advice(question, check)):
            yield ADVICE, f"{prose.title(question)}: {line}"


def advice(question: QuestionResult, check: CheckResult) -> Iterator[str]:
    """Yield what `grader check` lists as advice of a check; the first has the question's too."""
    if check is question.checks[0]:
        yield from map(one_line, question.remarks)
    yield from map(one_line, check.remarks)
    if check in worth_advising(question):
        yield one_line(f"{check.message} {check.hint}") or prose.first_line(check)

"""What an export tells of a check and of a question, in plain lines."""

import io
from collections.abc import Iterator

from rich.console import Console

from grader.model.derivation import Derivation
from grader.model.results import CheckResult, QuestionResult, SubmissionResult
from grader.reports import text_written, words
from grader.reports.causes import failing, is_advice
from grader.reports.meaning import likely_reason
from grader.reports.text_grid import example_lines
from grader.reports.visible import defused, one_line, printable

MOST = 4000
"""Characters told of one check: enough for a message, its example and what was printed."""
LINE = 300
"""Characters of a message where one line is told."""
COLUMNS = 100
"""Width of a derivation's lines."""
ADVICE = "Advice, which costs nothing."
FAULT = (
    "The grader failed on our side, not yours: there is no mark yet, and it must be graded again."
)
WITHHELD = "This check is not shown."


def title(question: QuestionResult) -> str:
    """Return a question's title in one line, or its id."""
    return one_line(question.title or question.id)


def check_name(question: QuestionResult, check: CheckResult) -> str:
    """Return a check's name as it stands in a list over all questions."""
    mark = " (advice)" if is_advice(check) else ""
    return f"{title(question)}: {one_line(words.check_title(check))}{mark}"


def told(check: CheckResult, most: int = MOST) -> str:
    """Return what happened in a check, cut to `most` characters.

    Control characters and what a workflow's log would obey are made harmless.
    """
    return shortened("\n".join(_lines(check)).strip(), most)


def first_line(check: CheckResult) -> str:
    """Return the first line of a check's message, cut, or its verdict in words.

    Of a mark that a person gave, that.
    """
    if check.override is not None:
        return shortened(one_line(words.by_hand(check)), LINE)
    head = check.message.strip().split("\n", 1)[0]
    return shortened(one_line(head), LINE) or _outcome(check)


def worth_telling(check: CheckResult) -> bool:
    """Say whether a check is told: all that carry points, advice where there is some."""
    return not is_advice(check) or failing(check)


def counted(result: SubmissionResult) -> tuple[QuestionResult, ...]:
    """Return the questions that count in the total."""
    return tuple(question for question in result.questions if question.counted)


def is_open(question: QuestionResult) -> bool:
    """Say whether a check with points has no mark yet: it waits for a person or for us."""
    return any(check.points is None and not is_advice(check) for check in question.checks)


def is_faulty(question: QuestionResult) -> bool:
    """Say whether a check with points could not be graded through our fault."""
    return any(check.verdict == "ungraded" and not is_advice(check) for check in question.checks)


def any_hidden(result: SubmissionResult) -> bool:
    """Say whether some check that counts is kept from students."""
    return any(check.hidden for question in counted(result) for check in question.checks)


def summary(result: SubmissionResult) -> str:
    """Return what is said of the whole submission, in a few lines.

    Where checks are hidden it says nothing that would tell how they went.
    """
    if result.status == "ungraded":
        return FAULT
    lines = []
    if not any_hidden(result) or result.status == "needs-review":
        lines.append(words.status_sentence(result))
    optional = [title(question) for question in result.questions if not question.counted]
    if optional:
        lines.append(f"Optional and not attempted, so not counted: {', '.join(optional)}.")
    lines += [one_line(remark) for remark in result.remarks]
    return "\n".join(lines)


def _outcome(check: CheckResult) -> str:
    text = words.outcome(check)
    return f"{text[:1].upper()}{text[1:]}."


def shortened(text: str, most: int = LINE) -> str:
    """Return `text`, cut to `most` characters."""
    return text if len(text) <= most else text[: max(0, most - 1)] + "…"


def _lines(check: CheckResult) -> Iterator[str]:
    if check.override is not None:
        yield printable(words.by_hand(check))
        if check.verdict == "passed":
            return
        yield ""
    if is_advice(check) and failing(check):
        yield ADVICE
    yield printable(check.message) or _outcome(check)
    if check.follow_through is not None:
        yield printable(words.inherited(check.follow_through))
    yield from map(one_line, check.remarks)
    if check.trace:
        yield from ("", "In your code:", *(f"  {printable(line)}" for line in check.trace))
    if check.counterexample is not None:
        yield ""
        shown = example_lines(check.counterexample, check.message)
        yield from (defused(line.plain) for line in shown)
    if check.derivation is not None:
        yield from _derivation(check.derivation)
    if check.output.strip():
        yield from ("", "It printed:", *printable(check.output).rstrip().splitlines())
    reason = likely_reason(check).rstrip(".")
    if reason:
        yield from ("", f"Likely reason: {one_line(reason)}.")
    if check.hint:
        yield from ("", f"Try next: {printable(check.hint)}")


def _derivation(derivation: Derivation) -> Iterator[str]:
    """Yield the first line that does not hold, as the terminal shows it."""
    stream = io.StringIO()
    console = Console(file=stream, width=COLUMNS, color_system=None, legacy_windows=False)
    for part in text_written.derivation_lines(derivation):
        console.print(part)
    yield from (defused(line.rstrip()) for line in stream.getvalue().splitlines())

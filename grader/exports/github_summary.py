"""The job summary of a workflow: the questions in a table, then what to mend first."""

import html
import re
import textwrap
from collections.abc import Iterator

from grader.exports import prose
from grader.model.results import QuestionResult, SubmissionResult
from grader.reports import words
from grader.reports.causes import failing, first_cause, is_advice
from grader.reports.visible import one_line, printable

MOST_ROWS = 200
MOST_LINES = 50
MOST_TITLE = 150
MOST_LINE = 600
LONGEST = 100
"""Columns of a line of text."""
BREAK = "&#8203;"
"""A blank of no width: what stands around it is no mention and no link."""
NOT_BEGUN = ("not-implemented", "missing-function", "missing-file", "unanswered")
_MARKDOWN = re.compile(r"[!-/:-@\[-`{-~]")
_LINKED = re.compile(r"(?<=[@:#])(?=[\w/])|(?<=\w)(?=@)|(?<=www\.)(?=\S)", re.IGNORECASE)
"""Where a name or address would be taken for a mention or a link."""


def summary(result: SubmissionResult) -> str:
    """Return the summary in GitHub's Markdown, well below the 1 MiB that a step may have.

    What a student wrote stands in preformatted blocks, escaped, where it can be no markup, link
    or mention.
    """
    parts = [
        f"## {cell(result.title or result.assignment)}: {_total(result)}",
        cell(prose.summary(result)).replace("\n", "\n\n"),
        "\n".join(_table(result)),
        *_cause(result),
        f"Checked by grader {cell(result.grader_version)}, isolation: {result.isolation.level}.",
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def cell(text: str) -> str:
    """Return text that Markdown takes as it is, in a paragraph or a table's cell."""
    lines = [line for line in printable(text).split("\n") if line.strip()]
    return "\n".join(map(_escaped, lines[:MOST_LINES]))


def block(text: str) -> str:
    """Return text as a preformatted block of HTML, in which Markdown means nothing."""
    lines = [
        line
        for each in printable(text).rstrip().split("\n")
        for line in textwrap.wrap(each, LONGEST, replace_whitespace=False, drop_whitespace=False)
        or [""]
    ]
    return f"<pre>{html.escape(chr(10).join(lines))}</pre>"


def _escaped(line: str) -> str:
    short = prose.shortened(one_line(line), MOST_LINE)
    return BREAK.join(
        _MARKDOWN.sub(lambda sign: f"&#{ord(sign[0])};", part) for part in _LINKED.split(short)
    )


def _total(result: SubmissionResult) -> str:
    if result.points is None:
        return "no mark yet"
    so_far = "" if result.status == "graded" else " so far"
    return cell(words.marks(result.points, result.max_points)) + so_far


def _table(result: SubmissionResult) -> Iterator[str]:
    rows = result.questions[:MOST_ROWS]
    if not rows:
        return
    yield "| Question | Points | |"
    yield "|---|---:|---|"
    for question in rows:
        title = cell(prose.shortened(prose.title(question), MOST_TITLE))
        yield f"| {title} | {cell(_points(question))} | {_state(result, question)} |"
    more = len(result.questions) - len(rows)
    if more:
        yield f"| {words.plural(more, 'question')} more | | |"


def _points(question: QuestionResult) -> str:
    return words.question_marks(question) if question.counted else "-"


def _state(result: SubmissionResult, question: QuestionResult) -> str:
    """Say in words how a question went; nothing that would tell of a hidden check alone."""
    if not question.counted:
        return "optional, not attempted"
    if prose.is_faulty(question):
        return "not graded: our fault"
    if prose.is_open(question):
        return "waits for a person"
    if question.points >= question.max_points:
        return "right"
    lost = [check for check in question.checks if failing(check) and not is_advice(check)]
    return "to do" if all(check.reason in NOT_BEGUN for check in lost) else "to mend"


def _cause(result: SubmissionResult) -> Iterator[str]:
    """Yield the first cause: its message, example and hint; a hidden one is not told."""
    shown = tuple(
        question.model_copy(
            update={"checks": tuple(check for check in question.checks if not check.hidden)}
        )
        for question in result.questions
    )
    cause = first_cause(result.model_copy(update={"questions": shown}))
    if cause is None:
        return
    name = prose.shortened(prose.check_name(cause.question, cause.check), MOST_LINE)
    yield f"### Start here: {cell(name)}"
    where = f"In {cause.question.file}:\n\n" if cause.question.file else ""
    yield block(f"{where}{prose.told(cause.check)}")

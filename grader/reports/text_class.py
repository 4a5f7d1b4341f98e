"""A class in the terminal: a table while it fits, the figures and the odd ones beyond."""

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from grader.model.results import WRITTEN
from grader.model.summary import QuestionMark, SubmissionSummary
from grader.reports import words
from grader.reports.index_view import middle_sentence
from grader.reports.statistics import ClassStatistics, class_statistics, question_order
from grader.reports.visible import visible_line

TABLE_ROWS = 40
LOOKS = 40
STATUS_STYLES = {"graded": "", "needs-review": "yellow", "ungraded": "red"}


def class_table(summaries: Sequence[SubmissionSummary]) -> RenderableType:
    """Return what `grade` prints at its end: marks, middle marks, and who needs a look."""
    statistics = class_statistics(summaries)
    parts: list[RenderableType] = []
    if 0 < len(summaries) <= TABLE_ROWS:
        parts += [_table(summaries), Text(), _key(summaries)]
    elif summaries:
        parts += [_questions(statistics), Text()]
    head = Text(words.plural(len(summaries), "submission") + ". ", style="bold")
    parts.append(head.append(middle_sentence(statistics), "not bold"))
    parts.extend(_waiting(summaries))
    parts.extend(_by_hand(summaries))
    parts.extend(_looks(summaries))
    return Group(*parts)


def _table(summaries: Sequence[SubmissionSummary]) -> Table:
    code, written = _parts(summaries)
    table = Table(box=None, padding=(0, 1, 0, 0), pad_edge=False)
    table.add_column("submission", overflow="fold", ratio=1)
    if code:
        table.add_column("by question", overflow="fold", ratio=1)
    if written:
        table.add_column("written", no_wrap=True)
    table.add_column("total", justify="right", no_wrap=True)
    table.add_column("status", no_wrap=True)
    for summary in summaries:
        own = {mark.id: mark for mark in summary.questions}
        cells = [Text(visible_line(summary.id))]
        if code:
            cells.append(Text(" ".join(_mark(own.get(question.id)) for question in code)))
        if written:
            cells.append(Text(_written([own[each.id] for each in written if each.id in own])))
        table.add_row(*cells, _total(summary), _status(summary))
    return table


def _parts(summaries: Sequence[SubmissionSummary]) -> tuple[list[QuestionMark], list[QuestionMark]]:
    """Return the questions of the code and those of the written part, in order."""
    questions = question_order(summaries)
    code = [each for each in questions if not each.id.startswith(WRITTEN)]
    return code, [each for each in questions if each.id.startswith(WRITTEN)]


def _written(marks: Sequence[QuestionMark]) -> str:
    """Return the marks of written answers together: there are too many for a line."""
    if not marks:
        return "-"
    text = words.marks(sum(mark.points for mark in marks), sum(mark.max_points for mark in marks))
    pending = sum(mark.max_points for mark in marks if not mark.final)
    return f"{text}, {words.number(pending)} open" if pending else text


def _key(summaries: Sequence[SubmissionSummary]) -> Text:
    code, _ = _parts(summaries)
    names = ", ".join(visible_line(question.id) for question in code)
    text = f"By question: {names}; ? is open, - not attempted" if code else "- not handed in"
    marked = any(summary.by_hand for summary in summaries)
    return Text(f"{text}, * marked by hand." if marked else f"{text}.", style="dim")


def _mark(mark: QuestionMark | None) -> str:
    if mark is None or not mark.counted:
        return "-"
    return f"{words.number(mark.points)}{'*' if mark.by_hand else ''}" if mark.final else "?"


def _total(summary: SubmissionSummary) -> Text:
    total = summary.final_points
    return Text("" if total is None else words.marks(total, summary.max_points))


def _status(summary: SubmissionSummary) -> Text:
    text = words.STATUS_WORDS[summary.status] + (", late" if summary.late else "")
    return Text(text, style=STATUS_STYLES[summary.status])


def _questions(statistics: ClassStatistics) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False)
    table.add_column("question", overflow="fold")
    table.add_column("points won", justify="right", no_wrap=True)
    table.add_column("all right", justify="right", no_wrap=True)
    for question in statistics.questions:
        won = "-" if question.percent is None else f"{question.percent:.0f} %"
        full = f"{question.full} of {question.attempts}" if question.attempts else "-"
        table.add_row(Text(visible_line(question.title)), won, full)
    return table


def _by_hand(summaries: Sequence[SubmissionSummary]) -> Iterator[RenderableType]:
    lines = [
        visible_line(f"- {summary.id}, {check.id}: {words.by_hand(check)}")
        for summary in summaries
        for check in summary.by_hand
    ]
    if not lines:
        return
    yield Text()
    yield Text("Marked by hand", style="bold")
    yield from map(Text, lines[:LOOKS])
    if len(lines) > LOOKS:
        yield Text(f"… and {len(lines) - LOOKS} more, all of them in index.html")


def _waiting(summaries: Sequence[SubmissionSummary]) -> Iterator[RenderableType]:
    """Yield how much waits for a person, and where it is listed."""
    waiting = [each for summary in summaries for each in summary.waiting]
    if waiting:
        answers = words.plural(len(waiting), "answer")
        waits = "waits" if len(waiting) == 1 else "wait"
        points = words.number(sum(each.max_points for each in waiting))
        yield Text(f"{answers} worth {points} {waits} for a person: index.html lists them.")


def _looks(summaries: Sequence[SubmissionSummary]) -> Iterator[RenderableType]:
    looks = [summary for summary in summaries if summary.reasons]
    if not looks:
        return
    yield Text()
    yield Text("Who needs a look", style="bold")
    for summary in looks[:LOOKS]:
        line = Text(f"- {visible_line(summary.id)}: ")
        yield line.append(visible_line("; ".join(summary.reasons)))
    if len(looks) > LOOKS:
        yield Text(f"… and {len(looks) - LOOKS} more, all of them in index.html")

"""Arranges a class's summaries for the TA's page, before any HTML."""

import re
from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import quote

from grader.model.results import WRITTEN
from grader.model.summary import QuestionMark, SubmissionSummary
from grader.reports import words
from grader.reports.queue_view import Queue, queue_view
from grader.reports.statistics import ClassStatistics, class_statistics, question_order

CHART_HEIGHT = 140
ABSENT = -1.0
"""Sorts what has no number below every mark."""


class Bar(NamedTuple):
    """One bar of the histogram; x and width in percent of the figure, y and height in pixels."""

    label: str
    size: int
    x: float
    middle: float
    width: float
    y: float
    height: float


class Cell(NamedTuple):
    """A mark in the table: what is read and what it sorts by."""

    text: str
    value: float
    kind: str
    """`full`, `part`, `none`, `open` or `absent`."""
    note: str = ""


class Row(NamedTuple):
    """One submission of the table."""

    summary: SubmissionSummary
    link: str
    names: str
    status: str
    cells: tuple[Cell, ...]
    total: Cell


class Head(NamedTuple):
    """The head of a question's column."""

    pieces: tuple[str, ...]
    """Its name, in pieces between which a line may break."""
    title: str
    """Its full title, where the name is shorter."""
    max_points: float


class IndexView(NamedTuple):
    """The whole page."""

    statistics: ClassStatistics
    middle: str
    bars: tuple[Bar, ...]
    chart: str
    """The histogram in words, for those who can't see it."""
    heads: tuple[Head, ...]
    parts: tuple[tuple[str, int], ...]
    """Code and written, and how many columns of each, where there are both."""
    queue: Queue
    looks: tuple[Row, ...]
    by_hand: tuple[tuple[Row, str, str], ...]
    """Marks that a person gave: whose, on which check, and the mark in words."""
    rows: tuple[Row, ...]
    named: bool
    any_late: bool


def index_view(summaries: Sequence[SubmissionSummary]) -> IndexView:
    """Return the page's content; rows come in the order of `summaries`."""
    statistics = class_statistics(summaries)
    # Code before written, whoever came first.
    questions = sorted(question_order(summaries), key=_is_written)
    rows = tuple(_row(summary, questions) for summary in summaries)
    return IndexView(
        statistics=statistics,
        middle=middle_sentence(statistics),
        bars=_bars(statistics),
        chart=_chart_in_words(statistics),
        heads=tuple(map(_head, questions)),
        parts=_parts(questions),
        queue=queue_view(summaries, [question.id for question in questions]),
        looks=tuple(row for row in rows if row.summary.reasons),
        by_hand=tuple(
            (row, check.id, words.by_hand(check)) for row in rows for check in row.summary.by_hand
        ),
        rows=rows,
        named=any(row.names for row in rows),
        any_late=any(summary.late for summary in summaries),
    )


def _head(question: QuestionMark) -> Head:
    """Return a column's head; a written question goes by the short name in its id."""
    title = question.title or question.id
    if not _is_written(question):
        return Head((title,), "", question.max_points)
    pieces = re.split(r"(?<=_)", question.id.removeprefix(WRITTEN))
    return Head(tuple(pieces), title, question.max_points)


def _is_written(question: QuestionMark) -> bool:
    return question.id.startswith(WRITTEN)


def _parts(questions: Sequence[QuestionMark]) -> tuple[tuple[str, int], ...]:
    written = sum(map(_is_written, questions))
    code = len(questions) - written
    return (("Code", code), ("Written", written)) if code and written else ()


def report_link(submission: str) -> str:
    """Return the address of a submission's report, seen from the class page."""
    # A name that is no Unicode keeps its bytes, as the file system has them.
    return f"submissions/{quote(submission, safe='', errors='surrogateescape')}/report.html"


def middle_sentence(statistics: ClassStatistics) -> str:
    """Return mean and median in words; empty where no mark is final."""
    if statistics.mean is None or statistics.median is None:
        return ""
    unit = " %" if statistics.max_points is None else f" of {words.number(statistics.max_points)}"
    text = f"Mean {statistics.mean:.1f}{unit}, median {statistics.median:.1f}{unit}"
    if statistics.final < statistics.size:
        verb = "is" if statistics.final == 1 else "are"
        text += f", over the {words.plural(statistics.final, 'mark')} that {verb} final"
    return text + "."


def _row(summary: SubmissionSummary, questions: Sequence[QuestionMark]) -> Row:
    own = {mark.id: mark for mark in summary.questions}
    return Row(
        summary=summary,
        link=report_link(summary.id),
        names=", ".join(summary.names),
        status=words.STATUS_WORDS[summary.status],
        cells=tuple(_cell(own.get(question.id)) for question in questions),
        total=_total(summary),
    )


def _cell(mark: QuestionMark | None) -> Cell:
    if mark is None or not mark.counted:
        return Cell("", ABSENT, "absent", "not attempted")
    if mark.worst == "ungraded":
        return Cell("?", ABSENT, "open", "not graded")
    if mark.worst == "needs-review":
        return Cell(f"{words.number(mark.points)}?", mark.points, "open", "waits for a person")
    kind = "full" if mark.points >= mark.max_points else "part" if mark.points else "none"
    if mark.by_hand:
        return Cell(f"{words.number(mark.points)}*", mark.points, kind, "marked by hand")
    return Cell(words.number(mark.points), mark.points, kind)


def _total(summary: SubmissionSummary) -> Cell:
    if summary.points is None:
        return Cell("?", ABSENT, "open", "not graded")
    text = words.number(summary.points)
    if summary.status != "graded":
        return Cell(f"{text}?", summary.points, "open", "not final")
    return Cell(text, summary.points, "full" if summary.points >= summary.max_points else "part")


def _bars(statistics: ClassStatistics) -> tuple[Bar, ...]:
    slot = 100 / len(statistics.bins)
    tallest = max((stretch.size for stretch in statistics.bins), default=0) or 1
    bars = []
    for at, stretch in enumerate(statistics.bins):
        height = round(CHART_HEIGHT * stretch.size / tallest, 1)
        x = round(at * slot + 0.08 * slot, 3)
        middle = round((at + 0.5) * slot, 3)
        width = round(0.84 * slot, 3)
        y = round(CHART_HEIGHT - height, 1)
        bars.append(Bar(stretch.label, stretch.size, x, middle, width, y, height))
    return tuple(bars)


def _chart_in_words(statistics: ClassStatistics) -> str:
    parts = [
        f"{stretch.size} with full marks"
        if stretch.label == "full"
        else f"{stretch.size} from {stretch.label.replace('–', ' to ')} percent"
        for stretch in statistics.bins
        if stretch.size
    ]
    return "Distribution of final marks: " + (", ".join(parts) or "none yet") + "."

"""Arranges what waits for a person: by question, equal answers together."""

import shlex
from collections.abc import Iterator, Sequence
from typing import NamedTuple
from urllib.parse import quote

from markupsafe import Markup

from grader.model.derivation import Macro
from grader.model.summary import LONGEST_ANSWER, SubmissionSummary, Waiting
from grader.reports import words
from grader.reports.report_view import anchor_of
from grader.reports.student_math import StudentMath
from grader.reports.visible import visible_line

OUT = "OUT"
"""Stands in a command for the folder of the page, which the page does not know."""
NOT_FOUND = "No answer was found to it: look into what was handed in."
BY_TABLE = (
    f"grader override {OUT} --waiting marks.csv",
    f"grader override {OUT} --from marks.csv",
)
"""Writes all that waits as a table, and gives its marks once it is filled in."""
SHORT_TEXT = 400
"""Letters of a text that are read at once; the rest opens."""
SHOWN_GROUPS = 100
"""Most answers of one question that are shown; the others are named with their reports."""
MATHS_LETTERS = 60_000
"""Letters of formulas that the page sets; what is beyond is shown as its source."""


class Submitted(NamedTuple):
    """A submission that gave an answer, and the command that marks it."""

    id: str
    link: str
    command: str


class Answer(NamedTuple):
    """One answer and everybody who gave it."""

    formulas: tuple[Markup, ...]
    text: Markup | None
    rest: Markup | None
    """The text from where it is cut."""
    whys: tuple[str, ...]
    given: tuple[Submitted, ...]
    size: str


class Question(NamedTuple):
    """A check that waits in some submissions."""

    check: str
    title: str
    size: str
    points: str
    criteria: tuple[str, ...]
    answers: tuple[Answer, ...]
    further: tuple[Submitted, ...]
    """Submissions whose answers are not shown here."""


class Queue(NamedTuple):
    """All that waits for a person."""

    questions: tuple[Question, ...]
    size: str
    points: str
    commands: tuple[str, ...] = BY_TABLE


class _Given(NamedTuple):
    summary: SubmissionSummary
    waiting: Waiting


def queue_view(summaries: Sequence[SubmissionSummary], order: Sequence[str]) -> Queue:
    """Return what waits in a class; `order` holds the questions' ids as the table has them."""
    checks: dict[str, list[_Given]] = {}
    for summary in summaries:
        for waiting in summary.waiting:
            checks.setdefault(waiting.check, []).append(_Given(summary, waiting))
    places = {id_: place for place, id_ in enumerate(order)}
    ids = sorted(checks, key=lambda check: places.get(check.rpartition("/")[0], len(places)))
    maths = StudentMath({each.id: _macros(each) for each in summaries}, MATHS_LETTERS)
    questions = tuple(_question(check, checks[check], maths) for check in ids)
    everything = [each for given in checks.values() for each in given]
    return Queue(questions, _count(everything), _points(everything))


def _macros(summary: SubmissionSummary) -> dict[str, Macro]:
    return {name: macro for waiting in summary.waiting for name, macro in waiting.macros}


def _question(check: str, given: Sequence[_Given], maths: StudentMath) -> Question:
    groups: dict[object, list[_Given]] = {}
    for each in given:
        groups.setdefault(_sameness(each), []).append(each)
    # What most gave comes first: one look then marks many.
    answers = sorted(groups.values(), key=len, reverse=True)
    further = [each for group in answers[SHOWN_GROUPS:] for each in group]
    first = given[0].waiting
    return Question(
        check=check,
        title=first.title,
        size=_count(given),
        points=_points(given),
        criteria=next((each.waiting.criteria for each in given if each.waiting.criteria), ()),
        answers=tuple(_answer(group, maths) for group in answers[:SHOWN_GROUPS]),
        further=tuple(_submitted(each) for each in further),
    )


def _sameness(given: _Given) -> object:
    """Return what is equal of equal answers: formulas or text without regard to white space."""
    waiting = given.waiting
    if any(len(each) >= LONGEST_ANSWER for each in (*waiting.formulas, waiting.text)):
        return given.summary.id  # cut: what follows may differ
    formulas = tuple("".join(each.split()) for each in waiting.formulas)
    text = " ".join(waiting.text.split())
    return (formulas, text, waiting.macros) if formulas or text else waiting.why


def _answer(group: Sequence[_Given], maths: StudentMath) -> Answer:
    waiting, source = group[0].waiting, group[0].summary.id
    text = waiting.text
    cut = len(text) if len(text) <= SHORT_TEXT + SHORT_TEXT // 4 else _cut(text)
    return Answer(
        formulas=tuple(maths.set(each, source) for each in waiting.formulas),
        text=maths.text(text[:cut], source) if text else None,
        rest=maths.text(text[cut:], source) if cut < len(text) else None,
        whys=tuple(dict.fromkeys(filter(None, map(_why, group)))),
        given=tuple(_submitted(each) for each in group),
        size=words.plural(len(group), "submission"),
    )


def _why(given: _Given) -> str:
    waiting = given.waiting
    return waiting.why or ("" if waiting.formulas or waiting.text else NOT_FOUND)


def _cut(text: str) -> int:
    """Return where a long text is cut: at a blank, outside of formulas where that is near."""
    for blank in _blanks(text):
        if text.count("$", 0, blank) % 2 == 0:
            return blank
    return SHORT_TEXT


def _blanks(text: str) -> Iterator[int]:
    at = SHORT_TEXT
    while (at := text.rfind(" ", 0, at)) > SHORT_TEXT // 2:
        yield at


def _submitted(given: _Given) -> Submitted:
    id_ = given.summary.id
    folder = quote(id_, safe="", errors="surrogateescape")
    named = shlex.quote(visible_line(id_))
    return Submitted(
        id=id_,
        link=f"submissions/{folder}/report.html#{anchor_of(given.waiting.question)}",
        command=f'grader override {OUT} {named} {given.waiting.check} POINTS --why "…"',
    )


def _count(given: Sequence[_Given]) -> str:
    return words.plural(len(given), "answer")


def _points(given: Sequence[_Given]) -> str:
    return words.plural(sum(each.waiting.max_points for each in given), "point")

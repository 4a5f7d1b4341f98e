"""Writes what waits for a person as a table, to be filled in and read back as marks."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from grader.gradebook.cells import guarded
from grader.model.summary import SubmissionSummary, Waiting
from grader.reports.grades_csv import csv_line
from grader.reports.unwritable import make_folder, naming
from grader.reports.visible import visible_line
from grader.reports.words import number

HEADER = ("submission", "check", "max_points", "answer", "points", "why")
LONGEST_CELL = 300
"""Letters of an answer in the table; the reports have all of it."""


class _Given(NamedTuple):
    submission: str
    question: str
    waiting: Waiting


def waiting_csv(summaries: Iterable[SubmissionSummary]) -> str:
    """Return the table of all that waits, by question, equal answers together; "" of nothing."""
    given, questions = list[_Given](), dict[str, None]()
    for summary in summaries:
        questions |= dict.fromkeys(mark.id for mark in summary.questions)
        given += (
            _Given(summary.id, summary.questions[waiting.question].id, waiting)
            for waiting in summary.waiting
        )
    places = {id_: place for place, id_ in enumerate(questions)}
    given.sort(key=lambda each: (places[each.question], *_order(each)))
    return "".join(map(csv_line, [HEADER, *map(_cells, given)])) if given else ""


def write_new(path: Path, text: str) -> None:
    """Write a file that is not there yet, making its folder where there is none.

    Raises UnwritableError where it is there (EEXIST) or can't be written.
    """
    make_folder(path.parent)
    with naming(path), path.open("xb") as file:
        file.write(text.encode("utf-8", "backslashreplace"))


def _order(given: _Given) -> Sequence[str]:
    """Return by what answers to a question are sorted: white space makes none another."""
    answer = _answer(given.waiting)
    return given.waiting.check, "".join(answer.split()), answer, given.submission


def _answer(waiting: Waiting) -> str:
    return visible_line("; ".join(waiting.formulas) or waiting.text)


def _cells(given: _Given) -> list[str]:
    answer = _answer(given.waiting)
    if len(answer) > LONGEST_CELL:
        answer = answer[: LONGEST_CELL - 1] + "…"
    most = number(given.waiting.max_points)
    return [guarded(given.submission), guarded(given.waiting.check), most, guarded(answer), "", ""]

"""Moodle: fills an exported grading worksheet, or writes a table for the gradebook's import."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from grader.exports.errors import ExportError
from grader.exports.fill import Filled, Marks, Slot, fill
from grader.exports.people import Key, Row, account, name
from grader.exports.table import Table, as_number, read_table
from grader.model.submission import Student
from grader.model.summary import SubmissionSummary
from grader.reports.grades_csv import defused
from grader.reports.words import number

EXPECTED = (
    "a grading worksheet that Moodle exported (its first line: Identifier,…,Grade,Maximum Grade,…)"
)
GRADES = ("Grade", "Bewertung", "Note", "Calificación", "Valutazione", "Nota")
"""How languages call the column of the mark; any other is named with --column."""
YES = frozenset("yes ja oui sí si sim da tak ano igen evet да はい 是".split())
NO = frozenset("no nein non não nee nej nei nie ne hayır нет いいえ 否".split())
_IDENTIFIER = re.compile(r"\D+?\s*(?P<id>\d+)")


class _Places(NamedTuple):
    """Where the columns stand: they follow one another in the same order in every language."""

    grade: int
    changeable: int
    """Where it says whether the mark can be changed."""

    @property
    def maximum(self) -> int:
        """Where the maximum stands."""
        return self.grade + 1

    @property
    def blind(self) -> bool:
        """Whether there is no column for the name: blind marking."""
        return self.grade == 2

    @property
    def accounts(self) -> range:
        """E-mail address, student number and what else tells a person; not the status."""
        return range(2, self.grade - 1)


def fill_worksheet(data: bytes, marks: Marks, column: str | None) -> Filled:
    """Fill the grades of an exported worksheet where Moodle says that they can be changed.

    column: the title of the column of the mark, where it is in a language that isn't known here.
    Raises ExportError where the file is no such worksheet.
    """
    wanted = GRADES if column is None else (column.strip(),)
    table = read_table(data, lambda cells: _grade(cells, wanted) is not None, _expected(column))
    header = table.values(0)
    grade = _grade(header, wanted)
    assert grade is not None
    places = _Places(grade, _changeable(table, grade))
    slots = [_slot(table, row, places) for row in _rows(table, places)]
    if not slots:
        raise ExportError(f"no participant in it (`Participant 123`): expected {EXPECTED}")
    return fill(table, header[grade], slots, "moodle", marks)


def _expected(column: str | None) -> str:
    if column is not None:
        return f"{EXPECTED}, with a column `{column}`"
    return f"{EXPECTED}; in another language, name the column of the mark with --column"


def _grade(header: Sequence[str], wanted: Sequence[str]) -> int | None:
    """Return where the mark stands, None if that is not to be told."""
    at = [place for place, title in enumerate(header) if title.strip() in wanted]
    fits = len(at) == 1 and 2 <= at[0] <= len(header) - 3
    return at[0] if fits else None


def _changeable(table: Table, grade: int) -> int:
    """Return where it says yes or no: behind the maximum, or one on if there is a workflow."""
    for at in (grade + 2, grade + 3):
        answers = {row[at].value.strip().casefold() for row in table.records[1:] if at < len(row)}
        if answers and answers <= YES | NO:
            return at
    return grade + 2


def _rows(table: Table, places: _Places) -> Iterator[Row]:
    for record in range(1, len(table.records)):
        cells = table.values(record)
        match = _IDENTIFIER.fullmatch(cells[0].strip())
        if match is None or len(cells) <= places.changeable:
            continue
        # As Moodle names the folder that this participant hands in.
        folders = [
            f"{cells[1].strip()}_{match['id']}_assignsubmission_{kind}_"
            for kind in ("file", "onlinetext")
        ]
        accounts = [cells[at] for at in places.accounts]
        person = "" if places.blind else cells[1].strip()
        keys = (Key("lms", match["id"]), *map(account, (*accounts, *folders)), name(person))
        yield Row(record, person or cells[0].strip(), tuple(key for key in keys if key.value))


def _slot(table: Table, row: Row, places: _Places) -> Slot:
    cells = table.values(row.record)
    answer = cells[places.changeable].strip()
    shut = ""
    if answer.casefold() not in YES:
        known = answer.casefold() in NO
        shut = "Moodle says that it can't be changed" if known else f"`{answer}` is not a plain yes"
    maximum = as_number(cells[places.maximum])
    if maximum is None:
        shut = shut or "it has no number for a maximum (a scale?)"
    return Slot(row, places.grade, maximum, shut, over=False)


def grade_table(summaries: Sequence[SubmissionSummary]) -> str:
    """Return a table for the gradebook's own import, where columns are mapped by hand.

    It is no worksheet: that is only ever filled, since Moodle wants back what it exported.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(["Full name", "ID number", "Email address", "Submission", "Grade"])
    for summary in summaries:
        mark = "" if summary.final_points is None else number(summary.final_points)
        for student in summary.students or (Student(),):
            cells = (student.name, student.sid, student.email, summary.id, mark)
            writer.writerow([defused(cell) for cell in cells])
    return text.getvalue()

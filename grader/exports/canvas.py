"""Canvas's gradebook: fills an exported CSV, or writes a new one."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from grader.exports.errors import ExportError
from grader.exports.fill import Filled, Marks, Slot, fill
from grader.exports.people import Key, Row, account, name
from grader.exports.table import Table, as_number, read_table
from grader.model.submission import Student
from grader.model.summary import SubmissionSummary
from grader.reports.grades_csv import defused
from grader.reports.words import number

EXPECTED = "a gradebook that Canvas exported (its first line: Student,ID,…,Section,…)"
POSSIBLE = "Points Possible"
READ_ONLY = "read only"
TOTALS = re.compile(r"(Current|Final|Override) (Score|Points|Grade|Status)")
"""What Canvas takes for a total wherever it stands in a title: `Final Score (2024)`, too."""
_ASSIGNMENT = re.compile(r"(?P<title>.*) \((?P<id>\d+)\)", re.DOTALL)
_ACCOUNTS = ("SIS User ID", "SIS Login ID", "Integration ID")
_SLUG = re.compile(r"\W")


@dataclass(frozen=True)
class _Column:
    at: int
    header: str
    title: str
    id: str

    def is_called(self, wanted: str) -> bool:
        """Say whether that is its header, its title or its id."""
        names = (self.header, self.title, self.id)
        return wanted.strip().casefold() in [each.strip().casefold() for each in names]


def fill_gradebook(data: bytes, marks: Marks, column: str | None, titles: Sequence[str]) -> Filled:
    """Fill an assignment's column of an exported gradebook.

    Args: the file; the marks; the column's title or id, if it was named; what the assignment is
    called here, to go by if it wasn't. Raises ExportError where the file is none, or the column
    is not to be told.
    """
    table = read_table(data, is_header, EXPECTED)
    header = table.values(0)
    possible = next((at for at in range(1, len(table.records)) if _is_possible(table, at)), None)
    chosen = _chosen(_columns(table, header, possible), column, titles)
    maximum = None
    if possible is not None and chosen.at < len(table.records[possible]):
        maximum = as_number(table.records[possible][chosen.at].value)
    slots = [
        Slot(row, chosen.at, maximum)
        for row in _rows(table, header, (possible or 0) + 1)
        if chosen.at < len(table.records[row.record])
    ]
    return fill(table, chosen.header, slots, "canvas", marks)


def is_header(cells: Sequence[str]) -> bool:
    """Say whether these are the titles of a Canvas gradebook."""
    known = "ID" in cells and "Section" in cells
    named = cells[:1] == ["Student"] or {"LastName", "FirstName"} <= set(cells)
    return len(cells) > 3 and known and named


def _is_possible(table: Table, record: int) -> bool:
    return table.records[record][0].value.strip() == POSSIBLE


def _columns(table: Table, header: Sequence[str], possible: int | None) -> list[_Column]:
    """Return the assignments that take marks: `Title (id)`, no total, not read-only."""
    limits = [] if possible is None else table.values(possible)
    columns = []
    for at in range(header.index("Section") + 1, len(header)):
        match = _ASSIGNMENT.fullmatch(header[at])
        closed = TOTALS.search(header[at]) or (at < len(limits) and READ_ONLY in limits[at])
        if match is not None and not closed:
            columns.append(_Column(at, header[at], match["title"], match["id"]))
    return columns


def _chosen(columns: Sequence[_Column], wanted: str | None, titles: Sequence[str]) -> _Column:
    """Return the column that was named, else the only one, else the one called as we call it."""
    if wanted is not None:
        found = [column for column in columns if column.is_called(wanted)]
    elif len(columns) == 1:
        found = list(columns)
    else:
        found = [c for c in columns if any(c.is_called(title) for title in titles)]
    if len(found) == 1:
        return found[0]
    known = ", ".join(f"`{column.header}`" for column in columns) or "none"
    if wanted is None:
        raise ExportError(
            f"which column? Name one with --column; assignments that take marks: {known}"
        )
    what = "several columns are" if found else "no column is"
    raise ExportError(f"{what} called `{wanted}`; assignments that take marks: {known}")


def _rows(table: Table, header: Sequence[str], first: int) -> Iterator[Row]:
    """Yield the students' rows: those with a Canvas id or an account."""
    at = {title: index for index, title in reversed(list(enumerate(header)))}
    for record in range(first, len(table.records)):
        cells = table.values(record)
        cells += [""] * (len(header) - len(cells))
        person = (
            cells[at["Student"]]
            if "Student" in at
            else f"{cells[at['LastName']]}, {cells[at['FirstName']]}"
        )
        lms = cells[at["ID"]].strip()
        accounts = [cells[at[title]].strip() for title in _ACCOUNTS if title in at]
        if lms or any(accounts):
            # As Canvas names the file that this student hands in.
            folder = f"{_SLUG.sub('', person.lower())}_{lms}" if lms else ""
            keys = (Key("lms", lms), *map(account, (*accounts, folder)), name(person))
            yield Row(record, person.strip() or lms, tuple(key for key in keys if key.value))


def gradebook(summaries: Sequence[SubmissionSummary], title: str, source: str) -> str:
    """Return a gradebook with one new assignment, for a class that has no exported file.

    A row a student; a mark that isn't final is left blank.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(["Student", "ID", "SIS User ID", "SIS Login ID", "Section", defused(title)])
    highest = max((summary.max_points for summary in summaries), default=0.0)
    writer.writerow([f"    {POSSIBLE}", "", "", "", "", number(highest)])
    for summary in summaries:
        mark = "" if summary.final_points is None else number(summary.final_points)
        for student in summary.students or (Student(name=summary.id),):
            lms = student.lms_id if source == "canvas" else ""
            cells = (student.name or summary.id, lms, student.sid, student.email, "", mark)
            writer.writerow([defused(cell) for cell in cells])
    return text.getvalue()

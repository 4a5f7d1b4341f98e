"""Writes `grades.csv`: one row a submission, one column a question, then the total."""

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from grader.model.submission import Student
from grader.model.summary import SubmissionSummary
from grader.reports.atomic import write_atomically
from grader.reports.words import number

IDENTITY = ("name", "email", "sid", "lms_id")
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def write_grades_csv(
    rows: Sequence[SubmissionSummary], questions: Sequence[str], path: Path
) -> None:
    """Write the grade table of a class; `questions` are the ids of its columns, in order."""
    write_atomically(path, grades_csv(rows, questions))


def grades_csv(rows: Sequence[SubmissionSummary], questions: Sequence[str]) -> str:
    """Return the text of `grades.csv`.

    Columns on the students appear where any row knows them. A question that is optional and
    was not attempted is blank, so is one that waits for a person or for us; so is the total of
    a submission that is not final. What few classes have stands last: the checks that a person
    marked, and who handed in late, as far as the download tells.
    """
    known = tuple(
        name
        for name in IDENTITY
        if any(getattr(student, name) for row in rows for student in row.students)
    )
    header = ["submission", *known, *questions, "total", "max", "status"]
    lines = [header, *(_cells(row, known, questions) for row in rows)]
    if any(row.by_hand for row in rows):
        lines = [[*line, cell] for line, cell in zip(lines, _by_hand(rows), strict=True)]
    if any(row.late for row in rows):
        lines = [[*line, cell] for line, cell in zip(lines, _late(rows), strict=True)]
    lines[0] = [defused(cell) for cell in lines[0]]
    return "".join(map(csv_line, lines))


def defused(text: str) -> str:
    """Return `text` so that no spreadsheet takes it for a formula."""
    return "'" + text if text.startswith(FORMULA_STARTS) else text


def csv_line(cells: Iterable[str]) -> str:
    """Return a row of a CSV file with its line end; cells are quoted where they need it."""
    # Told to end lines with \n alone, the writer leaves a \r in a cell unquoted, which breaks
    # the row for every reader; so the line's end is changed after the writing.
    text = io.StringIO(newline="")
    csv.writer(text).writerow(cells)
    return text.getvalue().removesuffix("\r\n") + "\n"


def _cells(row: SubmissionSummary, known: Iterable[str], questions: Iterable[str]) -> list[str]:
    points = {mark.id: number(mark.points) for mark in row.questions if mark.counted and mark.final}
    total = row.final_points
    return [
        defused(row.id),
        *(defused(_joined(row.students, name)) for name in known),
        *(points.get(question, "") for question in questions),
        "" if total is None else number(total),
        number(row.max_points),
        row.status,
    ]


def _by_hand(rows: Iterable[SubmissionSummary]) -> list[str]:
    """Return a column: its title, then the checks of each row that a person marked."""
    return ["by_hand", *(defused("; ".join(each.id for each in row.by_hand)) for row in rows)]


def _late(rows: Iterable[SubmissionSummary]) -> list[str]:
    """Return a column: its title, then `late` in the row of each submission that came late."""
    return ["late", *("late" if row.late else "" for row in rows)]


def _joined(students: Iterable[Student], name: str) -> str:
    # A group hands in once: its members share a row, in the order of the export.
    return "; ".join(filter(None, (str(getattr(student, name)) for student in students)))

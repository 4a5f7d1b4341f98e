"""Laws of `grades.csv`."""

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.model.submission import Student
from grader.model.summary import SubmissionSummary, summarise
from grader.reports.grades_csv import FORMULA_STARTS, defused, grades_csv, write_grades_csv
from tests.reports import report_fakes as fakes

QUESTIONS = ["sigmoid", "naive-softmax", "cbow", "written/dJ_dvc"]


def table(rows: list[SubmissionSummary]) -> list[list[str]]:
    """Return the grade table as a reader of CSV sees it."""
    return list(csv.reader(io.StringIO(grades_csv(rows, QUESTIONS), newline="")))


def test_one_row_a_submission_one_column_a_question_then_total() -> None:
    """Open totals and questions are blank, as is an optional question not attempted."""
    rows = [summarise(fakes.full_marks()), summarise(fakes.needs_review())]

    assert [
        ["submission", *QUESTIONS, "total", "max", "status"],
        ["ada+lovelace~1", "2", "7", "", "", "24", "24", "graded"],
        ["dora", "2", "7", "", "", "", "13", "needs-review"],
    ] == table(rows)


def test_ungraded_total_is_blank_not_zero() -> None:
    """Our fault never becomes a number."""
    assert ["eve", "2", "", "", "", "", "4", "ungraded"] == table([summarise(fakes.ungraded())])[1]


def test_identity_columns_appear_where_known() -> None:
    """Only what some export says of students gets a column; a group shares its row."""
    group = [Student(name="Ada", email="ada@x.edu"), Student(name="Émile", email="emile@x.edu")]
    rows = table([summarise(fakes.full_marks(), group), summarise(fakes.partial())])

    assert ["submission", "name", "email", "sigmoid"] == rows[0][:4]
    assert ["ada+lovelace~1", "Ada; Émile", "ada@x.edu; emile@x.edu"] == rows[1][:3]
    assert ["ben okafor", "", ""] == rows[2][:3]


def test_lateness_is_the_last_column_where_anybody_is_late() -> None:
    """The columns before it, those of marks by hand included, stay where they are."""
    on_time, late = summarise(fakes.partial()), summarise(fakes.full_marks(), late=True)
    usual = table([on_time, summarise(fakes.full_marks())])

    assert "late" not in usual[0]
    assert [[*line, cell] for line, cell in zip(usual, ["late", "", "late"], strict=True)] == table(
        [on_time, late]
    )


def test_lateness_stands_behind_marks_by_hand() -> None:
    """A class may have both."""
    marked = replace(
        summarise(fakes.partial(), late=True), by_hand=fakes.partial().questions[0].checks[:1]
    )
    rows = table([marked])

    assert ["status", "by_hand", "late"] == rows[0][-3:]
    assert [marked.by_hand[0].id, "late"] == rows[1][-2:]


@pytest.mark.parametrize("start", FORMULA_STARTS)
def test_formulas_are_defused(start: str) -> None:
    """A cell that a spreadsheet would run begins with an apostrophe."""
    text = start + "HYPERLINK(1)"
    rows = table([summarise(fakes.submission(text, []), [Student(name=text)])])

    assert ["'" + text, "'" + text] == rows[1][:2]


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00")))
def test_any_text_comes_back_as_one_cell_that_is_no_formula(text: str) -> None:
    """Quotes, commas and line ends stay in their cell; only defusing adds to it."""
    cell = table([summarise(fakes.submission(text, []))])[1][0]

    assert defused(text) == cell
    assert not cell.startswith(FORMULA_STARTS)


def test_file_is_written_as_utf8_with_plain_line_ends(tmp_path: Path) -> None:
    """The file is the text, in UTF-8, on every system."""
    rows = [summarise(fakes.full_marks(), [Student(name="Émile")])]
    write_grades_csv(rows, QUESTIONS, tmp_path / "deep" / "grades.csv")

    assert grades_csv(rows, QUESTIONS).encode() == (tmp_path / "deep" / "grades.csv").read_bytes()

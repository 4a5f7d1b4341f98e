"""Laws of reading a results folder back."""

import json
from dataclasses import fields
from pathlib import Path

import pytest

from grader.gradebook.store import submission_folder
from grader.gradebook.stored import StoredError, read_stored
from grader.gradebook.students import read_students, roster_of, write_students
from grader.model.roster import HandIn, Roster
from grader.model.submission import Intake, Student, Submission
from tests.docs.pages import page, section, tables
from tests.exports.export_class import faulty, marked, write_class
from tests.reports import report_fakes as fakes


def test_students_come_back_as_they_were(tmp_path: Path) -> None:
    """Written and read, the roster is the intake's: ids with zeros in front, late, the source."""
    people = (Student(name="Zoë; Å", sid="00123"), Student(email="a@x", lms_id="7"))
    intake = Intake((Submission("a_7", (), people, late=True), Submission("b", ())), "canvas")

    write_students(tmp_path, intake)

    assert roster_of(intake) == read_students(tmp_path)
    assert (people, True) == (
        read_students(tmp_path).submissions[0].students,
        read_students(tmp_path).submissions[0].late,
    )


def test_the_manual_names_every_key() -> None:
    """docs/results.md has a row for each key of students.json, in its order."""
    keys = [field.alias or name for name, field in Roster.model_fields.items()]
    (table,) = tables(section(page("results.md"), "`students.json`"))
    names = {*HandIn.model_fields, *(f.name for f in fields(Student))}

    assert keys == table.names
    assert [] == [name for name in names if f"`{name}`" not in table.row("submissions")[1]]


def test_results_come_back_as_they_were(tmp_path: Path) -> None:
    """The results of the last run, in its order; what an earlier run left is not among them."""
    results = [fakes.partial(), faulty("b"), marked("a", 3)]
    write_class(tmp_path, results, {"a": [Student(name="A")]})
    left = submission_folder(tmp_path, "gone") / "result.json"
    left.parent.mkdir()
    left.write_text("{}")

    stored = read_stored(tmp_path)

    assert results == list(stored.results())
    assert [(), (), ("A",)] == [summary.names for summary in stored.summaries()]


def test_a_folder_without_students_is_read(tmp_path: Path) -> None:
    """Results of an earlier version name nobody."""
    write_class(tmp_path, [marked("a", 3)])
    (tmp_path / "students.json").unlink()

    (summary,) = read_stored(tmp_path).summaries()

    assert ("a", ()) == (summary.id, summary.students)


def test_what_is_no_results_folder_is_told(tmp_path: Path) -> None:
    """What came, what was expected, what to do: one line each."""
    write_class(tmp_path / "all" / "a1", [marked("a", 3)])
    write_class(tmp_path / "all" / "a2", [marked("a", 3)])
    (tmp_path / "half" / "submissions").mkdir(parents=True)
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_text("")
    broken = write_class(tmp_path / "broken", [marked("a", 3)])
    (broken / "results.json").write_text("[")
    nobody = write_class(tmp_path / "nobody", [marked("a", 3)])
    (nobody / "students.json").write_text("[")
    told = {
        "nosuch": "no such folder; expected a folder that `grader grade` wrote",
        "file": "is a file; expected a folder",
        "empty": "no results.json in it; expected a folder",
        "half": "the grading did not come to its end here; run it again",
        "all": "holds 2 results folders; name one of them: a1, a2",
        "broken": "results.json: not readable as a result",
        "nobody": "students.json: not readable",
    }
    for name, words in told.items():
        with pytest.raises(StoredError) as caught:
            read_stored(tmp_path / name)

        assert words in str(caught.value) and "\n" not in str(caught.value)


@pytest.mark.parametrize("text", [None, "{", json.dumps({"schema": 2})])
def test_a_lost_result_is_told(tmp_path: Path, text: str | None) -> None:
    """A submission of the class without a readable result ends the reading: it isn't left out."""
    write_class(tmp_path, [marked("a", 3)])
    path = submission_folder(tmp_path, "a") / "result.json"
    path.unlink()
    if text is not None:
        path.write_text(text)

    with pytest.raises(StoredError, match="grade again with --fresh"):
        list(read_stored(tmp_path).results())

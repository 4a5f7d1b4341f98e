"""Laws of `grader export`: files where they were asked for, one clear line where they can't be."""

import json
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner

from grader.cli.main import app
from grader.exports.registry import CLASS, FILLED, ONE_EACH
from grader.gradebook.stored import read_stored
from grader.model.submission import Student
from grader.reports.grades_csv import grades_csv
from tests.docs.pages import blocks, page
from tests.exports.export_class import marked, waiting, with_hidden, write_class

Export = Callable[..., Any]
FORMATS = (*ONE_EACH, *CLASS)
GRADEBOOK = "Student,ID,SIS Login ID,Section,A2 (1)\r\nX,7,ada,S,\r\nY,8,bo,S,3\r\n"


@pytest.fixture
def two(tmp_path: Path) -> Path:
    """A results folder of two."""
    return write_class(tmp_path / "out", [marked("ada", 17.5), marked("bo", 24)])


@pytest.fixture
def gradebook(tmp_path: Path) -> Path:
    """An exported gradebook."""
    path = tmp_path / "grades of 2024.csv"
    path.write_bytes(GRADEBOOK.encode())
    return path


def refused(said: Any, *words: str) -> None:
    """Check that a command ended as wrong usage, with one line that has these words."""
    assert (2, 1) == (said.code, len(said.err.strip().splitlines()))
    assert not [word for word in words if word not in said.err] and not said.out


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_in_the_help_and_in_the_manual(name: str) -> None:
    """And the command takes none that has no writer."""
    option = next(p for p in app.commands["export"].params if p.name == "format")

    assert set(FORMATS) == set(option.type.choices)  # type: ignore[attr-defined]
    assert name in CliRunner().invoke(app, ["export", "--help"]).output
    assert f"--format {name}" in page("exports.md")


def test_every_option_is_in_the_manual() -> None:
    """docs/exports.md tells them all."""
    options = [o for p in app.commands["export"].params for o in p.opts if o.startswith("-")]

    assert [] == [option for option in options if option not in page("exports.md")]


def test_the_manual_s_commands_use_options_that_there_are() -> None:
    """And formats, in every command that it shows."""
    options = {o for p in app.commands["export"].params for o in p.opts}
    lines = [
        shlex.split(line, comments=True)
        for b in blocks(page("exports.md"), "sh")
        for line in b.replace("\\\n", " ").splitlines()
    ]
    commands = [line for line in lines if line[:2] == ["grader", "export"]]

    assert commands
    for command in commands:
        assert {word for word in command if word.startswith("-")} <= options
        assert command[command.index("--format") + 1] in FORMATS


@pytest.mark.parametrize("name", ONE_EACH)
def test_several_submissions_are_a_folder_with_a_file_each(
    export: Export, two: Path, tmp_path: Path, name: str
) -> None:
    """Below the submission's own name, under the name that the other system looks for."""
    said = export(two, "--format", name, "-o", tmp_path / "files")

    files = sorted(p.relative_to(tmp_path / "files").as_posix() for p in tmp_path.glob("files/*/*"))
    assert (0, [f"ada/{ONE_EACH[name].file}", f"bo/{ONE_EACH[name].file}"]) == (said.code, files)


@pytest.mark.parametrize("name", ONE_EACH)
def test_one_submission_is_a_file_or_goes_to_the_terminal(
    export: Export, tmp_path: Path, name: str
) -> None:
    """The same bytes either way."""
    out = write_class(tmp_path / "out", [marked("ada", 17.5)])

    printed = export(out, "--format", name)
    export(out, "--format", name, "-o", tmp_path / "f")

    assert (0, "") == (printed.code, printed.err)
    assert printed.out == (tmp_path / "f").read_text()


def test_several_submissions_need_a_folder(export: Export, two: Path, tmp_path: Path) -> None:
    """Neither the terminal nor a file holds two of Gradescope's files."""
    (tmp_path / "file").write_text("")

    refused(export(two, "--format", "gradescope"), "holds 2 submissions", "folder", "-o")
    refused(export(two, "--format", "github", "-o", tmp_path / "file"), "got the file")


def test_junit_and_csv_go_to_the_terminal_or_a_file(
    export: Export, two: Path, tmp_path: Path
) -> None:
    """The csv is the grades.csv of the class."""
    summaries = list(read_stored(two).summaries())

    assert grades_csv(summaries, ["sgd"]) == export(two, "--format", "csv").out
    assert 0 == export(two, "--format", "junit", "-o", tmp_path / "sub" / "j.xml").code
    assert "2" == ET.parse(tmp_path / "sub" / "j.xml").getroot().get("tests")


def test_filling_writes_beside_and_leaves_the_original(
    export: Export, two: Path, gradebook: Path
) -> None:
    """Only the marks differ, and the terminal says what became of every row."""
    said = export(two, "--format", "canvas", "--into", gradebook)

    filled = gradebook.with_name("grades of 2024.graded.csv")
    assert (0, "") == (said.code, said.out)
    assert GRADEBOOK.encode() == gradebook.read_bytes()
    assert GRADEBOOK.replace("S,\r", "S,17.5\r").replace("S,3\r", "S,24\r").encode() == (
        filled.read_bytes()
    )
    assert ["`A2 (1)`: 2 marks", "Another mark stood there: 1", "  Y: 3, now 24"] == (
        said.err.splitlines()[:3]
    )


def test_the_original_is_only_overwritten_where_asked(
    export: Export, two: Path, gradebook: Path
) -> None:
    """`-o` may name the very file: it is replaced whole."""
    export(two, "--format", "canvas", "--into", gradebook, "-o", gradebook)

    assert b"S,17.5\r\n" in gradebook.read_bytes()


def test_a_failed_write_leaves_the_original(
    export: Export, two: Path, gradebook: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk is full: exit code 3, the file as it was, nothing left behind."""

    def full(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    said = export(two, "--format", "canvas", "--into", gradebook, "-o", gradebook)

    assert (3, GRADEBOOK.encode()) == (said.code, gradebook.read_bytes())
    assert [] == [p.name for p in gradebook.parent.iterdir() if p.suffix == ".part"]


@pytest.mark.parametrize("name", FILLED)
def test_without_a_file_to_fill_a_new_one_is_written(
    export: Export, tmp_path: Path, name: str
) -> None:
    """What isn't final is blank and listed."""
    out = write_class(tmp_path / "out", [marked("ada", 17.5), waiting("bo")])

    said = export(out, "--format", name)

    assert (0, True) == (said.code, "17.5" in said.out)
    assert "Not final, cell left blank: 1\n  bo: needs-review\n" == said.err


def test_wrong_files_are_one_line(
    export: Export, two: Path, gradebook: Path, tmp_path: Path
) -> None:
    """What came, what was expected, what to do; exit code 2 and nothing written."""
    xlsx = tmp_path / "grades.xlsx"
    xlsx.write_bytes(b"PK\x03\x04")
    fill = (two, "--format", "moodle", "--into")

    refused(export(*fill, gradebook), str(gradebook), "expected a grading worksheet", "Student,ID")
    refused(export(*fill, xlsx), "not a CSV file", "as it was downloaded")
    refused(export(*fill, tmp_path / "nosuch.csv"), "can't be read", "No such file")
    refused(export(*fill, tmp_path), "can't be read")
    refused(export(two, "--format", "canvas", "--into", gradebook, "-o", tmp_path), "is a folder")
    refused(export(two, "--format", "csv", "-o", tmp_path), "is a folder")
    assert [] == list(tmp_path.glob("*.graded.*"))


def test_misfitting_options_are_one_line(export: Export, two: Path, gradebook: Path) -> None:
    """An option that would be ignored is refused."""
    refused(export(two, "--format", "junit", "--into", gradebook), "--into fills a file of canvas")
    refused(export(two, "--format", "canvas", "--column", "A2"), "--column is about the file")
    refused(export(two, "--format", "moodle", "--scale"), "--scale is about the file")


def test_no_results_are_one_line(export: Export, tmp_path: Path) -> None:
    """A folder that holds none is named."""
    refused(export(tmp_path, "--format", "csv"), str(tmp_path), "`grader grade` wrote")


def test_an_unknown_format_lists_those_there_are(export: Export, two: Path) -> None:
    """Wrong usage is exit code 2."""
    said = export(two, "--format", "blackboard")

    assert (2, True) == (said.code, "'canvas', 'moodle'" in said.err)


def test_hidden_checks_need_no_rubric(export: Export, tmp_path: Path) -> None:
    """The stored result itself says what is hidden: a test of Gradescope's is hidden then."""
    result = with_hidden(marked("ada", 17.5), "sgd/value")
    out = write_class(tmp_path / "out", [result])

    said = export(out, "--format", "gradescope")

    assert ["hidden"] == [test["visibility"] for test in json.loads(said.out)["tests"]]


def test_students_reach_the_table_of_grades(export: Export, tmp_path: Path) -> None:
    """Names and addresses that the download told are kept with the results."""
    people = {"ada": [Student(name="Ada", email="ada@x.edu")]}
    out = write_class(tmp_path / "out", [marked("ada", 17.5)], people, "gradescope")

    assert export(out, "--format", "csv").out.splitlines()[1].startswith("ada,Ada,ada@x.edu,17.5")

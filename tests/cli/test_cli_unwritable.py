"""Laws of output that can't be written: exit 2 and one line that names it; a full disk is ours."""

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from grader.cli.main import main
from grader.reports.atomic import write_atomically
from grader.reports.unwritable import UnwritableError
from tests.rubric.doubling import doubling, hand_in

RUBRIC = ("--rubric", "small.yaml")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a rubric, a class of one, a file and a folder; the place to work in."""
    doubling(tmp_path)
    hand_in(tmp_path / "class" / "ada", "return 2 * x")
    (tmp_path / "file").write_text("mine")
    (tmp_path / "folder.pack").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("command", "line"),
    [
        (("grade", "class", *RUBRIC, "--out", "file"), "file: can't be written (file exists)"),
        (
            ("grade", "class", *RUBRIC, "--out", "file/out"),
            "file/out: can't be written (not a directory)",
        ),
        (
            ("check", "class/ada/double.py", *RUBRIC, "--html", "file/a.html"),
            "file: can't be written (file exists)",
        ),
        (
            ("pack", "small.yaml", "-o", "folder.pack"),
            "folder.pack: can't be written (is a directory)",
        ),
        (("pack", "small.yaml", "-o", "file/a.pack"), "file: can't be written (file exists)"),
        (
            ("init", "file/template", *RUBRIC, "--from-index"),
            "file/template: can't be written (not a directory)",
        ),
    ],
)
def test_what_is_in_the_way_is_named(
    here: Path, command: tuple[str, ...], line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file or folder in the way of the output ends the command in one line, and stays."""
    code = main(list(command))

    assert (2, f"{line}\n") == (code, capsys.readouterr().err)
    assert "mine" == (here / "file").read_text()


def test_a_folder_where_a_page_should_be(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder called like a file of the results is told after grading, as the user's."""
    (here / "out" / "index.html").mkdir(parents=True)

    code = main(["grade", "class", *RUBRIC, "--out", "out"])

    said = capsys.readouterr().err
    assert 2 == code
    assert "out/index.html: can't be written (is a directory)\n" in said
    assert ".part" not in said


def no_access(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode, **_: mode != os.W_OK | os.X_OK)


@pytest.mark.parametrize(
    "command",
    [
        ("grade", "class", *RUBRIC, "--out", "ro"),
        ("pack", "small.yaml", "-o", "ro/small.pack"),
        ("check", "class/ada/double.py", *RUBRIC, "--html", "ro/report.html"),
    ],
)
def test_a_folder_that_is_read_only(
    here: Path,
    command: tuple[str, ...],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Where nothing may be written into a folder, it is named before anything is graded."""
    (here / "ro").mkdir()
    no_access(monkeypatch)  # the superuser, who may run this, may write everywhere

    code = main(list(command))

    assert (2, "ro: can't be written (permission denied)\n") == (code, capsys.readouterr().err)
    assert [] == list((here / "ro").iterdir())


def failing(number: int) -> Callable[..., Any]:
    """Return a stand-in for `Path.open` that fails where a new file is to be written."""
    opened = Path.open

    def fail(path: Path, mode: str = "r", *more: Any, **options: Any) -> Any:
        if "x" in mode:
            raise OSError(number, os.strerror(number))
        return opened(path, mode, *more, **options)

    return fail


@pytest.mark.parametrize("number", [errno.EACCES, errno.EROFS])
def test_a_refusal_of_the_system_names_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    """What the system refuses only when asked is told by the file's own name."""
    monkeypatch.setattr(Path, "open", failing(number))

    with pytest.raises(UnwritableError) as raised:
        write_atomically(tmp_path / "a.html", "")

    assert f"{tmp_path}/a.html: can't be written ({os.strerror(number).lower()})" == str(
        raised.value
    )


def test_a_full_disk_is_our_fault(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A full disk is no mistake in the command: exit 3."""
    monkeypatch.setattr(Path, "open", failing(errno.ENOSPC))

    code = main(["pack", "small.yaml", "-o", "small.pack"])

    assert (3, True) == (code, "No space left on device" in capsys.readouterr().err)

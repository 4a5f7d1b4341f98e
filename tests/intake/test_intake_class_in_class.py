"""A class where people put it: a zip in a folder, a folder in a folder, beside its own reports."""

import io
import zipfile
from pathlib import Path

import pytest

from grader.intake.errors import IntakeError
from grader.intake.read import read_class
from grader.model.submission import Intake

WANTED = {"word2vec.py", "sgd.py"}


def ids(intake: Intake) -> list[str]:
    """Return all ids."""
    return [submission.id for submission in intake.submissions]


def packed(files: dict[str, str]) -> bytes:
    """Return a zip."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return stream.getvalue()


def canvas(*names: str) -> bytes:
    """Return what Canvas gives to download."""
    return packed({f"{name}_{at}_{at}0_word2vec.py": "x" for at, name in enumerate(names, 11)})


@pytest.fixture
def scratch(tmp_path: Path) -> Path:
    """Return an empty folder to unpack into."""
    (tmp_path / "scratch").mkdir()
    return tmp_path / "scratch"


@pytest.fixture
def downloads(tmp_path: Path) -> Path:
    """Return an empty folder."""
    (tmp_path / "downloads").mkdir()
    return tmp_path / "downloads"


def test_a_download_in_a_folder_is_a_class(downloads: Path, scratch: Path) -> None:
    """The zip of an LMS is its students, not one student."""
    (downloads / "submissions.zip").write_bytes(canvas("doeada", "obiemeka", "silvafarid"))

    intake = read_class(downloads, WANTED, scratch)

    assert ("canvas", 3) == (intake.source, len(intake.submissions))


def test_downloads_of_two_sections_are_one_class(downloads: Path, scratch: Path) -> None:
    """Zips lie side by side, and a folder of somebody's beside them is not lost."""
    (downloads / "one.zip").write_bytes(canvas("doeada", "obiemeka"))
    (downloads / "two.zip").write_bytes(canvas("silvafarid"))
    (downloads / "late student").mkdir()
    (downloads / "late student" / "word2vec.py").write_text("x")

    assert 4 == len(ids(read_class(downloads, WANTED, scratch)))


def test_zips_of_students_stay_submissions(downloads: Path, scratch: Path) -> None:
    """A zip that no LMS made is one student's."""
    for name in ("ada", "bo"):
        (downloads / f"{name}.zip").write_bytes(packed({"word2vec.py": "x", "sgd.py": "y"}))

    assert ["ada.zip", "bo.zip"] == ids(read_class(downloads, WANTED, scratch))


@pytest.mark.parametrize(("students", "expected"), [(3, ["s0", "s1", "s2"]), (2, ["homework 2"])])
def test_a_wrapped_class(
    downloads: Path, scratch: Path, students: int, expected: list[str]
) -> None:
    """Three folders with homework in a folder are a class; two may be copies of one student's."""
    for number in range(students):
        folder = downloads / "homework 2" / f"s{number}"
        folder.mkdir(parents=True)
        (folder / "word2vec.py").write_text("x")

    assert expected == ids(read_class(downloads, WANTED, scratch))


def test_reports_are_nobodys_homework(downloads: Path, scratch: Path) -> None:
    """Neither where this run writes, nor what an earlier run left, is a submission."""
    (downloads / "ada").mkdir()
    (downloads / "ada" / "word2vec.py").write_text("x")
    (downloads / "reports").mkdir()
    old = downloads / "last week"
    for name in ("submissions/ada/report.html", "index.html", "grades.csv", "results.json"):
        (old / name).parent.mkdir(parents=True, exist_ok=True)
        (old / name).write_text("x")

    intake = read_class(downloads, WANTED, scratch, reports=downloads / "reports")

    assert ["ada"] == ids(intake)


def test_reports_may_not_be_written_over_homework(downloads: Path, scratch: Path) -> None:
    """`--out` must be another folder."""
    (downloads / "ada").mkdir()

    with pytest.raises(IntakeError, match="name another folder with --out"):
        read_class(downloads, WANTED, scratch, reports=downloads)

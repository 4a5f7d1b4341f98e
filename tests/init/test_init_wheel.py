"""Laws of the wheel that is packed from the installed grader."""

import base64
import csv
import hashlib
import io
import zipfile
from pathlib import Path

import pytest

from grader import __version__
from grader.assignment import wheel as wheels
from grader.assignment.errors import AssignmentError
from grader.assignment.wheel import Wheel, is_own, own_wheel
from tests.init.conftest import ROOT

NOTES = f"mathgrader-{__version__}.dist-info"


@pytest.fixture(scope="module")
def contents() -> dict[str, bytes]:
    """The wheel's files."""
    with zipfile.ZipFile(io.BytesIO(own_wheel().data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_it_holds_the_package_and_no_answers(contents: dict[str, bytes]) -> None:
    """Every file of `grader/` as it is, and nothing beside it."""
    package = {
        file.relative_to(ROOT).as_posix(): file.read_bytes()
        for file in (ROOT / "grader").rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }

    assert package == {name: data for name, data in contents.items() if name.startswith("grader/")}
    assert {"grader", NOTES} == {name.partition("/")[0] for name in contents}


def test_its_record_is_right(contents: dict[str, bytes]) -> None:
    """Installers check hash and size of every file."""
    rows = list(csv.reader(io.StringIO(contents[f"{NOTES}/RECORD"].decode())))

    assert sorted(contents) == sorted(row[0] for row in rows)
    for name, told, size in rows[:-1]:
        digest = base64.urlsafe_b64encode(hashlib.sha256(contents[name]).digest())
        assert f"sha256={digest.decode().rstrip('=')}" == told
        assert len(contents[name]) == int(size)


def test_it_says_what_it_needs_and_runs(contents: dict[str, bytes]) -> None:
    """Metadata, the command, the licence."""
    assert b"Requires-Dist: numpy" in contents[f"{NOTES}/METADATA"]
    assert b"grader = grader.cli.main:main" in contents[f"{NOTES}/entry_points.txt"]
    assert b"Tag: py3-none-any" in contents[f"{NOTES}/WHEEL"]
    assert f"{NOTES}/licenses/LICENSE" in contents


def test_it_is_the_same_bytes_again() -> None:
    """So is all that holds it."""
    assert own_wheel() == own_wheel()


def test_a_grader_that_is_not_installed_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """Run from its sources, it knows neither its metadata nor its dependencies."""
    monkeypatch.setattr(wheels, "NAME", "nosuch")

    with pytest.raises(AssignmentError, match="install it, or name a wheel with --wheel"):
        own_wheel()


@pytest.mark.parametrize(
    ("name", "own"), [("mathgrader-1.0-py3-none-any.whl", True), ("mathgrader2-1.whl", False)]
)
def test_its_own_wheel_is_told_by_its_name(name: str, own: bool) -> None:
    """Up to the first hyphen."""
    assert own is is_own(Wheel(name, b"")) and Path(name).suffix == ".whl"

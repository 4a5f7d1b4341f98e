"""Strict isolation asks for no privilege: an ordinary user gets all of it."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sandbox.ordinary import NOT_HERE, ROOT, ordinary_user, run_as

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="strict isolation needs Linux")
SOLUTION = ROOT / "tests" / "solutions" / "a2" / "02-vectorised"


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that belongs to the ordinary user."""
    with tempfile.TemporaryDirectory() as name:
        os.chown(name, ordinary_user(), -1)
        yield Path(name)


def tried(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the grader as an ordinary user; skip where root itself may not arrange for it."""
    temporary = folder / "temporary"
    temporary.mkdir()
    os.chown(temporary, ordinary_user(), -1)
    run = run_as(ordinary_user(), temporary, *arguments)
    if run.returncode == NOT_HERE:
        pytest.skip(run.stderr.strip())
    return run


def test_doctor_finds_all_layers(folder: Path) -> None:
    """Every layer holds for a user without any privilege."""
    run = tried(folder, "doctor")

    assert (0, "") == (run.returncode, run.stderr), run.stdout
    assert "Strict isolation holds" in run.stdout


def test_strict_grading(folder: Path) -> None:
    """A class is graded strictly; the reports are that user's, and no temporary folder stays."""
    shutil.copytree(SOLUTION, folder / "class" / "ada")
    run = tried(
        folder,
        "grade",
        str(folder / "class"),
        *("--rubric", "cs224n-2021-a2", "--isolation", "strict", "--jobs", "1"),
        *("--out", str(folder / "out")),
    )
    file = folder / "out" / "submissions" / "ada" / "result.json"

    assert 0 == run.returncode, run.stderr
    result = json.loads(file.read_text(encoding="utf-8"))
    assert "strict" == result["isolation"]["level"]
    assert result["max_points"] == result["points"]
    assert ordinary_user() == file.stat().st_uid != 0
    assert [] == list((folder / "temporary").iterdir())

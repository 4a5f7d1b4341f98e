"""A small repository with homework, and pytest run in it."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from grader.grading.run import prepare_run
from grader.pack.file import pack_bytes
from grader.pack.seal import seal
from grader.rubric.load import load_rubric
from tests.pack.pack_course import RIGHT, write_course

ROOT = Path(__file__).resolve().parents[2]
INI = "[pytest]\ngrader_submission = .\naddopts = --strict-markers --strict-config\n"
OWN_TEST = "def test_sums():\n    assert 2 == 1 + 1\n"
HALF = RIGHT.replace("-d.sum(0)", "d.sum(0)")


@dataclass(frozen=True)
class Said:
    """What a run of pytest left."""

    code: int
    out: str
    err: str

    def outcomes(self) -> dict[str, str]:
        """Return how each item ended, by node id, from `pytest -v`; a worker's name is left out."""
        plain = re.findall(r"^(\S+::\S+) ([A-Z]{4,})", self.out, re.MULTILINE)
        workers = re.findall(
            r"^\[gw\d\] \[[ \d]+%\] ([A-Z]+)[^:]* (\S+::\S+)", self.out, re.MULTILINE
        )
        return {**dict(plain), **{node.split("@")[0]: word for word, node in workers}}


Pytest = Callable[..., Said]


@pytest.fixture(scope="session")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The rubric of a small course, with a hidden check."""
    return write_course(tmp_path_factory.mktemp("course"))


@pytest.fixture(scope="session")
def pack(course: Path) -> bytes:
    """Its pack, without the hidden check."""
    return pack_bytes(seal(prepare_run(load_rubric(course))))


@pytest.fixture
def repository(tmp_path: Path, pack: bytes) -> Path:
    """A repository with half-right homework, a pack, and a test of the student's own."""
    folder = tmp_path / "repository"
    files = {"pulls.py": HALF, "test_own.py": OWN_TEST, "pytest.ini": INI}
    folder.mkdir()
    (folder / ".git").mkdir()
    for name, text in files.items():
        (folder / name).write_text(text)
    (folder / "pulls.pack").write_bytes(pack)
    return folder


@pytest.fixture
def run(repository: Path) -> Pytest:
    """Run pytest in the repository, in a process of its own."""

    def run_pytest(*arguments: str) -> Said:
        environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTEST")}
        environment |= {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1", "COLUMNS": "100"}
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *arguments],
            cwd=repository, env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        return Said(done.returncode, done.stdout, done.stderr)

    return run_pytest

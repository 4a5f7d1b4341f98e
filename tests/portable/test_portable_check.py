"""The self-check runs where Linux's modules, signals and /proc are not."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from grader.grading.run import prepare_run
from grader.pack.file import pack_bytes
from grader.pack.seal import seal
from grader.rubric.load import load_rubric
from tests.pack.pack_course import STUDENTS, write_course, write_student

ROOT = Path(__file__).resolve().parents[2]
WITHOUT = Path(__file__).with_name("without.py")
CODES = {"right": 0, "wrong": 1, "hanging": 1, "crashing": 1}


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A command that starts Python without all that."""
    path = tmp_path_factory.mktemp("poor") / "python"
    path.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{WITHOUT}" "$@"\n')
    path.chmod(0o755)
    return path


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The pack of the small course."""
    rubric = write_course(tmp_path_factory.mktemp("portable"))
    return pack_bytes(seal(prepare_run(load_rubric(rubric))))


def run(python: Path, cwd: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the grader in the poor world."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "POOR_PYTHON": str(python)}
    return subprocess.run(
        [str(python), "grader", *arguments],
        cwd=cwd, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.skipif(sys.platform == "win32", reason="there it needs no simulation")
@pytest.mark.parametrize("kind", sorted(STUDENTS))
def test_a_self_check_needs_none_of_it(
    python: Path, pack: bytes, tmp_path: Path, kind: str
) -> None:
    """Right, wrong, hanging and crashing code end as ever, in reduced isolation."""
    write_student(tmp_path, kind)
    (tmp_path / "pulls.pack").write_bytes(pack)

    done = run(python, tmp_path, "check", "pulls.py", "--json")

    assert (CODES[kind], "") == (done.returncode, done.stderr)
    assert "reduced" == json.loads(done.stdout)["isolation"]["level"]


@pytest.mark.skipif(sys.platform == "win32", reason="there it needs no simulation")
def test_the_other_parts_of_check_need_none_of_it(
    python: Path, pack: bytes, tmp_path: Path
) -> None:
    """The page, the own loss and the terminal's text."""
    write_student(tmp_path, "right")
    (tmp_path / "pulls.pack").write_bytes(pack)

    page = run(python, tmp_path, "check", "--html", "page.html")
    own = run(python, tmp_path, "check", "--own-loss", "pulls:pull")

    assert (0, 0, "", "") == (page.returncode, own.returncode, page.stderr, own.stderr)
    assert "Isolation: reduced." in page.stdout
    assert (tmp_path / "page.html").stat().st_size > 1000


def test_the_poor_world_is_poor(python: Path, tmp_path: Path) -> None:
    """What the tests above take away is away, or they would prove nothing."""
    code = tmp_path / "probe.py"
    code.write_text(
        "import os, signal\n"
        "for name in ('fcntl', 'resource', 'pwd', 'grp', 'termios'):\n"
        "    try:\n        __import__(name)\n    except ImportError:\n        pass\n"
        "    else:\n        raise SystemExit(name)\n"
        "assert not hasattr(os, 'killpg') and not hasattr(signal, 'SIGKILL')\n"
        "assert not os.path.exists('/proc/self')\n"
    )

    done = subprocess.run([str(python), str(code)], capture_output=True, text=True, check=False)

    assert (0, "") == (done.returncode, done.stderr)

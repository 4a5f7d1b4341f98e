"""A small class of three, and the command line run in this process."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.command import Said, commands

ROOT = Path(__file__).resolve().parents[2]
SOLUTIONS = ROOT / "tests" / "solutions" / "a2"


@pytest.fixture
def grader(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Said]:
    """Run a command of the grader from the repository's root."""
    monkeypatch.chdir(ROOT)
    return commands(capsys)


@pytest.fixture
def small_class(tmp_path: Path) -> Path:
    """Two right submissions and one whose negative sampling loses repeats."""
    folder = tmp_path / "class"
    for name, style in (("ada", "02-vectorised"), ("bo b", "03-einsum"), ("cy", "02-vectorised")):
        shutil.copytree(SOLUTIONS / style, folder / name)
    (folder / "cy" / "sgd.py").write_text(
        "def sgd(f, x0, step, iterations, *more):\n    return x0\n"
    )
    return folder

"""A small class of three, and the command line run in this process."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from grader.cli.main import main

ROOT = Path(__file__).resolve().parents[2]
SOLUTIONS = ROOT / "tests" / "solutions" / "a2"


class Said(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str


@pytest.fixture
def grader(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Said]:
    """Run a command of the grader from the repository's root."""
    monkeypatch.chdir(ROOT)

    def run(*arguments: str | Path) -> Said:
        code = main([str(argument) for argument in arguments])
        told = capsys.readouterr()
        return Said(code, told.out, told.err)

    return run


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

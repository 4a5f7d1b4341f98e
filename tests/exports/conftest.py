"""The command line run in this process, from the repository's root."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from grader.cli.main import main

ROOT = Path(__file__).resolve().parents[2]


class Said(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str


@pytest.fixture
def export(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Said]:
    """Run `grader export`."""
    monkeypatch.chdir(ROOT)

    def run(*arguments: str | Path) -> Said:
        code = main(["export", *(str(argument) for argument in arguments)])
        told = capsys.readouterr()
        return Said(code, told.out, told.err)

    return run

"""The command line run in this process: what a command left behind."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from grader.cli.main import main


class Said(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str


def commands(capsys: pytest.CaptureFixture[str], *first: str) -> Callable[..., Said]:
    """Return what runs a command that begins with `first`; earlier output is not told again."""

    def run(*arguments: str | Path) -> Said:
        capsys.readouterr()
        code = main([*first, *(str(argument) for argument in arguments)])
        told = capsys.readouterr()
        return Said(code, told.out, told.err)

    return run

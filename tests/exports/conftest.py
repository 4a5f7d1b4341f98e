"""The command line run in this process, from the repository's root."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.command import Said, commands

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def export(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Said]:
    """Run `grader export`."""
    monkeypatch.chdir(ROOT)
    return commands(capsys, "export")

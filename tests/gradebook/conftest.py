"""A small class, graded once for each module, and the command line run in this process."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.cli.main import main
from tests.command import Said, commands
from tests.gradebook.marked_class import HAND_INS, ROOT, RUBRIC, Class


@pytest.fixture
def grader(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Said]:
    """Run a command of the grader from the repository's root."""
    monkeypatch.chdir(ROOT)
    return commands(capsys)


@pytest.fixture(scope="module")
def graded_once(tmp_path_factory: pytest.TempPathFactory) -> Class:
    """Grade the class for a module's tests, which work on copies."""
    folder = tmp_path_factory.mktemp("once")
    for name in HAND_INS:
        shutil.copytree(ROOT / "submissions" / RUBRIC / name, folder / RUBRIC / name)
    made = Class(folder / RUBRIC, folder / "out")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        assert main(["grade", str(made.submissions), "--out", str(made.out)]) == 0
    return made


@pytest.fixture
def graded(graded_once: Class, tmp_path: Path) -> Class:
    """Return the graded class, to be changed at will."""
    shutil.copytree(graded_once.out, tmp_path / "out")
    return Class(graded_once.submissions, tmp_path / "out")

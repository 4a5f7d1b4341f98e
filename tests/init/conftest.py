"""An assignment's repository, and a machine on which its workflow's commands run."""

import importlib.util
import shutil
from pathlib import Path

import pytest

from grader.cli.main import main
from tests.docs.pages import files, page
from tests.init.workflow import Machine, workflow_commands

ROOT = Path(__file__).resolve().parents[2]
RUBRIC = ROOT / "rubrics" / "cs224n-2021-a2.yaml"


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository that `grader init` writes."""
    folder = tmp_path_factory.mktemp("init") / "repository"

    assert 0 == main(["init", str(folder), "--rubric", str(RUBRIC)])
    return folder


@pytest.fixture
def bare_machine(tmp_path: Path) -> Machine:
    """A machine with this Python, to which the grader is still to be installed."""
    need_pip()
    return Machine(tmp_path / "machine")


@pytest.fixture(scope="session")
def machine(tmp_path_factory: pytest.TempPathFactory, template: Path) -> Machine:
    """A machine to which the repository's own workflow has installed the grader."""
    need_pip()
    ready = Machine(tmp_path_factory.mktemp("machines") / "machine")
    (install, _) = workflow_commands(template)

    assert 0 == ready.run(install, template).code
    return ready


def need_pip() -> None:
    """Skip where a workflow's commands can't be run."""
    if importlib.util.find_spec("pip") is None or shutil.which("bash") is None:
        pytest.skip("a workflow needs pip and bash")


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The manual's small rubric, which is quickly sealed."""
    folder = tmp_path_factory.mktemp("course")
    for path, text in files(page("rubrics.md")).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return folder / "rubrics" / "logistic.yaml"


@pytest.fixture
def repository(template: Path, tmp_path: Path) -> Path:
    """A student's copy of it."""
    return Path(shutil.copytree(template, tmp_path / "repository"))

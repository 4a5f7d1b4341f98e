"""docs/ci.md is true: its commands run, and every option of `grader init` is in it."""

import shlex
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from grader.cli.main import app, main
from tests.docs.pages import blocks, page
from tests.init.conftest import ROOT
from tests.init.test_init_repository import files
from tests.init.workflow import workflow_commands

PAGE = page("ci.md")


def test_every_option_is_in_the_manual() -> None:
    """Those of `grader init`, and `--ci` of `grader check`."""
    options = [o for p in app.commands["init"].params for o in p.opts if o.startswith("-")]

    assert [] == [option for option in options if option not in PAGE]
    assert "--ci" in PAGE and "--ci" in CliRunner().invoke(app, ["check", "--help"]).output


def test_its_command_writes_the_files_that_it_lists(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A new instructor's first step."""
    for name in ("rubrics", "reference"):
        (tmp_path / name).symlink_to(ROOT / name)
    monkeypatch.chdir(tmp_path)
    _, *arguments = shlex.split(blocks(PAGE, "sh")[0])

    assert 0 == main(arguments)
    written = {Path(path).name for path in files(tmp_path / "a2-template")}
    listed = {name for name in written if name in PAGE or name.endswith((".py", ".whl"))}
    assert written == listed


def test_the_workflow_s_command_is_the_manual_s(template: Path) -> None:
    """Students and instructors read the same."""
    assert workflow_commands(template)[-1] in PAGE


def test_its_workflow_is_yaml() -> None:
    """And passes only inputs that the action has."""
    (steps,) = (yaml.safe_load(text)["steps"] for text in blocks(PAGE, "yaml"))
    action = yaml.safe_load((ROOT / "action.yml").read_text())

    (own,) = [step for step in steps if step["uses"].startswith("OWNER/")]
    assert own["with"].keys() <= action["inputs"].keys()

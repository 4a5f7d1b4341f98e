"""Laws of action.yml: declared, documented, nothing interpolated into a shell, and it works."""

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.docs.pages import page, section, tables
from tests.init.conftest import ROOT
from tests.init.workflow import Machine, Step, commands, read

ACTION = read(ROOT / "action.yml")
STEPS = ACTION["runs"]["steps"]
EXPRESSION = re.compile(r"\$\{\{ *([\w.-]+) *\}\}")
SOLUTION = ROOT / "tests" / "solutions" / "a2" / "02-vectorised"


def expressions(node: Any) -> set[str]:
    """Return all that is named in `${{ }}` in a part of a file."""
    if isinstance(node, dict):
        return set().union(*map(expressions, node.values()))
    if isinstance(node, list):
        return set().union(*map(expressions, node))
    return set(EXPRESSION.findall(node))


def test_it_has_what_a_composite_action_needs() -> None:
    """Keys as the manual of GitHub Actions names them."""
    assert {"name", "description", "branding", "inputs", "outputs", "runs"} == ACTION.keys()
    assert {"using", "steps"} == ACTION["runs"].keys() and "composite" == ACTION["runs"]["using"]
    assert all({"description", "default"} == each.keys() for each in ACTION["inputs"].values())
    assert all({"description", "value"} == each.keys() for each in ACTION["outputs"].values())
    for step in STEPS:
        assert ("uses" in step) != ("run" in step)
        assert "uses" in step or "bash" == step["shell"]
        assert {"uses", "run", "with", "env", "shell", "id", "name"} >= step.keys()


def test_every_input_is_declared_and_used() -> None:
    """And every output is one of a step that is there."""
    named = {each.removeprefix("inputs.") for each in expressions(STEPS)}
    steps = {step["id"] for step in STEPS if "id" in step}

    assert ACTION["inputs"].keys() == named
    for value in expressions(ACTION["outputs"]):
        assert re.fullmatch(rf"steps\.({'|'.join(steps)})\.outputs\.[\w-]+", value)


def test_inputs_never_become_shell_text() -> None:
    """They travel as variables, which the shell does not read as commands."""
    assert set() == expressions(commands(STEPS))
    for command in commands(STEPS):
        variables = re.findall(r"(.)\$(\w+)", command)
        assert variables and all(before in '"=' for before, _ in variables)


@pytest.mark.parametrize(("heading", "key"), [("Inputs", "inputs"), ("Outputs", "outputs")])
def test_the_manual_tells_all(heading: str, key: str) -> None:
    """Each input with its default, each output, and none that isn't there."""
    (table,) = tables(section(page("ci.md"), heading))

    assert sorted(ACTION[key]) == sorted(table.names)
    for name, each in ACTION["inputs"].items() if key == "inputs" else ():
        assert not each["default"] or f"`{each['default']}`" in table.row(name)[1]


def run_action(machine: Machine, workspace: Path, **inputs: str) -> Step:
    """Run the action's last command with inputs, the others by default."""
    values = {name: each["default"] for name, each in ACTION["inputs"].items()} | inputs
    step = STEPS[-1]
    variables = {
        name: EXPRESSION.sub(lambda match: values[match[1].removeprefix("inputs.")], text)
        for name, text in step["env"].items()
    }
    return machine.run(step["run"], workspace, variables)


def test_it_installs_itself(bare_machine: Machine, tmp_path: Path) -> None:
    """Without a version, what is installed is the grader of the action's own files."""
    source = Path(shutil.copytree(ROOT / "grader", tmp_path / "action" / "grader")).parent
    for name in ("pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md"):
        shutil.copy(ROOT / name, source / name)
    variables = {"GITHUB_ACTION_PATH": str(source), "GRADER_VERSION": ""}

    step = bare_machine.run(STEPS[1]["run"], tmp_path, variables)

    assert 0 == step.code, step.log
    assert (bare_machine.installed / "grader" / "cli" / "main.py").is_file()
    assert not (bare_machine.installed / "reference").exists()


def test_a_version_is_taken_from_the_index(bare_machine: Machine, tmp_path: Path) -> None:
    """It is one argument of pip's, whatever it says."""
    log = tmp_path / "log"
    python = bare_machine.folder / "bin" / "python"
    python.write_text(f'#!/bin/sh\nfor each; do echo "$each" >> {log}; done\n')
    variables = {"GITHUB_ACTION_PATH": "/nowhere", "GRADER_VERSION": "1.0; touch evil"}

    bare_machine.run(STEPS[1]["run"], tmp_path, variables)

    assert "mathgrader==1.0; touch evil" == log.read_text().splitlines()[-1]
    assert not (tmp_path / "evil").exists()


def test_it_checks(machine: Machine, repository: Path) -> None:
    """The pack that lies near is found; outputs are what action.yml passes on."""
    for file in SOLUTION.glob("*.py"):
        shutil.copy(file, repository / file.name)

    step = run_action(machine, repository)

    assert 0 == step.code, step.log
    names = {value.rpartition(".")[2] for value in expressions(ACTION["outputs"])}
    assert names <= step.outputs.keys()
    assert step.outputs["runners"].split(",") == list(json.loads(step.outputs["results"]))


def test_hostile_inputs_are_text(machine: Machine, repository: Path) -> None:
    """A path that looks like a command or an option is a path that isn't there."""
    for name, text in (("path", '" ; touch evil; $(touch evil)'), ("path", "--version")):
        assert 2 == run_action(machine, repository, **{name: text}).code
    assert 2 == run_action(machine, repository, rubric='" ; touch evil; $(touch evil)').code

    assert not (repository / "evil").exists()

"""A workflow's commands, run as its file says them, with the files that GitHub gives a step."""

import os
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

SECRETS = {"GITHUB_TOKEN": "gh-secret", "ACTIONS_RUNTIME_TOKEN": "ac-secret"}


@dataclass
class Step:
    """What one step left."""

    code: int
    log: str
    summary: str
    outputs: dict[str, str] = field(default_factory=dict)


class Machine:
    """This Python, its packages, and an empty folder into which pip installs.

    pip is told by its own variables to take nothing from an index: what the grader needs is here
    already, the grader itself comes from what the workflow names.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.installed = folder / "installed"
        programs = folder / "bin"
        programs.mkdir(parents=True)
        (programs / "python").write_text(f"#!/bin/sh\nexec '{sys.executable}' \"$@\"\n")
        (programs / "python").chmod(0o755)
        self.path = f"{self.installed}/bin:{programs}:{os.defpath}"

    def run(self, command: str, folder: Path, more: Mapping[str, str] | None = None) -> Step:
        """Run a step's command in a repository."""
        files = {name: self.folder / name for name in ("summary", "output", "env", "path")}
        for file in files.values():
            file.write_text("")
        environment = {
            "PATH": self.path,
            "HOME": str(self.folder),
            "PYTHONPATH": str(self.installed),
            "PYTHONDONTWRITEBYTECODE": "1",
            "PIP_TARGET": str(self.installed),
            "PIP_UPGRADE": "1",
            "PIP_NO_DEPS": "1",
            "PIP_NO_INDEX": "1",
            "PIP_NO_BUILD_ISOLATION": "0",  # pip reads this one as "build isolation: no"
            "GITHUB_ACTIONS": "true",
            "GITHUB_WORKSPACE": str(folder),
            "GITHUB_STEP_SUMMARY": str(files["summary"]),
            "GITHUB_OUTPUT": str(files["output"]),
            "GITHUB_ENV": str(files["env"]),
            "GITHUB_PATH": str(files["path"]),
            **SECRETS,
            **(more or {}),
        }
        ended = subprocess.run(
            ["bash", "-e", "-o", "pipefail", "-c", command],
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            timeout=120,
        )
        lines = files["output"].read_text(encoding="utf-8").splitlines()
        outputs = dict(line.split("=", 1) for line in lines)
        log = ended.stdout + ended.stderr
        assert "" == files["env"].read_text() == files["path"].read_text()
        return Step(ended.returncode, log, files["summary"].read_text(encoding="utf-8"), outputs)


def read(path: Path) -> Any:
    """Return a workflow or an action; its key `on` is not taken for a truth value."""
    return yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)


def run_job(machine: Machine, repository: Path) -> Step:
    """Run all commands of the repository's workflow in order; return what the last one left."""
    steps = []
    for command in workflow_commands(repository):
        steps.append(machine.run(command, repository))
        if steps[-1].code:
            break
    return steps[-1]


def run_check(machine: Machine, repository: Path) -> Step:
    """Run the workflow's last command alone, on a machine that has the grader."""
    return machine.run(workflow_commands(repository)[-1], repository)


def workflow_commands(repository: Path) -> list[str]:
    """Return what the repository's workflow runs, in order."""
    (job,) = read(repository / ".github" / "workflows" / "check.yml")["jobs"].values()
    return commands(job["steps"])


def commands(steps: Iterable[Mapping[str, Any]]) -> list[str]:
    """Return what the steps run, leaving out other people's actions."""
    return [step["run"] for step in steps if "run" in step]

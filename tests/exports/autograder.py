"""Gradescope's folders, laid out from a zip, and its autograder run in them.

    python -m tests.exports.autograder USER COMMAND

runs a command as an ordinary user, also where this process is root's.
"""

import io
import json
import os
import stat
import subprocess
import sys
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.exports.gradescope_schema import checked
from tests.sandbox.ordinary import ROOT, become_with_sight, ordinary_user

METADATA: dict[str, Any] = {
    "id": 123456789,
    "created_at": "2026-01-20T19:26:00.000000-08:00",
    "submission_method": "upload",
    "assignment": {
        "due_date": "2026-01-21T23:59:00.000000-08:00",
        "group_size": 2,
        "group_submission": True,
        "id": 25828,
        "course_id": 1234,
        "late_due_date": None,
        "release_date": "2026-01-10T00:00:00.000000-08:00",
        "title": "Assignment 2",
        "total_points": "24.0",
        "submission_method": "upload",
    },
    "users": [
        {"email": "ada@x.edu", "id": 1, "name": "Ada Lovelace"},
        {"email": "bo@x.edu", "id": 2, "name": "Bo Ø"},
    ],
    "previous_submissions": [
        {"submission_time": "2026-01-19T10:00:00Z", "score": 3.0, "results": {"tests": []}}
    ],
}


def lay_out(root: Path, bundle: bytes, submission: Mapping[str, str] | None) -> Path:
    """Lay out Gradescope's folders as it does; return `root`.

    In the place of what setup.sh installs stands this Python, with the grader from the zip's
    wheel: nothing is taken from the network.
    """
    for folder in ("source", "results"):
        (root / folder).mkdir(parents=True)
    with zipfile.ZipFile(io.BytesIO(bundle)) as archive:
        for info in archive.infolist():
            archive.extract(info, root / "source")
            (root / "source" / info.filename).chmod(info.external_attr >> 16)
    program = root / "run_autograder"
    program.write_bytes((root / "source" / "run_autograder").read_bytes())
    program.chmod(0o755)
    (root / "submission_metadata.json").write_text(json.dumps(METADATA))
    if submission is not None:
        hand_in(root, submission)
    install(root)
    return root


def hand_in(root: Path, submission: Mapping[str, str]) -> None:
    """Lay the files of a submission where Gradescope lays them."""
    (root / "submission").mkdir()
    for name, text in submission.items():
        (root / "submission" / name).write_text(text)


def install(root: Path) -> None:
    """Put what setup.sh would install where run_autograder looks for it."""
    (wheel,) = (root / "source" / "wheels").glob("mathgrader-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(root / "installed")
    python = root / "grader" / "bin" / "python"
    python.parent.mkdir(parents=True)
    setting = f"PYTHONDONTWRITEBYTECODE=1 PYTHONPATH='{root}/installed'"
    python.write_text(f"#!/bin/sh\n{setting} exec '{sys.executable}' \"$@\"\n")
    python.chmod(0o755)


def environment(root: Path) -> dict[str, str]:
    """Return the environment of a run."""
    temporary = root / "tmp"
    temporary.mkdir(exist_ok=True)
    temporary.chmod(stat.S_IRWXU | stat.S_IRWXG | stat.S_IRWXO)
    return {"PATH": os.defpath, "GRADER_ROOT": str(root), "TMPDIR": str(temporary)}


def run(root: Path, *, shell: str = "") -> subprocess.CompletedProcess[str]:
    """Run the autograder; `shell` is said to the shell before."""
    command = ["bash", "-c", f"{shell}\nexec '{root}/run_autograder'"]
    return subprocess.run(
        command, cwd="/", env=environment(root), capture_output=True, text=True, timeout=120
    )


def run_as_ordinary_user(root: Path) -> subprocess.CompletedProcess[str]:
    """Run the autograder as an ordinary user, who owns Gradescope's folders."""
    variables = environment(root)
    user = ordinary_user()
    if os.geteuid() == 0:
        for path in (root, *root.rglob("*")):
            os.chown(path, user, user, follow_symlinks=False)
    command = [sys.executable, "-m", "tests.exports.autograder", str(user)]
    return subprocess.run(
        [*command, f"{root}/run_autograder"],
        cwd=ROOT,
        env=variables | {"PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        timeout=120,
    )


def results(root: Path) -> Any:
    """Return the results file, after checking it by the schema."""
    return checked(json.loads((root / "results" / "results.json").read_text(encoding="utf-8")))


def main(user: str, command: Sequence[str]) -> None:
    """Become the user, then the command."""
    become_with_sight(int(user))
    os.chdir("/")
    os.execv(command[0], list(command))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])

"""The installed package and a pack are all a student needs, and hold no line of the reference."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import hatchling.build
import pytest

from tests.pack.pack_course import STUDENTS, write_student
from tests.pack.test_pack_sealed import ROOT, secrets

CODES = {"right": 0, "wrong": 1, "hanging": 1, "crashing": 1}
VERDICTS = {
    "right": {("passed", None)},
    "wrong": {("passed", None), ("failed", "wrong-value")},
    "hanging": {("errored", "timeout")},
    "crashing": {("errored", "killed")},
}


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built by the project's build backend and unpacked as an installer does."""
    folder = tmp_path_factory.mktemp("wheel")
    here = Path.cwd()
    os.chdir(ROOT)
    try:
        name = hatchling.build.build_wheel(str(folder))
    finally:
        os.chdir(here)
    with zipfile.ZipFile(folder / name) as wheel:
        wheel.extractall(folder / "site")
    return folder / "site"


def test_the_wheel_holds_no_line_of_the_reference(installed: Path) -> None:
    """Every file of the wheel is searched for every line that says something."""
    texts = [file.read_bytes() for file in sorted(installed.rglob("*")) if file.is_file()]
    # `secrets` leaves out what stands in grader/ too, so the folder is looked for by name as well
    names = {file.relative_to(installed).parts[0] for file in installed.rglob("*")}

    assert len(texts) > 150
    assert not any(line.encode() in text for line in secrets(ROOT / "reference") for text in texts)
    assert {"grader"} == {name for name in names if not name.endswith(".dist-info")}


@pytest.mark.parametrize("kind", sorted(STUDENTS))
def test_a_student_needs_no_more(installed: Path, sealed: bytes, tmp_path: Path, kind: str) -> None:
    """In an empty folder with the pack beside: 0 where all is right, else 1."""
    write_student(tmp_path, kind)
    (tmp_path / "pulls.pack").write_bytes(sealed)
    command = [sys.executable, "-P", "-m", "grader", "check", "pulls.py", "--json"]
    environment = {**os.environ, "PYTHONPATH": str(installed)}

    run = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )

    assert CODES[kind] == run.returncode, run.stderr
    checks = json.loads(run.stdout)["questions"][0]["checks"]
    assert VERDICTS[kind] == {(check["verdict"], check["reason"]) for check in checks}
    named = {check["mistake"] for check in checks} - {None}
    assert ({"sign-flipped"} if kind == "wrong" else set()) == named


def test_the_wheel_is_what_runs(installed: Path) -> None:
    """The test above runs the wheel's code, not this repository's."""
    code = "import grader; print(grader.__file__)"
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    run = subprocess.run(
        [sys.executable, "-P", "-c", code],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )

    assert str(installed) in run.stdout

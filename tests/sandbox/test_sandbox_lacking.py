"""On machines that lack a layer: doctor and strict name it and what to do, auto says it fell back.

The kernel really refuses: see `lacking.py`.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.sandbox.lacking import LACKS

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="strict isolation needs Linux")
ROOT = Path(__file__).resolve().parents[2]
SOLUTION = ROOT / "tests" / "solutions" / "a2" / "02-vectorised"
TELLS = {
    "user-namespaces": (
        "namespaces",
        "unshare: No space left on device",
        "user.max_user_namespaces is 0: as root, run sysctl -w user.max_user_namespaces=15000",
    ),
    "unshare": ("namespaces", "unshare: Operation not permitted", "profile that allows unshare"),
    "landlock": ("landlock", "landlock: Function not implemented", "a kernel of 5.13 or newer"),
    "libseccomp": ("seccomp", "libseccomp is missing", "install the package libseccomp2"),
    "seccomp": ("seccomp", "", "a kernel with seccomp filters"),
    "limits": ("rlimits", "", "profile that allows prlimit64"),
}
"""By what is lacking: the layer, words of the reason, words of what to do."""


def run(what: str, *arguments: str | Path) -> tuple[int, str]:
    """Run the grader without something; return its exit code and all it said, on one line."""
    command = [sys.executable, "-m", "tests.sandbox.lacking", what, *map(str, arguments)]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={"PATH": os.defpath, "PYTHONDONTWRITEBYTECODE": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=300,
    )
    return done.returncode, " ".join(done.stdout.split())


@pytest.fixture
def small_class(tmp_path: Path) -> Path:
    """A class of one."""
    shutil.copytree(SOLUTION, tmp_path / "class" / "ada")
    return tmp_path / "class"


def grade(what: str, isolation: str, small_class: Path) -> tuple[int, str]:
    """Grade a class with an isolation, on a machine without something."""
    out = small_class.parent / "out"
    options = ("--rubric", "cs224n-2021-a2", "--jobs", "1", "--isolation", isolation)
    return run(what, "grade", small_class, *options, "--out", out)


def test_every_lack_is_told_apart() -> None:
    """All that can be taken away has its words here."""
    assert set(LACKS) == set(TELLS)


@pytest.mark.parametrize("what", TELLS)
def test_doctor_names_the_layer(what: str) -> None:
    """Exit 3, that layer and no other, why, and what to install or set."""
    layer, why, to_do = TELLS[what]
    code, said = run(what, "doctor")

    assert 3 == code, said
    assert said.endswith(f"Strict isolation is not to be had: {layer}."), said
    assert f"{layer} NO it could not be put up" in said
    assert why in said
    assert to_do in said


@pytest.mark.parametrize("what", TELLS)
def test_strict_refuses(what: str, small_class: Path) -> None:
    """`--isolation strict` grades nothing: exit 3, that layer and no other, why, what to do."""
    layer, why, to_do = TELLS[what]
    code, said = grade(what, "strict", small_class)

    assert 3 == code, said
    assert said.startswith(f"strict isolation is not to be had here: {layer} ("), said
    assert 1 == said.count("to do:")
    assert why in said
    assert to_do in said
    assert not (small_class.parent / "out").exists()


def test_auto_falls_back_and_says_so(small_class: Path) -> None:
    """The class is graded in reduced isolation; terminal and results say so."""
    code, said = grade("user-namespaces", "auto", small_class)
    out = small_class.parent / "out"
    result = json.loads((out / "submissions" / "ada" / "result.json").read_text("utf-8"))

    assert 0 == code, said
    assert "isolation: reduced, a process with resource limits only (namespaces (" in said
    assert "user.max_user_namespaces is 0" in said
    assert "reduced" == result["isolation"]["level"]
    assert result["max_points"] == result["points"]

"""Laws of interruption: whatever ends a run, a second run finishes it, and nothing stays behind."""

import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.sandbox.leftovers import is_running

ROOT = Path(__file__).resolve().parents[2]
SOLUTIONS = ROOT / "tests" / "solutions" / "a2"


def command(submissions: Path, out: Path) -> list[str]:
    """Return the command that grades a class with two slots."""
    where = [str(submissions), "--out", str(out), "--rubric", "cs224n-2021-a2", "--jobs", "2"]
    return [sys.executable, "-m", "grader", "grade", *where]


def contents(out: Path) -> dict[str, bytes]:
    """Return every file of a run but logs, by path."""
    return {str(p.relative_to(out)): p.read_bytes() for p in sorted(out.rglob("*")) if p.is_file()}


@pytest.fixture(scope="module")
def small_class(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twelve submissions, one of which hangs for a while."""
    folder = tmp_path_factory.mktemp("class")
    styles = sorted(SOLUTIONS.iterdir())
    for number in range(12):
        shutil.copytree(styles[number % len(styles)], folder / f"student-{number:02}")
    slow = folder / "student-05" / "sgd.py"
    slow.write_text("import time\ndef sgd(f, x0, step, iterations, *more):\n    time.sleep(0.05)\n")
    return folder


@pytest.fixture(scope="module")
def undisturbed(small_class: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What a run leaves that nobody disturbs."""
    out = tmp_path_factory.mktemp("undisturbed")
    subprocess.run(command(small_class, out), cwd=ROOT, check=True, capture_output=True)
    return contents(out)


@pytest.fixture
def own_temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A temporary folder of this test's own, to see what stays in it."""
    folder = tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr(tempfile, "tempdir", None)
    yield folder
    monkeypatch.setattr(tempfile, "tempdir", None)


def descendants(process: int) -> set[int]:
    """Return the processes below a process, over all generations."""
    parents: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                stat = (entry / "stat").read_text(errors="replace").rpartition(")")[2].split()
            except OSError:
                continue
            parents[int(entry.name)] = int(stat[1])
    found, before = {process}, set()
    while found != before:
        before = set(found)
        found |= {child for child, parent in parents.items() if parent in before}
    return found - {process}


def interrupt(small_class: Path, out: Path, number: int, after: float | None) -> int:
    """Start a run, send a signal after a while (None: once it grades), return its exit code."""
    run = subprocess.Popen(
        command(small_class, out), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    if after is not None:
        time.sleep(after)
    while after is None and run.poll() is None and not list(out.glob("*/result.json")):
        time.sleep(0.002)
    started = descendants(run.pid)
    run.send_signal(number)
    code = run.wait(timeout=30)
    deadline = time.monotonic() + 10
    while any(map(is_running, started)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert [] == [process for process in started if is_running(process)]
    return code


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_run_says_so_and_leaves_nothing(
    small_class: Path,
    undisturbed: dict[str, bytes],
    own_temporary: Path,
    tmp_path: Path,
    number: int,
) -> None:
    """Ctrl-C and SIGTERM end in 130, without workers or folders left; a second run completes."""
    out = tmp_path / "out"

    code = interrupt(small_class, out, number, None)

    assert code in (0, 130)
    assert [] == [p.name for p in own_temporary.glob("mathgrader-*")]
    subprocess.run(command(small_class, out), cwd=ROOT, check=True, capture_output=True)
    assert undisturbed == contents(out)


def kill_and_finish(
    small_class: Path, undisturbed: dict[str, bytes], own: Path, out: Path, after: float
) -> None:
    """Kill a run without warning, then run again: the same bytes, nothing left."""
    interrupt(small_class, out, signal.SIGKILL, after)
    subprocess.run(command(small_class, out), cwd=ROOT, check=True, capture_output=True)

    assert undisturbed == contents(out)
    assert [] == [p.name for p in own.glob("mathgrader-*")]


@pytest.mark.parametrize("after", [0.7, 1.3])
def test_a_killed_run_is_finished_by_a_second(
    small_class: Path,
    undisturbed: dict[str, bytes],
    own_temporary: Path,
    tmp_path: Path,
    after: float,
) -> None:
    """Kill −9 at some moment, then a second run: byte-identical, nothing running, no folders."""
    kill_and_finish(small_class, undisturbed, own_temporary, tmp_path / "out", after)


@pytest.mark.prove
@pytest.mark.parametrize("seed", range(50))
def test_fifty_random_interruptions(
    small_class: Path, own_temporary: Path, tmp_path: Path, seed: int
) -> None:
    """Also while workers start or end: it stops soon, nothing running, no folders."""
    dice = random.Random(seed)
    number = dice.choice([signal.SIGINT, signal.SIGTERM])
    code = interrupt(small_class, tmp_path / "out", number, dice.uniform(0.3, 2.2))
    # Python itself ends by SIGINT where the signal came before the command could heed it.
    assert code in (0, 130, -number, -signal.SIGINT)
    assert [] == [p.name for p in own_temporary.glob("mathgrader-*")]


@pytest.mark.prove
@pytest.mark.parametrize("seed", range(50))
def test_fifty_random_kills(
    small_class: Path,
    undisturbed: dict[str, bytes],
    own_temporary: Path,
    tmp_path: Path,
    seed: int,
) -> None:
    """The same at fifty random moments."""
    after = random.Random(seed).uniform(0.2, 2.5)
    kill_and_finish(small_class, undisturbed, own_temporary, tmp_path / "out", after)

"""Laws of reduced isolation on processes that homework starts: none is waited for, none is left."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.grading.run import prepare_run
from grader.model.batch import Batch, Call
from grader.model.facts import BatchFacts, Ended, Returned
from grader.model.rubric import Limits
from grader.pack.file import pack_bytes
from grader.pack.seal import seal
from grader.rubric.load import load_rubric
from grader.sandbox import process
from grader.sandbox.layout import lay
from grader.sandbox.leftovers import is_running
from grader.sandbox.process import ProcessLauncher
from grader.sandbox.session import Session
from tests.pack.pack_course import RIGHT, write_course

linux = pytest.mark.skipif(sys.platform != "linux", reason="only there can strays be found")
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="strays are made by fork")
ROOT = Path(__file__).resolve().parents[2]
LIMITS = Limits(call_seconds=2.0, import_seconds=5.0, submission_seconds=20.0)
SECONDS = 120
"""How long the stray lives where nobody ends it: far longer than any limit here."""
STRAY = f"""
import os, posix, signal, time

def stray(note):
    if posix.fork() == 0:
        posix.setsid()
        if posix.fork():
            os._exit(0)
        for number in range(1, 32):
            if number not in (9, 19):
                signal.signal(number, signal.SIG_IGN)
        with open(note + ".part", "w") as file:
            file.write(str(os.getpid()))
        os.rename(note + ".part", note)
        time.sleep({SECONDS})
        os._exit(0)
    while not os.path.exists(note):
        time.sleep(0.01)
"""


def run(text: str) -> BatchFacts:
    """Call `f` of a homework once."""
    batch = Batch("f", "hw.py", ("f",), (Call((("x", 2.0),), (False,), 1, False),))
    launcher = ProcessLauncher()
    try:
        return Session(launcher, lay({"hw.py": text}, {}, {}, None), LIMITS, "").run([batch])["f"]
    finally:
        launcher.close()


def number_in(note: Path) -> int:
    """Return the number of the stray process."""
    return int(note.read_text())


@linux
@pytest.mark.parametrize(
    ("then", "kind"),
    [("return x", Returned), ("os._exit(3)", Ended), ("os.kill(os.getpid(), 11)", Ended)],
)
def test_a_daemonised_child_is_gone_with_its_worker(
    tmp_path: Path, then: str, kind: type[object]
) -> None:
    """It left its session, ignores signals and holds the wire: it ends all the same."""
    note = tmp_path / "stray"

    facts = run(f"{STRAY}\ndef f(x):\n    stray({str(note)!r})\n    {then}\n")

    assert isinstance(facts.answers[0], kind)
    assert not is_running(number_in(note))


@linux
@pytest.mark.parametrize(
    ("then", "words"),
    [
        ("os._exit(3)", "the process ended itself with exit code 3"),
        ("os.kill(os.getpid(), 11)", "the process was ended by SIGSEGV"),
        ("os.killpg(0, 9)", "the process was ended by SIGKILL"),
    ],
)
def test_the_keeper_ends_as_the_worker_does(then: str, words: str) -> None:
    """How student code ended its process is told as ever."""
    (answer,) = run(f"import os\ndef f(x):\n    {then}\n").answers

    assert isinstance(answer, Ended)
    assert words == answer.detail


@linux
def test_a_grader_that_is_killed_leaves_nothing(tmp_path: Path) -> None:
    """The keeper notices that the grader is gone, and ends the homework's processes."""
    note = tmp_path / "stray"
    text = f"{STRAY}\ndef f(x):\n    stray({str(note)!r})\n    time.sleep({SECONDS})\n"
    code = (
        "from tests.sandbox import test_sandbox_strays as here\n"
        "here.LIMITS = here.Limits(call_seconds=60.0)\n"
        f"here.run({text!r})\n"
    )
    grader = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT)
    until(note.exists)
    grader.kill()
    grader.wait()

    until(lambda: not is_running(number_in(note)))


def test_what_is_not_ended_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a keeper, as on macOS, a stray that holds the wire delays nothing but itself."""
    monkeypatch.setattr(process, "KEPT", False)
    note = tmp_path / "stray"
    try:
        facts = run(f"{STRAY}\ndef f(x):\n    stray({str(note)!r})\n    return x\n")

        assert isinstance(facts.answers[0], Returned)
        assert is_running(number_in(note))
    finally:
        os.kill(number_in(note), 9)


@linux
def test_check_ends_within_its_limits(tmp_path: Path) -> None:
    """The command itself returns while the stray would still live, and takes it along."""
    course = write_course(tmp_path)
    (tmp_path / "pulls.pack").write_bytes(pack_bytes(seal(prepare_run(load_rubric(course)))))
    note = tmp_path / "stray"
    (tmp_path / "pulls.py").write_text(f"{RIGHT}\n{STRAY}\nstray({str(note)!r})\n")

    done = subprocess.run(
        [sys.executable, "-m", "grader", "check", "pulls.py", "--rubric", "pulls.pack"],
        cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True, text=True, timeout=SECONDS / 2, check=False,
    )  # fmt: skip

    assert (0, "") == (done.returncode, done.stderr)
    assert not is_running(number_in(note))


def until(holds: Callable[[], bool]) -> None:
    """Wait for something to hold, for as long as a slow machine may need."""
    end = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < end, "it never came to hold"
        time.sleep(0.02)

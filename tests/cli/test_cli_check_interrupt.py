"""Ctrl-C during `grader check`: exit code 130, one calm line, nothing left running."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from grader.cli.main import interruption
from tests.pack.pack_course import write_course

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals are another thing there")
FOREVER = """
import pathlib
def pull(*arguments):
    pathlib.Path(MARK).touch()
    while True:
        pass
"""
INSIDE_EXEC = """
import sys
import grader.sandbox.leftovers
from grader.cli import main as line
def interrupted(**options):
    exec("raise KeyboardInterrupt")
line.app.main = interrupted
sys.exit(line.main([]))
"""


def heed_interrupts() -> None:
    """Undo that a process started in the background ignores Ctrl-C."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def test_an_endless_loop_is_ended_calmly(tmp_path: Path) -> None:
    """Ctrl-C reaches the terminal's whole group while the student's code runs."""
    write_course(tmp_path)
    mark = tmp_path / "mark"
    (tmp_path / "pulls.py").write_text(FOREVER.replace("MARK", repr(str(mark))))
    rubric = tmp_path / "rubrics" / "pulls.yaml"
    command = ["check", str(tmp_path / "pulls.py"), "--rubric", str(rubric)]
    process = subprocess.Popen(
        [sys.executable, "-m", "grader", *command],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=heed_interrupts,
    )
    while not mark.exists() and process.poll() is None:
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate()

    assert (130, "", "interrupted") == (process.returncode, out, err.strip())


def test_ctrl_c_inside_executed_text_is_the_same(tmp_path: Path) -> None:
    """`python -m` remembers such an interrupt, and would end by the signal instead of with 130."""
    (tmp_path / "inside.py").write_text(INSIDE_EXEC)
    done = subprocess.run(
        [sys.executable, "-m", "inside"], cwd=tmp_path, capture_output=True, text=True, check=False
    )

    assert (130, "interrupted") == (done.returncode, done.stderr.strip())


def test_only_grade_promises_to_go_on() -> None:
    """What was graded is kept; a check that was interrupted left nothing."""
    assert "a second run does the rest" in interruption(["grade", "submissions"])
    assert "interrupted" == interruption(["check"]) == interruption([])

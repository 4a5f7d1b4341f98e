"""The benchmark measures what it says; nothing here depends on how long anything takes."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.classroom import FILE, exercises, write_class
from benchmarks.measure import CommandFailedError, Cost, cost_of
from benchmarks.run import END, START, written
from benchmarks.table import EACH, FLOOR, OURS, REDUCED, RIGHT, WHOLE, WRONG, Row, Table
from grader.sandbox.isolation import choose

ROOT = Path(__file__).resolve().parents[2]
NUMBER = r"\d[\d,]*\.?\d*"


def test_all_contenders_are_in_the_table() -> None:
    """A class of three is measured in every way, each with a number for CPU and for wall."""
    if not choose("auto").strict:
        pytest.skip("strict isolation is not to be had here")
    command = [sys.executable, "-m", "benchmarks.run", "--class-size", "3"]
    few = ["--repeat", "1", "--sample", "2"]
    run = subprocess.run([*command, *few], cwd=ROOT, capture_output=True, text=True, check=False)
    rows = re.findall(rf"^\| (.+?) \| (\d+) \| {NUMBER} \| {NUMBER} \|$", run.stdout, re.MULTILINE)

    assert (0, "") == (run.returncode, run.stderr)
    shipped = [(RIGHT, "40"), (WRONG, "40")]
    made_up = [(OURS, "3"), (FLOOR, "3"), (WHOLE, "3"), (EACH, "2"), (REDUCED, "2")]
    assert made_up + shipped == rows
    assert 6 == len(re.findall(rf"^- .+: {NUMBER}", run.stdout, re.MULTILINE))


def test_no_two_submissions_are_the_same(tmp_path: Path) -> None:
    """Every student of the class wrote a text of their own."""
    texts = [(each / FILE).read_text() for each in write_class(tmp_path, 100)]

    assert 100 == len(set(texts))


def test_the_work_is_as_announced() -> None:
    """Four functions are called in 20 cases each, and each call has 3 outputs."""
    found = [
        (len(each.arguments), {len(outputs) for outputs in each.expected}) for each in exercises()
    ]

    assert [(20, {3})] * 4 == found


def test_processes_left_behind_are_counted(tmp_path: Path) -> None:
    """The CPU time of a grandchild whose parent has died belongs to the command."""
    busy = "import time\nwhile time.process_time() < 0.3: pass"
    orphan = f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {busy!r}])"
    measured = (
        "from benchmarks.measure import *; from pathlib import Path; adopt_orphans();"
        f"print(cost_of([{sys.executable!r}, '-c', {orphan!r}], Path({str(tmp_path / 'log')!r}),"
        f"Path('.')).cpu)"
    )
    told = subprocess.run(
        [sys.executable, "-c", measured], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert float(told.stdout) >= 0.3


def test_a_command_that_fails_is_no_measurement(tmp_path: Path) -> None:
    """An exit code other than 0 is an error that tells what was printed last."""
    with pytest.raises(CommandFailedError) as error:
        cost_of([sys.executable, "-c", "raise SystemExit('no')"], tmp_path / "log", tmp_path)

    assert str(error.value).endswith(": exit code 1\nno\n")


def test_other_children_are_not_waited_for(tmp_path: Path) -> None:
    """A process that was there before the command neither counts nor holds it up."""
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as other:
        cost_of([sys.executable, "-c", ""], tmp_path / "log", tmp_path)

        assert other.poll() is None
        other.communicate(b"\n")


def test_growth_is_told_by_submission() -> None:
    """Memory's growth is the difference of the peaks, shared by the further submissions."""
    rows = (Row(OURS, 1000, Cost(1, 1, 80_000)),)

    assert 50.0 == Table(1000, rows, Row(OURS, 200, Cost(1, 1, 40_000))).growth_kb()


def test_a_page_keeps_its_words() -> None:
    """Writing replaces what stands between the marks and nothing else."""
    page = f"before\n{START}\nold\n{END}\nafter\n"

    assert f"before\n{START}\n\nnew\n{END}\nafter\n" == written(page, "new")

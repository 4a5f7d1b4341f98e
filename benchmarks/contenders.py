"""What is measured: our own grading, its peers, and the floor, each as a command."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.classroom import (
    CASES,
    RUBRIC,
    SHIPPED,
    write_cases,
    write_class,
    write_shipped,
)
from benchmarks.measure import Cost, cost_of
from grader.gradebook.store import submission_folder
from grader.model.results import SubmissionResult

ROOT = Path(__file__).resolve().parents[1]
PEER = Path(__file__).with_name("peer_tests.py")
SINGLE = {f"{name}_NUM_THREADS": "1" for name in ("OMP", "OPENBLAS", "MKL")}
JOBS = 2


class WrongMarkError(Exception):
    """A right submission did not get all points: what was measured is not grading."""


class Classroom(NamedTuple):
    """A class on disk, and where its measured runs may write."""

    folder: Path
    submissions: tuple[Path, ...]
    cases: Path
    work: Path


def open_classroom(work: Path, size: int) -> Classroom:
    """Write a class of `size` and the cases below `work`."""
    folder = work / f"class-{size}"
    submissions = write_class(folder, size)
    cases = work / CASES
    write_cases(cases)
    return Classroom(folder, submissions, cases, work)


def grade(room: Classroom, isolation: str) -> Cost:
    """Grade the class as `grader grade` does, from nothing, reports included."""
    out = room.work / f"reports-{isolation}-{len(room.submissions)}"
    command = [sys.executable, "-m", "grader", "grade", str(room.folder), "--out", str(out)]
    options = {"--rubric": str(RUBRIC), "--isolation": isolation, "--jobs": str(JOBS)}
    told = [part for pair in options.items() for part in pair]
    cost = cost_of([*command, *told, "--fresh"], room.work / "grade.log", ROOT)
    check_marks(out, room.submissions)
    return cost


def grade_shipped(folder: Path, size: int, wrong: bool) -> Cost:
    """Grade a class of a shipped rubric: all right, or each with three wrong functions."""
    name = "wrong" if wrong else "right"
    submissions = folder / f"shipped-{name}"
    if not submissions.exists():
        write_shipped(submissions, size, wrong)
    out = folder / f"reports-{name}"
    command = [sys.executable, "-m", "grader", "grade", str(submissions), "--out", str(out)]
    options = ["--rubric", str(SHIPPED), "--isolation", "strict", "--jobs", str(JOBS), "--fresh"]
    return cost_of([*command, *options], folder / "grade.log", ROOT)


def check_marks(out: Path, submissions: Sequence[Path]) -> None:
    """Make sure that the run graded what it was given: every submission is right."""
    for submission in submissions:
        folder = submission_folder(out, submission.name)
        text = (folder / "result.json").read_text(encoding="utf-8")
        result = SubmissionResult.model_validate_json(text)
        if result.points != result.max_points or not (folder / "report.html").is_file():
            raise WrongMarkError(f"{folder}: {result.points} of {result.max_points} points")


def pytest_each(room: Classroom) -> Cost:
    """Test a class in one pytest process a submission, one after another."""
    costs = [_pytest(room, [submission]) for submission in room.submissions]
    return Cost(
        sum(cost.wall for cost in costs),
        sum(cost.cpu for cost in costs),
        max(cost.peak_kb for cost in costs),
    )


def pytest_class(room: Classroom) -> Cost:
    """Test a class in a single pytest process."""
    return _pytest(room, room.submissions)


def _pytest(room: Classroom, submissions: Sequence[Path]) -> Cost:
    # Bare: no plug-ins of the environment, no project settings, no cache to write.
    command = [sys.executable, "-m", "pytest", "-q", "-c", os.devnull, "-p", "no:cacheprovider"]
    environment = {
        **SINGLE,
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
        "PYTEST_ADDOPTS": "",
        "CASES": str(room.cases),
        "SUBMISSIONS": "\n".join(map(str, submissions)),
    }
    rootdir = f"--rootdir={PEER.parent}"
    return cost_of([*command, rootdir, str(PEER)], room.work / "pytest.log", room.work, environment)


def floor(room: Classroom) -> Cost:
    """Fork, call and send back, and nothing else."""
    command = [sys.executable, "-m", "benchmarks.floor", str(room.cases), str(room.folder)]
    return cost_of(command, room.work / "floor.log", ROOT, SINGLE)

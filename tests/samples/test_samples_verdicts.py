"""Every sample's verdicts, check by check, as `expected.yaml` has them."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import yaml

from grader.grading.run import Run, prepare_run
from grader.grading.submission import grade_submission
from grader.intake.read import read_class
from grader.model.results import CheckResult, SubmissionResult
from grader.rubric.load import load_rubric
from grader.sandbox.process import ProcessLauncher

ROOT = Path(__file__).resolve().parents[2]
EXPECTED: dict[str, dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("expected.yaml").read_text(encoding="utf-8")
)
SAMPLES = [(rubric, sample) for rubric, samples in EXPECTED.items() for sample in samples]


@cache
def run_of(rubric: str) -> Run:
    """Return a rubric prepared with its own seed."""
    return prepare_run(load_rubric(ROOT / "rubrics" / f"{rubric}.yaml"))


def graded(rubric: str, sample: str) -> SubmissionResult:
    """Grade one sample."""
    run = run_of(rubric)
    wanted = {name for q in run.prepared.rubric.questions for name in (q.file, *q.files)}
    with TemporaryDirectory() as unpacked:
        intake = read_class(ROOT / "submissions" / rubric, wanted, Path(unpacked))
        (submission,) = [each for each in intake.submissions if each.id == sample]
        return grade_submission(run, submission, ProcessLauncher())


def fallen(result: SubmissionResult) -> Iterator[tuple[str, str]]:
    """Yield every check that is not passed, with verdict, reason and mistake in one line."""
    for question in result.questions:
        if question.counted:
            for check in question.checks:
                if check.verdict != "passed":
                    yield check.id, told(check)


def told(check: CheckResult) -> str:
    """Return a check's verdict, reason and mistake."""
    return " ".join(filter(None, (check.verdict, check.reason, check.mistake)))


@pytest.mark.parametrize(("rubric", "sample"), SAMPLES)
def test_a_sample_gets_exactly_its_verdicts(rubric: str, sample: str) -> None:
    """Points, maximum, optional questions left out, and each check that falls short."""
    result = graded(rubric, sample)

    found = {
        "points": result.points,
        "of": result.max_points,
        "left-out": [q.id for q in result.questions if not q.counted],
        "not-passed": dict(fallen(result)),
    }
    assert EXPECTED[rubric][sample] == found


def test_every_sample_is_expected() -> None:
    """No sample goes unasserted, and none is asserted that isn't there."""
    there = [
        (folder.parent.name, folder.name)
        for folder in sorted((ROOT / "submissions").glob("*/*"))
        if folder.is_dir()
    ]

    assert sorted(SAMPLES) == sorted(there)


def test_every_failing_check_says_what_to_do() -> None:
    """A check worth points that is not passed has a message, and a hint or a cause to look at."""
    silent = [
        (sample, check.id)
        for rubric, sample in SAMPLES
        if sample in ("Nils Berg", "Grace Okafor", "petra", "wren", "zoe", "tariq", "Carla M")
        for question in graded(rubric, sample).questions
        for check in question.checks
        if check.verdict not in ("passed", "skipped") and check.max_points
        if not check.message or not (check.hint or check.trace)
    ]

    assert [] == silent

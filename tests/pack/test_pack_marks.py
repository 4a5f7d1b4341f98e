"""Marks from a pack are those from the rubric, with the same mistakes and counterexamples."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from grader.grading.run import Run, prepare_run
from grader.grading.submission import grade_submission
from grader.intake.read import read_class
from grader.model.results import CheckResult, SubmissionResult
from grader.model.submission import Submission
from grader.pack.file import pack_bytes, pack_of
from grader.pack.run import run_of_pack
from grader.pack.seal import seal
from grader.rubric.load import load_rubric
from grader.sandbox.ahead import launcher_ahead
from tests.samples.test_samples_verdicts import EXPECTED, ROOT

FOLLOW_THROUGH = {("cs224n-2017-a1", "ines")}
"""Its sigmoid is wrong: what calls it is charged for that where no right one can take its place."""
OTHER_DRAWS = {("cs224n-2023-a2", "luz")}
"""It draws another number of negatives, for which only the reference can answer."""
ANSWERING_STAND_INS = {("cs224n-2017-a1", "Carla M")}
"""It leans on a stand-in that is an answer itself, which a pack does not lend."""
COSTLY = FOLLOW_THROUGH | ANSWERING_STAND_INS
SAMPLES = [(rubric, sample) for rubric, samples in EXPECTED.items() for sample in samples]


@cache
def runs(rubric: str) -> tuple[Run, Run]:
    """Return a run from a rubric and one from its pack."""
    run = prepare_run(load_rubric(ROOT / "rubrics" / f"{rubric}.yaml"), show_expected=False)
    return run, run_of_pack(pack_of(pack_bytes(seal(run))), run.name)


@contextmanager
def submission_of(rubric: str, sample: str, run: Run) -> Iterator[Submission]:
    """Read one sample as `grader grade` does."""
    wanted = {name for q in run.prepared.rubric.questions for name in (q.file, *q.files)}
    with TemporaryDirectory() as unpacked:
        intake = read_class(ROOT / "submissions" / rubric, wanted, Path(unpacked))
        (submission,) = [each for each in intake.submissions if each.id == sample]
        yield submission


def checks(result: SubmissionResult) -> dict[str, CheckResult]:
    """Return all checks of a result by their ids."""
    return {check.id: check for question in result.questions for check in question.checks}


@pytest.mark.parametrize(("rubric", "sample"), SAMPLES)
def test_a_pack_judges_as_the_rubric_does(rubric: str, sample: str) -> None:
    """All of the result is equal; only what needs the reference itself may be missing."""
    whole, packed = runs(rubric)
    with submission_of(rubric, sample, whole) as submission, launcher_ahead() as launcher:
        wanted = grade_submission(whole, submission, launcher)
        got = grade_submission(packed, submission, launcher)
        if wanted != got:
            bare = replace(whole, reference=None, aids=packed.aids)
            alike = grade_submission(bare, submission, launcher)
            assert alike == got

    if (rubric, sample) not in COSTLY:
        assert wanted.points == got.points
    if (rubric, sample) not in COSTLY | OTHER_DRAWS:
        for name, check in checks(wanted).items():
            other = checks(got)[name]
            assert (check.verdict, check.mistake) == (other.verdict, other.mistake), name
            if check.follow_through is None:
                assert check.counterexample == other.counterexample, name


def test_the_exceptions_are_what_they_are_said_to_be() -> None:
    """One sample inherits from a wrong helper, the other draws in its own way, at no cost."""
    for rubric, sample in FOLLOW_THROUGH | OTHER_DRAWS:
        whole, packed = runs(rubric)
        with submission_of(rubric, sample, whole) as submission, launcher_ahead() as launcher:
            wanted = checks(grade_submission(whole, submission, launcher))
            got = checks(grade_submission(packed, submission, launcher))
        other = [name for name in wanted if wanted[name].verdict != got[name].verdict]

        assert other
        if (rubric, sample) in FOLLOW_THROUGH:
            assert any(wanted[name].follow_through for name in other)
        else:
            assert {0.0} == {wanted[name].max_points for name in other}

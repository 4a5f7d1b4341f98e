"""Every counterexample in the samples is small, and its command shows it again."""

import re
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from grader.grading.plan import Choice
from grader.grading.run import Run, prepare_run
from grader.grading.submission import grade_submission
from grader.intake.read import read_class
from grader.model.results import CheckResult, SubmissionResult
from grader.rubric.load import load_rubric
from grader.sandbox.process import ProcessLauncher
from tests.samples.test_samples_verdicts import EXPECTED, ROOT, graded

FAILING = [
    (rubric, sample)
    for rubric, samples in EXPECTED.items()
    for sample, told in samples.items()
    if told.get("not-passed")
]
LARGE_ON_PURPOSE = {
    "timeout": "it hangs in the first ordinary case already",
    "out-of-memory": "it fills the memory in the first ordinary case already",
    "numerical-gradient": "only inputs of wildly different size tell differences from a gradient",
}
MOST_WORDS, MOST_DIMENSIONS = 3, 2


@cache
def graded_once(rubric: str, sample: str) -> SubmissionResult:
    """Grade a sample for all tests of this file."""
    return graded(rubric, sample)


def shown(result: SubmissionResult) -> list[CheckResult]:
    """Return the checks that show a counterexample."""
    return [c for q in result.questions for c in q.checks if c.counterexample is not None]


@cache
def run_of_case(rubric: str, question: str, seed: int, case: int) -> Run:
    """Prepare what a replayed command prepares."""
    loaded = load_rubric(ROOT / "rubrics" / f"{rubric}.yaml")
    return prepare_run(loaded, seed, choice=Choice(frozenset({question}), case))


@pytest.mark.parametrize(("rubric", "sample"), FAILING)
def test_a_counterexample_is_small(rubric: str, sample: str) -> None:
    """At most 3 words and 2 dimensions, but where the failure itself can't be had so small."""
    for check in shown(graded_once(rubric, sample)):
        assert check.counterexample is not None
        if {check.reason, check.mistake} & LARGE_ON_PURPOSE.keys():
            continue
        sizes = [each.shape for each in check.counterexample.inputs.values() if each.shape]
        matrices = [size for size in sizes if len(size) == 2]
        assert all(n <= MOST_WORDS and d <= MOST_DIMENSIONS for n, d in matrices), check.id


@pytest.mark.parametrize(("rubric", "sample"), FAILING)
def test_a_counterexample_replays_to_the_same_numbers(rubric: str, sample: str) -> None:
    """The printed question, seed and case give the same call, the same answer, the same mistake.

    A single case names no mistake by itself: all others are tried, too, and none of them is shown.
    """
    for check in shown(graded_once(rubric, sample)):
        if check.reason in LARGE_ON_PURPOSE:
            continue
        told = re.search(r"--only (\S+) --seed (\d+) --case (\d+)$", check.replay)
        assert told is not None
        run = run_of_case(rubric, told[1], int(told[2]), int(told[3]))
        wanted = {name for q in run.prepared.rubric.questions for name in (q.file, *q.files)}
        with TemporaryDirectory() as unpacked:
            intake = read_class(ROOT / "submissions" / rubric, wanted, Path(unpacked))
            (submission,) = [each for each in intake.submissions if each.id == sample]
            again = grade_submission(run, submission, ProcessLauncher())
        (same,) = [each for each in shown(again) if each.id == check.id]

        assert check.counterexample == same.counterexample
        assert (check.verdict, check.mistake) == (same.verdict, same.mistake)
        assert (1, 0) == (same.cases.run, same.cases.passed)

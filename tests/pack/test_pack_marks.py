"""Marks from a pack are those from the rubric, with the same mistakes and counterexamples."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from rich.console import Console

from grader.grading.plan import Choice
from grader.grading.run import Run, prepare_run
from grader.grading.submission import grade_submission
from grader.intake.read import read_class
from grader.model.results import CheckResult, SubmissionResult
from grader.model.submission import Submission
from grader.pack.file import pack_bytes, pack_of
from grader.pack.run import run_of_pack
from grader.pack.seal import seal
from grader.reports.html import render_report
from grader.reports.text import submission_text
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
    """Return a run from a rubric and one from its pack: of the code, which a pack can judge."""
    loaded = load_rubric(ROOT / "rubrics" / f"{rubric}.yaml")
    run = prepare_run(loaded, show_expected=False, part="code")
    return run, replace(run_of_pack(pack_of(pack_bytes(seal(run))), run.name), part="code")


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


@pytest.mark.parametrize(("rubric", "sample"), sorted(FOLLOW_THROUGH))
def test_a_caller_says_which_function_to_mend_first(rubric: str, sample: str) -> None:
    """No right one can take the wrong one's place here: that is said, in terminal and report."""
    whole, packed = runs(rubric)
    with submission_of(rubric, sample, whole) as submission, launcher_ahead() as launcher:
        wanted = grade_submission(whole, submission, launcher)
        got = grade_submission(packed, submission, launcher)

    inherits = [name for name, check in checks(wanted).items() if check.follow_through]
    failing = [checks(got)[n] for n in inherits if checks(got)[n].verdict in ("failed", "errored")]
    advice = "If it calls your `sigmoid`, mend that first: it isn't right yet."
    assert failing and all(check.hint.startswith(advice) for check in failing)
    assert not [name for name, check in checks(wanted).items() if advice in check.hint]
    assert advice not in checks(got)["sigmoid/value"].hint
    console = Console(width=200, record=True, file=StringIO())
    console.print(submission_text(got))
    assert advice in " ".join(console.export_text().split())
    assert advice.replace("`sigmoid`", "<code>sigmoid</code>").replace("'", "&#39;") in (
        render_report(got)
    )


REPLAYED = [("cs224n-2017-a1", "felix"), ("cs224n-2021-a2", "amara"), ("cs224n-2023-a2", "vera")]


@pytest.mark.parametrize(("rubric", "sample"), REPLAYED)
def test_a_replayed_case_has_the_name_that_all_cases_gave(rubric: str, sample: str) -> None:
    """The pack holds the other cases, too: a single one names no mistake."""
    whole, packed = runs(rubric)
    pack = pack_of(pack_bytes(seal(whole)))
    with submission_of(rubric, sample, whole) as submission, launcher_ahead() as launcher:
        wanted = checks(grade_submission(packed, submission, launcher))
        named = [check for check in wanted.values() if check.mistake and check.counterexample]
        for check in named:
            assert check.counterexample is not None
            choice = Choice(frozenset({check.id.split("/")[0]}), check.counterexample.case)
            one = run_of_pack(pack, packed.name, choice)
            again = checks(grade_submission(one, submission, launcher))[check.id]

            assert (check.mistake, 1) == (again.mistake, again.cases.run)

    assert named

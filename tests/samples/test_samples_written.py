"""The written answers of the samples, judged by the grader and by hand: `written.yaml`."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import yaml

from grader.grading.run import Run, prepare_run
from grader.grading.submission import grade_submission
from grader.intake.read import read_class
from grader.model.results import WRITTEN, CheckResult
from grader.rubric.load import load_rubric
from grader.sandbox.process import ProcessLauncher
from tests.samples.test_samples_verdicts import ROOT

Labels = dict[str, dict[str, Any]]
SAMPLES: dict[str, dict[str, dict[str, Any]]] = yaml.safe_load(
    Path(__file__).with_name("written.yaml").read_text(encoding="utf-8")
)
NAMES = [(rubric, sample) for rubric, samples in SAMPLES.items() for sample in samples]
RIGHT = ("right", "right-up-to-convention")
LEFT_TO_A_PERSON = {
    "ruth": {"softmax_invariance"},
    "Samir K": {"dJ_dvc", "sg_dvw"},
    "gwen": {"sigmoid_deriv", "sg_dvw", "cbow_dv", "cbow_dU"},
    "Yara B": {"nsoftmax_ce"},
    "Tove+Ana": {"nsoftmax_ce", "dJ_dU"},
    "dario": {"nsoftmax_ce", "neg_duk", "sg_dvw"},
}
"""Answers with a right or a wrong formula that the grader leaves undecided."""
MARKED_ELSEWHERE: dict[tuple[str, str], int | None] = {
    ("Samir K", "dJ_dvc"): 58,
    ("gwen", "cbow_dv"): None,
    ("dario", "dJ_dvc_zero"): None,
}
"""Answers whose first wrong line is another one, or none, to the grader."""


@cache
def run_of(rubric: str) -> Run:
    """Return a rubric prepared for its written part alone."""
    return prepare_run(load_rubric(ROOT / "rubrics" / f"{rubric}.yaml"), part="written")


@cache
def judged(rubric: str, sample: str) -> dict[str, CheckResult]:
    """Grade the written part of a sample; return the check of each question."""
    with TemporaryDirectory() as unpacked:
        intake = read_class(ROOT / "submissions" / rubric, set(), Path(unpacked))
        (submission,) = [each for each in intake.submissions if each.id == sample]
        result = grade_submission(run_of(rubric), submission, ProcessLauncher())
    return {each.id.removeprefix(WRITTEN): each.checks[0] for each in result.questions}


def labels(rubric: str, sample: str) -> Labels:
    """Return what a TA says of each answer of a sample."""
    answers: Labels = SAMPLES[rubric][sample]["answers"]
    return answers


def against(label: str, check: CheckResult) -> bool:
    """Say whether a verdict contradicts a label; leaving an answer to a person never does."""
    if check.verdict == "passed":
        return label not in RIGHT
    if check.verdict == "failed":
        return label != ("unanswered" if check.reason == "unanswered" else "wrong")
    return check.verdict != "needs-review"


def named(label: dict[str, Any], check: CheckResult) -> bool:
    """Say whether a mistake has one of the names that its label gives it."""
    return check.mistake in (label["mistake"], *label.get("mistake_also", ()))


def first_wrong(check: CheckResult) -> int | None:
    """Return the line that the grader marks as the first wrong one."""
    if check.derivation is None:
        return None
    places = [line.place for line in check.derivation.lines if line.first_wrong]
    return int(places[0].rpartition("line ")[2]) if places else None


@pytest.mark.parametrize(("rubric", "sample"), NAMES)
def test_every_written_question_is_labelled(rubric: str, sample: str) -> None:
    """The labels are about the questions of the edition and about a file that is there."""
    there = ROOT / "submissions" / rubric / sample / SAMPLES[rubric][sample]["file"]

    assert list(judged(rubric, sample)) == list(labels(rubric, sample))
    assert there.is_file()


@pytest.mark.parametrize(("rubric", "sample"), NAMES)
def test_no_answer_is_judged_against_its_label(rubric: str, sample: str) -> None:
    """Nothing passes that is wrong or can't be read, nothing fails that is right."""
    checks = judged(rubric, sample)
    contradicted = {
        question: (label["verdict"], checks[question].verdict, checks[question].message)
        for question, label in labels(rubric, sample).items()
        if against(label["verdict"], checks[question])
    }

    assert {} == contradicted


@pytest.mark.parametrize(("rubric", "sample"), NAMES)
def test_what_is_left_to_a_person_is_known(rubric: str, sample: str) -> None:
    """Every answer with a right or a wrong formula is decided, but for those listed."""
    checks = judged(rubric, sample)
    undecided = {
        question
        for question, label in labels(rubric, sample).items()
        if label["verdict"] in (*RIGHT, "wrong") and checks[question].verdict == "needs-review"
    }

    assert LEFT_TO_A_PERSON.get(sample, set()) == undecided


def test_mistakes_are_named_as_the_labels_name_them() -> None:
    """At least 85 % of the wrong answers that fail have the name of their label."""
    failed = [
        named(label, judged(*name)[question])
        for name in NAMES
        for question, label in labels(*name).items()
        if label["verdict"] == "wrong" and judged(*name)[question].verdict == "failed"
    ]

    assert sum(failed) >= 0.85 * len(failed) > 0


@pytest.mark.parametrize(("rubric", "sample"), NAMES)
def test_the_first_wrong_line_is_that_of_the_labels(rubric: str, sample: str) -> None:
    """A line is marked where the first wrong one stands, and none where all lines hold."""
    checks = judged(rubric, sample)
    marked = {
        question: first_wrong(checks[question])
        for question, label in labels(rubric, sample).items()
        if label["verdict"] in (*RIGHT, "wrong")
    }
    lines = {each: labels(rubric, sample)[each].get("first_wrong_line") for each in marked}
    expected = {each: MARKED_ELSEWHERE.get((sample, each), lines[each]) for each in marked}

    assert expected == marked

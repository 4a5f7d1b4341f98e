"""The rubrics that ship: what they ask and what it is worth."""

from decimal import Decimal

import pytest

from grader.model.rubric import Question, Rubric
from grader.rubric.cases import suite_arguments
from grader.rubric.load import load_rubric
from tests.rubric.shipped import FOLDER, NAMES, prepared, rubric

CHECKS = {
    "softmax": "value shapes stable integers",
    "sigmoid": "value scalar stable",
    "sigmoid-grad": "value",
    "gradcheck": "accepts-right rejects-wrong",
    "two-layer-network": "loss grad",
    "normalize-rows": "value shapes zero-rows",
    "naive-softmax": "loss grad-center grad-outside shapes stable unmutated",
    "neg-sampling": "loss grad-center grad-outside shapes repeats redraw stable unmutated",
    "skipgram": "loss grad-center grad-outside shapes with-naive with-neg-sampling unmutated",
    "cbow": "loss grad-center grad-outside shapes with-naive with-neg-sampling unmutated",
    "sgd": "value postprocessing",
    "sentence-features": "value shapes",
    "softmax-regression": "loss grad predictions",
    "choose-best-model": "value",
}
"""The ids that the written contract promises."""
POINTS_2017 = {
    "softmax": 5,
    "sigmoid": 2,
    "sigmoid-grad": 1,
    "gradcheck": 4,
    "two-layer-network": 8,
    "normalize-rows": 2,
    "naive-softmax": 5,
    "neg-sampling": 6,
    "skipgram": 6,
    "cbow": 4,
    "sgd": 4,
    "sentence-features": 2,
    "softmax-regression": 4,
    "choose-best-model": 1,
}
POINTS_2021 = {"sigmoid": 2, "naive-softmax": 5, "neg-sampling": 7, "skipgram": 6, "sgd": 4}
ADVICE = {
    "integers",
    "zero-rows",
    "unmutated",
    "with-naive",
    "with-neg-sampling",
}
"""Checks that cost nothing, whatever the question."""
ALL = [(name, question.id) for name in NAMES for question in rubric(name).questions]


def question_of(name: str, question: str) -> Question:
    """Return a question of a shipped rubric."""
    return prepared(name).question(question).question


@pytest.mark.parametrize("name", NAMES)
def test_the_loader_takes_it(name: str) -> None:
    """Loading finds no problem, and reads what plain YAML says."""
    assert rubric(name) == load_rubric(FOLDER / f"{name}.yaml").rubric


@pytest.mark.parametrize(
    ("name", "points"), [*zip(NAMES, (POINTS_2017, POINTS_2021, POINTS_2021), strict=True)]
)
def test_points(name: str, points: dict[str, int]) -> None:
    """Each question is worth what was agreed, and the rubric their sum."""
    questions = rubric(name).questions

    assert points == {question.id: question.max_points for question in questions}
    assert Decimal(sum(points.values())) == rubric(name).max_points


@pytest.mark.parametrize(("name", "question"), ALL)
def test_ids_of_checks(name: str, question: str) -> None:
    """Each question has the promised checks, in their order."""
    assert CHECKS[question].split() == [check.id for check in question_of(name, question).checks]


@pytest.mark.parametrize(("name", "question"), ALL)
def test_advice_is_worth_nothing(name: str, question: str) -> None:
    """Large inputs count for softmax alone; other advice never does, asked-for facts always do."""
    checks = question_of(name, question).checks
    free = ADVICE | (set() if question == "softmax" else {"stable"})
    free |= {"redraw"} if "2017" in name else set()

    assert {check.id for check in checks} & free == {c.id for c in checks if c.points == 0}


@pytest.mark.parametrize(("name", "question"), ALL)
def test_at_least_20_cases(name: str, question: str) -> None:
    """Every check is judged on 20 cases or more."""
    asked = question_of(name, question)

    assert all(asked.suites[check.suite].cases >= 20 for check in asked.checks)


@pytest.mark.parametrize(("name", "question"), ALL)
def test_everything_has_words(name: str, question: str) -> None:
    """Each check has a title and a hint of at least a sentence, and no two hints are equal."""
    asked = question_of(name, question)
    hints = [check.hint for check in asked.checks]

    assert all(check.title and check.hint.strip().endswith((".", "?")) for check in asked.checks)
    assert len(hints) == len(set(hints))
    assert asked.formula or question == "choose-best-model"


@pytest.mark.parametrize(("name", "question"), ALL)
def test_outputs_and_needs_are_there(name: str, question: str) -> None:
    """A check judges an output of its question, and needs checks that come before it."""
    asked = question_of(name, question)
    earlier = [
        f"{each.id}/{check.id}"
        for each in rubric(name).questions[: rubric(name).questions.index(asked) + 1]
        for check in each.checks
    ]
    for check in asked.checks:
        assert check.output is None or check.output in asked.outputs
        assert set(check.needs) <= set(earlier[: earlier.index(f"{question}/{check.id}")])


@pytest.mark.parametrize(("name", "question"), ALL)
def test_arguments_resolve(name: str, question: str) -> None:
    """Every argument of every suite finds a value in each of its cases, or a function by name."""
    ready = prepared(name).question(question)
    functions = {each.function for each in rubric(name).questions}

    for case in ready.cases:
        arguments = suite_arguments(ready.question, ready.question.suites[case.suite])
        missing = {a.value or a.name for a in arguments if a.own is None} - set(case.values)
        assert set() == missing
        assert {a.own for a in arguments if a.own is not None} <= functions


def test_2021_and_2023_ask_the_same() -> None:
    """The code part of both years is identical, so their rubrics differ in name and seed alone."""

    def asked(name: str) -> Rubric:
        own = {"id": "a2", "title": "", "description": "", "seed": 0, "written": None}
        return rubric(name).model_copy(update=own)

    assert asked("cs224n-2021-a2") == asked("cs224n-2023-a2")
    assert 3 == len({rubric(name).seed for name in NAMES})


def test_the_years_share_the_mathematics() -> None:
    """Questions common to 2017 and 2021 use the same reference function and the same suites."""

    def core(name: str, question: str) -> object:
        asked = question_of(name, question)
        return asked.reference, {key: suite.cases for key, suite in asked.suites.items()}

    for question in POINTS_2021:
        assert core("cs224n-2017-a1", question) == core("cs224n-2021-a2", question)

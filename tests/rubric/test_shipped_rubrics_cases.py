"""The rubrics that ship: their cases show what they are there to show."""

from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from grader.checks.tolerance import RELATIVE, compare
from grader.model.case import Case
from grader.model.facts import ArrayValue
from grader.model.prepared import Outputs
from grader.rubric.axes import smallest_sizes
from grader.rubric.cases import question_case, suite_function
from grader.rubric.reference import load_reference
from tests.rubric.shipped import FOLDER, NAMES, prepared, rubric

ALL = [(name, question.id) for name in NAMES for question in rubric(name).questions]
WORD2VEC = [(name, each) for name in NAMES for each in ("naive-softmax", "neg-sampling")]
WINDOWS = [(name, "skipgram") for name in NAMES] + [("cs224n-2017-a1", "cbow")]
REFERENCE = load_reference(FOLDER / "../reference")


def cases(name: str, question: str, suite: str = "plain", seed: int | None = None) -> list[Any]:
    """Return the values of a suite's cases."""
    return [case.values for case in prepared(name, seed).question(question).suite_cases(suite)]


def expected(name: str, question: str, suite: str = "plain", seed: int | None = None) -> Any:
    """Return what is expected in a suite's cases."""
    ready = prepared(name, seed).question(question)
    return [ready.expected[case.number] for case in ready.suite_cases(suite)]


def numbers(case: Case, outputs: Outputs | None) -> Any:
    """Return everything about a case that can be compared as text."""
    with np.printoptions(threshold=10_000):
        return repr((case.question, case.suite, case.number, case.sizes, case.values, outputs))


@pytest.mark.parametrize(("name", "question"), ALL)
def test_axes_differ_and_start_small(name: str, question: str) -> None:
    """In every case all axes have different sizes, and each suite begins with the smallest."""
    ready = prepared(name).question(question)
    for key, suite in ready.question.suites.items():
        sizes = [case.sizes for case in ready.suite_cases(key)]

        assert all(len(each) == len(set(each.values())) for each in sizes)
        assert smallest_sizes({**ready.question.axes, **suite.axes}) == sizes[0]
        assert sum(sizes[0].values()) == min(sum(each.values()) for each in sizes)


@pytest.mark.parametrize(("name", "question"), ALL)
def test_each_case_can_be_made_alone(name: str, question: str) -> None:
    """The last case of every suite, made alone, equals the one made among all."""
    ready = prepared(name).question(question)
    for suite in ready.question.suites:
        case = ready.suite_cases(suite)[-1]
        alone = question_case(ready.question, rubric(name).seed, case.number, REFERENCE)

        assert numbers(case, None) == numbers(alone, None)


@pytest.mark.parametrize(("name", "question"), ALL)
def test_expected_values_are_there(name: str, question: str) -> None:
    """Every case has finite expected outputs, but for printed verdicts, which aren't values."""
    ready = prepared(name).question(question)
    printed = {suite for suite, each in ready.question.suites.items() if each.expect is not None}
    names = ready.question.outputs

    for case, outputs in zip(ready.cases, ready.expected.values(), strict=True):
        assert (None if case.suite in printed else list(names)) == (outputs and list(outputs))


@pytest.mark.parametrize(("name", "question"), [*WORD2VEC, *WINDOWS])
def test_shape_convention(name: str, question: str) -> None:
    """Expected gradients have the shapes of what they differentiate by."""
    by = ("centers" if question in ("skipgram", "cbow") else "center", "outside")
    for values, outputs in zip(cases(name, question), expected(name, question), strict=True):
        loss, *gradients = outputs.values()

        assert float is type(loss)
        assert [values[each].shape for each in by] == [each.data.shape for each in gradients]


@pytest.mark.parametrize("name", NAMES)
def test_negatives(name: str) -> None:
    """Plain cases draw distinct negatives, others repeat one, others draw the true word."""
    suites = {suite: cases(name, "neg-sampling", suite) for suite in ("plain", "repeats", "redraw")}

    assert all(v["K"] == len(set(v["negatives"].tolist())) for v in suites["plain"])
    assert all(v["K"] > len(set(v["negatives"].tolist())) for v in suites["repeats"])
    assert all(v["target"] in v["draws"][: v["K"]].tolist() for v in suites["redraw"])
    assert all(v["target"] not in v["draws"] for v in suites["plain"] + suites["repeats"])
    assert all(v["target"] not in v["negatives"] for each in suites.values() for v in each)


@pytest.mark.parametrize(("name", "question"), WINDOWS)
def test_windows(name: str, question: str) -> None:
    """Windows are whole or cut, words come twice, and the center word is sometimes among them."""
    size = "C" if "2017" in name else "windowSize"
    windows = cases(name, question)
    lengths = {(2 * v[size] - len(v["context"])) for v in windows}
    repeated = [len(set(v["context"].tolist())) < len(v["context"]) for v in windows]
    included = [v["center_word"] in v["context"] for v in windows]

    assert {0, 1} == lengths
    assert 12 <= sum(repeated) < 24
    assert 8 <= sum(included) < 24


@pytest.mark.parametrize(("name", "question"), WINDOWS)
def test_ten_negatives_for_each_pair(name: str, question: str) -> None:
    """With the students' default K = 10 every pair finds ten negatives, none of them a target."""
    for values in cases(name, question, "with-neg-sampling"):
        targets = values["context"] if question == "skipgram" else [values["center_word"]]
        rows = len(targets) if question == "skipgram" else 1

        assert (rows, 10) == np.atleast_2d(values["negatives"]).shape
        assert not set(targets) & set(values["draws"].tolist())


@pytest.mark.parametrize(("name", "question"), WORD2VEC)
@pytest.mark.parametrize("step", [10.0**-power for power in range(2, 10)])
def test_differences_fail_where_scales_differ(name: str, question: str, step: float) -> None:
    """Central differences taken as the gradient are wrong in an ill-scaled case, at any step."""
    ready = prepared(name).question(question)
    function: Any = suite_function(ready.question, ready.question.suites["plain"], REFERENCE)
    keys = ["center", "target", "outside"] + ["negatives"] * (question == "neg-sampling")
    off: dict[str, list[bool]] = {"center": [], "outside": []}
    for number in ready.question.suites["plain"].special_cases:
        values = {key: ready.cases[number].values[key] for key in keys}
        _, *gradients = function(**values)
        for key, gradient in zip(off, gradients, strict=True):
            slopes = differences(
                lambda at, k=key, v=values: function(**{**v, k: at})[0], values[key], step
            )
            off[key].append(not compare(slopes, gradient).close)

    assert [True, True] == [any(each) for each in off.values()]


def differences(function: Any, at: Any, step: float) -> np.ndarray:
    """Take central differences in every entry."""
    slopes: np.ndarray = np.zeros_like(at)
    for place in np.ndindex(at.shape):
        move = np.zeros_like(at)
        move[place] = step
        slopes[place] = (function(at + move) - function(at - move)) / (2 * step)
    return slopes


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("precision", [np.float32, np.float64])
def test_plain_formulas_keep_their_digits(seed: int, precision: type) -> None:
    """No plain case is so nearly certain that -log(p), in single precision too, loses digits."""
    name, question = "cs224n-2021-a2", "naive-softmax"
    for values, outputs in zip(
        cases(name, question, seed=seed), expected(name, question, seed=seed), strict=True
    ):
        center, outside = (values[key].astype(precision) for key in ("center", "outside"))
        powers = np.exp(outside @ center)
        error = powers / powers.sum()
        loss = -np.log(error[values["target"]])
        error[values["target"]] -= 1
        got = [np.asarray(loss), outside.T @ error, np.outer(error, center)]

        assert all(within(*pair) for pair in zip(got, outputs.values(), strict=True))


def within(got: np.ndarray, value: Any) -> bool:
    """Tell whether an answer is well inside the tolerance."""
    right = value.data if isinstance(value, ArrayValue) else np.asarray(value)
    return compare(got.astype(np.float64), right, RELATIVE).error < RELATIVE / 2


@pytest.mark.parametrize("name", NAMES)
def test_large_scores(name: str) -> None:
    """In `stable` cases scores are 30 to 60 in size, and 1 - sigmoid rounds to 0 in some."""
    for question in ("naive-softmax", "neg-sampling"):
        scores = [v["outside"] @ v["center"] for v in cases(name, question, "stable")]
        sizes = np.abs(np.concatenate(scores))

        assert sizes.min() >= 30 - 1e-9
        assert sizes.max() <= 60 + 1e-9
        assert any((1 / (1 + np.exp(-each)) == 1).any() for each in scores)


@pytest.mark.parametrize("name", NAMES)
def test_postprocessing_matters(name: str) -> None:
    """Both postprocessings come, and each makes a difference in every case."""
    ready = prepared(name).question("sgd")
    used: set[str] = set()
    for case in ready.suite_cases("postprocessing"):
        values: Any = case.values
        probe, objective = values["postprocessing"], values["objective"].options
        used.add(probe.name)
        x = np.array(values["start"])
        for _ in range(values["iterations"]):
            x = x - values["step"] * objective["curvature"] * (x - objective["optimum"])
        right: Any = ready.expected[case.number]
        assert not compare(x, right["x"].data).close

    assert {"shrink", "clip_in_place"} == used


def test_softmax_and_sigmoid_meet_all_forms() -> None:
    """Vectors, matrices and more, single rows, numbers, integers and large entries occur."""
    name = "cs224n-2017-a1"
    softmax = cases(name, "softmax")
    stable = [np.abs(v["x"]).max() for v in cases(name, "softmax", "stable")]

    assert {1, 2} == {v["x"].ndim for v in softmax}
    assert any(v["x"].ndim == 2 and len(v["x"]) == 1 for v in softmax)
    assert {1, 2, 3} == {v["x"].ndim for v in cases(name, "sigmoid")}
    assert {float} == {type(v["x"]) for v in cases(name, "sigmoid", "scalar")}
    assert {"i"} == {v["x"].dtype.kind for v in cases(name, "softmax", "integers")}
    assert 500 < min(stable) < max(stable) < 11000


def test_growth_of_sizes() -> None:
    """Over a suite of many cases, sizes grow from the first half to the second."""
    for name, question in ALL:
        ready = prepared(name).question(question)
        totals = [sum(case.sizes.values()) for case in ready.suite_cases(ready.cases[0].suite)]
        half = len(totals) // 2

        assert sum(totals[:half]) < sum(totals[half:])
        assert any(a < b for a, b in pairwise(totals))

"""Kindness has an end: what is turned, added or multiplied although it does not fit."""

import pytest

from grader.written.evaluate.evaluator import Evaluator
from grader.written.evaluate.operations import STRICT, Leniency
from grader.written.evaluate.trouble import CannotTell, IllTyped
from grader.written.parse.formula import Parsed, parse
from grader.written.worlds.naive_softmax import NaiveSoftmax

KIND = Leniency("dot", turn_vectors=True, add_turned=True)


def evaluate(source: str, leniency: Leniency = STRICT) -> object:
    """Evaluate a formula in a world of the naive softmax."""
    parsed = parse(source)
    assert isinstance(parsed, Parsed), parsed
    return Evaluator(NaiveSoftmax(1, "columns", {}), {}, leniency).value(parsed.tree)


@pytest.mark.parametrize(
    "source",
    [
        r"U^T(\hat{y} - y)",
        r"v_c (\hat{y} - y)",
        r"u_o + \hat{y}",
        r"u_o + u_o^T",
        r"(\hat{y} - y) U",
        r"\frac{1}{u_o}",
        r"u_o v_c",
        r"U \circ v_c",
    ],
)
def test_shapes_that_do_not_fit(source: str) -> None:
    """Numpy would broadcast some of these; here each is ill-typed."""
    with pytest.raises(IllTyped):
        evaluate(source)


@pytest.mark.parametrize("source", [r"(\hat{y} - y)^T U", r"U (\hat{y} - y)^T", r"u_o + u_o^T"])
def test_a_written_transpose_is_never_undone(source: str) -> None:
    """A vector whose orientation the student wrote out is not turned, however kind the reading."""
    with pytest.raises(IllTyped):
        evaluate(source, KIND)


@pytest.mark.parametrize(
    ("source", "why"),
    [
        (r"U q", "q has no meaning"),
        (r"u_x", "index x is not introduced"),
        (r"\log(-1)", "not positive"),
        (r"\frac{1}{0}", "division by zero"),
        (r"2^{99}", "this large"),
        (r"\sum_{w \in A} u_w", "sum over A"),
        (r"\frac{\partial \frac{\partial J}{\partial v_c}}{\partial v_c}", "within a derivative"),
        (r"\frac{\partial (U^T v_c)}{\partial v_c}", "vector by a vector"),
        (r"J_{neg-sample}", "not the one asked for"),
        (r"u_1 + \dots", "dots"),
    ],
)
def test_what_has_no_meaning_is_said(source: str, why: str) -> None:
    """Nothing that is not known for sure gets a value."""
    with pytest.raises(CannotTell) as trouble:
        evaluate(source)

    assert why in trouble.value.message

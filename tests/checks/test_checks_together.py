"""Judging many answers at once says nothing else than judging each by itself."""

from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from grader.checks.outcome import judge_output
from grader.checks.together import judge_together
from grader.checks.trial import Trial
from grader.model.case import Case
from grader.model.facts import ArrayValue, Raised, Returned, Value

SHAPES = st.sampled_from([(), (3,), (2, 3), (3, 1), (0,), (1,)])
NUDGES = st.sampled_from(
    [0.0, 1e-16, 1e-11, 1e-9, 2e-9, 1e-6, 9.9e-6, 1.1e-5, 1e-3, np.nan, np.inf]
)
SCALES = st.sampled_from([0.0, 1e-300, 1e-13, 1e-6, 1.0, 1e6, 1e300])


@st.composite
def outputs(draw: Any) -> tuple[Value, Any]:
    """Draw an answer and what is expected: often equal, sometimes off by little or in kind."""
    shape = draw(SHAPES)
    seed = draw(st.integers(0, 2**16))
    expected = np.random.default_rng(seed).normal(size=shape) * draw(SCALES)
    answer = np.array(expected, dtype=float)
    with np.errstate(all="ignore"):
        return _answered(draw, answer), float(expected) if shape == () else expected


def _answered(draw: Any, answer: np.ndarray) -> Value:
    if answer.size:
        answer.flat[draw(st.integers(0, answer.size - 1))] *= 1 + draw(NUDGES)
    kind = draw(st.sampled_from(["same", "same", "same", "float32", "T", "list", "text", "none"]))
    value: Value = ArrayValue(answer, draw(st.sampled_from(["ndarray", "ndarray", "matrix"])))
    if kind == "float32":
        value = ArrayValue(answer.astype(np.float32), "ndarray")
    elif kind == "T":
        value = ArrayValue(answer.T.copy(), "ndarray")
    elif kind == "list":
        value = answer.tolist()
    elif kind == "text":
        value = "1.0"
    elif kind == "none":
        value = None
    elif answer.shape == ():
        value = float(answer)
    return value


def trial_of(number: int, pairs: list[tuple[Value, Any]]) -> Trial:
    """Return a trial whose outputs are `a`, `b`, …"""
    values = tuple(value for value, _ in pairs)
    expected = {"abc"[i]: wanted for i, (_, wanted) in enumerate(pairs)}
    case = Case("q", "plain", number, 0, {}, {})
    return Trial(case, Returned(values if len(values) > 1 else values[0], "", None, {}), expected)


@given(st.lists(st.lists(outputs(), min_size=1, max_size=3), min_size=1, max_size=5))
def test_same_outcomes(rows: list[list[tuple[Value, Any]]]) -> None:
    """Every outcome that was noted is the one that `judge_output` gives, remarks included."""
    trials = [trial_of(i, pairs) for i, pairs in enumerate(rows)]
    with np.errstate(all="ignore"):
        judge_together(trials)
        for trial in trials:
            found = trial.outputs
            assert isinstance(found, dict)
            for name in trial.judged:
                alone = judge_output(found[name], trial.expected[name])
                noted = trial.judged[name]
                assert (alone.ok, alone.reason, alone.words) == (noted.ok, noted.reason, "")
                assert (alone.shape_ok, alone.remarks) == (noted.shape_ok, noted.remarks)
                assert noted.wrong is not None and not noted.wrong.any()


def test_what_is_right_is_noted_and_nothing_else() -> None:
    """The usual case takes the short way; a wrong, a raised and an odd answer don't."""
    right = np.arange(3.0)
    trials = [
        trial_of(0, [(1.5, 1.5), (ArrayValue(right, "ndarray"), right)]),
        trial_of(1, [(2.0, 1.5), (ArrayValue(right + 1, "ndarray"), right)]),
        Trial(Case("q", "plain", 2, 0, {}, {}), Raised("ValueError", "x"), {"a": 1.0}),
        trial_of(3, [(ArrayValue(right.reshape(3, 1), "ndarray"), right)]),
    ]
    judge_together(trials)
    assert [["a", "b"], [], [], []] == [list(trial.judged) for trial in trials]
    assert not trials[1].outcome("a").ok

"""Laws of judging one output: the reference passes, nothing that merely resembles it does."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from grader.checks import tolerance
from grader.checks.outcome import judge_output
from grader.model.facts import ArrayValue, Opaque, Value

SIZES = st.floats(-1e3, 1e3, allow_nan=False).map(lambda x: round(x, 3))
VECTORS = hnp.arrays(np.float64, st.integers(2, 6), elements=SIZES)
SCALES = st.sampled_from([1e-6, 1e-3, 1.0, 1e6])


@st.composite
def arrays(draw: st.DrawFn) -> np.ndarray:
    """An array of unequal sides that is not all zeros, of any scale."""
    shape = draw(st.sampled_from([(), (3,), (2, 3), (4, 3), (2, 3, 4)]))
    array = draw(hnp.arrays(np.float64, shape, elements=SIZES)) * draw(SCALES)
    return array if np.any(array) else array + 1.0


@given(arrays())
def test_the_reference_passes_against_itself(expected: np.ndarray) -> None:
    """The expected value is right, as an array, as nested lists, as a matrix of its bytes."""
    outcomes = [
        judge_output(ArrayValue(expected.copy()), expected),
        judge_output(expected.tolist(), expected),
        judge_output(ArrayValue(expected.copy(), "matrix"), expected),
    ]

    assert [True] * 3 == [outcome.ok and outcome.shape_ok for outcome in outcomes]


@given(arrays())
def test_single_precision_passes(expected: np.ndarray) -> None:
    """Rounding to float32 is within tolerance and earns a remark."""
    outcome = judge_output(ArrayValue(expected.astype(np.float32)), expected)

    assert outcome.ok


@given(arrays(), st.data())
def test_a_perturbation_above_tolerance_fails(expected: np.ndarray, data: st.DataObject) -> None:
    """One entry that is off by more than the tolerance makes the answer wrong."""
    place = data.draw(st.integers(0, expected.size - 1))
    factor = data.draw(st.floats(1.01, 1e6))
    got = expected.copy().reshape(-1)
    got[place] += tolerance.RELATIVE * tolerance.scale_of(expected) * factor

    outcome = judge_output(ArrayValue(got.reshape(expected.shape)), expected)

    assert (False, "wrong-value") == (outcome.ok, outcome.reason)


@given(arrays(), st.sampled_from([np.nan, np.inf, -np.inf]), st.data())
def test_what_is_not_finite_never_passes(
    expected: np.ndarray, bad: float, data: st.DataObject
) -> None:
    """A single NaN or infinity is told as such."""
    got = expected.copy().reshape(-1)
    got[data.draw(st.integers(0, got.size - 1))] = bad

    outcome = judge_output(ArrayValue(got.reshape(expected.shape)), expected)

    assert (False, "not-finite") == (outcome.ok, outcome.reason)


@given(arrays())
def test_empty_never_passes(expected: np.ndarray) -> None:
    """An array without entries is no answer, whatever its other sides are."""
    shapes = [(0,), (0, 3), (3, 0), (1, 0)]

    assert not any(judge_output(ArrayValue(np.zeros(shape)), expected).ok for shape in shapes)


@given(st.floats(1.0, 10.0), st.sampled_from([(3,), (2, 3), (2, 3, 4)]))
def test_what_merely_broadcasts_never_passes(value: float, shape: tuple[int, ...]) -> None:
    """A number, or an array with fewer axes or sides of one, isn't the array that it would fill."""
    expected = np.full(shape, value)
    others = [
        np.array(value),
        np.full(1, value),
        np.full(shape[-1:], value),
        np.full((1, 1), value),
    ]

    verdicts = [judge_output(ArrayValue(o), expected).ok for o in others if o.shape != shape]

    assert not any(verdicts)


@given(hnp.arrays(np.float64, (2, 3), elements=SIZES))
def test_a_transpose_keeps_its_numbers_but_not_its_shape(expected: np.ndarray) -> None:
    """Right numbers in the transposed shape are right numbers in a wrong shape."""
    outcome = judge_output(ArrayValue(expected.T.copy()), expected)

    assert (True, False) == (outcome.ok or not expected.any(), outcome.shape_ok)


@given(VECTORS)
def test_a_vector_as_row_or_column_keeps_its_numbers_but_not_its_shape(v: np.ndarray) -> None:
    """(1, d) and (d, 1) for (d,) lose the shape and only that."""
    expected = v + 1.0 if not v.any() else v

    for got in (expected[None, :], expected[:, None]):
        outcome = judge_output(ArrayValue(got.copy()), expected)
        assert (True, False) == (outcome.ok, outcome.shape_ok)


@pytest.mark.parametrize(
    "value", [2.5, ArrayValue(np.float64(2.5), "scalar"), ArrayValue(np.array([[2.5]])), [2.5]]
)
def test_a_number_may_come_in_any_wrapping(value: Value) -> None:
    """A float, a numpy scalar, an array or a list of one entry all say the same number."""
    outcome = judge_output(value, 2.5)

    assert (True, True) == (outcome.ok, outcome.shape_ok)


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (None, "not-implemented"),
        (True, "wrong-type"),
        ("1.0", "wrong-type"),
        (1j, "wrong-type"),
        (Opaque("Answer"), "wrong-type"),
        ({"a": 1.0}, "wrong-type"),
        (ArrayValue(np.array([True, False])), "wrong-type"),
        (ArrayValue(np.array([1j, 2.0])), "wrong-type"),
        ([1.0, "two"], "wrong-type"),
        ([[1.0], [1.0, 2.0]], "wrong-shape"),
        (ArrayValue(np.ones(3)), "wrong-shape"),
        (10**400, "not-finite"),
    ],
)
def test_what_is_no_array_says_why(value: Value, reason: str) -> None:
    """Each kind of wrong value has its reason."""
    assert reason == judge_output(value, np.array([1.0, 2.0])).reason


def test_zeros_pass_only_where_zeros_are_due() -> None:
    """All zeros are right for an expected zero array, and for no other."""
    zeros = ArrayValue(np.zeros(3))

    verdicts = [judge_output(zeros, np.zeros(3)).ok, judge_output(zeros, np.full(3, 1e-6)).ok]

    assert [True, False] == verdicts


def test_a_small_wrong_gradient_is_wrong() -> None:
    """Entries of 1e-6 are compared at their own scale, not at 1."""
    expected = np.array([1e-6, -2e-6])

    assert not judge_output(ArrayValue(-expected), expected).ok


@pytest.mark.parametrize(
    ("got", "ok"),
    [({"dev": 2.0, "clf": "b"}, True), ({"dev": 1.0, "clf": "a"}, False), ({"dev": 2.0}, False)],
)
def test_records_are_compared_part_by_part(got: dict[str, Any], ok: bool) -> None:
    """A dict is right if it has the same keys and each part is right."""
    assert ok == judge_output(got, {"dev": 2.0, "clf": "b"}).ok

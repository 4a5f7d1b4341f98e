"""The proofs' comparison rejects what a lenient one lets through."""

import numpy as np
import pytest

from tests.reference.distance import distance

VECTOR = np.array([1.0, -2.0, 4.0])


@pytest.mark.parametrize(
    "wrong",
    [
        VECTOR[np.newaxis],
        VECTOR[:, np.newaxis],
        VECTOR[:2],
        np.array([]),
        4.0,
        [1.0, np.nan, 4.0],
        [1.0, np.inf, 4.0],
    ],
    ids=["row", "column", "shorter", "empty", "scalar", "nan", "inf"],
)
def test_another_shape_or_nan_is_infinitely_far(wrong: object) -> None:
    """Nothing that broadcasts, is empty or is not finite counts as near."""
    assert distance(VECTOR, wrong) == np.inf
    assert distance(wrong, VECTOR) == np.inf


def test_distance_is_relative_to_the_largest_expected_entry() -> None:
    """Scaling both sides changes nothing."""
    other = np.array([1.0, -1.5, 4.0])

    assert distance(VECTOR, other) == 0.125
    assert distance(1e-6 * VECTOR, 1e-6 * other) == pytest.approx(0.125)


def test_distance_from_zeros_is_absolute() -> None:
    """Where nothing but zeros is expected, a difference counts in full."""
    assert distance(np.zeros(2), [0.0, 1e-9]) == 1e-9

"""Laws of gradient descent: closed forms, halving, postprocessing, the start left alone."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference.normalize_rows import normalize_rows
from reference.sgd import sgd
from tests.reference.distance import TWELVE_DIGITS, distance
from tests.reference.draws import law


def slope_of_one(x: np.ndarray) -> tuple[float, np.ndarray]:
    """An objective that falls by one in every direction, everywhere."""
    return float(np.sum(x)), np.ones_like(x)


@law
@given(st.floats(-5, 5), st.floats(0.001, 0.3), st.integers(0, 60))
def test_descent_on_a_quadratic_is_a_geometric_sequence(
    start: float, step: float, iterations: int
) -> None:
    """On sum x^2 every step multiplies by 1 - 2 step."""
    expected = start * (1 - 2 * step) ** iterations
    point = sgd(lambda x: (float(np.sum(x**2)), 2 * x), start, step, iterations)

    assert abs(expected - float(point)) <= TWELVE_DIGITS * max(1.0, abs(start))


@law
@given(st.integers(0, 40), st.integers(1, 10))
def test_the_step_is_halved_after_each_period(iterations: int, period: int) -> None:
    """On a constant slope the way is the sum of the steps, halved after each period."""
    way = sum(0.5 ** ((t - 1) // period) for t in range(1, iterations + 1))
    point = sgd(slope_of_one, np.zeros((2, 3)), 1.0, iterations, anneal_every=period)

    assert (point == -way).all()


def test_nothing_is_halved_up_to_twenty_thousand() -> None:
    """20000 whole steps, and the next is half of one."""
    assert tuple(
        float(sgd(slope_of_one, 0.0, 1.0, iterations)) for iterations in (20000, 20001)
    ) == (-20000.0, -20000.5)


def test_the_returned_value_of_postprocessing_is_the_next_point() -> None:
    """A postprocessing that only returns works, after each step and not before the first."""
    seen = []

    def clip(x: np.ndarray) -> np.ndarray:
        seen.append(x.tolist())
        clipped: np.ndarray = np.maximum(x, -1.5)
        return clipped

    assert sgd(slope_of_one, np.zeros(2), 1.0, 3, clip).tolist() == [-1.5, -1.5]
    assert seen == [[-1.0, -1.0], [-2.0, -2.0], [-2.5, -2.5]]


def test_a_postprocessing_in_place_works_too() -> None:
    """Writing into the argument and returning it gives what returning a new array gives."""

    def in_place(x: np.ndarray) -> np.ndarray:
        x[:] = normalize_rows(x)
        return x

    start = np.arange(1.0, 7.0).reshape(2, 3)
    before = start.copy()

    expected = sgd(slope_of_one, start, 0.1, 5, normalize_rows)
    assert distance(expected, sgd(slope_of_one, start, 0.1, 5, in_place)) <= TWELVE_DIGITS
    assert (before == start).all()


def test_an_objective_that_writes_into_its_point_does_not_reach_the_start() -> None:
    """The caller's start stays what it was."""

    def rude(x: np.ndarray) -> tuple[float, np.ndarray]:
        x[:] = 0.0
        return 0.0, np.ones_like(x)

    start = np.array([3.0, 4.0])
    sgd(rude, start, 0.5, 2)

    assert start.tolist() == [3.0, 4.0]


@pytest.mark.parametrize("start", [2, 2.0, np.array([2, 3]), np.ones((2, 1, 3))])
def test_no_iterations_give_a_copy_of_the_start(start: np.ndarray | float) -> None:
    """Without a step the start comes back as float64, in its shape."""
    point = sgd(slope_of_one, start, 0.1, 0, normalize_rows)

    assert distance(start, point) == 0
    assert point.dtype == np.float64
    assert not np.shares_memory(point, np.asarray(start))

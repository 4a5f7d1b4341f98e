"""Derivatives by values alone: right on smooth functions, silent where there is none."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.checks.derivative import STEPS, Slope, agrees, slope

SIZES = st.sampled_from([1e-6, 1e-3, 1.0, 1e3, 1e6])
SMOOTH: dict[str, tuple[Callable[[float], float], Callable[[float], float]]] = {
    "cubic": (lambda t: t**3 - t, lambda t: 3 * t**2 - 1),
    "exponential": (np.exp, np.exp),
    "log-sum": (lambda t: np.log(1 + np.exp(t)), lambda t: 1 / (1 + np.exp(-t))),
    "sine": (np.sin, np.cos),
}


def differences(function: Callable[[float], float], at: float) -> list[float]:
    """Return the central differences of a function at the steps that are used."""
    return [(function(at + h) - function(at - h)) / (2 * h) for h in STEPS]


@pytest.mark.parametrize("name", SMOOTH)
@given(at=st.floats(-2, 2), size=SIZES)
def test_a_smooth_function_has_its_derivative(name: str, at: float, size: float) -> None:
    """To more digits than are asked for, whatever the size of the function."""
    function, derivative = SMOOTH[name]
    found = slope(differences(lambda t: size * float(function(t)), at))

    assert found is not None
    assert agrees(found, size * float(derivative(at)), size)


@given(at=st.floats(0.1, 2), size=SIZES, wrong=st.sampled_from([-1.0, 0.0, 0.5, 2.0, 1.001]))
def test_a_wrong_derivative_is_told(at: float, size: float, wrong: float) -> None:
    """Sign, zeros, a factor, a thousandth: also where all numbers are tiny or huge."""
    found = slope(differences(lambda t: size * float(np.exp(t)), at))

    assert found is not None
    assert not agrees(found, wrong * size * float(np.exp(at)), size * float(np.exp(at)))


def test_a_kink_has_no_derivative() -> None:
    """Where a side bends within the steps, nothing is said."""
    assert slope(differences(lambda t: abs(t - 0.004) + max(t, 0.003), 0.0)) is None


def test_noise_has_no_derivative() -> None:
    """A loss that draws anew at each call is not judged by its differences."""
    rng = np.random.default_rng(3)
    noisy = [slope(differences(lambda t: t**2 + rng.normal(), 1.0)) for _ in range(50)]
    told = [found for found in noisy if found is not None and agrees(found, 2.0, 2.0)]

    assert [] == told


@pytest.mark.parametrize("broken", [[np.nan, 1.0, 1.0], [np.inf, 1.0, 1.0]])
def test_what_is_not_finite_has_no_derivative(broken: list[float]) -> None:
    """NaN agrees with nothing."""
    assert slope(broken) is None
    assert not agrees(Slope(1.0, 0.0), np.nan, 1.0)

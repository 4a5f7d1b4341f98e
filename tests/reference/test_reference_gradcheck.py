"""The reference's gradient check accepts what is right and rejects what fools simpler ones."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference.gradcheck import GradientReport, check_gradient, gradient_is_right
from reference.naive_softmax import naive_softmax
from tests.reference.distance import distance
from tests.reference.draws import law, matrices

Objective = Callable[[np.ndarray], tuple[float, np.ndarray]]
POINT = np.array([[0.5, -2.0, 3.0], [1.0, 0.25, -0.75]])


def cubic(x: np.ndarray) -> tuple[float, np.ndarray]:
    """The objective that the plants below spoil."""
    return float(np.sum(x**3 + x)), 3 * x**2 + 1


RIGHT: dict[str, tuple[Objective, np.ndarray | float]] = {
    "cubic": (cubic, POINT),
    "scalar": (lambda x: (float(x**2), 2 * x), 3.0),
    "whole-number": (lambda x: (float(x**2), 2 * x), 3),
    "three-axes": (lambda x: (float(np.sum(np.sin(x))), np.cos(x)), np.ones((2, 3, 2))),
    "at-zero": (lambda x: (float(np.sum(np.exp(x))), np.exp(x)), np.zeros(3)),
    "wiggly": (lambda x: (float(np.sum(np.sin(200 * x))), 200 * np.cos(200 * x)), POINT),
    "tiny-loss": (lambda x: (1e-12 * float(np.sum(x**2)), 2e-12 * x), POINT),
    "huge-loss": (lambda x: (1e12 * float(np.sum(x**2)), 2e12 * x), POINT),
    "offset": (lambda x: (1e4 + float(np.sum(x**2)), 2 * x), POINT),
    "offset-and-negative": (lambda x: (1e7 + float(np.sum(x)), np.ones_like(x)), -np.ones(3)),
    "entry-lost-in-rounding": (
        lambda x: (float(-1e3 * x[0] - 1e-9 * x[1]), np.array([-1e3, -1e-9])),
        np.array([0.7, 1.3]),
    ),
    "constant": (lambda x: (7.0, np.zeros_like(x)), POINT),
    "edge-of-domain": (lambda x: (float(np.sum(np.log(x))), 1 / x), np.array([1e-3, 1e3])),
    "mixed-scales": (
        lambda x: (float(x[0] * x[1] ** 2), np.array([x[1] ** 2, 2 * x[0] * x[1]])),
        np.array([1e-4, 1e4]),
    ),
    "one-zero-entry": (lambda x: (float(np.sum(x**2)), 2 * x), np.array([0.0, 1e4])),
}


@pytest.mark.filterwarnings("ignore:invalid value")
@pytest.mark.parametrize("name", RIGHT)
def test_a_right_gradient_agrees(name: str) -> None:
    """Right gradients pass at every scale, shape and offset."""
    objective, x = RIGHT[name]
    report = check_gradient(objective, x)

    assert report.agrees, report
    assert gradient_is_right(objective, x)


PLANTS: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "zeros": np.zeros_like,
    "nan": lambda g: np.full_like(g, np.nan),
    "one-nan": lambda g: np.where(g == g.max(), np.nan, g),
    "infinite": lambda g: np.full_like(g, np.inf),
    "sign-flipped": lambda g: -g,
    "doubled": lambda g: 2 * g,
    "off-by-a-little": lambda g: g * (1 + 1e-5),
    "one-entry-off": lambda g: g + 1e-5 * np.ptp(g) * (g == g.min()),
    "row-vector": lambda g: g.reshape(1, -1),
    "column": lambda g: g.reshape(-1, 1),
    "transposed": np.transpose,
    "longer": lambda g: np.concatenate([g, g]),
    "shorter": lambda g: g[:1],
    "scalar": lambda g: g[0, 0],
    "rows-exchanged": lambda g: g[::-1],
}


@pytest.mark.parametrize("scale", [1.0, 1e-6, 1e6])
@pytest.mark.parametrize("name", PLANTS)
def test_a_wrong_gradient_is_rejected(name: str, scale: float) -> None:
    """Every plant fails, also where all entries are about 1e-6."""

    def wrong(x: np.ndarray) -> tuple[float, np.ndarray]:
        loss, gradient = cubic(x)
        return scale * loss, PLANTS[name](scale * gradient)

    assert not check_gradient(wrong, POINT).agrees
    assert not gradient_is_right(wrong, POINT)


def test_a_small_wrong_gradient_beside_a_loss_of_one_is_rejected() -> None:
    """Gradients of 1e-6 are not hidden by a loss that is a million times larger."""

    def wrong(x: np.ndarray) -> tuple[float, np.ndarray]:
        return 1.0 + 1e-6 * float(np.sum(x**2)), 2.2e-6 * x

    assert not gradient_is_right(wrong, POINT)


def test_zeros_for_a_loss_that_falls_gently_are_rejected() -> None:
    """A slope of -1e-8 is a slope, though all of it is small and negative."""
    assert not gradient_is_right(lambda x: (-1e-8 * float(np.sum(x)), np.zeros_like(x)), POINT)


def test_rounding_excuses_no_more_than_the_tolerance_of_the_largest_entry() -> None:
    """Beside a loss of 1e6 a gradient that is wrong in its sixth digit does not slip through."""

    def wrong(x: np.ndarray) -> tuple[float, np.ndarray]:
        return 1e6 + 1e-3 * float(np.sum(x)), np.full_like(x, 1e-3 * (1 + 5e-6))

    assert not gradient_is_right(wrong, np.ones(2))


def test_a_small_wrong_entry_beside_large_ones_is_rejected() -> None:
    """One entry of 1e-3 is judged by its own size, not by its neighbour's 1e3."""
    weights = np.array([1e3, 1e-3])

    def wrong(x: np.ndarray) -> tuple[float, np.ndarray]:
        return float(weights @ x), weights * [1.0, 1.1]

    report = check_gradient(wrong, np.array([1.0, 1.0]))

    assert (report.agrees, report.worst_index) == (False, (1,))


@pytest.mark.parametrize("scale", [1.0, 1e4])
def test_ill_scaled_word_vectors(scale: float) -> None:
    """With U scaled up and v down the right gradient passes and a wrong one fails."""
    rng = np.random.default_rng(5)
    outside, center = scale * rng.standard_normal((5, 3)), rng.standard_normal(3) / scale

    def right(v: np.ndarray) -> tuple[float, np.ndarray]:
        return naive_softmax(v, 2, outside)[:2]

    def wrong(v: np.ndarray) -> tuple[float, np.ndarray]:
        loss, gradient = right(v)
        return loss, gradient + outside[2] / 1000

    assert check_gradient(right, center).agrees
    assert not check_gradient(wrong, center).agrees


def test_the_report_names_the_worst_entry_and_its_error() -> None:
    """The error is relative to the larger of the two numbers."""

    def wrong(x: np.ndarray) -> tuple[float, np.ndarray]:
        loss, gradient = cubic(x)
        gradient[1, 2] *= 2
        return loss, gradient

    report = check_gradient(wrong, POINT)

    assert (report.agrees, report.worst_index) == (False, (1, 2))
    assert report.worst_error == pytest.approx(0.5)


def test_the_error_of_a_flipped_and_doubled_entry() -> None:
    """Signs have no say in the scale: |-2d - d| / |-2d| is 3/2."""

    def wrong(x: np.ndarray) -> tuple[float, np.ndarray]:
        loss, gradient = cubic(x)
        return loss, -2 * gradient

    assert check_gradient(wrong, POINT).worst_error == pytest.approx(1.5)


@pytest.mark.parametrize("shape", [(6,), (3, 2), (2, 3, 1), ()])
def test_another_shape_has_no_entry_to_name(shape: tuple[int, ...]) -> None:
    """A gradient must have the shape of x before any entry is compared."""
    report = check_gradient(lambda x: (cubic(x)[0], np.ones(shape)), POINT)

    assert GradientReport(False, np.inf, None) == report


def test_nothing_to_check_is_not_a_pass() -> None:
    """An empty x has no derivative that could agree."""
    assert not gradient_is_right(lambda x: (0.0, x), np.zeros((0, 3)))


@pytest.mark.parametrize("loss", [np.nan, np.inf, -np.inf])
def test_a_loss_that_is_not_finite_never_agrees(loss: float) -> None:
    """No gradient belongs to a loss of NaN or infinity."""
    assert not gradient_is_right(lambda x: (loss, np.zeros_like(x)), POINT)


@pytest.mark.parametrize("slope", [0.0, 1.0, -1.0])
def test_a_kink_agrees_with_no_side(slope: float) -> None:
    """At the kink of max(x, 0) neither 0 nor 1 is the derivative."""
    assert not gradient_is_right(lambda x: (max(float(x), 0.0), np.asarray(slope)), 0.0)


def test_a_jump_has_no_derivative() -> None:
    """A huge doubt excuses nothing."""
    assert not gradient_is_right(lambda x: (float(x >= 1), np.asarray(5.0)), 1.0)


def test_x_is_not_changed_and_f_cannot_change_the_check() -> None:
    """f may write into what it is given: it gets a fresh copy for each call."""

    def rude(x: np.ndarray) -> tuple[float, np.ndarray]:
        result = cubic(x)
        x[:] = np.nan
        return result

    x = POINT.copy()

    assert check_gradient(rude, x).agrees
    assert (x == POINT).all()


@law
@given(matrices(), st.integers(0, 2**32 - 1))
def test_random_quadratics(x: np.ndarray, seed: int) -> None:
    """The right gradient of a random quadratic passes, one entry off by a thousandth fails."""
    rng = np.random.default_rng(seed)
    curvature, tilt = rng.standard_normal((2, *x.shape))
    index = tuple(int(rng.integers(0, size)) for size in x.shape)

    def right(t: np.ndarray) -> tuple[float, np.ndarray]:
        return float(np.sum(curvature * t**2 / 2 + tilt * t)), curvature * t + tilt

    def wrong(t: np.ndarray) -> tuple[float, np.ndarray]:
        loss, gradient = right(t)
        gradient[index] += 1e-3 * np.abs(gradient).max()
        return loss, gradient

    assert check_gradient(right, x).agrees
    assert not check_gradient(wrong, x).agrees


def test_a_stricter_tolerance_rejects_more() -> None:
    """The tolerance is the largest error that agrees."""

    def nearly(x: np.ndarray) -> tuple[float, np.ndarray]:
        loss, gradient = cubic(x)
        return loss, gradient * (1 + 1e-4)

    assert check_gradient(nearly, POINT, tolerance=1e-3).agrees
    assert not check_gradient(nearly, POINT, tolerance=1e-5).agrees
    assert distance(1e-4, check_gradient(nearly, POINT).worst_error) <= 1e-3

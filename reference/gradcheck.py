"""Gradient checking by central differences that choose their own step."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from .loss_and_gradient import Objective

if TYPE_CHECKING:
    from jaxtyping import Float

TOLERANCE = 1e-6
FINEST, GROWTH = 1e-6, 8.0
ROUNDING = 8.0 * float(np.finfo(np.float64).eps)


class GradientReport(NamedTuple):
    """Whether a gradient agrees, its worst relative error, and the index where that stands.

    The index is None where no entry could be compared: wrong shape, or nothing to check.
    """

    agrees: bool
    worst_error: float
    worst_index: tuple[int, ...] | None


class Slope(NamedTuple):
    """A derivative known to lie within doubt of value."""

    value: float
    doubt: float


def check_gradient(
    f: Objective, x: Float[np.ndarray, "*shape"] | float, tolerance: float = TOLERANCE
) -> GradientReport:
    """Compare the gradient that f gives at x with central differences of the loss that f gives.

    Steps grow from fine to coarse for as long as each difference lies within the rounding error
    of all finer ones, so ill-scaled entries each find a step of their own. A NaN, an infinity,
    another shape than that of x or an empty x never agrees.

    Formula: d_i = (loss(x + h e_i) - loss(x - h e_i)) / 2h, and the error of entry i is
    (|g_i - d_i| - slack_i) / max(|g_i|, |d_i|), or 0 if that is less, to be at most the tolerance.
    slack_i is what rounding hides of d_i, but at most the tolerance times the largest |d_j|.
    Domain: f gives (loss, gradient), is not random, is smooth near x and accurate to a few ulps
    of the loss; x is not changed, and f gets a fresh copy for each call.
    Singular points: at a kink no gradient agrees unless the slopes on both sides average to it;
    a gradient too small to be seen beside the loss's rounding does not agree unless it is 0.
    Source: Goodfellow et al. 2016, Deep Learning, section 11.5 (centered differences); Press et
    al. 2007, Numerical Recipes, eq. 5.7.7 and 5.7.8 (rounding against truncation).
    """
    point = np.array(x, dtype=np.float64)
    given = np.asarray(f(point.copy())[1], dtype=np.float64)
    if given.shape != point.shape or given.size == 0:
        return GradientReport(False, np.inf, None)
    slopes = [_slope(f, point, index) for index in np.ndindex(point.shape)]
    errors = _errors(given.ravel(), np.array(slopes), tolerance)
    worst = int(np.argmax(errors))
    index = tuple(int(i) for i in np.unravel_index(worst, point.shape))
    return GradientReport(bool(errors[worst] <= tolerance), float(errors[worst]), index)


def gradient_is_right(f: Objective, x: Float[np.ndarray, "*shape"] | float) -> bool:
    """Say whether the gradient that f gives at x is that of the loss that f gives.

    Formula: the verdict of check_gradient at its default tolerance.
    Domain: that of check_gradient.
    Singular points: those of check_gradient.
    Source: Goodfellow et al. 2016, Deep Learning, section 11.5.
    """
    return check_gradient(f, x).agrees


def _errors(
    given: Float[np.ndarray, "n"], slopes: Float[np.ndarray, "n 2"], tolerance: float
) -> Float[np.ndarray, "n"]:
    """Give each entry's relative error, infinite where it is not a number."""
    value, doubt = slopes.T
    largest = np.abs(value[np.isfinite(value)]).max(initial=0.0)
    slack = np.minimum(doubt, tolerance * largest)
    scale = np.maximum(np.abs(given), np.abs(value))
    with np.errstate(invalid="ignore"):
        beyond = np.maximum(np.abs(given - value) - slack, 0.0)
        # Two zeros would give 0/0; dividing by 1 keeps their error at 0.
        errors = beyond / np.where(scale == 0.0, 1.0, scale)
    return np.where(np.isfinite(errors), errors, np.inf)


def _slope(f: Objective, point: Float[np.ndarray, "*shape"], index: tuple[int, ...]) -> Slope:
    """Narrow the derivative by one entry down, from fine steps to coarse ones."""
    largest = float(np.abs(point).max()) or 1.0
    step = FINEST * max(abs(float(point[index])), 1e-9 * largest)
    best = _difference(f, point, index, step)
    low, high = best.value - best.doubt, best.value + best.doubt
    while (step := step * GROWTH) <= largest:
        coarser = _difference(f, point, index, step)
        low = max(low, coarser.value - coarser.doubt)
        high = min(high, coarser.value + coarser.doubt)
        # Written so that NaN, from a step that left the domain of f, ends the search as well.
        if not low <= high:
            break
        # Curvature that the finer steps' rounding hid is at most one step's growth larger.
        best = Slope((low + high) / 2, GROWTH * coarser.doubt)
    return best


def _difference(
    f: Objective, point: Float[np.ndarray, "*shape"], index: tuple[int, ...], step: float
) -> Slope:
    """Take one central difference, with a bound on its rounding error."""
    above, below = point.copy(), point.copy()
    above[index] += step
    below[index] -= step
    # Not 2 * step: what was added is what survived rounding.
    width = float(above[index] - below[index])
    upper, lower = float(f(above)[0]), float(f(below)[0])
    return Slope((upper - lower) / width, ROUNDING * max(abs(upper), abs(lower)) / width)

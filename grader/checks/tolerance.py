"""When two numbers count as equal: the only place that compares floats."""

from typing import NamedTuple

import numpy as np

RELATIVE = 1e-5
"""Largest error, relative to the reference's own scale; float32 accumulators stay well inside."""
EXACT = 1e-9
"""Errors below this are float64 rounding; between the two it was single precision or a shortcut."""
TINY = 1e-12
"""The smallest scale there is: what is expected to be zero must be zero to this."""
ROUNDING = 1e-14
"""Absolute errors up to here are float64 rounding of terms of ordinary size: a loss near zero is
the difference of such terms, and no form of it is right to more digits."""


class Comparison(NamedTuple):
    """How an answer compares with the expected array, entry by entry."""

    close: bool
    wrong: np.ndarray
    """True where an entry is off by more than the tolerance (or is not a number)."""
    error: float
    """Largest error relative to the scale; infinite where an entry is not finite."""
    scale: float


def scale_of(expected: np.ndarray) -> float:
    """Return the size of the expected array: its largest entry, at least TINY."""
    return max(float(np.abs(expected).max()), TINY) if expected.size else TINY


def compare(got: np.ndarray, expected: np.ndarray, relative: float | None = None) -> Comparison:
    """Compare two arrays of the same shape; raises ValueError if the shapes differ.

    An entry is right if its error is at most `relative` times the expected array's largest
    entry (or mere rounding). Written positively, so that NaN is never right; an empty array
    never is.
    """
    if got.shape != expected.shape:
        raise ValueError(f"shapes differ: {got.shape} and {expected.shape}")
    if got.size == 0:
        return Comparison(False, np.zeros(got.shape, dtype=bool), 0.0, TINY)
    scale = scale_of(expected)
    allowed = max((RELATIVE if relative is None else relative) * scale, ROUNDING)
    with np.errstate(all="ignore"):
        error = np.abs(got - expected)
    worst = float(error.max())  # NaN if any entry is
    close = worst <= allowed
    wrong = np.zeros(got.shape, dtype=bool) if close else ~np.asarray(error <= allowed)
    return Comparison(close, wrong, worst / scale if np.isfinite(worst) else np.inf, scale)


def same_factor(got: np.ndarray, expected: np.ndarray) -> float | None:
    """Return c where got = c * expected within tolerance (expected not all zero), else None."""
    weight = float(np.sum(expected * expected))
    if got.shape != expected.shape or not np.isfinite(got).all() or weight <= TINY**2:
        return None
    factor = float(np.sum(got * expected)) / weight
    if abs(factor) <= RELATIVE:
        return None
    return factor if compare(got, factor * expected).close else None


def is_near(number: float, target: float) -> bool:
    """Say whether a number is a target, as near as a measured factor can be."""
    return abs(number - target) <= 10 * RELATIVE * max(1.0, abs(target))

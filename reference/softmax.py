"""Softmax of a vector, or of each row of a matrix."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from jaxtyping import Float


def softmax(x: Float[np.ndarray, "*rows n"]) -> Float[np.ndarray, "*rows n"]:
    """Turn scores into probabilities along the last axis; the shape is kept.

    Formula: softmax(x)_i = exp(x_i - m) / sum_j exp(x_j - m), with m = max_j x_j.
    Domain: finite scores of any size; the last axis holds at least one score.
    Singular points: none; the shift by m cancels and keeps every exponent at or below 0.
    Source: Goodfellow et al. 2016, Deep Learning, eq. 6.29 (formula) and 6.33 (shift).
    """
    exponentials = np.exp(_shifted(x))
    probabilities: np.ndarray = exponentials / exponentials.sum(axis=-1, keepdims=True)
    return probabilities


def log_softmax(x: Float[np.ndarray, "*rows n"]) -> Float[np.ndarray, "*rows n"]:
    """Give the logarithm of softmax along the last axis, where softmax itself may round to 0.

    Formula: log softmax(x)_i = (x_i - m) - log sum_j exp(x_j - m), with m = max_j x_j; the sum
    is 1 for one j at the maximum plus the rest, so its logarithm is log1p of the rest.
    Domain: finite scores of any size; the last axis holds at least one score.
    Singular points: none; near 0, for a certain outcome, all digits of the value are kept.
    Source: Goodfellow et al. 2016, Deep Learning, eq. 6.30.
    """
    shifted = _shifted(x)
    rest = np.exp(shifted)
    np.put_along_axis(rest, shifted.argmax(axis=-1, keepdims=True), 0.0, axis=-1)
    logarithms: np.ndarray = shifted - np.log1p(rest.sum(axis=-1, keepdims=True))
    return logarithms


def _shifted(x: Float[np.ndarray, "*rows n"]) -> Float[np.ndarray, "*rows n"]:
    scores = np.asarray(x, dtype=np.float64)
    shifted: np.ndarray = scores - scores.max(axis=-1, keepdims=True)
    return shifted

"""The logistic sigmoid, its logarithm and its derivative."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from jaxtyping import Float


def sigmoid(x: Float[np.ndarray, "*shape"] | float) -> Float[np.ndarray, "*shape"]:
    """Squash each number into [0, 1]; a scalar gives a numpy float64.

    Formula: sigmoid(x) = 1 / (1 + exp(-x)), taken as exp(x) / (1 + exp(x)) where x < 0.
    Domain: every real number; from about 37 on the value rounds to 1, below about -745 to 0.
    Singular points: none; the exponent used is -|x|, so nothing overflows.
    Source: Goodfellow et al. 2016, Deep Learning, eq. 3.30 and 3.33.
    """
    x = np.asarray(x, dtype=np.float64)
    decay = np.exp(-np.abs(x))
    value: np.ndarray = np.where(x >= 0, 1.0, decay) / (1.0 + decay)
    return value


def log_sigmoid(x: Float[np.ndarray, "*shape"] | float) -> Float[np.ndarray, "*shape"]:
    """Give the logarithm of the sigmoid, where the sigmoid itself may round to 0.

    Formula: log sigmoid(x) = min(x, 0) - log(1 + exp(-|x|)).
    Domain: every real number; far to the left the value is x itself.
    Singular points: none; the kinks of min(x, 0) and |x| at 0 cancel.
    Source: Goodfellow et al. 2016, Deep Learning, eq. 3.36, with the softplus of eq. 3.31.
    """
    x = np.asarray(x, dtype=np.float64)
    value: np.ndarray = np.minimum(x, 0.0) - np.log1p(np.exp(-np.abs(x)))
    return value


def sigmoid_grad(s: Float[np.ndarray, "*shape"] | float) -> Float[np.ndarray, "*shape"]:
    """Give the sigmoid's derivative at x from the sigmoid's value s = sigmoid(x), not from x.

    Formula: d sigmoid / dx = s (1 - s).
    Domain: 0 <= s <= 1; the formula holds as it stands outside it too.
    Singular points: none; where s rounds to 0 or 1 the derivative is 0.
    Source: Goodfellow et al. 2016, Deep Learning, eq. 3.34.
    """
    s = np.asarray(s, dtype=np.float64)
    return s * (1.0 - s)

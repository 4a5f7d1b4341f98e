"""The rectified linear unit and its leaky form, with their derivatives."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from jaxtyping import Float


def relu(x: Float[np.ndarray, "*shape"] | float) -> Float[np.ndarray, "*shape"]:
    """Keep what is positive and put 0 for the rest.

    Formula: relu(x) = max(x, 0).
    Domain: every real number.
    Singular points: a kink at 0, where the value is 0.
    Source: Maas et al. 2013, Rectifier nonlinearities improve neural network acoustic
    models, eq. 2.
    """
    return np.maximum(np.asarray(x, dtype=np.float64), 0.0)


def relu_grad(x: Float[np.ndarray, "*shape"] | float) -> Float[np.ndarray, "*shape"]:
    """Give the derivative of relu at x.

    Formula: relu'(x) = 1 where x > 0, else 0.
    Domain: every real number.
    Singular points: no derivative at 0; the one from the left, 0, is given.
    Source: Goodfellow et al. 2016, Deep Learning, section 6.3.1.
    """
    return np.heaviside(np.asarray(x, dtype=np.float64), 0.0)


def leaky_relu(x: Float[np.ndarray, "*shape"] | float, slope: float) -> Float[np.ndarray, "*shape"]:
    """Keep what is positive and scale the rest by a slope.

    Formula: leaky_relu(x) = max(x, 0) + slope * min(x, 0).
    Domain: every real x and slope.
    Singular points: a kink at 0 (unless slope is 1), where the value is 0.
    Source: Maas et al. 2013, Rectifier nonlinearities improve neural network acoustic
    models, eq. 3.
    """
    x = np.asarray(x, dtype=np.float64)
    value: np.ndarray = np.maximum(x, 0.0) + slope * np.minimum(x, 0.0)
    return value


def leaky_relu_grad(
    x: Float[np.ndarray, "*shape"] | float, slope: float
) -> Float[np.ndarray, "*shape"]:
    """Give the derivative of leaky_relu by x.

    Formula: leaky_relu'(x) = 1 where x > 0, else slope.
    Domain: every real x and slope.
    Singular points: no derivative at 0; the one from the left, slope, is given.
    Source: Maas et al. 2013, Rectifier nonlinearities improve neural network acoustic
    models, eq. 3.
    """
    x = np.asarray(x, dtype=np.float64)
    derivative: np.ndarray = np.heaviside(x, 0.0) + slope * np.heaviside(-x, 1.0)
    return derivative

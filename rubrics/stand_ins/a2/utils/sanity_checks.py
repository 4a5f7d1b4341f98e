"""Quick looks at a few answers that can be worked out by hand."""

from collections.abc import Callable
from typing import Any

import numpy as np


def check_sigmoid(sigmoid: Callable[[Any], Any]) -> bool:
    """Say whether sigmoid is one half at 0 and symmetric about that point."""
    x = np.array([0.0, 1.5, -1.5])
    y = np.asarray(sigmoid(x))
    return bool(y.shape == x.shape and np.isclose(y[0], 0.5) and np.isclose(y[1] + y[2], 1.0))


def check_softmax(softmax: Callable[[np.ndarray], np.ndarray]) -> bool:
    """Say whether softmax gives equal shares to equal scores, however large they are."""
    shares = np.asarray(softmax(np.array([1000.0, 1000.0])))
    return bool(shares.shape == (2,) and np.allclose(shares, 0.5))


def check_shapes(gradient: np.ndarray, parameters: np.ndarray) -> bool:
    """Say whether a gradient has the shape of what it differentiates by."""
    return np.shape(gradient) == np.shape(parameters)

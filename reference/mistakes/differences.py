"""Central differences with one step for all, as students hand them in for a gradient."""

from collections.abc import Callable

import numpy as np

STEP = 1e-4


def differences(loss: Callable[[np.ndarray], float], point: np.ndarray) -> np.ndarray:
    """Return the slope of a loss by each entry, over one step of 1e-4 to both sides."""
    point = np.array(point, dtype=np.float64)
    slopes = np.zeros_like(point)
    for index in np.ndindex(point.shape):
        above, below = point.copy(), point.copy()
        above[index] += STEP
        below[index] -= STEP
        slopes[index] = (loss(above) - loss(below)) / (2.0 * STEP)
    return slopes

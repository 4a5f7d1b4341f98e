"""A numerical gradient check, for submissions that came without this file."""

import random
from collections.abc import Callable
from typing import Any

import numpy as np

Objective = Callable[[np.ndarray], tuple[Any, np.ndarray]]
STEP = 1e-4
TOLERANCE = 1e-5


def gradcheck_naive(f: Objective, x: np.ndarray) -> None:
    """Print whether f's gradient agrees with central differences at every entry of x.

    `f` maps an array to (cost, gradient); it sees the same random draws on every call.
    """
    state = random.getstate()
    gradient = np.asarray(f(x)[1])
    for index in np.ndindex(*x.shape):
        slope = _slope(f, x, index, state)
        given = float(gradient[index])
        if not abs(slope - given) <= TOLERANCE * max(1.0, abs(slope), abs(given)):
            print("Gradient check failed.")
            print(f"At index {index} your gradient is {given:.6f}, differences give {slope:.6f}")
            return
    print("Gradient check passed!")


def _slope(f: Objective, x: np.ndarray, index: tuple[int, ...], state: Any) -> float:
    middle = x[index]
    costs = []
    for offset in (STEP, -STEP):
        x[index] = middle + offset
        random.setstate(state)
        costs.append(float(np.asarray(f(x)[0]).reshape(())))
    x[index] = middle
    return (costs[0] - costs[1]) / (2 * STEP)

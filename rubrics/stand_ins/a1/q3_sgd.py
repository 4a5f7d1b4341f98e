"""Stochastic gradient descent, for submissions that came without this file."""

from collections.abc import Callable
from typing import Any

import numpy as np

SAVE_PARAMS_EVERY = 5000
ANNEAL_EVERY = 20000


def load_saved_params() -> tuple[int, None, None]:
    """Return what a first run finds: iteration 0, no parameters, no random state."""
    return 0, None, None


def save_params(iter: int, params: np.ndarray) -> None:
    """Keep nothing: where homework is graded no file is written."""


def sgd(
    f: Callable[[Any], tuple[Any, Any]],
    x0: Any,
    step: float,
    iterations: int,
    postprocessing: Callable[[Any], Any] | None = None,
    useSaved: bool = False,
    PRINT_EVERY: int = 10,
) -> Any:
    """Walk `iterations` steps down f's gradient from x0; f maps x to (cost, gradient).

    The step is halved every 20000 iterations; what `postprocessing` returns is walked on from.
    """
    x = x0
    smoothed: Any = None
    for iteration in range(1, iterations + 1):
        cost, gradient = f(x)
        x = x - step * gradient
        if postprocessing is not None:
            x = postprocessing(x)
        smoothed = cost if smoothed is None else 0.95 * smoothed + 0.05 * cost
        if iteration % PRINT_EVERY == 0:
            print(f"iter {iteration}: {float(np.asarray(smoothed).reshape(())):f}")
        if iteration % ANNEAL_EVERY == 0:
            step *= 0.5
    return x

"""Gradient descent with a step that is halved now and then, and a postprocessing of each point."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from .loss_and_gradient import Objective

if TYPE_CHECKING:
    from jaxtyping import Float

Postprocessing = Callable[[np.ndarray], np.ndarray]


def sgd(
    objective: Objective,
    start: Float[np.ndarray, "*shape"] | float,
    step: float,
    iterations: int,
    postprocessing: Postprocessing | None = None,
    anneal_every: int = 20000,
) -> Float[np.ndarray, "*shape"]:
    """Descend from start, and give the last point.

    The objective gives (loss, gradient) at a point, and may be random. What postprocessing
    returns is the next point, whether or not it also changes its argument.

    Formula: x_t = post(x_(t-1) - step_t * grad(x_(t-1))), for t = 1 .. iterations, with
    step_t = step / 2^k and k = floor((t - 1) / anneal_every): no halving up to anneal_every.
    Domain: any start, which is not changed; iterations >= 0, where 0 gives a copy of start.
    Singular points: those of the objective; too large a step diverges.
    Source: Goodfellow et al. 2016, Deep Learning, eq. 4.5 and algorithm 8.1.
    """
    x = np.array(start, dtype=np.float64)
    for iteration in range(iterations):
        _, grad = objective(x)
        x = x - step * 0.5 ** (iteration // anneal_every) * grad
        if postprocessing is not None:
            x = postprocessing(x)
    return x

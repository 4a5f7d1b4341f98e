"""A scalar loss together with its gradient, and the functions that give both."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from jaxtyping import Float


class LossAndGradient(NamedTuple):
    """A loss and its gradient, which has the shape of what it differentiates by."""

    loss: float
    grad: Float[np.ndarray, "*shape"]


# Given a point, the loss there and its gradient: what sgd descends and gradient checks probe.
Objective = Callable[[np.ndarray], tuple[float, Any]]

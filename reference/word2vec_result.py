"""What the word2vec losses return: for one pair of words, and for one window."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from jaxtyping import Float


class LossAndGradients(NamedTuple):
    """The loss of one (center, outside) pair and its gradients."""

    loss: float
    grad_center: Float[np.ndarray, "d"]
    grad_outside: Float[np.ndarray, "V d"]


class SumOverWindow(NamedTuple):
    """The loss of one window and its gradients by both whole tables of word vectors."""

    loss: float
    grad_centers: Float[np.ndarray, "V d"]
    grad_outside: Float[np.ndarray, "V d"]


# (center vector, index of the word to predict, outside vectors) -> loss and gradients.
PairLoss = Callable[
    [np.ndarray, int, np.ndarray],
    tuple[float, np.ndarray, np.ndarray],
]

"""The word2vec loss with a softmax over the whole vocabulary."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .cross_entropy import cross_entropy
from .word2vec_result import LossAndGradients

if TYPE_CHECKING:
    from jaxtyping import Float


def naive_softmax(
    center: Float[np.ndarray, "d"], target: int, outside: Float[np.ndarray, "V d"]
) -> LossAndGradients:
    """Give the loss of predicting one outside word from a center vector, and its gradients.

    Formula: with p = softmax(U v) and y one-hot at the target o, loss = -log p_o;
    by v: U^T (p - y); by U: the outer product (p - y) v^T.
    Domain: finite vectors; rows of U are words; 0 <= target < V.
    Singular points: none; finite even where p_o rounds to 0.
    Source: Mikolov et al. 2013, Distributed representations of words and phrases, eq. 2;
    Rong 2014, word2vec parameter learning explained, eq. 7-12.
    """
    center = np.asarray(center, dtype=np.float64)
    outside = np.asarray(outside, dtype=np.float64)
    one_hot = np.zeros(len(outside))
    one_hot[target] = 1.0
    loss, error = cross_entropy(outside @ center, one_hot)
    return LossAndGradients(loss, outside.T @ error, np.outer(error, center))

"""The word2vec loss with negative sampling."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .sigmoid import log_sigmoid, sigmoid
from .word2vec_result import LossAndGradients

if TYPE_CHECKING:
    from jaxtyping import Float, Int


def negative_sampling(
    center: Float[np.ndarray, "d"],
    target: int,
    outside: Float[np.ndarray, "V d"],
    negatives: Int[np.ndarray, "K"],
) -> LossAndGradients:
    """Give the loss of telling one outside word from drawn negatives, and its gradients.

    A word that is drawn n times as a negative counts n times in the loss and in both gradients.

    Formula: loss = -log sigmoid(u_o . v) - sum_k log sigmoid(-u_k . v);
    by v: (sigmoid(u_o . v) - 1) u_o + sum_k sigmoid(u_k . v) u_k;
    by U: row o gains (sigmoid(u_o . v) - 1) v, row k gains sigmoid(u_k . v) v for every draw.
    Domain: finite vectors; 0 <= target, negatives < V; K may be 0. A negative that equals the
    target is not refused: it gives both of its terms.
    Singular points: none; log sigmoid is finite however large the scores are.
    Source: Mikolov et al. 2013, Distributed representations of words and phrases, eq. 4;
    Rong 2014, word2vec parameter learning explained, eq. 55-61.
    """
    center = np.asarray(center, dtype=np.float64)
    outside = np.asarray(outside, dtype=np.float64)
    words = np.concatenate([[target], np.asarray(negatives, dtype=np.intp)]).astype(np.intp)
    signs = np.where(np.arange(len(words)) == 0, 1.0, -1.0)
    scores = signs * (outside[words] @ center)
    error = -signs * sigmoid(-scores)
    grad_outside = np.zeros_like(outside)
    # Not `grad_outside[words] += …`: that writes a repeated word once.
    np.add.at(grad_outside, words, np.outer(error, center))
    # Not -sum: what is certain would cost -0.0.
    loss = 0.0 - float(np.sum(log_sigmoid(scores)))
    return LossAndGradients(loss, outside[words].T @ error, grad_outside)

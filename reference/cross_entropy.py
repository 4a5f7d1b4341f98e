"""Cross-entropy of softmax probabilities, from their logits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .loss_and_gradient import LossAndGradient
from .softmax import log_softmax

if TYPE_CHECKING:
    from jaxtyping import Float


def cross_entropy(
    logits: Float[np.ndarray, "*rows n"], labels: Float[np.ndarray, "*rows n"]
) -> LossAndGradient:
    """Give the cross-entropy summed over the rows, and its gradient by the logits.

    Formula: loss = - sum over rows r and classes i of y_ri log softmax(x_r)_i;
    gradient = softmax(x) - y.
    Domain: finite logits of any size; each row of labels (one-hot or soft) sums to 1.
    Singular points: none; the logarithm is taken before softmax can round to 0.
    Source: Goodfellow et al. 2016, Deep Learning, eq. 6.30; Rong 2014, word2vec parameter
    learning explained, eq. 8 (the gradient).
    """
    labels = np.asarray(labels, dtype=np.float64)
    log_probabilities = log_softmax(logits)
    # Not -sum: what is certain would cost -0.0.
    loss = 0.0 - float(np.sum(labels * log_probabilities))
    # Near certainty p - 1 cancels; expm1(log p) is the same number with all its digits.
    error = np.where(labels == 1.0, np.expm1(log_probabilities), np.exp(log_probabilities) - labels)
    return LossAndGradient(loss, error)

"""Continuous bag of words: the summed context predicts the center word."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from .naive_softmax import naive_softmax
from .negative_sampling import negative_sampling
from .word2vec_result import LossAndGradients, PairLoss, SumOverWindow

if TYPE_CHECKING:
    from jaxtyping import Float, Int


def cbow(
    center_word: int,
    context: Sequence[int],
    centers: Float[np.ndarray, "V d"],
    outside: Float[np.ndarray, "V d"],
    pair_loss: PairLoss,
) -> SumOverWindow:
    """Give one pair loss for the center word, predicted from the sum of its context's vectors.

    Formula: h = sum over w in context of v_w; loss = L(h, c, U); every occurrence of w in the
    context adds dL/dh to row w of the gradient by the input vectors; by U it is dL/dU.
    Domain: words are row numbers, 0 <= word < V; a context word that occurs twice counts twice.
    Singular points: those of the pair loss; an empty context predicts from h = 0.
    Source: CS224N 2017, assignment 1, question 3 (the sum); Rong 2014, word2vec parameter
    learning explained, eq. 17-23, which takes the average instead: its h is ours over |context|.
    """
    centers = np.asarray(centers, dtype=np.float64)
    outside = np.asarray(outside, dtype=np.float64)
    words = np.asarray(context, dtype=np.intp)
    loss, by_sum, by_outside = pair_loss(centers[words].sum(axis=0), center_word, outside)
    grad_centers = np.zeros_like(centers)
    # Not `grad_centers[words] += …`: that writes a repeated word once.
    np.add.at(grad_centers, words, by_sum)
    return SumOverWindow(float(loss), grad_centers, np.array(by_outside, dtype=np.float64))


def cbow_naive(
    center_word: int,
    context: Sequence[int],
    centers: Float[np.ndarray, "V d"],
    outside: Float[np.ndarray, "V d"],
) -> SumOverWindow:
    """Give CBOW with the naive softmax loss.

    Formula: loss = -log softmax(U h)_c, with h = sum over w in context of v_w.
    Domain: finite vectors; words are row numbers.
    Singular points: none.
    Source: Rong 2014, word2vec parameter learning explained, eq. 19-21, with h a sum.
    """
    return cbow(center_word, context, centers, outside, naive_softmax)


def cbow_negative_sampling(
    center_word: int,
    context: Sequence[int],
    centers: Float[np.ndarray, "V d"],
    outside: Float[np.ndarray, "V d"],
    negatives: Int[np.ndarray, "K"],
) -> SumOverWindow:
    """Give CBOW with negative sampling, the negatives drawn for the center word.

    Formula: loss = -log sigmoid(u_c . h) - sum_k log sigmoid(-u_k . h), with h as in cbow.
    Domain: finite vectors; words are row numbers.
    Singular points: none.
    Source: Rong 2014, word2vec parameter learning explained, eq. 55, with h a sum.
    """

    def pair_loss(center: np.ndarray, target: int, vectors: np.ndarray) -> LossAndGradients:
        return negative_sampling(center, target, vectors, negatives)

    return cbow(center_word, context, centers, outside, pair_loss)

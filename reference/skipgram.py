"""Skip-gram: the center word predicts each word of its context."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from .naive_softmax import naive_softmax
from .negative_sampling import negative_sampling
from .word2vec_result import PairLoss, SumOverWindow

if TYPE_CHECKING:
    from jaxtyping import Float, Int


def skipgram(
    center_word: int,
    context: Sequence[int],
    centers: Float[np.ndarray, "V d"],
    outside: Float[np.ndarray, "V d"],
    pair_loss: PairLoss,
) -> SumOverWindow:
    """Sum a pair loss over the words of one context.

    Formula: loss = sum over o in context of L(v_c, o, U); row c of the gradient by the center
    vectors is the sum of dL/dv_c and every other row is 0; by U it is the sum of dL/dU.
    Domain: words are row numbers, 0 <= word < V; a context word that occurs twice counts twice.
    Singular points: those of the pair loss; an empty context gives 0 and zero gradients.
    Source: Mikolov et al. 2013, Distributed representations of words and phrases, eq. 1
    (one t of the sum, not averaged and with the sign of a loss).
    """
    centers = np.asarray(centers, dtype=np.float64)
    outside = np.asarray(outside, dtype=np.float64)
    pairs = (pair_loss(centers[center_word], int(word), outside) for word in context)
    return _sum_of(pairs, center_word, centers, outside)


def skipgram_naive(
    center_word: int,
    context: Sequence[int],
    centers: Float[np.ndarray, "V d"],
    outside: Float[np.ndarray, "V d"],
) -> SumOverWindow:
    """Give skip-gram with the naive softmax loss.

    Formula: loss = - sum over o in context of log softmax(U v_c)_o.
    Domain: finite vectors; words are row numbers.
    Singular points: none.
    Source: Mikolov et al. 2013, Distributed representations of words and phrases, eq. 1 and 2.
    """
    return skipgram(center_word, context, centers, outside, naive_softmax)


def skipgram_negative_sampling(
    center_word: int,
    context: Sequence[int],
    centers: Float[np.ndarray, "V d"],
    outside: Float[np.ndarray, "V d"],
    negatives: Int[np.ndarray, "n K"],
) -> SumOverWindow:
    """Give skip-gram with negative sampling, row i of the negatives drawn for context word i.

    Formula: loss = sum over i of [-log sigmoid(u_oi . v_c) - sum_k log sigmoid(-u_ik . v_c)].
    Domain: finite vectors; words are row numbers; one row of negatives for each of the n context
    words, else ValueError.
    Singular points: none.
    Source: Mikolov et al. 2013, Distributed representations of words and phrases, eq. 1 and 4.
    """
    centers = np.asarray(centers, dtype=np.float64)
    outside = np.asarray(outside, dtype=np.float64)
    if len(negatives) != len(context):
        raise ValueError(
            f"Expected one row of negatives for each of {len(context)} context words "
            f"but got len(negatives)={len(negatives)}"
        )
    pairs = (
        negative_sampling(centers[center_word], int(word), outside, drawn)
        for word, drawn in zip(context, negatives, strict=True)
    )
    return _sum_of(pairs, center_word, centers, outside)


def _sum_of(
    pairs: Iterable[tuple[float, np.ndarray, np.ndarray]],
    center_word: int,
    centers: Float[np.ndarray, "V d"],
    outside: Float[np.ndarray, "V d"],
) -> SumOverWindow:
    total = 0.0
    grad_centers, grad_outside = np.zeros_like(centers), np.zeros_like(outside)
    for loss, by_center, by_outside in pairs:
        total += float(loss)
        grad_centers[center_word] += by_center
        grad_outside += by_outside
    return SumOverWindow(total, grad_centers, grad_outside)

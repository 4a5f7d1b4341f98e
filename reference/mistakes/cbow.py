"""Mistakes in CBOW, for any loss of a pair."""

from collections.abc import Sequence
from functools import partial

import numpy as np

from ..cbow import cbow
from ..naive_softmax import naive_softmax
from ..skipgram import skipgram
from ..word2vec_result import PairLoss, SumOverWindow
from .declare import mistake

Array = np.ndarray
bag = partial(mistake, "cbow")


@bag("loss-per-word", seen="2 of 112 students")
def loss_per_word(
    center_word: int, context: Sequence[int], centers: Array, outside: Array, pair_loss: PairLoss
) -> SumOverWindow:
    """Each context word predicts the center word by itself, and the losses are added."""
    pairs = [cbow(center_word, [word], centers, outside, pair_loss) for word in context]
    return SumOverWindow(
        sum(pair.loss for pair in pairs),
        np.sum([pair.grad_centers for pair in pairs], axis=0),
        np.sum([pair.grad_outside for pair in pairs], axis=0),
    )


@bag("context-predicted", seen="2 of 112 students")
def context_predicted_from_center(
    center_word: int, context: Sequence[int], centers: Array, outside: Array, pair_loss: PairLoss
) -> SumOverWindow:
    """The center word predicts each context word: that is skip-gram."""
    return skipgram(center_word, context, centers, outside, pair_loss)


@bag("context-predicted", seen="2 of 112 students")
def context_predicted_from_sum(
    center_word: int, context: Sequence[int], centers: Array, outside: Array, pair_loss: PairLoss
) -> SumOverWindow:
    """The sum of the context's vectors predicts each context word."""
    pairs = [cbow(word, context, centers, outside, pair_loss) for word in context]
    return SumOverWindow(
        sum(pair.loss for pair in pairs),
        np.sum([pair.grad_centers for pair in pairs], axis=0),
        np.sum([pair.grad_outside for pair in pairs], axis=0),
    )


@bag("averaged-not-summed")
def context_averaged(
    center_word: int, context: Sequence[int], centers: Array, outside: Array, pair_loss: PairLoss
) -> SumOverWindow:
    """The mean of the context's vectors predicts, and the gradient follows it."""
    count = len(context)
    averaged = cbow(center_word, context, centers / count, outside, pair_loss)
    return averaged._replace(grad_centers=averaged.grad_centers / count)


@bag("averaged-not-summed")
def context_averaged_forward(
    center_word: int, context: Sequence[int], centers: Array, outside: Array, pair_loss: PairLoss
) -> SumOverWindow:
    """The mean of the context's vectors predicts; each of them gets the whole gradient."""
    return cbow(center_word, context, centers / len(context), outside, pair_loss)


@bag("averaged-not-summed")
def grad_centers_averaged(
    center_word: int, context: Sequence[int], centers: Array, outside: Array, pair_loss: PairLoss
) -> SumOverWindow:
    """Each context word gets a share of the gradient by the sum."""
    right = cbow(center_word, context, centers, outside, pair_loss)
    return right._replace(grad_centers=right.grad_centers / len(context))


@bag("word-repeats-lost")
def repeats_lost_in_gradient(
    center_word: int, context: Sequence[int], centers: Array, outside: Array, pair_loss: PairLoss
) -> SumOverWindow:
    """An addition to a list of rows gives a repeated context word its gradient once."""
    right = cbow(center_word, context, centers, outside, pair_loss)
    by_sum = pair_loss(centers[list(context)].sum(axis=0), center_word, outside)[1]
    grad_centers = np.zeros_like(centers)
    grad_centers[list(context)] += by_sum
    return right._replace(grad_centers=grad_centers)


@bag("word-repeats-lost")
def repeated_words_once(
    center_word: int, context: Sequence[int], centers: Array, outside: Array, pair_loss: PairLoss
) -> SumOverWindow:
    """The context is made a set."""
    return cbow(center_word, sorted(set(context)), centers, outside, pair_loss)


@bag("wrong-row")
def gradient_in_center_row(
    center_word: int, context: Sequence[int], centers: Array, outside: Array, pair_loss: PairLoss
) -> SumOverWindow:
    """The gradient by the sum goes to the center word's row."""
    right = cbow(center_word, context, centers, outside, pair_loss)
    by_sum = pair_loss(centers[list(context)].sum(axis=0), center_word, outside)[1]
    grad_centers = np.zeros_like(centers)
    grad_centers[center_word] = by_sum
    return right._replace(grad_centers=grad_centers)


@bag("every-row", seen="3 of 112 students, in skip-gram")
def gradient_in_every_row(
    center_word: int, context: Sequence[int], centers: Array, outside: Array, pair_loss: PairLoss
) -> SumOverWindow:
    """The gradient by the sum is added to the whole table."""
    right = cbow(center_word, context, centers, outside, pair_loss)
    by_sum = pair_loss(centers[list(context)].sum(axis=0), center_word, outside)[1]
    return right._replace(grad_centers=np.tile(by_sum, (len(centers), 1)))


@bag("overwritten")
def last_word_predicts(
    center_word: int, context: Sequence[int], centers: Array, outside: Array, pair_loss: PairLoss
) -> SumOverWindow:
    """The sum of the context's vectors is assigned in each turn: the last word's is left."""
    return cbow(center_word, context[-1:], centers, outside, pair_loss)


@bag("overwritten")
def sum_overwritten(
    center_word: int, context: Sequence[int], centers: Array, outside: Array, pair_loss: PairLoss
) -> SumOverWindow:
    """The sum of the context's vectors is assigned in each turn; each word gets its gradient."""
    loss, by_sum, by_outside = pair_loss(centers[context[-1]], center_word, outside)
    grad_centers = np.zeros_like(centers)
    np.add.at(grad_centers, list(context), by_sum)
    return SumOverWindow(loss, grad_centers, by_outside)


@bag("overwritten")
def gradient_in_last_row(
    center_word: int, context: Sequence[int], centers: Array, outside: Array, pair_loss: PairLoss
) -> SumOverWindow:
    """The table of gradients is made anew in each turn: the last word's row is left."""
    right = cbow(center_word, context, centers, outside, pair_loss)
    by_sum = pair_loss(centers[list(context)].sum(axis=0), center_word, outside)[1]
    grad_centers = np.zeros_like(centers)
    grad_centers[context[-1]] = by_sum
    return right._replace(grad_centers=grad_centers)


@bag("off-by-one-window")
def first_word_left_out(
    center_word: int, context: Sequence[int], centers: Array, outside: Array, pair_loss: PairLoss
) -> SumOverWindow:
    """The loop over the context starts at its second word."""
    return cbow(center_word, context[1:], centers, outside, pair_loss)


@bag("off-by-one-window")
def last_word_left_out(
    center_word: int, context: Sequence[int], centers: Array, outside: Array, pair_loss: PairLoss
) -> SumOverWindow:
    """The loop over the context ends before its last word."""
    return cbow(center_word, context[:-1], centers, outside, pair_loss)


@bag("center-word-included")
def center_word_included(
    center_word: int, context: Sequence[int], centers: Array, outside: Array, pair_loss: PairLoss
) -> SumOverWindow:
    """The center word's vector is part of the sum that predicts it."""
    return cbow(center_word, [*context, center_word], centers, outside, pair_loss)


@bag("outside-for-center")
def context_looked_up_outside(
    center_word: int, context: Sequence[int], centers: Array, outside: Array, pair_loss: PairLoss
) -> SumOverWindow:
    """The context's vectors are looked up in the table of output vectors."""
    return cbow(center_word, context, outside, outside, pair_loss)


@bag("center-for-outside")
def centers_for_outside(
    center_word: int, context: Sequence[int], centers: Array, outside: Array, pair_loss: PairLoss
) -> SumOverWindow:
    """The loss is called with the input vectors where the output vectors are due."""
    return cbow(center_word, context, centers, centers, pair_loss)


@bag("outputs-swapped")
def gradients_swapped(
    center_word: int, context: Sequence[int], centers: Array, outside: Array, pair_loss: PairLoss
) -> SumOverWindow:
    """The two gradients are returned in each other's place."""
    loss, by_centers, by_outside = cbow(center_word, context, centers, outside, pair_loss)
    return SumOverWindow(loss, by_outside, by_centers)


@bag("row-alone")
def gradient_by_the_sum_alone(
    center_word: int, context: Sequence[int], centers: Array, outside: Array, pair_loss: PairLoss
) -> SumOverWindow:
    """The gradient by the sum comes back as it is, without a table of rows."""
    right = cbow(center_word, context, centers, outside, pair_loss)
    by_sum = pair_loss(centers[list(context)].sum(axis=0), center_word, outside)[1]
    return right._replace(grad_centers=by_sum)


@bag("given-loss-ignored", seen="1 of 112 students, in skip-gram")
def given_loss_ignored(
    center_word: int, context: Sequence[int], centers: Array, outside: Array, pair_loss: PairLoss
) -> SumOverWindow:
    """The naive softmax loss is called, whichever loss is given."""
    return cbow(center_word, context, centers, outside, naive_softmax)

"""Mistakes in skip-gram, for any loss of a pair."""

from collections.abc import Sequence
from functools import partial

import numpy as np

from ..naive_softmax import naive_softmax
from ..skipgram import skipgram
from ..word2vec_result import PairLoss, SumOverWindow
from .declare import mistake

Array = np.ndarray
window = partial(mistake, "skipgram")


@window("overwritten")
def loss_overwritten(
    center_word: int, context: Sequence[int], centers: Array, outside: Array, pair_loss: PairLoss
) -> SumOverWindow:
    """The loss is assigned in each turn: the last pair's is left."""
    right = skipgram(center_word, context, centers, outside, pair_loss)
    last = skipgram(center_word, context[-1:], centers, outside, pair_loss)
    return right._replace(loss=last.loss)


@window("overwritten")
def grad_centers_overwritten(
    center_word: int, context: Sequence[int], centers: Array, outside: Array, pair_loss: PairLoss
) -> SumOverWindow:
    """The gradient by the center vectors is assigned in each turn: the last pair's is left."""
    right = skipgram(center_word, context, centers, outside, pair_loss)
    last = skipgram(center_word, context[-1:], centers, outside, pair_loss)
    return right._replace(grad_centers=last.grad_centers)


@window("overwritten")
def grad_outside_overwritten(
    center_word: int, context: Sequence[int], centers: Array, outside: Array, pair_loss: PairLoss
) -> SumOverWindow:
    """The gradient by the outside vectors is assigned in each turn: the last pair's is left."""
    right = skipgram(center_word, context, centers, outside, pair_loss)
    last = skipgram(center_word, context[-1:], centers, outside, pair_loss)
    return right._replace(grad_outside=last.grad_outside)


@window("overwritten")
def everything_overwritten(
    center_word: int, context: Sequence[int], centers: Array, outside: Array, pair_loss: PairLoss
) -> SumOverWindow:
    """Loss and gradients are assigned in each turn: the last pair's are left."""
    return skipgram(center_word, context[-1:], centers, outside, pair_loss)


@window("every-row", seen="3 of 112 students")
def center_gradient_in_every_row(
    center_word: int, context: Sequence[int], centers: Array, outside: Array, pair_loss: PairLoss
) -> SumOverWindow:
    """The gradient by the center word's vector is added to the whole table."""
    right = skipgram(center_word, context, centers, outside, pair_loss)
    row = right.grad_centers[center_word]
    return right._replace(grad_centers=np.tile(row, (len(centers), 1)))


@window("wrong-row")
def center_gradient_in_context_rows(
    center_word: int, context: Sequence[int], centers: Array, outside: Array, pair_loss: PairLoss
) -> SumOverWindow:
    """Each pair's gradient by the center vector goes to the context word's row."""
    right = skipgram(center_word, context, centers, outside, pair_loss)
    grad_centers = np.zeros_like(centers)
    for word in context:
        grad_centers[word] += pair_loss(centers[center_word], word, outside)[1]
    return right._replace(grad_centers=grad_centers)


@window("wrong-row")
def center_gradient_in_first_row(
    center_word: int, context: Sequence[int], centers: Array, outside: Array, pair_loss: PairLoss
) -> SumOverWindow:
    """The gradient by the center word's vector goes to the first row."""
    right = skipgram(center_word, context, centers, outside, pair_loss)
    grad_centers = np.zeros_like(centers)
    grad_centers[0] = right.grad_centers[center_word]
    return right._replace(grad_centers=grad_centers)


@window("row-alone")
def center_row_alone(
    center_word: int, context: Sequence[int], centers: Array, outside: Array, pair_loss: PairLoss
) -> SumOverWindow:
    """The gradient by the center word's vector comes back without the other rows."""
    right = skipgram(center_word, context, centers, outside, pair_loss)
    return right._replace(grad_centers=right.grad_centers[center_word])


@window("transposed")
def centers_transposed(
    center_word: int, context: Sequence[int], centers: Array, outside: Array, pair_loss: PairLoss
) -> SumOverWindow:
    """The gradient by the center vectors has shape (d, V)."""
    right = skipgram(center_word, context, centers, outside, pair_loss)
    return right._replace(grad_centers=right.grad_centers.T)


@window("averaged-not-summed", seen="1 of 112 students")
def everything_averaged(
    center_word: int, context: Sequence[int], centers: Array, outside: Array, pair_loss: PairLoss
) -> SumOverWindow:
    """Loss and gradients are means over the window."""
    loss, by_centers, by_outside = skipgram(center_word, context, centers, outside, pair_loss)
    count = len(context)
    return SumOverWindow(loss / count, by_centers / count, by_outside / count)


@window("averaged-not-summed")
def loss_averaged(
    center_word: int, context: Sequence[int], centers: Array, outside: Array, pair_loss: PairLoss
) -> SumOverWindow:
    """The loss is a mean over the window."""
    right = skipgram(center_word, context, centers, outside, pair_loss)
    return right._replace(loss=right.loss / len(context))


@window("averaged-not-summed")
def grad_centers_averaged(
    center_word: int, context: Sequence[int], centers: Array, outside: Array, pair_loss: PairLoss
) -> SumOverWindow:
    """The gradient by the center vectors is a mean over the window."""
    right = skipgram(center_word, context, centers, outside, pair_loss)
    return right._replace(grad_centers=right.grad_centers / len(context))


@window("averaged-not-summed")
def grad_outside_averaged(
    center_word: int, context: Sequence[int], centers: Array, outside: Array, pair_loss: PairLoss
) -> SumOverWindow:
    """The gradient by the outside vectors is a mean over the window."""
    right = skipgram(center_word, context, centers, outside, pair_loss)
    return right._replace(grad_outside=right.grad_outside / len(context))


@window("sign-flipped", student="The loss has the wrong sign: each pair's loss is to be added.")
def sign_of_loss(
    center_word: int, context: Sequence[int], centers: Array, outside: Array, pair_loss: PairLoss
) -> SumOverWindow:
    """The pairs' losses are subtracted."""
    right = skipgram(center_word, context, centers, outside, pair_loss)
    return right._replace(loss=-right.loss)


@window("sign-flipped", student="The gradient has the wrong sign: each pair's is to be added.")
def sign_of_grad_centers(
    center_word: int, context: Sequence[int], centers: Array, outside: Array, pair_loss: PairLoss
) -> SumOverWindow:
    """The pairs' gradients by the center vector are subtracted."""
    right = skipgram(center_word, context, centers, outside, pair_loss)
    return right._replace(grad_centers=-right.grad_centers)


@window("sign-flipped", student="The gradient has the wrong sign: each pair's is to be added.")
def sign_of_grad_outside(
    center_word: int, context: Sequence[int], centers: Array, outside: Array, pair_loss: PairLoss
) -> SumOverWindow:
    """The pairs' gradients by the outside vectors are subtracted."""
    right = skipgram(center_word, context, centers, outside, pair_loss)
    return right._replace(grad_outside=-right.grad_outside)


@window("off-by-one-window")
def first_word_left_out(
    center_word: int, context: Sequence[int], centers: Array, outside: Array, pair_loss: PairLoss
) -> SumOverWindow:
    """The loop over the context starts at its second word."""
    return skipgram(center_word, context[1:], centers, outside, pair_loss)


@window("off-by-one-window")
def last_word_left_out(
    center_word: int, context: Sequence[int], centers: Array, outside: Array, pair_loss: PairLoss
) -> SumOverWindow:
    """The loop over the context ends before its last word."""
    return skipgram(center_word, context[:-1], centers, outside, pair_loss)


@window("center-word-included")
def center_word_included(
    center_word: int, context: Sequence[int], centers: Array, outside: Array, pair_loss: PairLoss
) -> SumOverWindow:
    """The center word predicts itself too."""
    return skipgram(center_word, [*context, center_word], centers, outside, pair_loss)


@window("center-word-skipped")
def center_word_skipped(
    center_word: int, context: Sequence[int], centers: Array, outside: Array, pair_loss: PairLoss
) -> SumOverWindow:
    """Context words that equal the center word are passed over."""
    others = [word for word in context if word != center_word]
    return skipgram(center_word, others, centers, outside, pair_loss)


@window("word-repeats-lost")
def repeated_words_once(
    center_word: int, context: Sequence[int], centers: Array, outside: Array, pair_loss: PairLoss
) -> SumOverWindow:
    """The context is made a set."""
    return skipgram(center_word, sorted(set(context)), centers, outside, pair_loss)


@window("roles-swapped")
def context_predicts_center(
    center_word: int, context: Sequence[int], centers: Array, outside: Array, pair_loss: PairLoss
) -> SumOverWindow:
    """Each context word's vector predicts the center word."""
    pairs = [skipgram(word, [center_word], centers, outside, pair_loss) for word in context]
    return SumOverWindow(
        sum(pair.loss for pair in pairs),
        np.sum([pair.grad_centers for pair in pairs], axis=0),
        np.sum([pair.grad_outside for pair in pairs], axis=0),
    )


@window("outside-for-center")
def center_looked_up_outside(
    center_word: int, context: Sequence[int], centers: Array, outside: Array, pair_loss: PairLoss
) -> SumOverWindow:
    """The center word's vector is looked up in the table of outside vectors."""
    moved = centers.copy()
    moved[center_word] = outside[center_word]
    return skipgram(center_word, context, moved, outside, pair_loss)


@window("center-for-outside")
def centers_for_outside(
    center_word: int, context: Sequence[int], centers: Array, outside: Array, pair_loss: PairLoss
) -> SumOverWindow:
    """The loss is called with the center vectors where the outside vectors are due."""
    return skipgram(center_word, context, centers, centers, pair_loss)


@window("outputs-swapped")
def gradients_swapped(
    center_word: int, context: Sequence[int], centers: Array, outside: Array, pair_loss: PairLoss
) -> SumOverWindow:
    """The two gradients are returned in each other's place."""
    loss, by_centers, by_outside = skipgram(center_word, context, centers, outside, pair_loss)
    return SumOverWindow(loss, by_outside, by_centers)


@window("wrong-index")
def position_for_row(
    center_word: int, context: Sequence[int], centers: Array, outside: Array, pair_loss: PairLoss
) -> SumOverWindow:
    """A word's position in the window is taken for its row."""
    positions = [place % len(outside) for place in range(len(context))]
    return skipgram(center_word, positions, centers, outside, pair_loss)


@window("given-loss-ignored", seen="1 of 112 students")
def given_loss_ignored(
    center_word: int, context: Sequence[int], centers: Array, outside: Array, pair_loss: PairLoss
) -> SumOverWindow:
    """The naive softmax loss is called, whichever loss is given."""
    return skipgram(center_word, context, centers, outside, naive_softmax)

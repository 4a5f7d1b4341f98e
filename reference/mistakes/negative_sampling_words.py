"""Mistakes in the words of negative sampling: which take part, by which vectors, how summed."""

from functools import partial

import numpy as np

from ..negative_sampling import negative_sampling
from ..sigmoid import log_sigmoid, sigmoid
from ..softmax import log_softmax, softmax
from ..word2vec_result import LossAndGradients
from .declare import mistake
from .differences import differences

Array = np.ndarray
negative = partial(mistake, "negative_sampling")


@negative("center-for-outside", seen="1 of 112 students")
def center_for_negatives(
    center: Array, target: int, outside: Array, negatives: Array
) -> LossAndGradients:
    """The negatives' terms of the gradient by the center vector are multiples of that vector."""
    right = negative_sampling(center, target, outside, negatives)
    at_target = float(sigmoid(outside[target] @ center)) - 1.0
    errors = sigmoid(outside[negatives] @ center)
    return right._replace(grad_center=at_target * outside[target] + errors.sum() * center)


@negative("center-for-outside")
def center_for_all_words(
    center: Array, target: int, outside: Array, negatives: Array
) -> LossAndGradients:
    """All terms of the gradient by the center vector are multiples of that vector."""
    right = negative_sampling(center, target, outside, negatives)
    at_target = float(sigmoid(outside[target] @ center)) - 1.0
    errors = sigmoid(outside[negatives] @ center)
    return right._replace(grad_center=(at_target + errors.sum()) * center)


@negative("outside-for-center")
def outside_vectors_for_center(
    center: Array, target: int, outside: Array, negatives: Array
) -> LossAndGradients:
    """The gradient by an outside vector is a multiple of that vector, not of the center's."""
    right = negative_sampling(center, target, outside, negatives)
    grad_outside = np.zeros_like(outside)
    grad_outside[target] += (sigmoid(outside[target] @ center) - 1.0) * outside[target]
    for word in negatives:
        grad_outside[word] += sigmoid(outside[word] @ center) * outside[word]
    return right._replace(grad_outside=grad_outside)


@negative("averaged-not-summed")
def negatives_averaged_in_loss(
    center: Array, target: int, outside: Array, negatives: Array
) -> LossAndGradients:
    """The loss takes the mean of the negatives' terms."""
    right = negative_sampling(center, target, outside, negatives)
    of_negatives = np.mean(log_sigmoid(-outside[negatives] @ center))
    return right._replace(loss=-float(log_sigmoid(outside[target] @ center) + of_negatives))


@negative("averaged-not-summed")
def negatives_averaged_everywhere(
    center: Array, target: int, outside: Array, negatives: Array
) -> LossAndGradients:
    """Loss and gradients take the mean of the negatives' terms."""
    right = negative_sampling(center, target, outside, negatives)
    alone = negative_sampling(center, target, outside, negatives[:0])
    share = 1.0 / len(negatives)
    return LossAndGradients(
        alone.loss + share * (right.loss - alone.loss),
        alone.grad_center + share * (right.grad_center - alone.grad_center),
        alone.grad_outside + share * (right.grad_outside - alone.grad_outside),
    )


@negative("averaged-not-summed")
def everything_averaged(
    center: Array, target: int, outside: Array, negatives: Array
) -> LossAndGradients:
    """Loss and gradients are divided by the number of negatives."""
    loss, grad_center, grad_outside = negative_sampling(center, target, outside, negatives)
    count = len(negatives)
    return LossAndGradients(loss / count, grad_center / count, grad_outside / count)


@negative("scaled")
def grad_outside_doubled(
    center: Array, target: int, outside: Array, negatives: Array
) -> LossAndGradients:
    """The gradient by the outside vectors is twice what it should be."""
    right = negative_sampling(center, target, outside, negatives)
    return right._replace(grad_outside=2.0 * right.grad_outside)


@negative("whole-vocabulary", seen="1 of 112 students")
def whole_vocabulary(
    center: Array, target: int, outside: Array, negatives: Array
) -> LossAndGradients:
    """All words but the true one are taken as negatives."""
    others = np.delete(np.arange(len(outside)), target)
    return negative_sampling(center, target, outside, others)


@negative("true-word-as-negative", seen="1 of 112 students")
def true_word_as_negative(
    center: Array, target: int, outside: Array, negatives: Array
) -> LossAndGradients:
    """The list of words with the true one in front is taken for the negatives."""
    return negative_sampling(center, target, outside, np.array([target, *negatives]))


@negative("negatives-off-by-one", seen="1 of 112 students: fewer than K")
def last_negative_left_out(
    center: Array, target: int, outside: Array, negatives: Array
) -> LossAndGradients:
    """The loop over the negatives ends before the last one."""
    return negative_sampling(center, target, outside, negatives[:-1])


@negative("negatives-off-by-one", seen="1 of 112 students: fewer than K")
def first_negative_left_out(
    center: Array, target: int, outside: Array, negatives: Array
) -> LossAndGradients:
    """The loop over the negatives starts at the second one."""
    return negative_sampling(center, target, outside, negatives[1:])


@negative("overwritten", seen="1 of 112 students: negatives never summed")
def last_negative_only(
    center: Array, target: int, outside: Array, negatives: Array
) -> LossAndGradients:
    """The loop over the negatives assigns its part of the loss and of the center's gradient."""
    right = negative_sampling(center, target, outside, negatives)
    last = negative_sampling(center, target, outside, negatives[-1:])
    return last._replace(grad_outside=right.grad_outside)


@negative("overwritten", seen="1 of 112 students: negatives never summed")
def last_term_only(
    center: Array, target: int, outside: Array, negatives: Array
) -> LossAndGradients:
    """The loop over all words assigns the loss and the center's gradient: the last is left."""
    right = negative_sampling(center, target, outside, negatives)
    word = negatives[-1]
    return LossAndGradients(
        -float(log_sigmoid(-outside[word] @ center)),
        sigmoid(outside[word] @ center) * outside[word],
        right.grad_outside,
    )


@negative(
    "wrong-function",
    seen="1 of 112 students",
    student="The drawn words compete in a "
    "softmax. Here each pair is a yes-or-no question of its own, answered by a sigmoid.",
)
def softmax_for_sigmoid(
    center: Array, target: int, outside: Array, negatives: Array
) -> LossAndGradients:
    """The loss is that of a softmax over the true word and the negatives."""
    words = np.array([target, *negatives])
    scores = outside[words] @ center
    error = softmax(scores)
    error[0] -= 1.0
    grad_outside = np.zeros_like(outside)
    np.add.at(grad_outside, words, np.outer(error, center))
    return LossAndGradients(-float(log_softmax(scores)[0]), outside[words].T @ error, grad_outside)


@negative("log-missing")
def sigmoids_for_loss(
    center: Array, target: int, outside: Array, negatives: Array
) -> LossAndGradients:
    """The loss adds the sigmoids themselves, without their logarithms."""
    right = negative_sampling(center, target, outside, negatives)
    drawn = np.sum(sigmoid(-outside[negatives] @ center))
    return right._replace(loss=-float(sigmoid(outside[target] @ center) + drawn))


@negative("summed-too-early")
def scores_summed_first(
    center: Array, target: int, outside: Array, negatives: Array
) -> LossAndGradients:
    """The loss takes one sigmoid of the sum of the negatives' scores."""
    right = negative_sampling(center, target, outside, negatives)
    of_negatives = log_sigmoid(-np.sum(outside[negatives] @ center))
    return right._replace(loss=-float(log_sigmoid(outside[target] @ center) + of_negatives))


@negative("summed-too-early")
def sigmoids_summed_first(
    center: Array, target: int, outside: Array, negatives: Array
) -> LossAndGradients:
    """The loss takes the logarithm of the sum of the negatives' sigmoids."""
    right = negative_sampling(center, target, outside, negatives)
    of_negatives = np.log(np.sum(sigmoid(-outside[negatives] @ center)))
    return right._replace(loss=-float(log_sigmoid(outside[target] @ center) + of_negatives))


@negative("epsilon-added")
def epsilon_in_the_log(
    center: Array, target: int, outside: Array, negatives: Array
) -> LossAndGradients:
    """A thousandth is added to each sigmoid before the logarithm."""
    right = negative_sampling(center, target, outside, negatives)
    scores = np.array([outside[target] @ center, *(-outside[negatives] @ center)])
    return right._replace(loss=-float(np.sum(np.log(sigmoid(scores) + 1e-3))))


@negative("wrong-row")
def rows_by_position(
    center: Array, target: int, outside: Array, negatives: Array
) -> LossAndGradients:
    """The gradient by the outside vectors has the drawn words in rows 0, 1, 2 and so on."""
    right = negative_sampling(center, target, outside, negatives)
    words = [target, *negatives]
    errors = sigmoid(outside[words] @ center)
    errors[0] -= 1.0
    grad_outside = np.zeros_like(outside)
    for row, error in enumerate(errors):
        grad_outside[row % len(outside)] += error * center
    return right._replace(grad_outside=grad_outside)


@negative("numerical-gradient")
def finite_differences(
    center: Array, target: int, outside: Array, negatives: Array
) -> LossAndGradients:
    """Both gradients are central differences of the loss."""
    return LossAndGradients(
        negative_sampling(center, target, outside, negatives).loss,
        differences(lambda v: negative_sampling(v, target, outside, negatives).loss, center),
        differences(
            lambda table: negative_sampling(center, target, table, negatives).loss, outside
        ),
    )

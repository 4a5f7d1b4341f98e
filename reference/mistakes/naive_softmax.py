"""Mistakes in the naive softmax loss and its gradients."""

from functools import partial

import numpy as np

from ..naive_softmax import naive_softmax
from ..sigmoid import sigmoid
from ..softmax import softmax
from ..word2vec_result import LossAndGradients
from .declare import mistake
from .differences import differences

Array = np.ndarray
naive = partial(mistake, "naive_softmax")


@naive(
    "sign-flipped",
    student="The loss has the wrong sign. A probability is at most one: what "
    "sign does its logarithm have, and what sign should a loss have?",
    seen="1 of 112 students",
)
def loss_without_minus(center: Array, target: int, outside: Array) -> LossAndGradients:
    """The minus before the logarithm is missing in the loss."""
    right = naive_softmax(center, target, outside)
    return right._replace(loss=-right.loss)


@naive("sign-flipped")
def sign_of_grad_center(center: Array, target: int, outside: Array) -> LossAndGradients:
    """The gradient by the center vector takes the prediction from the label."""
    right = naive_softmax(center, target, outside)
    return right._replace(grad_center=-right.grad_center)


@naive("sign-flipped")
def sign_of_grad_outside(center: Array, target: int, outside: Array) -> LossAndGradients:
    """The gradient by the outside vectors takes the prediction from the label."""
    right = naive_softmax(center, target, outside)
    return right._replace(grad_outside=-right.grad_outside)


@naive("sign-flipped")
def sign_of_gradients(center: Array, target: int, outside: Array) -> LossAndGradients:
    """Both gradients take the prediction from the label; the loss is right."""
    loss, grad_center, grad_outside = naive_softmax(center, target, outside)
    return LossAndGradients(loss, -grad_center, -grad_outside)


@naive("sign-flipped", seen="2 of 112 students")
def sign_of_everything(center: Array, target: int, outside: Array) -> LossAndGradients:
    """The log-likelihood and its gradients are returned, to be maximised."""
    loss, grad_center, grad_outside = naive_softmax(center, target, outside)
    return LossAndGradients(-loss, -grad_center, -grad_outside)


@naive("row-for-column", seen="6 of 112 students")
def center_as_row(center: Array, target: int, outside: Array) -> LossAndGradients:
    """The gradient by the center vector has shape (1, d)."""
    right = naive_softmax(center, target, outside)
    return right._replace(grad_center=right.grad_center.reshape(1, -1))


@naive("row-for-column", seen="6 of 112 students")
def center_as_column(center: Array, target: int, outside: Array) -> LossAndGradients:
    """The gradient by the center vector has shape (d, 1)."""
    right = naive_softmax(center, target, outside)
    return right._replace(grad_center=right.grad_center.reshape(-1, 1))


@naive("transposed")
def outside_transposed(center: Array, target: int, outside: Array) -> LossAndGradients:
    """The gradient by the outside vectors has shape (d, V)."""
    right = naive_softmax(center, target, outside)
    return right._replace(grad_outside=right.grad_outside.T)


@naive("true-word-missing", seen="1 of 112 students")
def label_missing_in_grad_center(center: Array, target: int, outside: Array) -> LossAndGradients:
    """The label is never subtracted for the gradient by the center vector."""
    right = naive_softmax(center, target, outside)
    return right._replace(grad_center=outside.T @ softmax(outside @ center))


@naive("true-word-missing", seen="1 of 112 students")
def label_missing_in_grad_outside(center: Array, target: int, outside: Array) -> LossAndGradients:
    """The label is never subtracted for the gradient by the outside vectors."""
    right = naive_softmax(center, target, outside)
    return right._replace(grad_outside=np.outer(softmax(outside @ center), center))


@naive("true-word-missing", seen="1 of 112 students")
def label_missing_in_gradients(center: Array, target: int, outside: Array) -> LossAndGradients:
    """The label is never subtracted; both gradients ignore the true word."""
    right = naive_softmax(center, target, outside)
    probabilities = softmax(outside @ center)
    return LossAndGradients(right.loss, outside.T @ probabilities, np.outer(probabilities, center))


@naive("normaliser-missing")
def loss_is_the_score(center: Array, target: int, outside: Array) -> LossAndGradients:
    """The loss is minus the true word's score: the logarithm of the denominator is missing."""
    right = naive_softmax(center, target, outside)
    return right._replace(loss=-float(outside[target] @ center))


@naive("normaliser-missing")
def grad_center_of_the_score(center: Array, target: int, outside: Array) -> LossAndGradients:
    """The gradient by the center vector differentiates the numerator alone."""
    right = naive_softmax(center, target, outside)
    return right._replace(grad_center=-np.asarray(outside[target], dtype=np.float64))


@naive("other-words-missing")
def grad_center_of_true_word(center: Array, target: int, outside: Array) -> LossAndGradients:
    """The gradient by the center vector takes the true word's error only."""
    right = naive_softmax(center, target, outside)
    error = softmax(outside @ center)[target] - 1.0
    return right._replace(grad_center=error * outside[target])


@naive("other-words-missing")
def grad_outside_of_true_word(center: Array, target: int, outside: Array) -> LossAndGradients:
    """The gradient by the outside vectors fills the true word's row only."""
    right = naive_softmax(center, target, outside)
    grad_outside = np.zeros_like(right.grad_outside)
    grad_outside[target] = right.grad_outside[target]
    return right._replace(grad_outside=grad_outside)


@naive("target-not-picked", seen="1 of 112 students")
def target_not_picked(center: Array, target: int, outside: Array) -> LossAndGradients:
    """The loss sums the negative logarithms of all probabilities."""
    right = naive_softmax(center, target, outside)
    return right._replace(loss=-float(np.sum(np.log(softmax(outside @ center)))))


@naive("most-probable-picked")
def most_probable_picked(center: Array, target: int, outside: Array) -> LossAndGradients:
    """The loss takes the largest probability in place of the true word's."""
    right = naive_softmax(center, target, outside)
    return right._replace(loss=-float(np.log(softmax(outside @ center).max())))


@naive("wrong-index")
def word_before_the_target(center: Array, target: int, outside: Array) -> LossAndGradients:
    """The row before the true word's is taken for it, as if words were counted from one."""
    return naive_softmax(center, target - 1, outside)


@naive(
    "softmax-wrong-axis",
    seen="1 of 112 students",
    student="The softmax runs over the wrong "
    "axis: a column of scores has one entry a row, so each gets probability one. Which entries "
    "are to add up to one?",
)
def softmax_of_a_column(center: Array, target: int, outside: Array) -> LossAndGradients:
    """The scores are a column, of which a softmax by rows makes ones."""
    error = softmax((outside @ center)[:, np.newaxis])[:, 0]
    loss = -float(np.log(error[target]))
    error[target] -= 1.0
    return LossAndGradients(loss, outside.T @ error, np.outer(error, center))


@naive("outside-for-center")
def outside_vectors_for_center(center: Array, target: int, outside: Array) -> LossAndGradients:
    """The gradient by an outside vector is a multiple of that vector, not of the center's."""
    right = naive_softmax(center, target, outside)
    error = softmax(outside @ center)
    error[target] -= 1.0
    return right._replace(grad_outside=error[:, np.newaxis] * outside)


@naive("true-word-twice")
def label_twice_in_grad_outside(center: Array, target: int, outside: Array) -> LossAndGradients:
    """The label is subtracted in place for each gradient, so the second has it twice."""
    right = naive_softmax(center, target, outside)
    grad_outside = right.grad_outside.copy()
    grad_outside[target] -= center
    return right._replace(grad_outside=grad_outside)


@naive("true-word-twice")
def label_twice_in_grad_center(center: Array, target: int, outside: Array) -> LossAndGradients:
    """The label is subtracted in place, and once more for the gradient by the center vector."""
    right = naive_softmax(center, target, outside)
    return right._replace(grad_center=right.grad_center - outside[target])


@naive("log-missing")
def probability_for_loss(center: Array, target: int, outside: Array) -> LossAndGradients:
    """The loss is minus the true word's probability, without the logarithm."""
    right = naive_softmax(center, target, outside)
    return right._replace(loss=-float(softmax(outside @ center)[target]))


@naive("epsilon-added")
def epsilon_in_the_log(center: Array, target: int, outside: Array) -> LossAndGradients:
    """A thousandth is added to the probability before the logarithm."""
    right = naive_softmax(center, target, outside)
    return right._replace(loss=-float(np.log(softmax(outside @ center)[target] + 1e-3)))


@naive(
    "wrong-function",
    student="The probability comes from the sigmoid of a single score. Here "
    "all words compete: the probabilities of the whole vocabulary add up to one.",
)
def sigmoid_for_softmax(center: Array, target: int, outside: Array) -> LossAndGradients:
    """Each word's probability is the sigmoid of its own score."""
    error = sigmoid(outside @ center)
    loss = -float(np.log(error[target]))
    error[target] -= 1.0
    return LossAndGradients(loss, outside.T @ error, np.outer(error, center))


@naive(
    "wrong-function",
    student="The logarithm is not the natural one: it should undo the exponential.",
)
def decimal_logarithm(center: Array, target: int, outside: Array) -> LossAndGradients:
    """The loss takes the logarithm to base ten."""
    right = naive_softmax(center, target, outside)
    return right._replace(loss=right.loss / np.log(10.0))


@naive("averaged-not-summed")
def loss_per_word(center: Array, target: int, outside: Array) -> LossAndGradients:
    """The loss is a mean over the vocabulary: of the label times the logarithms."""
    right = naive_softmax(center, target, outside)
    return right._replace(loss=right.loss / len(outside))


@naive("averaged-not-summed")
def grad_center_averaged(center: Array, target: int, outside: Array) -> LossAndGradients:
    """The gradient by the center vector is a mean over the vocabulary."""
    right = naive_softmax(center, target, outside)
    return right._replace(grad_center=right.grad_center / len(outside))


@naive("averaged-not-summed")
def grad_outside_averaged(center: Array, target: int, outside: Array) -> LossAndGradients:
    """The gradient by the outside vectors is divided by their number."""
    right = naive_softmax(center, target, outside)
    return right._replace(grad_outside=right.grad_outside / len(outside))


@naive("scaled")
def grad_center_doubled(center: Array, target: int, outside: Array) -> LossAndGradients:
    """The gradient by the center vector is twice what it should be."""
    right = naive_softmax(center, target, outside)
    return right._replace(grad_center=2.0 * right.grad_center)


@naive("scaled")
def grad_outside_halved(center: Array, target: int, outside: Array) -> LossAndGradients:
    """The gradient by the outside vectors is half of what it should be."""
    right = naive_softmax(center, target, outside)
    return right._replace(grad_outside=right.grad_outside / 2.0)


@naive("missing-term")
def true_word_not_in_the_sum(center: Array, target: int, outside: Array) -> LossAndGradients:
    """The denominator sums over all words but the true one."""
    scores = outside @ center
    scores[target] = -np.inf
    error = softmax(scores)
    loss = float(scores.max() - np.log(error.max()) - outside[target] @ center)
    error[target] = -1.0
    return LossAndGradients(loss, outside.T @ error, np.outer(error, center))


@naive("extra-term")
def binary_cross_entropy(center: Array, target: int, outside: Array) -> LossAndGradients:
    """The loss adds the logarithm of what is left of one for each other word."""
    right = naive_softmax(center, target, outside)
    others = np.delete(softmax(outside @ center), target)
    return right._replace(loss=right.loss - float(np.sum(np.log(1.0 - others))))


@naive("numerical-gradient")
def finite_differences(center: Array, target: int, outside: Array) -> LossAndGradients:
    """Both gradients are central differences of the loss."""
    return LossAndGradients(
        naive_softmax(center, target, outside).loss,
        differences(lambda v: naive_softmax(v, target, outside).loss, center),
        differences(lambda table: naive_softmax(center, target, table).loss, outside),
    )

"""Mistakes in the terms of negative sampling: their signs, shapes, and which are there."""

from functools import partial

import numpy as np

from ..negative_sampling import negative_sampling
from ..sigmoid import log_sigmoid, sigmoid
from ..word2vec_result import LossAndGradients
from .declare import mistake

Array = np.ndarray
negative = partial(mistake, "negative_sampling")


def with_errors(
    center: Array, target: int, outside: Array, negatives: Array, at_target: float, errors: Array
) -> LossAndGradients:
    """Give the right loss, with gradients from one error for the true word and one a negative."""
    loss = negative_sampling(center, target, outside, negatives).loss
    grad_center = at_target * outside[target]
    grad_outside = np.zeros_like(outside)
    grad_outside[target] += at_target * center
    for word, error in zip(negatives, errors, strict=True):
        grad_center = grad_center + error * outside[word]
        grad_outside[word] += error * center
    return LossAndGradients(loss, grad_center, grad_outside)


@negative(
    "sign-flipped",
    student="The loss has the wrong sign. A sigmoid is at most one: what "
    "sign does its logarithm have, and what sign should a loss have?",
)
def loss_without_minus(
    center: Array, target: int, outside: Array, negatives: Array
) -> LossAndGradients:
    """The minus before the logarithms is missing in the loss."""
    right = negative_sampling(center, target, outside, negatives)
    return right._replace(loss=-right.loss)


@negative("sign-flipped")
def sign_of_grad_center(
    center: Array, target: int, outside: Array, negatives: Array
) -> LossAndGradients:
    """The gradient by the center vector has the wrong sign."""
    right = negative_sampling(center, target, outside, negatives)
    return right._replace(grad_center=-right.grad_center)


@negative("sign-flipped")
def sign_of_grad_outside(
    center: Array, target: int, outside: Array, negatives: Array
) -> LossAndGradients:
    """The gradient by the outside vectors has the wrong sign."""
    right = negative_sampling(center, target, outside, negatives)
    return right._replace(grad_outside=-right.grad_outside)


@negative("sign-flipped")
def sign_of_gradients(
    center: Array, target: int, outside: Array, negatives: Array
) -> LossAndGradients:
    """Both gradients have the wrong sign; the loss is right."""
    loss, grad_center, grad_outside = negative_sampling(center, target, outside, negatives)
    return LossAndGradients(loss, -grad_center, -grad_outside)


@negative("sign-flipped", seen="2 of 112 students")
def sign_of_everything(
    center: Array, target: int, outside: Array, negatives: Array
) -> LossAndGradients:
    """The log-likelihood and its gradients are returned, to be maximised."""
    loss, grad_center, grad_outside = negative_sampling(center, target, outside, negatives)
    return LossAndGradients(-loss, -grad_center, -grad_outside)


@negative("row-for-column", seen="6 of 112 students")
def center_as_row(center: Array, target: int, outside: Array, negatives: Array) -> LossAndGradients:
    """The gradient by the center vector has shape (1, d)."""
    right = negative_sampling(center, target, outside, negatives)
    return right._replace(grad_center=right.grad_center.reshape(1, -1))


@negative("row-for-column", seen="6 of 112 students")
def center_as_column(
    center: Array, target: int, outside: Array, negatives: Array
) -> LossAndGradients:
    """The gradient by the center vector has shape (d, 1)."""
    right = negative_sampling(center, target, outside, negatives)
    return right._replace(grad_center=right.grad_center.reshape(-1, 1))


@negative("transposed")
def outside_transposed(
    center: Array, target: int, outside: Array, negatives: Array
) -> LossAndGradients:
    """The gradient by the outside vectors has shape (d, V)."""
    right = negative_sampling(center, target, outside, negatives)
    return right._replace(grad_outside=right.grad_outside.T)


@negative("repeats-lost", seen="7 of 112 students")
def repeats_lost_in_grad_outside(
    center: Array, target: int, outside: Array, negatives: Array
) -> LossAndGradients:
    """An addition to a list of rows writes a repeated negative's row once."""
    right = negative_sampling(center, target, outside, negatives)
    grad_outside = np.zeros_like(outside)
    grad_outside[target] = right.grad_outside[target]
    grad_outside[negatives] += np.outer(sigmoid(outside[negatives] @ center), center)
    return right._replace(grad_outside=grad_outside)


@negative("repeats-lost")
def repeats_lost_everywhere(
    center: Array, target: int, outside: Array, negatives: Array
) -> LossAndGradients:
    """The negatives are made a set, so that each counts once in the loss and both gradients."""
    return negative_sampling(center, target, outside, np.unique(negatives))


@negative("true-word-missing")
def true_word_missing_in_loss(
    center: Array, target: int, outside: Array, negatives: Array
) -> LossAndGradients:
    """The loss has the negatives' terms only."""
    right = negative_sampling(center, target, outside, negatives)
    return right._replace(loss=-float(np.sum(log_sigmoid(-outside[negatives] @ center))))


@negative("true-word-missing")
def true_word_missing_in_grad_center(
    center: Array, target: int, outside: Array, negatives: Array
) -> LossAndGradients:
    """The gradient by the center vector has the negatives' terms only."""
    right = negative_sampling(center, target, outside, negatives)
    return right._replace(grad_center=outside[negatives].T @ sigmoid(outside[negatives] @ center))


@negative("true-word-missing", seen="1 of 112 students")
def true_word_missing_in_grad_outside(
    center: Array, target: int, outside: Array, negatives: Array
) -> LossAndGradients:
    """The true word's row of the gradient by the outside vectors stays zero."""
    right = negative_sampling(center, target, outside, negatives)
    grad_outside = right.grad_outside.copy()
    grad_outside[target] = 0.0
    return right._replace(grad_outside=grad_outside)


@negative("negatives-missing", seen="1 of 112 students: a continued line became a statement")
def negatives_missing_in_loss(
    center: Array, target: int, outside: Array, negatives: Array
) -> LossAndGradients:
    """The loss has the true word's term only."""
    right = negative_sampling(center, target, outside, negatives)
    return right._replace(loss=-float(log_sigmoid(outside[target] @ center)))


@negative("negatives-missing")
def negatives_missing_in_grad_center(
    center: Array, target: int, outside: Array, negatives: Array
) -> LossAndGradients:
    """The gradient by the center vector has the true word's term only."""
    right = negative_sampling(center, target, outside, negatives)
    return right._replace(grad_center=(sigmoid(outside[target] @ center) - 1.0) * outside[target])


@negative("negatives-missing")
def negatives_missing_in_grad_outside(
    center: Array, target: int, outside: Array, negatives: Array
) -> LossAndGradients:
    """The gradient by the outside vectors fills the true word's row only."""
    right = negative_sampling(center, target, outside, negatives)
    grad_outside = np.zeros_like(outside)
    grad_outside[target] = (sigmoid(outside[target] @ center) - 1.0) * center
    return right._replace(grad_outside=grad_outside)


@negative("negatives-missing")
def negatives_missing_everywhere(
    center: Array, target: int, outside: Array, negatives: Array
) -> LossAndGradients:
    """Loss and gradients have the true word's terms only."""
    return negative_sampling(center, target, outside, negatives[:0])


@negative("negatives-sign-lost", seen="1 of 112 students and 4 written answers")
def negatives_scored_as_true(
    center: Array, target: int, outside: Array, negatives: Array
) -> LossAndGradients:
    """The negatives' scores enter loss and gradients without their minus."""
    words = [target, *negatives]
    scores = outside[words] @ center
    right = with_errors(
        center,
        target,
        outside,
        negatives,
        float(sigmoid(scores[0])) - 1.0,
        sigmoid(scores[1:]) - 1.0,
    )
    return right._replace(loss=-float(np.sum(log_sigmoid(scores))))


@negative("negatives-sign-lost", seen="4 written answers")
def negatives_scored_as_true_in_loss(
    center: Array, target: int, outside: Array, negatives: Array
) -> LossAndGradients:
    """The negatives' scores enter the loss without their minus; the gradients are right."""
    right = negative_sampling(center, target, outside, negatives)
    words = [target, *negatives]
    return right._replace(loss=-float(np.sum(log_sigmoid(outside[words] @ center))))


@negative("negatives-sign-flipped")
def sign_of_negatives_in_loss(
    center: Array, target: int, outside: Array, negatives: Array
) -> LossAndGradients:
    """The negatives' logarithms are added to the loss where they are to be taken off."""
    right = negative_sampling(center, target, outside, negatives)
    return right._replace(
        loss=-float(log_sigmoid(outside[target] @ center))
        + float(np.sum(log_sigmoid(-outside[negatives] @ center)))
    )


@negative("negatives-sign-flipped")
def sign_of_negatives_in_grad_center(
    center: Array, target: int, outside: Array, negatives: Array
) -> LossAndGradients:
    """The negatives' terms of the gradient by the center vector have the wrong sign."""
    right = negative_sampling(center, target, outside, negatives)
    of_negatives = outside[negatives].T @ sigmoid(outside[negatives] @ center)
    return right._replace(grad_center=right.grad_center - 2.0 * of_negatives)


@negative("negatives-sign-flipped", seen="1 of 112 students")
def sign_of_negatives_in_grad_outside(
    center: Array, target: int, outside: Array, negatives: Array
) -> LossAndGradients:
    """The negatives' rows of the gradient by the outside vectors have the wrong sign."""
    right = negative_sampling(center, target, outside, negatives)
    grad_outside = -right.grad_outside
    grad_outside[target] = right.grad_outside[target]
    return right._replace(grad_outside=grad_outside)


@negative("complement-mixed-up")
def complement_of_negatives(
    center: Array, target: int, outside: Array, negatives: Array
) -> LossAndGradients:
    """Both gradients take the sigmoid of a negative's negated score."""
    at_target = float(sigmoid(outside[target] @ center)) - 1.0
    errors = sigmoid(-outside[negatives] @ center)
    return with_errors(center, target, outside, negatives, at_target, errors)


@negative(
    "complement-mixed-up",
    student="The true word's error has its sigmoid the wrong way "
    "round. Work out what should be left of it when the true word's score is very high.",
)
def complement_of_true_word(
    center: Array, target: int, outside: Array, negatives: Array
) -> LossAndGradients:
    """Both gradients take minus the sigmoid of the true word's score for its error."""
    at_target = -float(sigmoid(outside[target] @ center))
    errors = sigmoid(outside[negatives] @ center)
    return with_errors(center, target, outside, negatives, at_target, errors)


@negative("target-not-subtracted")
def one_not_subtracted(
    center: Array, target: int, outside: Array, negatives: Array
) -> LossAndGradients:
    """The true word's error is its sigmoid, from which its label is never taken off."""
    at_target = float(sigmoid(outside[target] @ center))
    errors = sigmoid(outside[negatives] @ center)
    return with_errors(center, target, outside, negatives, at_target, errors)


@negative("log-not-differentiated")
def log_not_differentiated(
    center: Array, target: int, outside: Array, negatives: Array
) -> LossAndGradients:
    """Both gradients differentiate the sigmoids, as if the loss had no logarithm."""
    true = float(sigmoid(outside[target] @ center))
    drawn = sigmoid(outside[negatives] @ center)
    return with_errors(
        center, target, outside, negatives, -true * (1.0 - true), drawn * (1.0 - drawn)
    )

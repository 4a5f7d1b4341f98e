"""Mistakes in softmax regression."""

from functools import partial

import numpy as np

from ..sigmoid import sigmoid
from ..softmax import softmax
from ..softmax_regression import Regression, softmax_regression
from .declare import mistake
from .differences import differences

Array = np.ndarray
regression = partial(mistake, "softmax_regression")


def from_probabilities(
    features: Array, labels: Array, weights: Array, regularization: float, probabilities: Array
) -> Regression:
    """Finish the regression from probabilities, as if they were right."""
    one_hot = np.eye(weights.shape[1])[labels]
    penalty = 0.5 * regularization * float(np.sum(weights**2))
    return Regression(
        -float(np.sum(one_hot * np.log(probabilities))) / len(features) + penalty,
        features.T @ (probabilities - one_hot) / len(features) + regularization * weights,
        probabilities.argmax(axis=1),
    )


@regression("summed-not-averaged")
def loss_summed(
    features: Array, labels: Array, weights: Array, regularization: float = 0.0
) -> Regression:
    """The cost adds the examples' losses and does not divide."""
    right = softmax_regression(features, labels, weights, regularization)
    unpenalised = softmax_regression(features, labels, weights).loss
    return right._replace(loss=right.loss + (len(features) - 1) * unpenalised)


@regression("summed-not-averaged")
def grad_summed(
    features: Array, labels: Array, weights: Array, regularization: float = 0.0
) -> Regression:
    """The gradient adds the examples' gradients and does not divide."""
    right = softmax_regression(features, labels, weights, regularization)
    unpenalised = softmax_regression(features, labels, weights).grad
    return right._replace(grad=right.grad + (len(features) - 1) * unpenalised)


@regression("summed-not-averaged")
def everything_summed(
    features: Array, labels: Array, weights: Array, regularization: float = 0.0
) -> Regression:
    """Cost and gradient add over the examples and do not divide."""
    right = softmax_regression(features, labels, weights, regularization)
    return Regression(
        loss_summed(features, labels, weights, regularization).loss,
        grad_summed(features, labels, weights, regularization).grad,
        right.predictions,
    )


@regression("penalty-missing")
def penalty_missing_in_loss(
    features: Array, labels: Array, weights: Array, regularization: float = 0.0
) -> Regression:
    """The cost has no penalty."""
    right = softmax_regression(features, labels, weights, regularization)
    return right._replace(loss=softmax_regression(features, labels, weights).loss)


@regression("penalty-missing")
def penalty_missing_in_grad(
    features: Array, labels: Array, weights: Array, regularization: float = 0.0
) -> Regression:
    """The gradient has no penalty."""
    right = softmax_regression(features, labels, weights, regularization)
    return right._replace(grad=softmax_regression(features, labels, weights).grad)


@regression("penalty-missing")
def penalty_missing(
    features: Array, labels: Array, weights: Array, regularization: float = 0.0
) -> Regression:
    """Neither cost nor gradient has a penalty."""
    return softmax_regression(features, labels, weights)


@regression("penalty-scaled")
def penalty_without_half(
    features: Array, labels: Array, weights: Array, regularization: float = 0.0
) -> Regression:
    """The cost's penalty lacks the one half."""
    right = softmax_regression(features, labels, weights, regularization)
    return right._replace(loss=right.loss + 0.5 * regularization * float(np.sum(weights**2)))


@regression("penalty-scaled")
def penalty_doubled_in_grad(
    features: Array, labels: Array, weights: Array, regularization: float = 0.0
) -> Regression:
    """The gradient's penalty is twice what it should be."""
    right = softmax_regression(features, labels, weights, regularization)
    return right._replace(grad=right.grad + regularization * weights)


@regression("penalty-scaled")
def penalty_halved_in_grad(
    features: Array, labels: Array, weights: Array, regularization: float = 0.0
) -> Regression:
    """The gradient's penalty keeps the one half."""
    right = softmax_regression(features, labels, weights, regularization)
    return right._replace(grad=right.grad - 0.5 * regularization * weights)


@regression("penalty-scaled")
def penalty_averaged(
    features: Array, labels: Array, weights: Array, regularization: float = 0.0
) -> Regression:
    """The penalty is divided by the number of examples too."""
    return softmax_regression(features, labels, weights, regularization / len(features))


@regression(
    "sign-flipped",
    student="The cost of the examples has the wrong sign: what sign does "
    "the logarithm of a probability have?",
)
def loss_without_minus(
    features: Array, labels: Array, weights: Array, regularization: float = 0.0
) -> Regression:
    """The minus before the logarithm is missing in the cost; the penalty is right."""
    right = softmax_regression(features, labels, weights, regularization)
    unpenalised = softmax_regression(features, labels, weights).loss
    return right._replace(loss=right.loss - 2.0 * unpenalised)


@regression(
    "sign-flipped",
    student="The gradient of the examples' part has the wrong sign: what is subtracted from what?",
)
def sign_of_grad(
    features: Array, labels: Array, weights: Array, regularization: float = 0.0
) -> Regression:
    """The gradient takes the prediction from the label; the penalty is right."""
    right = softmax_regression(features, labels, weights, regularization)
    unpenalised = softmax_regression(features, labels, weights).grad
    return right._replace(grad=right.grad - 2.0 * unpenalised)


@regression("target-not-subtracted")
def label_not_subtracted(
    features: Array, labels: Array, weights: Array, regularization: float = 0.0
) -> Regression:
    """The gradient ignores the labels."""
    right = softmax_regression(features, labels, weights, regularization)
    mean = features.T @ softmax(features @ weights) / len(features)
    return right._replace(grad=mean + regularization * weights)


@regression("softmax-wrong-axis")
def softmax_over_examples(
    features: Array, labels: Array, weights: Array, regularization: float = 0.0
) -> Regression:
    """The softmax runs over the examples, for each class."""
    probabilities = softmax((features @ weights).T).T
    return from_probabilities(features, labels, weights, regularization, probabilities)


@regression(
    "wrong-function",
    student="The classes' probabilities are sigmoids, which do not add "
    "up to one. The classes compete here.",
)
def sigmoid_for_softmax(
    features: Array, labels: Array, weights: Array, regularization: float = 0.0
) -> Regression:
    """Each class's probability is the sigmoid of its own score."""
    probabilities = sigmoid(features @ weights)
    return from_probabilities(features, labels, weights, regularization, probabilities)


@regression("transposed")
def grad_transposed(
    features: Array, labels: Array, weights: Array, regularization: float = 0.0
) -> Regression:
    """The gradient has shape (C, d)."""
    right = softmax_regression(features, labels, weights, regularization)
    return right._replace(grad=right.grad.T)


@regression("predictions-wrong-axis")
def example_for_each_class(
    features: Array, labels: Array, weights: Array, regularization: float = 0.0
) -> Regression:
    """The predictions are the best example of each class."""
    right = softmax_regression(features, labels, weights, regularization)
    return right._replace(predictions=(features @ weights).argmax(axis=0))


@regression("least-probable-class")
def least_probable_class(
    features: Array, labels: Array, weights: Array, regularization: float = 0.0
) -> Regression:
    """The predictions are the classes of lowest probability."""
    right = softmax_regression(features, labels, weights, regularization)
    return right._replace(predictions=(features @ weights).argmin(axis=1))


@regression("probability-for-class")
def probability_for_class(
    features: Array, labels: Array, weights: Array, regularization: float = 0.0
) -> Regression:
    """The predictions are the highest probabilities."""
    right = softmax_regression(features, labels, weights, regularization)
    return right._replace(predictions=softmax(features @ weights).max(axis=1))


@regression("classes-from-one")
def classes_from_one(
    features: Array, labels: Array, weights: Array, regularization: float = 0.0
) -> Regression:
    """The predicted classes are counted from one."""
    right = softmax_regression(features, labels, weights, regularization)
    return right._replace(predictions=right.predictions + 1)


@regression("numerical-gradient")
def finite_differences(
    features: Array, labels: Array, weights: Array, regularization: float = 0.0
) -> Regression:
    """The gradient is made of central differences of the cost."""
    right = softmax_regression(features, labels, weights, regularization)

    def loss(at: Array) -> float:
        return softmax_regression(features, labels, at, regularization).loss

    return right._replace(grad=differences(loss, weights))

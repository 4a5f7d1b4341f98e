"""Softmax regression with L2 regularisation, and the accuracy of its predictions."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from .cross_entropy import cross_entropy

if TYPE_CHECKING:
    from jaxtyping import Float, Int


class Regression(NamedTuple):
    """The regularised loss, its gradient by the weights and the class predicted for each row."""

    loss: float
    grad: Float[np.ndarray, "d C"]
    predictions: Int[np.ndarray, "n"]


def softmax_regression(
    features: Float[np.ndarray, "n d"] | Float[np.ndarray, "d"],
    labels: Int[np.ndarray, "n"] | int,
    weights: Float[np.ndarray, "d C"],
    regularization: float = 0.0,
) -> Regression:
    """Give the mean cross-entropy plus an L2 penalty, its gradient, and the predicted classes.

    Formula: with P = softmax(X W) and Y one-hot rows of the labels,
    loss = -(1/n) sum_i log P_(i, y_i) + (regularization / 2) sum W^2;
    gradient = (1/n) X^T (P - Y) + regularization W; prediction_i = argmax_j P_ij.
    Domain: 0 <= labels < C; n >= 1; a single row may be given as a vector, with its label.
    Singular points: none for loss and gradient; where two classes tie, the first is predicted.
    Source: CS224N 2017, assignment 1, question 4; Goodfellow et al. 2016, Deep Learning,
    eq. 7.2 and 7.3 (the penalty).
    """
    rows = np.atleast_2d(np.asarray(features, dtype=np.float64))
    weights = np.asarray(weights, dtype=np.float64)
    one_hot = np.eye(weights.shape[1])[np.atleast_1d(labels)]
    logits = rows @ weights
    loss, error = cross_entropy(logits, one_hot)
    return Regression(
        loss / len(rows) + 0.5 * regularization * float(np.sum(weights**2)),
        rows.T @ error / len(rows) + regularization * weights,
        logits.argmax(axis=1),
    )


def accuracy(labels: Int[np.ndarray, "n"], predictions: Int[np.ndarray, "n"]) -> float:
    """Give the percentage of predictions that equal their labels.

    Formula: 100/n times the number of i with labels_i = predictions_i.
    Domain: n >= 1 labels and as many predictions, else ValueError.
    Singular points: n = 0, which has no percentage.
    Source: Goodfellow et al. 2016, Deep Learning, section 5.1.2.
    """
    expected, got = np.asarray(labels), np.asarray(predictions)
    if expected.shape != got.shape or expected.size == 0:
        raise ValueError(
            "Expected as many predictions as labels, and at least one, "
            f"but got labels.shape={expected.shape} and predictions.shape={got.shape}"
        )
    return 100.0 * float(np.mean(expected == got))

"""A network with one sigmoid hidden layer and a softmax output, forward and backward."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from .cross_entropy import cross_entropy
from .loss_and_gradient import LossAndGradient
from .sigmoid import sigmoid, sigmoid_grad

if TYPE_CHECKING:
    from jaxtyping import Float

Dimensions = tuple[int, int, int]


class Layers(NamedTuple):
    """The network's parameters in the order in which they are packed."""

    W1: Float[np.ndarray, "Dx H"]
    b1: Float[np.ndarray, "1 H"]
    W2: Float[np.ndarray, "H Dy"]
    b2: Float[np.ndarray, "1 Dy"]


def two_layer_network(
    data: Float[np.ndarray, "n Dx"],
    labels: Float[np.ndarray, "n Dy"],
    params: Float[np.ndarray, "P"],
    dimensions: Dimensions,
) -> LossAndGradient:
    """Give the cross-entropy summed over the examples, and its gradient packed like params.

    Formula: h = sigmoid(X W1 + b1), p = softmax(h W2 + b2), loss = - sum y log p; with
    e2 = p - y and e1 = (e2 W2^T) * h * (1 - h), the gradients by W1, b1, W2, b2 are
    X^T e1, the column sums of e1, h^T e2, the column sums of e2.
    Domain: rows are examples; each row of labels sums to 1; dimensions = (Dx, H, Dy) and
    P = (Dx + 1) H + (H + 1) Dy, else ValueError.
    Singular points: none.
    Source: CS224N 2017, assignment 1, question 2; Goodfellow et al. 2016, Deep Learning,
    algorithms 6.3 and 6.4.
    """
    data = np.asarray(data, dtype=np.float64)
    layers = _unpack(params, dimensions)
    hidden = sigmoid(data @ layers.W1 + layers.b1)
    loss, output_error = cross_entropy(hidden @ layers.W2 + layers.b2, labels)
    hidden_error = (output_error @ layers.W2.T) * sigmoid_grad(hidden)
    gradients = Layers(
        W1=data.T @ hidden_error,
        b1=hidden_error.sum(axis=0, keepdims=True),
        W2=hidden.T @ output_error,
        b2=output_error.sum(axis=0, keepdims=True),
    )
    return LossAndGradient(loss, np.concatenate([part.ravel() for part in gradients]))


def two_layer_network_mean(
    data: Float[np.ndarray, "n Dx"],
    labels: Float[np.ndarray, "n Dy"],
    params: Float[np.ndarray, "P"],
    dimensions: Dimensions,
) -> LossAndGradient:
    """Give the loss and gradient of two_layer_network averaged over the examples.

    Formula: (1/n) times the sum over the n examples.
    Domain: that of two_layer_network, with n >= 1.
    Singular points: n = 0, where there is no mean (ZeroDivisionError).
    Source: CS224N 2017, assignment 1, question 2; Goodfellow et al. 2016, Deep Learning,
    eq. 8.2 (the empirical mean).
    """
    loss, grad = two_layer_network(data, labels, params, dimensions)
    return LossAndGradient(loss / len(data), grad / len(data))


def parameter_count(dimensions: Dimensions) -> int:
    """Count the network's weights and biases.

    Formula: (Dx + 1) H + (H + 1) Dy, for dimensions = (Dx, H, Dy).
    Domain: whole numbers >= 0.
    Singular points: none.
    Source: CS224N 2017, assignment 1, question 2.
    """
    inputs, hidden, outputs = dimensions
    return (inputs + 1) * hidden + (hidden + 1) * outputs


def _unpack(params: Float[np.ndarray, "P"], dimensions: Dimensions) -> Layers:
    params = np.asarray(params, dtype=np.float64).ravel()
    if params.size != parameter_count(dimensions):
        raise ValueError(
            f"Expected {parameter_count(dimensions)} parameters for dimensions={dimensions} "
            f"but got params.size={params.size}"
        )
    inputs, hidden, outputs = dimensions
    sizes = [inputs * hidden, hidden, hidden * outputs]
    w1, b1, w2, b2 = np.split(params, np.cumsum(sizes))
    return Layers(
        w1.reshape(inputs, hidden),
        b1.reshape(1, hidden),
        w2.reshape(hidden, outputs),
        b2.reshape(1, outputs),
    )

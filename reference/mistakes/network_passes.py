"""The right passes of the two-layer network, step by step, for mistakes to be put between."""

from typing import NamedTuple

import numpy as np

from ..sigmoid import sigmoid, sigmoid_grad
from ..softmax import softmax
from ..two_layer_network import Dimensions, Layers

Array = np.ndarray


class Forward(NamedTuple):
    """What the forward pass finds."""

    before: Array
    """The hidden layer before its sigmoid."""
    hidden: Array
    probabilities: Array


def unpacked(params: Array, dimensions: Dimensions) -> Layers:
    """Cut the parameters up into weights and biases."""
    inputs, hidden, outputs = dimensions
    w1, b1, w2, b2 = np.split(params, np.cumsum([inputs * hidden, hidden, hidden * outputs]))
    return Layers(
        w1.reshape(inputs, hidden),
        b1.reshape(1, hidden),
        w2.reshape(hidden, outputs),
        b2.reshape(1, outputs),
    )


def packed(gradients: Layers) -> Array:
    """Put gradients into one vector, in the order of the parameters."""
    return np.concatenate([part.ravel() for part in gradients])


def forward(data: Array, layers: Layers) -> Forward:
    """Go from the data to the probabilities."""
    before = data @ layers.W1 + layers.b1
    hidden = sigmoid(before)
    return Forward(before, hidden, softmax(hidden @ layers.W2 + layers.b2))


def cross_entropy(labels: Array, probabilities: Array) -> float:
    """Give the cost of probabilities."""
    return -float(np.sum(labels * np.log(probabilities)))


def backward(data: Array, layers: Layers, found: Forward, output_error: Array) -> Layers:
    """Go from the error at the output to the gradients."""
    hidden_error = (output_error @ layers.W2.T) * sigmoid_grad(found.hidden)
    return from_errors(data, found.hidden, hidden_error, output_error)


def from_errors(data: Array, hidden: Array, hidden_error: Array, output_error: Array) -> Layers:
    """Give the gradients by weights and biases from the errors of both layers."""
    return Layers(
        data.T @ hidden_error,
        hidden_error.sum(axis=0, keepdims=True),
        hidden.T @ output_error,
        output_error.sum(axis=0, keepdims=True),
    )

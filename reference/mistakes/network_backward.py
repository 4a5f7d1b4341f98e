"""Mistakes in the two-layer network's gradient."""

from functools import partial

import numpy as np

from ..loss_and_gradient import LossAndGradient
from ..sigmoid import sigmoid, sigmoid_grad
from ..two_layer_network import Dimensions, Layers, two_layer_network
from .declare import mistake
from .differences import differences
from .network_passes import backward, forward, from_errors, packed, unpacked

Array = np.ndarray
network = partial(mistake, "two_layer_network")


@network(
    "sign-flipped",
    student="The gradient has the wrong sign: at the output, what is subtracted from what?",
)
def sign_of_grad(
    data: Array, labels: Array, params: Array, dimensions: Dimensions
) -> LossAndGradient:
    """The error at the output takes the prediction from the label."""
    loss, grad = two_layer_network(data, labels, params, dimensions)
    return LossAndGradient(loss, -grad)


@network("derivative-not-taken", seen="1 of 112 students")
def sigmoid_derivative_skipped(
    data: Array, labels: Array, params: Array, dimensions: Dimensions
) -> LossAndGradient:
    """The error travels through the hidden layer without the sigmoid's derivative."""
    right = two_layer_network(data, labels, params, dimensions)
    layers = unpacked(params, dimensions)
    found = forward(data, layers)
    error = found.probabilities - labels
    gradients = from_errors(data, found.hidden, error @ layers.W2.T, error)
    return right._replace(grad=packed(gradients))


@network("derivative-argument")
def derivative_of_the_sum(
    data: Array, labels: Array, params: Array, dimensions: Dimensions
) -> LossAndGradient:
    """The derivative is given the hidden layer before its sigmoid, where it takes the value."""
    right = two_layer_network(data, labels, params, dimensions)
    layers = unpacked(params, dimensions)
    found = forward(data, layers)
    error = found.probabilities - labels
    hidden_error = (error @ layers.W2.T) * sigmoid_grad(found.before)
    return right._replace(grad=packed(from_errors(data, found.hidden, hidden_error, error)))


@network("derivative-argument")
def derivative_of_the_sigmoid_twice(
    data: Array, labels: Array, params: Array, dimensions: Dimensions
) -> LossAndGradient:
    """The derivative is given the sigmoid of the hidden layer, which is a sigmoid already."""
    right = two_layer_network(data, labels, params, dimensions)
    layers = unpacked(params, dimensions)
    found = forward(data, layers)
    error = found.probabilities - labels
    hidden_error = (error @ layers.W2.T) * sigmoid_grad(sigmoid(found.hidden))
    return right._replace(grad=packed(from_errors(data, found.hidden, hidden_error, error)))


@network("bias-gradient-missing")
def both_bias_gradients_missing(
    data: Array, labels: Array, params: Array, dimensions: Dimensions
) -> LossAndGradient:
    """The gradients by both biases are zero."""
    loss, grad = two_layer_network(data, labels, params, dimensions)
    gradients = unpacked(grad, dimensions)
    b1, b2 = np.zeros_like(gradients.b1), np.zeros_like(gradients.b2)
    return LossAndGradient(loss, packed(gradients._replace(b1=b1, b2=b2)))


@network("bias-gradient-missing")
def hidden_bias_gradient_missing(
    data: Array, labels: Array, params: Array, dimensions: Dimensions
) -> LossAndGradient:
    """The gradient by the hidden layer's bias is zero."""
    loss, grad = two_layer_network(data, labels, params, dimensions)
    gradients = unpacked(grad, dimensions)
    return LossAndGradient(loss, packed(gradients._replace(b1=np.zeros_like(gradients.b1))))


@network("bias-gradient-missing")
def output_bias_gradient_missing(
    data: Array, labels: Array, params: Array, dimensions: Dimensions
) -> LossAndGradient:
    """The gradient by the output layer's bias is zero."""
    loss, grad = two_layer_network(data, labels, params, dimensions)
    gradients = unpacked(grad, dimensions)
    return LossAndGradient(loss, packed(gradients._replace(b2=np.zeros_like(gradients.b2))))


@network(
    "averaged-not-summed",
    student="The gradients by the biases are averages over the "
    "examples, those by the weights are sums. Treat them alike.",
)
def bias_gradients_averaged(
    data: Array, labels: Array, params: Array, dimensions: Dimensions
) -> LossAndGradient:
    """The gradients by the biases are means over the examples."""
    loss, grad = two_layer_network(data, labels, params, dimensions)
    gradients = unpacked(grad, dimensions)
    b1, b2 = gradients.b1 / len(data), gradients.b2 / len(data)
    return LossAndGradient(loss, packed(gradients._replace(b1=b1, b2=b2)))


@network(
    "averaged-not-summed",
    student="The cost is a sum over the examples and its gradient an "
    "average, or the other way round. Treat them alike.",
)
def grad_averaged(
    data: Array, labels: Array, params: Array, dimensions: Dimensions
) -> LossAndGradient:
    """The gradient is divided by the number of examples, the cost is not."""
    loss, grad = two_layer_network(data, labels, params, dimensions)
    return LossAndGradient(loss, grad / len(data))


@network("target-not-subtracted")
def labels_not_subtracted(
    data: Array, labels: Array, params: Array, dimensions: Dimensions
) -> LossAndGradient:
    """The error at the output is the bare prediction."""
    right = two_layer_network(data, labels, params, dimensions)
    layers = unpacked(params, dimensions)
    found = forward(data, layers)
    return right._replace(grad=packed(backward(data, layers, found, found.probabilities)))


@network("packing-order")
def weights_before_biases(
    data: Array, labels: Array, params: Array, dimensions: Dimensions
) -> LossAndGradient:
    """Both layers' weights are packed before both layers' biases."""
    loss, grad = two_layer_network(data, labels, params, dimensions)
    w1, b1, w2, b2 = unpacked(grad, dimensions)
    return LossAndGradient(loss, packed(Layers(w1, w2, b1, b2)))


@network("packing-order", seen="1 of 112 students")
def biases_before_weights(
    data: Array, labels: Array, params: Array, dimensions: Dimensions
) -> LossAndGradient:
    """Each layer's bias is packed before its weights."""
    loss, grad = two_layer_network(data, labels, params, dimensions)
    w1, b1, w2, b2 = unpacked(grad, dimensions)
    return LossAndGradient(loss, packed(Layers(b1, w1, b2, w2)))


@network("packing-order")
def weights_packed_by_columns(
    data: Array, labels: Array, params: Array, dimensions: Dimensions
) -> LossAndGradient:
    """The gradients by the weights are packed column by column, as their transposes are."""
    loss, grad = two_layer_network(data, labels, params, dimensions)
    w1, b1, w2, b2 = unpacked(grad, dimensions)
    return LossAndGradient(loss, packed(Layers(w1.T, b1, w2.T, b2)))


@network("summed-too-early", seen="1 of 112 students")
def summed_before_multiplying(
    data: Array, labels: Array, params: Array, dimensions: Dimensions
) -> LossAndGradient:
    """The errors are summed over the examples before they meet what they multiply."""
    right = two_layer_network(data, labels, params, dimensions)
    layers = unpacked(params, dimensions)
    found = forward(data, layers)
    gradients = backward(data, layers, found, found.probabilities - labels)
    w1 = np.outer(data.sum(axis=0), gradients.b1)
    w2 = np.outer(found.hidden.sum(axis=0), gradients.b2)
    return right._replace(grad=packed(gradients._replace(W1=w1, W2=w2)))


@network("backprop-stopped")
def backprop_stopped(
    data: Array, labels: Array, params: Array, dimensions: Dimensions
) -> LossAndGradient:
    """The gradients by the first layer are zero."""
    loss, grad = two_layer_network(data, labels, params, dimensions)
    gradients = unpacked(grad, dimensions)
    w1, b1 = np.zeros_like(gradients.W1), np.zeros_like(gradients.b1)
    return LossAndGradient(loss, packed(gradients._replace(W1=w1, b1=b1)))


@network("pre-activation-used")
def hidden_layer_before_its_sigmoid(
    data: Array, labels: Array, params: Array, dimensions: Dimensions
) -> LossAndGradient:
    """The gradient by the second weights takes the hidden layer before its sigmoid."""
    right = two_layer_network(data, labels, params, dimensions)
    found = forward(data, unpacked(params, dimensions))
    gradients = unpacked(right.grad, dimensions)
    w2 = found.before.T @ (found.probabilities - labels)
    return right._replace(grad=packed(gradients._replace(W2=w2)))


@network("numerical-gradient")
def finite_differences(
    data: Array, labels: Array, params: Array, dimensions: Dimensions
) -> LossAndGradient:
    """The gradient is made of central differences of the cost."""
    right = two_layer_network(data, labels, params, dimensions)

    def cost(at: Array) -> float:
        return two_layer_network(data, labels, at, dimensions).loss

    return right._replace(grad=differences(cost, params))

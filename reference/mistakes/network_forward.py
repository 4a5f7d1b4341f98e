"""Mistakes in the two-layer network's layers and cost, with or without its gradient."""

from functools import partial

import numpy as np

from ..loss_and_gradient import LossAndGradient
from ..sigmoid import sigmoid
from ..softmax import softmax
from ..two_layer_network import Dimensions, two_layer_network
from .declare import mistake
from .network_passes import backward, cross_entropy, forward, from_errors, packed, unpacked

Array = np.ndarray
network = partial(mistake, "two_layer_network")


@network(
    "sign-flipped",
    student="The cost has the wrong sign: what sign does the logarithm of a probability have?",
)
def cost_without_minus(
    data: Array, labels: Array, params: Array, dimensions: Dimensions
) -> LossAndGradient:
    """The minus before the logarithm is missing in the cost."""
    loss, grad = two_layer_network(data, labels, params, dimensions)
    return LossAndGradient(-loss, grad)


@network("sign-flipped", seen="2 of 112 students")
def sign_of_everything(
    data: Array, labels: Array, params: Array, dimensions: Dimensions
) -> LossAndGradient:
    """The log-likelihood and its gradient are returned, to be maximised."""
    loss, grad = two_layer_network(data, labels, params, dimensions)
    return LossAndGradient(-loss, -grad)


@network(
    "averaged-not-summed",
    student="The cost is a sum over the examples and its gradient an "
    "average, or the other way round. Treat them alike.",
)
def cost_averaged(
    data: Array, labels: Array, params: Array, dimensions: Dimensions
) -> LossAndGradient:
    """The cost is divided by the number of examples, the gradient is not."""
    loss, grad = two_layer_network(data, labels, params, dimensions)
    return LossAndGradient(loss / len(data), grad)


@network("averaged-not-summed")
def cost_averaged_over_entries(
    data: Array, labels: Array, params: Array, dimensions: Dimensions
) -> LossAndGradient:
    """The cost is a mean over all entries of the labels."""
    loss, grad = two_layer_network(data, labels, params, dimensions)
    return LossAndGradient(loss / labels.size, grad)


@network("bias-missing")
def biases_missing(
    data: Array, labels: Array, params: Array, dimensions: Dimensions
) -> LossAndGradient:
    """The forward pass leaves out both biases; the backward pass is as it should be."""
    layers = unpacked(params, dimensions)
    layers = layers._replace(b1=np.zeros_like(layers.b1), b2=np.zeros_like(layers.b2))
    return two_layer_network(data, labels, packed(layers), dimensions)


@network(
    "wrong-function",
    seen="2 of 112 students",
    student="The output layer is a sigmoid. The "
    "classes compete: their probabilities should add up to one.",
)
def sigmoid_output_layer(
    data: Array, labels: Array, params: Array, dimensions: Dimensions
) -> LossAndGradient:
    """The probabilities are sigmoids; cost and error are those of a softmax."""
    layers = unpacked(params, dimensions)
    found = forward(data, layers)
    found = found._replace(probabilities=sigmoid(found.hidden @ layers.W2 + layers.b2))
    gradients = backward(data, layers, found, found.probabilities - labels)
    return LossAndGradient(cross_entropy(labels, found.probabilities), packed(gradients))


@network(
    "wrong-function",
    seen="2 of 112 students",
    student="The output layer is a sigmoid. The "
    "classes compete: their probabilities should add up to one.",
)
def sigmoid_output_layer_consistently(
    data: Array, labels: Array, params: Array, dimensions: Dimensions
) -> LossAndGradient:
    """The probabilities are sigmoids, with their own cost and its gradient."""
    layers = unpacked(params, dimensions)
    found = forward(data, layers)
    found = found._replace(probabilities=sigmoid(found.hidden @ layers.W2 + layers.b2))
    gradients = backward(data, layers, found, found.probabilities - labels)
    cost = cross_entropy(labels, found.probabilities)
    cost += cross_entropy(1.0 - labels, 1.0 - found.probabilities)
    return LossAndGradient(cost, packed(gradients))


@network(
    "wrong-function", student="The hidden layer is a hyperbolic tangent where a sigmoid is due."
)
def hyperbolic_tangent_hidden_layer(
    data: Array, labels: Array, params: Array, dimensions: Dimensions
) -> LossAndGradient:
    """The hidden layer is a hyperbolic tangent, forward and backward."""
    layers = unpacked(params, dimensions)
    hidden = np.tanh(data @ layers.W1 + layers.b1)
    probabilities = softmax(hidden @ layers.W2 + layers.b2)
    error = probabilities - labels
    gradients = from_errors(data, hidden, (error @ layers.W2.T) * (1.0 - hidden**2), error)
    return LossAndGradient(cross_entropy(labels, probabilities), packed(gradients))


@network("softmax-wrong-axis")
def softmax_over_examples(
    data: Array, labels: Array, params: Array, dimensions: Dimensions
) -> LossAndGradient:
    """The softmax runs over the examples, for each class."""
    layers = unpacked(params, dimensions)
    found = forward(data, layers)
    found = found._replace(probabilities=softmax((found.hidden @ layers.W2 + layers.b2).T).T)
    gradients = backward(data, layers, found, found.probabilities - labels)
    return LossAndGradient(cross_entropy(labels, found.probabilities), packed(gradients))


@network("extra-term")
def binary_cross_entropy(
    data: Array, labels: Array, params: Array, dimensions: Dimensions
) -> LossAndGradient:
    """The cost adds the logarithms of what is left of one for the other classes."""
    right = two_layer_network(data, labels, params, dimensions)
    probabilities = forward(data, unpacked(params, dimensions)).probabilities
    return right._replace(loss=right.loss + cross_entropy(1.0 - labels, 1.0 - probabilities))


@network("log-missing")
def probabilities_for_cost(
    data: Array, labels: Array, params: Array, dimensions: Dimensions
) -> LossAndGradient:
    """The cost adds the true classes' probabilities, without the logarithm."""
    right = two_layer_network(data, labels, params, dimensions)
    probabilities = forward(data, unpacked(params, dimensions)).probabilities
    return right._replace(loss=-float(np.sum(labels * probabilities)))


@network("epsilon-added")
def epsilon_in_the_log(
    data: Array, labels: Array, params: Array, dimensions: Dimensions
) -> LossAndGradient:
    """A thousandth is added to the probabilities before the logarithm."""
    right = two_layer_network(data, labels, params, dimensions)
    probabilities = forward(data, unpacked(params, dimensions)).probabilities
    return right._replace(loss=cross_entropy(labels, probabilities + 1e-3))


@network(
    "target-not-picked",
    student="The cost adds up the logarithms of all classes. Only that "
    "of each example's true class counts.",
)
def labels_not_used_in_cost(
    data: Array, labels: Array, params: Array, dimensions: Dimensions
) -> LossAndGradient:
    """The cost adds the negative logarithms of all probabilities."""
    right = two_layer_network(data, labels, params, dimensions)
    probabilities = forward(data, unpacked(params, dimensions)).probabilities
    return right._replace(loss=-float(np.sum(np.log(probabilities))))

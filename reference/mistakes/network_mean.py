"""Mistakes in the two-layer network of those who average over the examples, which is as right."""

import functools
from collections.abc import Callable

import numpy as np

from ..loss_and_gradient import LossAndGradient
from ..two_layer_network import Dimensions
from . import network_backward, network_forward
from .declare import Declaration, mistake

Array = np.ndarray
Network = Callable[[Array, Array, Array, Dimensions], LossAndGradient]


def averaged(variant: Network) -> Network:
    """Return the same mistake, made in the mean over the examples."""
    told: Declaration = variant.declaration  # type: ignore[attr-defined]

    @functools.wraps(variant)
    def mean(data: Array, labels: Array, params: Array, dimensions: Dimensions) -> LossAndGradient:
        loss, grad = variant(data, labels, params, dimensions)
        return LossAndGradient(loss / len(data), grad / len(data))

    mean.__name__ = f"{variant.__name__}_mean"
    return mistake("two_layer_network_mean", told.slug, seen=told.seen, student=told.student)(mean)


cost_without_minus_mean = averaged(network_forward.cost_without_minus)
sign_of_everything_mean = averaged(network_forward.sign_of_everything)
biases_missing_mean = averaged(network_forward.biases_missing)
sigmoid_output_layer_mean = averaged(network_forward.sigmoid_output_layer)
sigmoid_output_layer_consistently_mean = averaged(network_forward.sigmoid_output_layer_consistently)
hyperbolic_tangent_hidden_layer_mean = averaged(network_forward.hyperbolic_tangent_hidden_layer)
softmax_over_examples_mean = averaged(network_forward.softmax_over_examples)
binary_cross_entropy_mean = averaged(network_forward.binary_cross_entropy)
probabilities_for_cost_mean = averaged(network_forward.probabilities_for_cost)
epsilon_in_the_log_mean = averaged(network_forward.epsilon_in_the_log)
labels_not_used_in_cost_mean = averaged(network_forward.labels_not_used_in_cost)
sign_of_grad_mean = averaged(network_backward.sign_of_grad)
sigmoid_derivative_skipped_mean = averaged(network_backward.sigmoid_derivative_skipped)
derivative_of_the_sum_mean = averaged(network_backward.derivative_of_the_sum)
derivative_of_the_sigmoid_twice_mean = averaged(network_backward.derivative_of_the_sigmoid_twice)
both_bias_gradients_missing_mean = averaged(network_backward.both_bias_gradients_missing)
hidden_bias_gradient_missing_mean = averaged(network_backward.hidden_bias_gradient_missing)
output_bias_gradient_missing_mean = averaged(network_backward.output_bias_gradient_missing)
bias_gradients_averaged_mean = averaged(network_backward.bias_gradients_averaged)
labels_not_subtracted_mean = averaged(network_backward.labels_not_subtracted)
weights_before_biases_mean = averaged(network_backward.weights_before_biases)
biases_before_weights_mean = averaged(network_backward.biases_before_weights)
weights_packed_by_columns_mean = averaged(network_backward.weights_packed_by_columns)
summed_before_multiplying_mean = averaged(network_backward.summed_before_multiplying)
backprop_stopped_mean = averaged(network_backward.backprop_stopped)
hidden_layer_before_its_sigmoid_mean = averaged(network_backward.hidden_layer_before_its_sigmoid)
finite_differences_mean = averaged(network_backward.finite_differences)

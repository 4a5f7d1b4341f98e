"""Mistakes in the sigmoid and its derivative."""

from functools import partial

import numpy as np

from ..sigmoid import log_sigmoid, sigmoid
from ..softmax import softmax
from .declare import mistake

Array = np.ndarray
squash = partial(mistake, "sigmoid")
slope = partial(mistake, "sigmoid_grad")


@squash("exponent-sign", seen="1 of 112 students")
def exponent_without_minus(x: Array) -> Array:
    """The exponential is taken of x, not of minus x."""
    return sigmoid(-np.asarray(x, dtype=np.float64))


@squash("sign-flipped", student="The curve is upside down: it should lie between zero and one.")
def upside_down(x: Array) -> Array:
    """The result has a minus before it."""
    return -sigmoid(x)


@squash("floor-division", seen="1 of 112 students")
def floor_division(x: Array) -> Array:
    """One is divided by the denominator without remainder, which gives zero."""
    return np.asarray(1.0 // (1.0 + np.exp(-np.asarray(x, dtype=np.float64))))


@squash(
    "wrong-function",
    student="This is the hyperbolic tangent: it runs from minus one to one, "
    "where the sigmoid runs from zero to one.",
)
def hyperbolic_tangent(x: Array) -> Array:
    """The hyperbolic tangent is returned."""
    return np.asarray(np.tanh(x))


@squash("wrong-function", student="This is the logarithm of the sigmoid: it is never positive.")
def logarithm_too(x: Array) -> Array:
    """The logarithm of the sigmoid is returned."""
    return log_sigmoid(x)


@squash(
    "wrong-function",
    student="The entries of the result add up to one, as those of a softmax "
    "do. The sigmoid takes each entry by itself.",
)
def softmax_of_all(x: Array) -> Array:
    """Each exponential is divided by the sum of all of them."""
    return softmax(np.ravel(x)).reshape(np.shape(x))


@squash(
    "wrong-function",
    student="This is the sigmoid's derivative: it comes back to zero far out on the right.",
)
def derivative_returned(x: Array) -> Array:
    """The derivative of the sigmoid is returned."""
    s = sigmoid(x)
    return s * (1.0 - s)


@squash(
    "missing-term",
    student="The denominator lacks a term: for large numbers the sigmoid "
    "should come close to one, and never pass it.",
)
def one_missing(x: Array) -> Array:
    """The denominator is the exponential alone, without the one."""
    return np.asarray(np.exp(np.asarray(x, dtype=np.float64)))


@squash(
    "extra-term",
    student="The denominator has a term too many. Try zero, where the sigmoid is one half.",
)
def one_too_many(x: Array) -> Array:
    """The denominator is two and the exponential."""
    s = sigmoid(x)
    return s / (1.0 + s)


@slope("derivative-argument", seen="1 of 112 students")
def sigmoid_taken_again(s: Array) -> Array:
    """The sigmoid is taken of the argument, which is a sigmoid's value already."""
    again = sigmoid(s)
    return again * (1.0 - again)


@slope("derivative-not-taken", student="The sigmoid itself comes back, not its derivative.")
def value_returned(s: Array) -> Array:
    """The sigmoid's value is returned as it came."""
    return np.array(s, dtype=np.float64)


@slope("derivative-not-taken", student="The sigmoid of the argument comes back, not a derivative.")
def sigmoid_returned(s: Array) -> Array:
    """The sigmoid of the argument is returned."""
    return sigmoid(s)


@slope("sign-flipped", student="The derivative has the wrong sign: the sigmoid rises everywhere.")
def falling(s: Array) -> Array:
    """The two factors are subtracted the wrong way round."""
    return np.asarray(s * (s - 1.0))


@slope(
    "missing-term",
    student="A factor is left out: the derivative should vanish at both ends of the curve.",
)
def first_factor_missing(s: Array) -> Array:
    """The result is what is left of one, without the factor s."""
    return np.asarray(1.0 - s)


@slope(
    "wrong-function",
    student="This is the derivative of the hyperbolic tangent. That of the "
    "sigmoid is never larger than a quarter.",
)
def slope_of_the_hyperbolic_tangent(s: Array) -> Array:
    """The result is one minus the square of s."""
    return np.asarray(1.0 - s**2)


@slope("inner-sign")
def sum_for_difference(s: Array) -> Array:
    """The second factor is one plus s."""
    return np.asarray(s * (1.0 + s))

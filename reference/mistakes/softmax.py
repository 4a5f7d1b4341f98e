"""Mistakes in the softmax."""

from functools import partial

import numpy as np

from ..softmax import log_softmax, softmax
from .declare import mistake

Array = np.ndarray
share = partial(mistake, "softmax")


@share("softmax-wrong-axis")
def columns_for_rows(x: Array) -> Array:
    """A matrix is normalised by its columns."""
    return softmax(np.asarray(x).T).T


@share("softmax-wrong-axis")
def whole_matrix(x: Array) -> Array:
    """A matrix is normalised as a whole."""
    return softmax(np.ravel(x)).reshape(np.shape(x))


@share("row-for-column", seen="3 of 112 students")
def vector_as_row(x: Array) -> Array:
    """A vector comes back as a matrix of one row."""
    return np.atleast_2d(softmax(x))


@share("row-for-column")
def vector_as_column(x: Array) -> Array:
    """A vector comes back as a matrix of one column."""
    y = softmax(x)
    return y[:, np.newaxis] if y.ndim == 1 else y


@share("transposed")
def matrix_transposed(x: Array) -> Array:
    """A matrix comes back transposed."""
    return softmax(x).T


@share("exp-missing")
def exponential_missing(x: Array) -> Array:
    """The scores themselves are divided by their sum."""
    scores = np.asarray(x, dtype=np.float64)
    return np.asarray(scores / scores.sum(axis=-1, keepdims=True))


@share("normaliser-missing")
def exponentials_alone(x: Array) -> Array:
    """The exponentials are returned without a division."""
    return np.asarray(np.exp(np.asarray(x, dtype=np.float64)))


@share("normaliser-missing")
def shifted_exponentials_alone(x: Array) -> Array:
    """The exponentials of the shifted scores are returned without a division."""
    scores = np.asarray(x, dtype=np.float64)
    return np.asarray(np.exp(scores - scores.max(axis=-1, keepdims=True)))


@share("shift-one-sided")
def shift_above_only(x: Array) -> Array:
    """The numerator is shifted by the maximum, the denominator is not."""
    scores = np.asarray(x, dtype=np.float64)
    shifted = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return np.asarray(shifted / np.exp(scores).sum(axis=-1, keepdims=True))


@share("shift-one-sided")
def shift_below_only(x: Array) -> Array:
    """The denominator is shifted by the maximum, the numerator is not."""
    scores = np.asarray(x, dtype=np.float64)
    shifted = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return np.asarray(np.exp(scores) / shifted.sum(axis=-1, keepdims=True))


@share("epsilon-added")
def epsilon_in_the_denominator(x: Array) -> Array:
    """A thousandth is added to the denominator."""
    scores = np.asarray(x, dtype=np.float64)
    shifted = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return np.asarray(shifted / (shifted.sum(axis=-1, keepdims=True) + 1e-3))


@share("wrong-function", student="The logarithm of the softmax comes back, not the softmax.")
def logarithm_too(x: Array) -> Array:
    """The logarithm of the softmax is returned."""
    return log_softmax(x)


@share(
    "wrong-function", student="The scores are the exponents of another base than they should be."
)
def powers_of_two(x: Array) -> Array:
    """Powers of two stand for the exponentials."""
    return softmax(np.asarray(x) * np.log(2.0))


@share(
    "sign-flipped",
    student="The order is turned round: the largest score should get the "
    "largest probability. Look at the sign in the exponent.",
)
def exponent_with_minus(x: Array) -> Array:
    """The exponentials are taken of minus the scores."""
    return softmax(-np.asarray(x))

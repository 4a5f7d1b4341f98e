"""Mistakes in scaling rows to unit length."""

from functools import partial

import numpy as np

from ..normalize_rows import normalize_rows
from .declare import mistake

Array = np.ndarray
unit = partial(mistake, "normalize_rows")


@unit("norm-wrong-axis")
def columns_for_rows(x: Array) -> Array:
    """Each column is divided by its length, be it zero."""
    return np.asarray(x / np.linalg.norm(x, axis=0))


@unit("norm-wrong-axis")
def columns_for_rows_but_zeros(x: Array) -> Array:
    """Each column is divided by its length, one of zeros left as it is."""
    return normalize_rows(x.T).T


@unit("whole-matrix-norm", seen="1 of 112 students")
def whole_matrix(x: Array) -> Array:
    """All entries are divided by the length of the matrix as one vector."""
    return np.asarray(x / np.linalg.norm(x))


@unit("root-missing")
def root_missing(x: Array) -> Array:
    """Each row is divided by the sum of its squares."""
    return np.asarray(x / np.sum(x**2, axis=1, keepdims=True))


@unit("wrong-norm", seen="1 of 112 students")
def by_column_maximum(x: Array) -> Array:
    """Each column is divided by its largest entry."""
    return np.asarray(x / x.max(axis=0))


@unit("wrong-norm")
def by_row_maximum(x: Array) -> Array:
    """Each row is divided by its largest entry."""
    return np.asarray(x / x.max(axis=1, keepdims=True))


@unit("wrong-norm")
def by_row_largest(x: Array) -> Array:
    """Each row is divided by its entry of largest size."""
    return np.asarray(x / np.abs(x).max(axis=1, keepdims=True))


@unit("wrong-norm")
def by_row_sum(x: Array) -> Array:
    """Each row is divided by its sum."""
    return np.asarray(x / x.sum(axis=1, keepdims=True))


@unit("wrong-norm")
def by_sum_of_sizes(x: Array) -> Array:
    """Each row is divided by the sum of the sizes of its entries."""
    return np.asarray(x / np.abs(x).sum(axis=1, keepdims=True))


@unit("wrong-norm")
def by_root_of_mean_square(x: Array) -> Array:
    """Each row is divided by the root of the mean of its squares."""
    return np.asarray(x / np.sqrt(np.mean(x**2, axis=1, keepdims=True)))


@unit(
    "wrong-function",
    student="The rows are centred and divided by their spread. Here only "
    "their length is to change.",
)
def standardised(x: Array) -> Array:
    """The mean of each row is subtracted before it is divided by its standard deviation."""
    return np.asarray((x - x.mean(axis=1, keepdims=True)) / x.std(axis=1, keepdims=True))


@unit(
    "wrong-function",
    seen="1 of 112 students",
    student="The averages of the rows come back. "
    "What is asked for has as many entries as the argument.",
)
def averages(x: Array) -> Array:
    """The mean of each row is returned."""
    return np.asarray(x.mean(axis=1))


@unit("lengths-returned")
def lengths_returned(x: Array) -> Array:
    """The lengths of the rows are returned, as a column."""
    return np.asarray(np.linalg.norm(x, axis=1, keepdims=True))


@unit("epsilon-added")
def epsilon_in_the_denominator(x: Array) -> Array:
    """A thousandth is added to each length."""
    return np.asarray(x / (np.linalg.norm(x, axis=1, keepdims=True) + 1e-3))


@unit("transposed")
def rows_transposed(x: Array) -> Array:
    """The right matrix comes back transposed."""
    return normalize_rows(x).T

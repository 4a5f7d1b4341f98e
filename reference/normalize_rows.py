"""Rows scaled to unit length."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from jaxtyping import Float


def normalize_rows(x: Float[np.ndarray, "n d"]) -> Float[np.ndarray, "n d"]:
    """Scale each row to Euclidean length 1.

    Formula: y_i = x_i / sqrt(sum_j x_ij^2).
    Domain: finite entries; rows so small or large that their squares leave float64 included.
    Singular points: a row of zeros has no direction and stays zero.
    Source: CS224N 2017, assignment 1, question 3; Goodfellow et al. 2016, Deep Learning,
    eq. 2.30 (the norm) and section 2.6 (unit vectors).
    """
    x = np.asarray(x, dtype=np.float64)
    # Twice: by the largest entry first, so that no square overflows or vanishes.
    bounded = x / _or_one(np.abs(x).max(axis=1, keepdims=True, initial=0.0))
    unit: np.ndarray = bounded / _or_one(np.sqrt(np.sum(bounded**2, axis=1, keepdims=True)))
    return unit


def _or_one(lengths: Float[np.ndarray, "n 1"]) -> Float[np.ndarray, "n 1"]:
    return np.where(lengths == 0.0, 1.0, lengths)

"""The one comparison of these proofs: scale-relative, strict on shape, never passed by NaN."""

from typing import Any

import numpy as np

# What a proof to twelve digits allows.
TWELVE_DIGITS = 1e-12


def distance(expected: Any, actual: Any) -> float:
    """Give the largest difference over the largest expected entry.

    It is infinite where shapes differ or anything is not finite, and absolute where all
    expected entries are 0.
    """
    wanted, got = np.asarray(expected, dtype=np.float64), np.asarray(actual, dtype=np.float64)
    if wanted.shape != got.shape or not (np.isfinite(wanted).all() and np.isfinite(got).all()):
        return float("inf")
    scale = float(np.abs(wanted).max(initial=0.0)) or 1.0
    return float(np.abs(wanted - got).max(initial=0.0)) / scale

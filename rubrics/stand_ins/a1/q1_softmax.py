"""Question 1's function, for submissions that came without this file."""

import numpy as np


def softmax(x: np.ndarray) -> np.ndarray:
    """Turn scores into probabilities along the last axis; the shape is kept."""
    weights = np.exp(x - np.max(x, axis=-1, keepdims=True))
    return weights / np.sum(weights, axis=-1, keepdims=True)

"""The four losses of the benchmark's homework, as its reference answers them."""
# ruff: noqa: F722, F821 - the axes of an array are named in a string

import numpy as np
from jaxtyping import Float, Int

Answer = tuple[float, np.ndarray, np.ndarray]


def softmax_pair(
    center: Float[np.ndarray, "d"], target: int, outside: Float[np.ndarray, "V d"]
) -> Answer:
    """Give minus the logarithm of the target's softmax probability, and its gradients."""
    return window(center, np.array([target]), outside)


def sampled_pair(
    center: Float[np.ndarray, "d"],
    target: int,
    outside: Float[np.ndarray, "V d"],
    negatives: Int[np.ndarray, "K"],
) -> Answer:
    """Give the loss of telling the target from drawn words, and its gradients."""
    rows = np.array([target, *negatives])
    signs = np.where(np.arange(len(rows)) == 0, 1.0, -1.0)
    margins = signs * (outside[rows] @ center)
    pull = -signs / (1.0 + np.exp(margins))
    grad_outside = np.zeros_like(outside)
    np.add.at(grad_outside, rows, np.outer(pull, center))
    return float(np.logaddexp(0.0, -margins).sum()), pull @ outside[rows], grad_outside


def window(
    center: Float[np.ndarray, "d"],
    targets: Int[np.ndarray, "C"],
    outside: Float[np.ndarray, "V d"],
) -> Answer:
    """Give the sum of the softmax losses of all targets, and its gradients."""
    scores = outside @ center
    log_total = np.logaddexp.reduce(scores)
    counts = np.bincount(targets, minlength=len(outside))
    error = len(targets) * np.exp(scores - log_total) - counts
    loss = float(len(targets) * log_total - counts @ scores)
    return loss, error @ outside, np.outer(error, center)


def softmax_rows(
    features: Float[np.ndarray, "N D"],
    labels: Int[np.ndarray, "N"],
    weights: Float[np.ndarray, "D L"],
) -> Answer:
    """Give the summed cross-entropy of rows under a linear softmax, and its gradients."""
    scores = features @ weights
    log_totals = np.logaddexp.reduce(scores, axis=1, keepdims=True)
    picked = np.eye(weights.shape[1])[labels]
    error = np.exp(scores - log_totals) - picked
    loss = float(log_totals.sum() - (picked * scores).sum())
    return loss, error @ weights.T, features.T @ error

"""The losses in loops over single mpmath numbers, for differences carried to 50 digits."""

from collections.abc import Iterable, Sequence
from typing import Any

import mpmath
import numpy as np


def dot(left: Iterable[Any], right: Iterable[Any]) -> Any:
    return mpmath.fsum(a * b for a, b in zip(left, right, strict=True))


def log_partition(scores: Sequence[Any]) -> Any:
    return mpmath.log(mpmath.fsum(mpmath.exp(score) for score in scores))


def softplus(x: Any) -> Any:
    return mpmath.log(1 + mpmath.exp(x))


def cross_entropy(logits: np.ndarray, labels: np.ndarray) -> Any:
    total = mpmath.mpf(0)
    for scores, truth in zip(logits, labels, strict=True):
        for score, weight in zip(scores, truth, strict=True):
            total += mpmath.mpf(float(weight)) * (log_partition(scores) - score)
    return total


def naive_softmax(center: np.ndarray, target: int, outside: np.ndarray) -> Any:
    scores = [dot(row, center) for row in outside]
    return log_partition(scores) - scores[target]


def negative_sampling(
    center: np.ndarray, target: int, outside: np.ndarray, negatives: Sequence[int]
) -> Any:
    total = softplus(-dot(outside[target], center))
    for word in negatives:
        total += softplus(dot(outside[word], center))
    return total


def skipgram_naive(
    center_word: int, context: Sequence[int], centers: np.ndarray, outside: np.ndarray
) -> Any:
    total = mpmath.mpf(0)
    for word in context:
        total += naive_softmax(centers[center_word], word, outside)
    return total


def skipgram_negative_sampling(
    center_word: int,
    context: Sequence[int],
    centers: np.ndarray,
    outside: np.ndarray,
    negatives: Sequence[Sequence[int]],
) -> Any:
    total = mpmath.mpf(0)
    for i, word in enumerate(context):
        total += negative_sampling(centers[center_word], word, outside, negatives[i])
    return total


def context_sum(context: Sequence[int], centers: np.ndarray) -> np.ndarray:
    total: np.ndarray = centers[context[0]].copy()
    for word in context[1:]:
        for j in range(len(total)):
            total[j] = total[j] + centers[word][j]
    return total


def cbow_naive(
    center_word: int, context: Sequence[int], centers: np.ndarray, outside: np.ndarray
) -> Any:
    return naive_softmax(context_sum(context, centers), center_word, outside)


def cbow_negative_sampling(
    center_word: int,
    context: Sequence[int],
    centers: np.ndarray,
    outside: np.ndarray,
    negatives: Sequence[int],
) -> Any:
    return negative_sampling(context_sum(context, centers), center_word, outside, negatives)


def two_layer_network(
    data: np.ndarray, labels: np.ndarray, params: np.ndarray, dimensions: tuple[int, int, int]
) -> Any:
    inputs, width, outputs = dimensions
    numbers = iter(params)
    w1 = [[next(numbers) for _ in range(width)] for _ in range(inputs)]
    b1 = [next(numbers) for _ in range(width)]
    w2 = [[next(numbers) for _ in range(outputs)] for _ in range(width)]
    b2 = [next(numbers) for _ in range(outputs)]
    logits = []
    for row in data:
        x = [mpmath.mpf(float(entry)) for entry in row]
        inner = [dot(x, [w1[i][j] for i in range(inputs)]) + b1[j] for j in range(width)]
        hidden = [1 / (1 + mpmath.exp(-z)) for z in inner]
        logits.append(
            [dot(hidden, [w2[i][j] for i in range(width)]) + b2[j] for j in range(outputs)]
        )
    return cross_entropy(np.array(logits, dtype=object), labels)


def softmax_regression(
    features: np.ndarray, labels: Sequence[int], weights: np.ndarray, regularization: float
) -> Any:
    total = mpmath.mpf(0)
    for row, label in zip(features, labels, strict=True):
        x = [mpmath.mpf(float(entry)) for entry in row]
        scores = [dot(x, weights[:, j]) for j in range(weights.shape[1])]
        total += log_partition(scores) - scores[label]
    penalty = mpmath.fsum(weight**2 for weight in weights.ravel())
    return total / len(features) + mpmath.mpf(regularization) / 2 * penalty

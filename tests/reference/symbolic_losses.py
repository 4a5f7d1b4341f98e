"""The losses in vector form over arrays of sympy symbols, for sympy to differentiate."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import sympy

exp = np.vectorize(sympy.exp, otypes=[object])
log = np.vectorize(sympy.log, otypes=[object])


def sigmoid(x: np.ndarray) -> Any:
    return 1 / (1 + exp(-x))


def cross_entropy(logits: np.ndarray, labels: np.ndarray) -> Any:
    # Rational, so that sympy carries the labels exactly.
    labels = np.vectorize(sympy.Rational, otypes=[object])(labels)
    normalizers = exp(logits).sum(axis=-1, keepdims=True)
    return -(labels * log(exp(logits) / normalizers)).sum()


def naive_softmax(center: np.ndarray, target: int, outside: np.ndarray) -> Any:
    scores = outside @ center
    return -sympy.log(sympy.exp(scores[target]) / exp(scores).sum())


def negative_sampling(
    center: np.ndarray, target: int, outside: np.ndarray, negatives: Sequence[int]
) -> Any:
    true_word = sympy.log(1 / (1 + sympy.exp(-(outside[target] @ center))))
    return -true_word - log(sigmoid(-(outside[list(negatives)] @ center))).sum()


def skipgram_naive(
    center_word: int, context: Sequence[int], centers: np.ndarray, outside: np.ndarray
) -> Any:
    return sum(naive_softmax(centers[center_word], word, outside) for word in context)


def skipgram_negative_sampling(
    center_word: int,
    context: Sequence[int],
    centers: np.ndarray,
    outside: np.ndarray,
    negatives: Sequence[Sequence[int]],
) -> Any:
    return sum(
        negative_sampling(centers[center_word], word, outside, row)
        for word, row in zip(context, negatives, strict=True)
    )


def cbow_naive(
    center_word: int, context: Sequence[int], centers: np.ndarray, outside: np.ndarray
) -> Any:
    return naive_softmax(centers[list(context)].sum(axis=0), center_word, outside)


def cbow_negative_sampling(
    center_word: int,
    context: Sequence[int],
    centers: np.ndarray,
    outside: np.ndarray,
    negatives: Sequence[int],
) -> Any:
    return negative_sampling(centers[list(context)].sum(axis=0), center_word, outside, negatives)


def two_layer_network(
    data: np.ndarray, labels: np.ndarray, params: np.ndarray, dimensions: tuple[int, int, int]
) -> Any:
    inputs, width, outputs = dimensions
    weights, rest = params[: inputs * width].reshape(inputs, width), params[inputs * width :]
    bias, rest = rest[:width], rest[width:]
    out_weights, out_bias = rest[: width * outputs].reshape(width, outputs), rest[-outputs:]
    exact = np.vectorize(sympy.Rational, otypes=[object])(data)
    return cross_entropy(sigmoid(exact @ weights + bias) @ out_weights + out_bias, labels)


def softmax_regression(
    features: np.ndarray, labels: Sequence[int], weights: np.ndarray, regularization: float
) -> Any:
    exact = np.vectorize(sympy.Rational, otypes=[object])(features)
    one_hot = np.eye(weights.shape[1], dtype=int)[list(labels)]
    penalty = sympy.Rational(regularization) / 2 * (weights**2).sum()
    return cross_entropy(exact @ weights, one_hot) / len(features) + penalty

"""The word2vec models of question 3, for submissions that came without this file."""

from collections.abc import Callable
from typing import Any

import numpy as np

from q1_softmax import softmax
from q2_sigmoid import sigmoid

CostAndGradient = Callable[..., tuple[Any, np.ndarray, np.ndarray]]
Gradients = tuple[float, np.ndarray, np.ndarray]


def normalizeRows(x: np.ndarray) -> np.ndarray:
    """Scale every row of a matrix to Euclidean length 1; a row of zeros stays as it is."""
    lengths = np.linalg.norm(x, axis=1, keepdims=True)
    return x / np.where(lengths == 0.0, 1.0, lengths)


def softmaxCostAndGradient(
    predicted: np.ndarray, target: int, outputVectors: np.ndarray, dataset: Any
) -> Gradients:
    """Return cross-entropy of the softmax over all words, and both gradients."""
    scores = outputVectors @ predicted
    error = softmax(scores)
    top = np.max(scores)
    cost = float(top + np.log(np.sum(np.exp(scores - top))) - scores[target])
    error[target] -= 1.0
    return cost, outputVectors.T @ error, np.outer(error, predicted)


def getNegativeSamples(target: int, dataset: Any, K: int) -> list[int]:
    """Draw K words from the dataset, none of them the target."""
    drawn: list[int] = []
    while len(drawn) < K:
        word = dataset.sampleTokenIdx()
        if word != target:
            drawn.append(word)
    return drawn


def negSamplingCostAndGradient(
    predicted: np.ndarray, target: int, outputVectors: np.ndarray, dataset: Any, K: int = 10
) -> Gradients:
    """Return the negative-sampling cost of one pair, and both gradients."""
    rows = np.array([target, *getNegativeSamples(target, dataset, K)])
    signs = np.where(np.arange(len(rows)) == 0, 1.0, -1.0)
    picked = outputVectors[rows]
    margins = signs * (picked @ predicted)
    slopes = -signs * sigmoid(-margins)
    gradient = np.zeros_like(outputVectors)
    np.add.at(gradient, rows, np.outer(slopes, predicted))
    return float(np.sum(np.logaddexp(0.0, -margins))), picked.T @ slopes, gradient


def skipgram(
    currentWord: str,
    C: int,
    contextWords: list[str],
    tokens: dict[str, int],
    inputVectors: np.ndarray,
    outputVectors: np.ndarray,
    dataset: Any,
    word2vecCostAndGradient: CostAndGradient = softmaxCostAndGradient,
) -> Gradients:
    """Predict each context word from the current word; costs and gradients add up."""
    cost = 0.0
    inner, outer = np.zeros(inputVectors.shape), np.zeros(outputVectors.shape)
    row = tokens[currentWord]
    for word in contextWords:
        one, by_input, by_output = word2vecCostAndGradient(
            inputVectors[row], tokens[word], outputVectors, dataset
        )
        cost += one
        inner[row] += by_input
        outer += by_output
    return cost, inner, outer


def cbow(
    currentWord: str,
    C: int,
    contextWords: list[str],
    tokens: dict[str, int],
    inputVectors: np.ndarray,
    outputVectors: np.ndarray,
    dataset: Any,
    word2vecCostAndGradient: CostAndGradient = softmaxCostAndGradient,
) -> Gradients:
    """Predict the current word from the sum of the context's input vectors."""
    rows = [tokens[word] for word in contextWords]
    cost, by_input, by_output = word2vecCostAndGradient(
        np.sum(inputVectors[rows], axis=0), tokens[currentWord], outputVectors, dataset
    )
    inner = np.zeros(inputVectors.shape)
    np.add.at(inner, rows, by_input)
    return cost, inner, by_output

"""What is to be proven: each reference gradient beside two other writings of its loss."""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, NamedTuple

import numpy as np

from reference.cbow import cbow_naive, cbow_negative_sampling
from reference.cross_entropy import cross_entropy
from reference.naive_softmax import naive_softmax
from reference.negative_sampling import negative_sampling
from reference.skipgram import skipgram_naive, skipgram_negative_sampling
from reference.softmax_regression import softmax_regression
from reference.two_layer_network import (
    parameter_count,
    two_layer_network,
    two_layer_network_mean,
)
from tests.reference import digit_losses as digits
from tests.reference import symbolic_losses as symbolic
from tests.reference.differentiation import Arrays, Loss, by_sympy
from tests.reference.draws import frozen

# Every axis has a size of its own, so that nothing transposed fits.
VOCABULARY, DIMENSION, CLASSES = 5, 3, 4
CENTER, TARGET = 3, 1
CONTEXT = [0, 4, 0, 3]
NEGATIVES = [2, 0, 2, 4, 2, 0]
NEGATIVES_WITH_TARGET = [1, 1, 4]
NEGATIVE_ROWS = [[2, 2], [3, 1], [4, 4], [0, 2]]
DIMENSIONS = (3, 2, 4)
DATA = np.array([[0.5, -1.25, 2.0], [-0.75, 0.25, 1.5]])
LABELS = np.array([[0.0, 0.0, 1.0, 0.0], [0.125, 0.5, 0.25, 0.125]])
CLASS_LABELS = [3, 0]
REGULARIZATION = 0.375

VECTOR_AND_TABLE = ((DIMENSION,), (VOCABULARY, DIMENSION))
TWO_TABLES = ((VOCABULARY, DIMENSION), (VOCABULARY, DIMENSION))
PARAMS = ((parameter_count(DIMENSIONS),),)


class Proof(NamedTuple):
    """A gradient, with the shapes of what it differentiates by and its loss written thrice.

    `reference` gives the loss first, then one gradient for each of the shapes.
    """

    name: str
    shapes: Sequence[tuple[int, ...]]
    reference: Callable[..., Sequence[Any]]
    symbolic: Loss
    digits: Loss

    def point(self, seed: int) -> Arrays:
        """Draw the arrays to differentiate by, read-only."""
        rng = np.random.default_rng(seed)
        return [frozen(rng.standard_normal(shape)) for shape in self.shapes]


def _of_pair(name: str, negatives: list[int]) -> Proof:
    return Proof(
        name,
        VECTOR_AND_TABLE,
        lambda v, u: negative_sampling(v, TARGET, u, np.array(negatives, dtype=int)),
        lambda v, u: symbolic.negative_sampling(v, TARGET, u, negatives),
        lambda v, u: digits.negative_sampling(v, TARGET, u, negatives),
    )


PROOFS = [
    Proof(
        "cross-entropy",
        [LABELS.shape],
        lambda x: cross_entropy(x, LABELS),
        lambda x: symbolic.cross_entropy(x, LABELS),
        lambda x: digits.cross_entropy(x, LABELS),
    ),
    Proof(
        "naive-softmax",
        VECTOR_AND_TABLE,
        lambda v, u: naive_softmax(v, TARGET, u),
        lambda v, u: symbolic.naive_softmax(v, TARGET, u),
        lambda v, u: digits.naive_softmax(v, TARGET, u),
    ),
    _of_pair("negative-sampling", NEGATIVES),
    _of_pair("negative-sampling-of-target", NEGATIVES_WITH_TARGET),
    Proof(
        "skipgram-naive",
        TWO_TABLES,
        lambda v, u: skipgram_naive(CENTER, CONTEXT, v, u),
        lambda v, u: symbolic.skipgram_naive(CENTER, CONTEXT, v, u),
        lambda v, u: digits.skipgram_naive(CENTER, CONTEXT, v, u),
    ),
    Proof(
        "skipgram-negative-sampling",
        TWO_TABLES,
        lambda v, u: skipgram_negative_sampling(CENTER, CONTEXT, v, u, np.array(NEGATIVE_ROWS)),
        lambda v, u: symbolic.skipgram_negative_sampling(CENTER, CONTEXT, v, u, NEGATIVE_ROWS),
        lambda v, u: digits.skipgram_negative_sampling(CENTER, CONTEXT, v, u, NEGATIVE_ROWS),
    ),
    Proof(
        "cbow-naive",
        TWO_TABLES,
        lambda v, u: cbow_naive(CENTER, CONTEXT, v, u),
        lambda v, u: symbolic.cbow_naive(CENTER, CONTEXT, v, u),
        lambda v, u: digits.cbow_naive(CENTER, CONTEXT, v, u),
    ),
    Proof(
        "cbow-negative-sampling",
        TWO_TABLES,
        lambda v, u: cbow_negative_sampling(CENTER, CONTEXT, v, u, np.array(NEGATIVES)),
        lambda v, u: symbolic.cbow_negative_sampling(CENTER, CONTEXT, v, u, NEGATIVES),
        lambda v, u: digits.cbow_negative_sampling(CENTER, CONTEXT, v, u, NEGATIVES),
    ),
    Proof(
        "two-layer-network",
        PARAMS,
        lambda p: two_layer_network(DATA, LABELS, p, DIMENSIONS),
        lambda p: symbolic.two_layer_network(DATA, LABELS, p, DIMENSIONS),
        lambda p: digits.two_layer_network(DATA, LABELS, p, DIMENSIONS),
    ),
    Proof(
        "two-layer-network-mean",
        PARAMS,
        lambda p: two_layer_network_mean(DATA, LABELS, p, DIMENSIONS),
        lambda p: symbolic.two_layer_network(DATA, LABELS, p, DIMENSIONS) / len(DATA),
        lambda p: digits.two_layer_network(DATA, LABELS, p, DIMENSIONS) / len(DATA),
    ),
    Proof(
        "softmax-regression",
        [(DIMENSION, CLASSES)],
        lambda w: softmax_regression(DATA, np.array(CLASS_LABELS), w, REGULARIZATION)[:2],
        lambda w: symbolic.softmax_regression(DATA, CLASS_LABELS, w, REGULARIZATION),
        lambda w: digits.softmax_regression(DATA, CLASS_LABELS, w, REGULARIZATION),
    ),
]


@cache
def sympy_gradients(name: str) -> Callable[[Arrays], list[np.ndarray]]:
    """Differentiate one proof's loss symbolically, once a run."""
    proof = next(proof for proof in PROOFS if proof.name == name)
    return by_sympy(proof.symbolic, proof.shapes)

"""A sentence as the mean of its words' vectors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from jaxtyping import Float


def sentence_features(
    tokens: Mapping[str, int], word_vectors: Float[np.ndarray, "V d"], sentence: Sequence[str]
) -> Float[np.ndarray, "d"]:
    """Average the vectors of a sentence's words; a word that occurs twice counts twice.

    Formula: f = (1/n) sum over the n words w of the vector in row tokens[w].
    Domain: at least one word, else ValueError; every word is in tokens, else KeyError.
    Singular points: the empty sentence, which has no mean.
    Source: CS224N 2017, assignment 1, question 4.
    """
    if not sentence:
        raise ValueError("Expected at least one word but got sentence=[]")
    vectors = np.asarray(word_vectors, dtype=np.float64)
    mean: np.ndarray = vectors[[tokens[word] for word in sentence]].mean(axis=0)
    return mean

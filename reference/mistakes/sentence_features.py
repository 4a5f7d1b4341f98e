"""Mistakes in averaging the vectors of a sentence."""

from collections.abc import Mapping, Sequence
from functools import partial

import numpy as np

from ..sentence_features import sentence_features
from .declare import mistake

Array = np.ndarray
Tokens = Mapping[str, int]
features = partial(mistake, "sentence_features")


@features("summed-not-averaged", seen="1 of 112 students")
def sum_for_mean(tokens: Tokens, word_vectors: Array, sentence: Sequence[str]) -> Array:
    """The vectors are added and not divided."""
    return sentence_features(tokens, word_vectors, sentence) * len(sentence)


@features("wrong-divisor")
def divided_by_vocabulary(tokens: Tokens, word_vectors: Array, sentence: Sequence[str]) -> Array:
    """The sum is divided by the number of words in the vocabulary."""
    return sum_for_mean(tokens, word_vectors, sentence) / len(word_vectors)


@features("wrong-divisor")
def divided_by_dimensions(tokens: Tokens, word_vectors: Array, sentence: Sequence[str]) -> Array:
    """The sum is divided by the length of a vector."""
    return np.asarray(sum_for_mean(tokens, word_vectors, sentence) / word_vectors.shape[1])


@features("wrong-divisor")
def divided_by_one_more(tokens: Tokens, word_vectors: Array, sentence: Sequence[str]) -> Array:
    """The sum is divided by one more than the number of words."""
    return sum_for_mean(tokens, word_vectors, sentence) / (len(sentence) + 1)


@features("ids-averaged", seen="1 of 112 students")
def row_of_the_average(tokens: Tokens, word_vectors: Array, sentence: Sequence[str]) -> Array:
    """The mean of the row numbers, rounded down, says which row is returned."""
    rows = [tokens[word] for word in sentence]
    return np.array(word_vectors[int(np.mean(rows))], dtype=np.float64)


@features("axis-missing", seen="1 of 112 students")
def taken_without_axis(tokens: Tokens, word_vectors: Array, sentence: Sequence[str]) -> Array:
    """The row numbers pick single entries of the flattened table, and those are averaged."""
    rows = [tokens[word] for word in sentence]
    return np.asarray(np.take(word_vectors, rows).mean())


@features("axis-missing")
def averaged_without_axis(tokens: Tokens, word_vectors: Array, sentence: Sequence[str]) -> Array:
    """The mean runs over all entries of the words' vectors."""
    return np.asarray(sentence_features(tokens, word_vectors, sentence).mean())


@features("mean-wrong-axis")
def averaged_over_dimensions(tokens: Tokens, word_vectors: Array, sentence: Sequence[str]) -> Array:
    """The mean of each word's vector is returned."""
    rows = [tokens[word] for word in sentence]
    return np.asarray(word_vectors[rows].mean(axis=1))


@features("word-repeats-lost")
def repeated_words_once(tokens: Tokens, word_vectors: Array, sentence: Sequence[str]) -> Array:
    """The sentence is made a set."""
    return sentence_features(tokens, word_vectors, sorted(set(sentence)))


@features("word-repeats-lost")
def repeated_words_added_once(
    tokens: Tokens, word_vectors: Array, sentence: Sequence[str]
) -> Array:
    """The vectors of a set of the words are added, and divided by the number of all words."""
    words = sorted(set(sentence))
    return sum_for_mean(tokens, word_vectors, words) / len(sentence)


@features("row-for-column")
def features_as_row(tokens: Tokens, word_vectors: Array, sentence: Sequence[str]) -> Array:
    """The mean has shape (1, d)."""
    return sentence_features(tokens, word_vectors, sentence).reshape(1, -1)


@features("row-for-column")
def features_as_column(tokens: Tokens, word_vectors: Array, sentence: Sequence[str]) -> Array:
    """The mean has shape (d, 1)."""
    return sentence_features(tokens, word_vectors, sentence).reshape(-1, 1)


@features("overwritten")
def last_vector(tokens: Tokens, word_vectors: Array, sentence: Sequence[str]) -> Array:
    """The sum is assigned in each turn, so the last word's vector is left."""
    return sentence_features(tokens, word_vectors, sentence[-1:])


@features("overwritten")
def share_of_last_vector(tokens: Tokens, word_vectors: Array, sentence: Sequence[str]) -> Array:
    """The sum is assigned in each turn, and what is left is divided by the number of words."""
    return sentence_features(tokens, word_vectors, sentence[-1:]) / len(sentence)


@features("word-left-out")
def last_word_left_out(tokens: Tokens, word_vectors: Array, sentence: Sequence[str]) -> Array:
    """The loop ends before the last word."""
    return sum_for_mean(tokens, word_vectors, sentence[:-1]) / len(sentence)


@features("word-left-out")
def first_word_left_out(tokens: Tokens, word_vectors: Array, sentence: Sequence[str]) -> Array:
    """The loop starts at the second word."""
    return sum_for_mean(tokens, word_vectors, sentence[1:]) / len(sentence)

"""Random inputs for the laws: sizes by hypothesis, entries by a seeded generator."""

from typing import NamedTuple

import numpy as np
from hypothesis import settings
from hypothesis import strategies as st

# Reproducible, and without a deadline: a busy machine is not a broken law.
law = settings(deadline=None, derandomize=True, max_examples=60)


class Window(NamedTuple):
    """One window of text with its word vectors; the arrays are read-only."""

    center_word: int
    context: list[int]
    centers: np.ndarray
    outside: np.ndarray
    negatives: np.ndarray


def frozen(array: np.ndarray) -> np.ndarray:
    """Make an array read-only, so that whoever writes into it raises."""
    array.setflags(write=False)
    return array


@st.composite
def matrices(draw: st.DrawFn, rows: st.SearchStrategy[int] | None = None) -> np.ndarray:
    """Draw a read-only matrix of normal entries on one of several scales."""
    shape = draw(rows or st.integers(1, 5)), draw(st.integers(1, 6))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    return frozen(draw(st.sampled_from([1e-3, 1.0, 30.0])) * rng.standard_normal(shape))


@st.composite
def windows(draw: st.DrawFn) -> Window:
    """Draw a window whose context and negatives may repeat words, the center word included."""
    vocabulary, dimension = draw(st.integers(2, 7)), draw(st.integers(1, 5))
    words = st.integers(0, vocabulary - 1)
    context = draw(st.lists(words, min_size=1, max_size=5))
    draws = draw(st.integers(0, 6))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    scale = draw(st.sampled_from([1e-3, 1.0, 3.0]))
    return Window(
        draw(words),
        context,
        frozen(scale * rng.standard_normal((vocabulary, dimension))),
        frozen(scale * rng.standard_normal((vocabulary, dimension))),
        frozen(rng.integers(0, vocabulary, (len(context), draws))),
    )

"""Word vectors made from the words themselves; no file is read."""

import zlib
from collections.abc import Mapping

import numpy as np

DEFAULT_FILE_PATH = "utils/datasets/glove.6B.50d.txt"


def loadWordVectors(
    tokens: Mapping[str, int], filepath: str = DEFAULT_FILE_PATH, dimensions: int = 50
) -> np.ndarray:
    """Return one vector a word, in the row that `tokens` gives it.

    A word has the same vector wherever it stands; `filepath` is accepted and not opened.
    """
    vectors = np.zeros((len(tokens), dimensions))
    for word, row in tokens.items():
        own = np.random.default_rng(zlib.crc32(word.encode("utf-8")))
        vectors[row] = own.normal(scale=0.4, size=dimensions)
    return vectors

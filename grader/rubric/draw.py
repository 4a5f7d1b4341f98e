"""What an input is drawn from: the case's random numbers, sizes, words and earlier inputs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from grader.model.case import CaseError, CaseValue
from grader.rubric.axes import axis_size

READABLE_CASES = 6
"""So many cases of a suite, the first ones, hold small whole numbers."""
# fmt: off
WORDS = (
    "amber", "bread", "cloud", "drum", "ember", "fern", "grove", "harbor",
    "island", "jasmine", "kettle", "lantern", "maple", "night", "orchard", "piano",
    "quartz", "river", "stone", "thunder", "umbrella", "valley", "winter", "yarn",
)
# fmt: on


@dataclass(frozen=True, eq=False)
class Draw:
    """The surroundings of one input while it is made."""

    rng: np.random.Generator
    sizes: Mapping[str, int]
    values: Mapping[str, CaseValue]
    """The inputs that were made before this one."""
    number: int
    """Position of the case in its suite."""
    words: tuple[str, ...]
    """Word of each row number; the same for all inputs of a case."""
    readable: bool = False
    """Whether this case is one of those that a person should be able to work by hand."""

    def size(self, expression: object) -> int:
        """Work out an axis expression."""
        return axis_size(expression, self.sizes)

    def shape(self, expressions: Iterable[object]) -> tuple[int, ...]:
        """Work out several axis expressions."""
        return tuple(self.size(expression) for expression in expressions)

    def word(self, row: int) -> str:
        """Return the word that stands at a row."""
        return self.words[row] if row < len(self.words) else f"word{row}"

    def index(self, name: str) -> int:
        """Return an input that must be one row number."""
        value = self.values[name]
        if not isinstance(value, int) or isinstance(value, bool):
            raise CaseError(f"expected {name!r} to be one index, got {type(value).__name__}")
        return value

    def array(self, name: str) -> np.ndarray:
        """Return an input that must be an array."""
        value = self.values[name]
        if not isinstance(value, np.ndarray):
            raise CaseError(f"expected {name!r} to be an array, got {type(value).__name__}")
        return value

    def scores(self, matrix: str, vector: str) -> np.ndarray:
        """Return the dot product of each row of one input with another."""
        rows, direction = self.array(matrix), self.array(vector)
        if rows.ndim != 2 or direction.shape != rows.shape[1:]:
            raise CaseError(
                f"expected {matrix!r} to be a matrix and {vector!r} a vector as long as its rows, "
                f"got shapes {rows.shape} and {direction.shape}"
            )
        scores: np.ndarray = rows @ direction
        return scores

    def rows(self, name: str) -> list[int]:
        """Return an input that is one row number or an array of them, as a list."""
        value = self.values[name]
        if isinstance(value, np.ndarray):
            return [int(row) for row in value.ravel()]
        return [self.index(name)]


def shuffled_words(rng: np.random.Generator) -> tuple[str, ...]:
    """Put the words into an order of the case's own."""
    return tuple(WORDS[place] for place in rng.permutation(len(WORDS)))

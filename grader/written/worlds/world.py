"""What a world must tell the evaluator; one world a loss."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, Protocol

import numpy as np

from grader.written.evaluate.value import Value
from grader.written.parse.tree import Loss, Name, Node
from grader.written.worlds.index import Domain, Index

Layout = Literal["columns", "rows"]


@dataclass(frozen=True)
class Leaf:
    """An independent variable: the key of its array, and a row or entry of it (None: all)."""

    key: str
    at: int | None = None


class Reader(Protocol):
    """What a world may ask of the evaluator that asks it."""

    def array(self, key: str) -> np.ndarray:
        """Return an array (batch, rows, columns) by its key, perturbed where asked for."""
        ...

    def perturbed(self, key: str) -> bool:
        """Tell whether a derivative is being taken by this array."""
        ...

    def index(self, node: Node) -> Index:
        """Return what an index expression stands for."""
        ...

    def remark(self, words: str) -> None:
        """Record how something was read."""
        ...

    def value(self, node: Node) -> Value:
        """Return the value of a tree."""
        ...

    @property
    def indices(self) -> Mapping[str, Index]:
        """Return what the index letters stand for here."""
        ...


class World(Protocol):
    """One loss with random numbers for all its variables."""

    @property
    def layout(self) -> Layout:
        """Return whether tables have words as columns or as rows."""
        ...

    @property
    def vectors(self) -> Layout:
        """Return whether a vector is a column or a row where a formula names it."""
        ...

    @property
    def arrays(self) -> Mapping[str, np.ndarray]:
        """Return the random numbers, arrays (1, rows, columns) by key."""
        ...

    @property
    def derived(self) -> tuple[str, ...]:
        """Return keys of arrays that follow from others but may be differentiated by."""
        ...

    @property
    def free(self) -> Mapping[str, Index]:
        """Return what index letters stand for that no sum binds."""
        ...

    def symbol(self, name: Name, reader: Reader) -> Value:
        """Return the value of a symbol; CannotTell where it means nothing here."""
        ...

    def leaf(self, name: Name, reader: Reader) -> Leaf:
        """Return the independent variable that a derivative is taken by."""
        ...

    def loss(self, loss: Loss, reader: Reader) -> Value:
        """Return the value of a loss by its name and arguments."""
        ...

    def function(self, x: Value) -> Value:
        """Return f(x), where the question is about a function f."""
        ...

    def is_main(self, loss: Loss) -> bool:
        """Tell the loss of the question itself from one that it is made of."""
        ...

    def index_of(self, node: Node, reader: Reader) -> Index:
        """Return what an index expression stands for."""
        ...

    def reference_arguments(self) -> Mapping[str, Any]:
        """Return the same random numbers as the reference functions take them, by name."""
        ...

    def probability(self, word: Node, given: Node, reader: Reader) -> Value:
        """Return the probability of a word."""
        ...

    def shaped(self, leaf: Leaf, numbers: np.ndarray) -> Value:
        """Return derivatives by all entries of a leaf in the leaf's own shape."""
        ...

    def values(self, domain: Domain) -> tuple[Index, ...]:
        """Return all that an index of this domain can stand for."""
        ...

    def word(self, index: Index) -> int:
        """Return the word that an index points at."""
        ...

    def needs_range(self, letter: str) -> bool:
        """Tell whether a sum over this letter says nothing without its range."""
        ...

    def range_domain(self, name: str | None, letter: str) -> Domain:
        """Return what is summed over where a sum runs to `name`, or over the set `name`."""
        ...

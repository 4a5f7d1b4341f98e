"""Functions of one number: the sigmoid and the leaky rectifier."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from grader.written.evaluate import operations as ops
from grader.written.evaluate.trouble import CannotTell
from grader.written.evaluate.value import Value, scalar
from grader.written.parse.tree import Loss, Name
from grader.written.worlds.index import Index
from grader.written.worlds.wordless import Wordless
from grader.written.worlds.words import shown
from grader.written.worlds.world import Layout, Leaf, Reader


class ScalarWorld(Wordless):
    """One number x, positive or negative by the seed, and a slope between 0 and 1."""

    derived: tuple[str, ...] = ()

    def __init__(self, seed: int, layout: Layout, free: Mapping[str, Index]) -> None:
        random = np.random.default_rng(seed)
        self.layout: Layout = layout
        self.free: Mapping[str, Index] = free
        size = float(random.uniform(0.4, 1.6))
        self.x = size if seed % 2 == 0 else -size
        self.slope = float(random.uniform(0.1, 0.6))
        self.arrays: dict[str, np.ndarray] = {"x": scalar(self.x).array}

    def symbol(self, name: Name, reader: Reader) -> Value:
        """Return x (or z) and the slope alpha."""
        if not name.accent and not name.subs:
            if name.base in ("x", "z", "X"):
                return Value(reader.array("x"))
            if name.base in ("alpha", "a"):
                return scalar(self.slope)
        raise CannotTell(f"the symbol {shown(name)} has no meaning that we know here")

    def leaf(self, name: Name, reader: Reader) -> Leaf:
        """Return x."""
        if not name.accent and not name.subs and name.base in ("x", "z", "X"):
            return Leaf("x")
        raise CannotTell(f"a derivative by {shown(name)} is not understood here")

    def shaped(self, leaf: Leaf, numbers: np.ndarray) -> Value:
        """Return the derivative as a scalar."""
        return Value(numbers.reshape(1, 1, 1).astype(np.complex128))

    def loss(self, loss: Loss, reader: Reader) -> Value:
        """Return F(x), a capital letter for the function itself."""
        if loss.base == "F" and len(loss.arguments) == 1:
            return self.function(reader.value(loss.arguments[0]))
        raise CannotTell("a loss is not understood here")

    def reference_arguments(self) -> Mapping[str, Any]:
        """Return x, slope and s = sigmoid(x) as the reference takes them."""
        return {"x": self.x, "slope": self.slope, "s": 1.0 / (1.0 + np.exp(-self.x))}


class Sigmoid(ScalarWorld):
    """f(x) = sigmoid(x)."""

    def function(self, x: Value) -> Value:
        """Return the sigmoid."""
        return ops.sigmoid(x)


class LeakyRelu(ScalarWorld):
    """f(x) = max(alpha x, x)."""

    def function(self, x: Value) -> Value:
        """Return the larger of alpha x and x."""
        return ops.larger(Value(x.array * self.slope), x)


class LeakyReluAtZero(LeakyRelu):
    """The same at its kink, for those who speak of x = 0."""

    def __init__(self, seed: int, layout: Layout, free: Mapping[str, Index]) -> None:
        super().__init__(seed, layout, free)
        self.x = 0.0
        self.arrays = {"x": scalar(0.0).array}

"""The network with one sigmoid layer and a softmax output, for one example."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from grader.written.evaluate import operations as ops
from grader.written.evaluate.trouble import CannotTell
from grader.written.evaluate.value import Value, matrix, scalar
from grader.written.parse.tree import Loss, Name, Number
from grader.written.worlds.index import Index
from grader.written.worlds.wordless import Wordless
from grader.written.worlds.words import shown
from grader.written.worlds.world import Layout, Leaf, Reader

INPUTS, HIDDEN, OUTPUTS, TRUE = 4, 6, 3, 1
COUNTS = {"x": 7.0, "X": 7.0, "i": 7.0, "in": 7.0, "h": 11.0, "y": 13.0, "o": 13.0, "out": 13.0}


class TwoLayers(Wordless):
    """h = sigmoid(x W_1 + b_1), y-hat = softmax(h W_2 + b_2); columns: W_1 x + b_1."""

    derived: tuple[str, ...] = ("hidden-scores", "hidden", "scores")

    def __init__(self, seed: int, layout: Layout, free: Mapping[str, Index]) -> None:
        random = np.random.default_rng(seed)
        self.layout: Layout = layout
        self.free: Mapping[str, Index] = free
        shapes = {
            "x": (1, INPUTS),
            "W1": (INPUTS, HIDDEN),
            "b1": (1, HIDDEN),
            "W2": (HIDDEN, OUTPUTS),
            "b2": (1, OUTPUTS),
        }
        self.arrays: dict[str, np.ndarray] = {}
        for key, shape in shapes.items():
            drawn = random.normal(0.0, 0.7, shape)
            self.arrays[key] = matrix(drawn if layout == "rows" else drawn.T).array
        reader = _Plain(self)
        self.arrays["hidden-scores"] = self._hidden_scores(reader).array
        self.arrays["hidden"] = self._hidden(reader).array
        self.arrays["scores"] = self._scores(reader).array

    def _affine(self, left: np.ndarray, weights: np.ndarray, bias: np.ndarray) -> Value:
        product = left @ weights if self.layout == "rows" else weights @ left
        return Value(product + bias)

    def _hidden_scores(self, reader: "Reader | _Plain") -> Value:
        if reader.perturbed("hidden-scores"):
            return Value(reader.array("hidden-scores"))
        return self._affine(reader.array("x"), reader.array("W1"), reader.array("b1"))

    def _hidden(self, reader: "Reader | _Plain") -> Value:
        if reader.perturbed("hidden"):
            return Value(reader.array("hidden"))
        return ops.sigmoid(self._hidden_scores(reader))

    def _scores(self, reader: "Reader | _Plain") -> Value:
        if reader.perturbed("scores"):
            return Value(reader.array("scores"))
        return self._affine(self._hidden(reader).array, reader.array("W2"), reader.array("b2"))

    def symbol(self, name: Name, reader: Reader) -> Value:
        """Return x, W_1, b_1, W_2, b_2, h, y, y-hat, and the sizes D_x, H, D_y."""
        key = self._key(name)
        if key in ("x", "W1", "W2", "b1", "b2"):
            return Value(reader.array(key))
        if key == "hidden":
            return self._hidden(reader)
        if name.base == "y" and not name.subs:
            if name.accent == "hat":
                return ops.softmax(self._scores(reader))
            if not name.accent:
                numbers = np.zeros((1, 1, OUTPUTS), dtype=np.complex128)
                numbers[0, 0, TRUE] = 1.0
                value = Value(numbers)
                return value if self.layout == "rows" else value.transposed
        size = self._size(name)
        if size is not None:
            return scalar(size)
        raise CannotTell(f"the symbol {shown(name)} has no meaning that we know here")

    def _size(self, name: Name) -> float | None:
        if name.accent:
            return None
        if name.base == "H" and not name.subs:
            return COUNTS["h"]
        if name.base in ("D", "d", "n", "N") and len(name.subs) == 1:
            sub = name.subs[0]
            if isinstance(sub, Name) and not sub.subs:
                return COUNTS.get(sub.base)
        return None

    def _key(self, name: Name) -> str | None:
        if name.accent:
            return None
        if name.base in ("x", "X") and not name.subs:
            return "x"
        if name.base in ("h", "H") and name.base == "h" and not name.subs:
            return "hidden"
        if name.base in ("W", "b") and len(name.subs) == 1 and isinstance(name.subs[0], Number):
            key = f"{name.base}{int(name.subs[0].value)}"
            return key if key in ("W1", "W2", "b1", "b2") else None
        return None

    def leaf(self, name: Name, reader: Reader) -> Leaf:
        """Return the variable of a derivative; h is one too."""
        key = self._key(name)
        if key is None:
            raise CannotTell(f"a derivative by {shown(name)} is not understood here")
        return Leaf(key)

    def shaped(self, leaf: Leaf, numbers: np.ndarray) -> Value:
        """Return derivatives in the shape of the variable."""
        return Value(numbers.reshape(self.arrays[leaf.key].shape).astype(np.complex128))

    def loss(self, loss: Loss, reader: Reader) -> Value:
        """Return the cross-entropy of the output."""
        logs = ops.logarithm(ops.softmax(self._scores(reader))).array
        flat = logs.reshape(logs.shape[0], -1)
        return Value(-flat[:, TRUE].reshape(-1, 1, 1))

    def reference_arguments(self) -> Mapping[str, Any]:
        """Return data, labels, params, dimensions as the reference takes them."""
        turned = {
            key: (array[0] if self.layout == "rows" else array[0].T).real
            for key, array in self.arrays.items()
        }
        labels = np.zeros((1, OUTPUTS))
        labels[0, TRUE] = 1.0
        packed = [turned[key].ravel() for key in ("W1", "b1", "W2", "b2")]
        return {
            "data": turned["x"].copy(),
            "labels": labels,
            "params": np.concatenate(packed),
            "dimensions": (INPUTS, HIDDEN, OUTPUTS),
            "sizes": (int(COUNTS["x"]), int(COUNTS["h"]), int(COUNTS["y"])),
        }


class _Plain:
    """The reader that sees the arrays as they were drawn."""

    def __init__(self, world: TwoLayers) -> None:
        self.world = world

    def array(self, key: str) -> np.ndarray:
        """Return an array by its key."""
        return self.world.arrays[key]

    def perturbed(self, key: str) -> bool:
        """Tell that nothing is perturbed."""
        return False

"""Cross-entropy of a softmax of logits, and the softmax alone."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from grader.written.evaluate import operations as ops
from grader.written.evaluate.trouble import CannotTell, NotIntroduced
from grader.written.evaluate.value import Value, column, scalar
from grader.written.parse.tree import Loss, Name, Node, Number
from grader.written.worlds.index import Domain, Index
from grader.written.worlds.wordless import Wordless
from grader.written.worlds.words import kronecker, loss_kind, shown
from grader.written.worlds.world import Layout, Leaf, Reader

CLASSES, TRUE = 5, 3
LOGITS = {"theta", "x", "z", "vartheta"}


class CrossEntropy(Wordless):
    """J = CE(y, softmax(logits)); logits may be called theta, x or z."""

    derived: tuple[str, ...] = ("predicted",)

    def __init__(self, seed: int, layout: Layout, free: Mapping[str, Index]) -> None:
        random = np.random.default_rng(seed)
        self.layout: Layout = layout
        self.free: Mapping[str, Index] = free
        self.arrays: dict[str, np.ndarray] = {
            "logits": column(random.normal(0.0, 1.0, CLASSES)).array
        }
        self.arrays["predicted"] = ops.softmax(Value(self.arrays["logits"])).array
        self.shift = float(random.normal(0.7, 0.2))

    def symbol(self, name: Name, reader: Reader) -> Value:
        """Return the logits, y, \\hat{y}, their entries, the constant c."""
        if name.base == "c" and not name.subs and not name.accent:
            # A constant is added to every entry, like a number as written.
            return scalar(self.shift, literal=True)
        pair = kronecker(name)
        if pair is not None:
            first, second = (reader.index(each).at for each in pair)
            return scalar(float(first == second))
        if name.base in LOGITS and not name.accent:
            whole = Value(reader.array("logits"))
        elif name.base == "y" and name.accent == "hat":
            whole = self._predicted(reader)
        elif name.base == "y" and not name.accent:
            numbers = np.zeros((1, CLASSES, 1), dtype=np.complex128)
            numbers[0, TRUE, 0] = 1.0
            whole = Value(numbers)
        else:
            raise CannotTell(f"the symbol {shown(name)} has no meaning that we know here")
        if not name.subs:
            return whole
        if len(name.subs) != 1:
            raise CannotTell(f"{shown(name)} is not understood")
        at = reader.index(name.subs[0]).at
        return Value(whole.array[:, at : at + 1, :])

    def _predicted(self, reader: Reader) -> Value:
        if reader.perturbed("predicted"):
            return Value(reader.array("predicted"))
        return ops.softmax(Value(reader.array("logits")))

    def index_of(self, node: Node, reader: Reader) -> Index:
        """Return the component that an index means."""
        match node:
            case Name(base, "", ()) if base in reader.indices:
                return reader.indices[base]
            case Name("o" | "k", "", ()):
                return Index("component", TRUE)
            case Number(value) if value == int(value) and 1 <= value <= CLASSES:
                return Index("component", int(value) - 1)
            case Name("K" | "N" | "n" | "V" | "C" | "D", "", ()):
                return Index("component", CLASSES - 1)
            case Name(base, "", ()):
                raise NotIntroduced(base)
        raise CannotTell("an index is not understood")

    def leaf(self, name: Name, reader: Reader) -> Leaf:
        """Return the logits or one of them, or the probabilities."""
        if name.base == "y" and name.accent == "hat":
            return Leaf("predicted", reader.index(name.subs[0]).at if name.subs else None)
        if name.base not in LOGITS or name.accent:
            raise CannotTell(f"a derivative by {shown(name)} is not understood here")
        if not name.subs:
            return Leaf("logits")
        return Leaf("logits", reader.index(name.subs[0]).at)

    def shaped(self, leaf: Leaf, numbers: np.ndarray) -> Value:
        """Return derivatives as a column, or as a scalar for one entry."""
        return column(numbers)

    def loss(self, loss: Loss, reader: Reader) -> Value:
        """Return the cross-entropy."""
        if loss_kind(loss) not in ("", "naive"):
            raise CannotTell(f"the loss {loss.label} is not the one asked for here")
        logs = ops.logarithm(self._predicted(reader)).array
        return Value(-logs[:, TRUE : TRUE + 1, :])

    def values(self, domain: Domain) -> tuple[Index, ...]:
        """Return all components."""
        return tuple(Index("component", at) for at in range(CLASSES))

    def range_domain(self, name: str | None, letter: str) -> Domain:
        """Return components: nothing else is summed over here."""
        if name is None or name in ("K", "N", "n", "V", "C", "c", "D", "d", "k", "m", "M", "dim"):
            return "component"
        raise CannotTell(f"a sum over {name} is not understood here")

    def reference_arguments(self) -> Mapping[str, Any]:
        """Return logits, labels, x as the reference takes them."""
        labels = np.zeros(CLASSES)
        labels[TRUE] = 1.0
        logits = self.arrays["logits"][0, :, 0].real.copy()
        return {"logits": logits, "labels": labels, "x": logits}

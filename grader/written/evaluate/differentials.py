"""Derivatives by complex step."""

import numpy as np

from grader.written.evaluate.arithmetic import Arithmetic
from grader.written.evaluate.naming import definition_key
from grader.written.evaluate.trouble import CannotTell
from grader.written.evaluate.value import Value, scalar
from grader.written.parse.tree import (
    Loss,
    Name,
    Node,
    Transposed,
    walk,
)
from grader.written.worlds.world import Leaf

STEP = 1e-30
"""Imaginary step of a derivative; the error is of its square."""


class Differentials(Arithmetic):
    """Takes derivatives by the world's variables and by the student's own names."""

    def _derivative(self, of: Node, by: Node) -> Value:
        if isinstance(by, Transposed):
            return self._derivative(of, by.of).transposed
        if not isinstance(by, Name):
            raise CannotTell("what is differentiated by is not understood")
        if self.overrides:
            raise CannotTell("a derivative within a derivative")
        leaf, shaper = self._leaf(by, of)
        base = self.array(leaf.key) if leaf.key in self.world.arrays else self._defined(leaf.key)
        rows, columns = base.shape[1], base.shape[2]
        entries = np.arange(rows * columns).reshape(rows, columns)
        if leaf.at is not None:
            entries = entries[leaf.at : leaf.at + 1]
        wanted = entries.ravel()
        perturbed = np.repeat(base.astype(np.complex128), len(wanted), axis=0)
        flat = perturbed.reshape(len(wanted), -1)
        flat[np.arange(len(wanted)), wanted] += 1j * STEP
        inner = type(self)(self.world, self.definitions, self.leniency, self.budget, self._letters)
        inner.indices = dict(self.indices)
        # A name of the student's own for something of the world varies with it.
        inner.overrides = {leaf.key: perturbed, definition_key(by): perturbed}
        inner._opening = self._opening
        inner.depth = self.depth
        value = inner.value(of)
        self.remarks |= inner.remarks
        return self._collected(value, len(wanted), leaf, shaper)

    def _leaf(self, by: Name, of: Node) -> tuple[Leaf, bool]:
        key = definition_key(by)
        if key not in self.definitions:
            return self.world.leaf(by, self), True
        value = self._defined(key)
        for derived in self.world.derived:
            array = self.world.arrays[derived]
            if array.shape == value.shape and np.allclose(array, value, rtol=1e-9, atol=0.0):
                return Leaf(derived), True
        if any(isinstance(each, Loss) for each in walk(of)):
            raise CannotTell("how the loss depends on this is not known")
        return Leaf(key), False

    def _defined(self, key: str) -> np.ndarray:
        return self.value(self.definitions[key][0]).array

    def _collected(self, value: Value, count: int, leaf: Leaf, of_world: bool) -> Value:
        """Return the imaginary parts in the shape of what was differentiated by."""
        slopes = value.array.imag / STEP
        if slopes.shape[0] == 1:
            slopes = np.repeat(slopes, count, axis=0)
        if value.is_scalar:
            numbers = slopes.ravel()
            if of_world:
                return self._oriented(self.world.shaped(leaf, numbers))
            rows, columns = self._defined(leaf.key).shape[1:]
            return Value(numbers.reshape(1, rows, columns).astype(np.complex128))
        if count == 1:
            return Value(slopes.astype(np.complex128))
        if not slopes.any():
            return scalar(0, literal=True)
        raise CannotTell("the derivative of a vector by a vector: its layout is not said")

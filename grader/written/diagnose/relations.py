"""How a wrong value relates to the right one: opposite, a multiple, a sum of its columns."""

from collections.abc import Sequence

import numpy as np

from grader.written.compare.outcome import equal
from grader.written.evaluate.value import Value
from grader.written.worlds.negative_sampling import REPEATED
from grader.written.worlds.words import RADIUS, SAMPLES, VOCABULARY

Pair = tuple[Value, Value]


def relation(claimed: Sequence[Value], right: Sequence[Value]) -> tuple[str, str] | None:
    """Return (mistake, message) where one relation holds in every world."""
    pairs = list(zip(claimed, right, strict=True))
    if not pairs:
        return None
    if all(equal(Value(-a.array), b) for a, b in pairs):
        return "sign-flipped", "the whole answer has the wrong sign"
    if all(_added_up(a, b) for a, b in pairs):
        return "sum-for-stack", "the parts are added where they must stand side by side"
    if all(not b.array.any() for _, b in pairs):
        return "extra-term", "this derivative is zero"
    factor = _factor(pairs) if len(pairs) > 1 else None
    if factor is not None:
        for count in (2 * RADIUS, SAMPLES, VOCABULARY, len(REPEATED)):
            if abs(factor * count - 1.0) < 1e-9:
                return "averaged-not-summed", "the terms are averaged where they must be summed"
        return "scaled", f"the answer is {factor:.3g} times the right one"
    return None


def _added_up(a: Value, b: Value) -> bool:
    for axis in (1, 2):
        summed = Value(b.array.sum(axis=axis, keepdims=True))
        if b.shape != summed.shape and (equal(a, summed) or equal(a.transposed, summed)):
            return True
    return False


def _factor(pairs: Sequence[Pair]) -> float | None:
    factors = []
    for a, b in pairs:
        if a.shape != b.shape:
            return None
        left, right = a.array.real.ravel(), b.array.real.ravel()
        if not right.any() or not left.any():
            return None
        factors.append(float(left @ right) / float(right @ right))
        if np.abs(left - factors[-1] * right).max() > 1e-9 * np.abs(left).max():
            return None
    if max(factors) - min(factors) > 1e-9 * abs(factors[0]):
        return None
    return factors[0]

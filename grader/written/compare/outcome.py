"""Whether two formulas are equal: holds, fails, or cannot tell, and how it was read."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from grader.written.evaluate.operations import STRICT, Leniency
from grader.written.evaluate.trouble import CannotTell, IllTyped
from grader.written.evaluate.value import Value

Truth = Literal["holds", "fails", "cannot-tell"]
Valued = Value | CannotTell | IllTyped

RELATIVE = 1e-8
"""Largest difference of two equal values, relative to their size; rounding gives 1e-13."""

LADDER: tuple[tuple[str, Leniency], ...] = (
    ("", STRICT),
    ("vectors-turned", Leniency("dot", turn_vectors=True, add_turned=True)),
    ("entrywise", Leniency("entrywise", turn_vectors=True, add_turned=True)),
)
"""Readings in the order in which they are tried; the first needs no kindness."""
WRITTEN_OUT: tuple[tuple[str, Leniency], ...] = tuple(
    (name, replace(each, same_shape="no") if each.same_shape == "dot" else each)
    for name, each in LADDER
)
"""The same for a document that writes the transposes of its dot products out."""


@dataclass(frozen=True)
class Outcome:
    """The result of one comparison."""

    truth: Truth
    turned: bool = False
    """Equal as a row and a column, or as a matrix and its transpose."""
    reading: str = ""
    why: str = ""
    ill_typed: bool = False
    left: Value | None = None
    right: Value | None = None
    """Of a difference: both values where they differ first."""


def compared(
    left: Sequence[Valued], right: Sequence[Valued], relative: float = RELATIVE
) -> Outcome:
    """Compare two formulas by their values in the same worlds, under one reading."""
    if not left:
        return Outcome("cannot-tell", why="no case in which to try it")
    turned = False
    difference: Outcome | None = None
    for a, b in zip(left, right, strict=True):
        for each in (a, b):
            if isinstance(each, CannotTell):
                return Outcome("cannot-tell", why=each.message)
        for each in (a, b):
            if isinstance(each, IllTyped):
                difference = difference or Outcome("fails", why=each.message, ill_typed=True)
        if isinstance(a, Value) and isinstance(b, Value) and difference is None:
            if equal(a, b, relative):
                continue
            if not a.is_scalar and equal(a.transposed, b, relative):
                turned = True
                continue
            difference = Outcome("fails", left=a, right=b, why=_shapes(a, b))
    if difference is not None:
        return difference
    return Outcome("holds", turned=turned)


def _shapes(left: Value, right: Value) -> str:
    if left.shape == right.shape or left.is_zero or right.is_zero:
        return ""
    return f"{left.words} against {right.words}"


def equal(left: Value, right: Value, relative: float = RELATIVE) -> bool:
    """Tell whether two values are the same numbers in the same shape."""
    if left.is_zero or right.is_zero:
        return _size(left) <= 1e-12 and _size(right) <= 1e-12
    if left.shape != right.shape:
        return False
    apart = float(np.abs(left.array.real - right.array.real).max())
    return apart <= relative * max(_size(left), _size(right), 1e-4)


def _size(value: Value) -> float:
    return float(np.abs(value.array.real).max())

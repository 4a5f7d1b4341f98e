"""Sizes of a case: every axis another one, growing with the case's number."""

import ast
from collections.abc import Callable, Mapping
from functools import cache

import numpy as np

from grader.model.case import CaseError

OPERATIONS: dict[type[ast.operator], Callable[[int, int], int]] = {
    ast.Add: lambda left, right: left + right,
    ast.Sub: lambda left, right: left - right,
    ast.Mult: lambda left, right: left * right,
    ast.FloorDiv: lambda left, right: left // right,
}
TRIES = 50


def smallest_sizes(axes: Mapping[str, tuple[int, int]]) -> dict[str, int]:
    """Give each axis the smallest size such that all of them differ.

    axes: lowest and highest size by axis.
    Raises CaseError where the ranges leave no room for different sizes.
    """
    sizes = different_sizes({name: low for name, (low, _) in axes.items()}, axes)
    if sizes is None:
        ranges = ", ".join(f"{name}: [{low}, {high}]" for name, (low, high) in axes.items())
        raise CaseError(f"expected ranges in which all axes can differ, got {ranges}")
    return sizes


def sample_sizes(
    axes: Mapping[str, tuple[int, int]], number: int, cases: int, rng: np.random.Generator
) -> dict[str, int]:
    """Draw a different size for each axis; case 0 is the smallest, the last may be the largest.

    axes: lowest and highest size by axis.
    number, cases: position of the case in its suite, and how many there are.
    """
    smallest = smallest_sizes(axes)
    if number == 0:
        return smallest
    share = number / max(1, cases - 1)
    for _ in range(TRIES):
        wishes = {
            name: int(rng.integers(low, low + round(share * (high - low)), endpoint=True))
            for name, (low, high) in axes.items()
        }
        sizes = different_sizes(wishes, axes)
        if sizes is not None:
            return sizes
    return smallest


def different_sizes(
    wishes: Mapping[str, int], axes: Mapping[str, tuple[int, int]]
) -> dict[str, int] | None:
    """Raise the wished sizes as little as needed to make them differ; None if one would overrun."""
    waiting = dict(wishes)
    sizes: dict[str, int] = {}
    size = 0
    while waiting:
        ready = [name for name, wish in waiting.items() if wish <= size]
        if ready:
            urgent = min(ready, key=lambda name: axes[name][1])
            if size > axes[urgent][1]:
                return None
            sizes[urgent] = size
            del waiting[urgent]
        size += 1
    return {name: sizes[name] for name in wishes}


def axis_size(expression: object, sizes: Mapping[str, int]) -> int:
    """Work out a size such as `V`, `3` or `(Dx+1)*H + (H+1)*Dy`.

    expression: a whole number, or text of axis names, numbers and `+ - * //`.
    sizes: the axes of the case.
    Raises CaseError on anything else, and where the result is negative.
    """
    if isinstance(expression, int) and not isinstance(expression, bool):
        return expression
    if not isinstance(expression, str):
        raise CaseError(f"expected an axis or a whole number, got {expression!r}")
    size = _evaluate(_parsed(expression), expression, sizes)
    if size < 0:
        raise CaseError(f"expected a size of at least 0, got {expression} = {size}")
    return size


@cache
def _parsed(expression: str) -> ast.expr:
    """Return the tree of an expression, parsed once: every case asks for it."""
    try:
        return ast.parse(expression.strip(), mode="eval").body
    except SyntaxError:
        raise CaseError(f"expected an axis expression, got {expression!r}") from None


def _evaluate(node: ast.expr, expression: str, sizes: Mapping[str, int]) -> int:
    match node:
        case ast.Constant(value=int(number)) if not isinstance(number, bool):
            return number
        case ast.Name(id=name):
            if name not in sizes:
                known = ", ".join(sizes) or "none"
                raise CaseError(f"expected one of the axes ({known}), got {name!r}")
            return sizes[name]
        case ast.BinOp(left=left, op=operator, right=right) if type(operator) in OPERATIONS:
            operands = (_evaluate(side, expression, sizes) for side in (left, right))
            try:
                return OPERATIONS[type(operator)](*operands)
            except ZeroDivisionError:
                raise CaseError(f"division by zero in {expression!r}") from None
    raise CaseError(f"expected axis names, whole numbers and + - * //, got {expression!r}")

"""Two ways to a gradient that share nothing with the reference: sympy, and 50 digits."""

from collections.abc import Callable, Sequence
from typing import Any

import mpmath
import numpy as np
import sympy

Arrays = Sequence[np.ndarray]
# A loss written for object arrays, whose entries are sympy symbols or mpmath numbers.
Loss = Callable[..., Any]
DIGITS = 50


def by_sympy(loss: Loss, shapes: Sequence[tuple[int, ...]]) -> Callable[[Arrays], list[np.ndarray]]:
    """Differentiate a loss symbolically; what comes back evaluates the gradients at a point."""
    symbols = [_symbols(f"x{number}_", shape) for number, shape in enumerate(shapes)]
    flat = [symbol for array in symbols for symbol in array.ravel()]
    expression = loss(*symbols)
    derivatives = [sympy.diff(expression, symbol) for symbol in flat]
    evaluate = sympy.lambdify(flat, derivatives, modules="mpmath", cse=True)

    def gradients(point: Arrays) -> list[np.ndarray]:
        with mpmath.workdps(DIGITS):
            values = evaluate(*[mpmath.mpf(float(x)) for array in point for x in array.ravel()])
        return _split([float(value) for value in values], shapes)

    return gradients


def by_fifty_digits(loss: Loss, point: Arrays) -> tuple[float, list[np.ndarray]]:
    """Give a loss and its central differences, both carried to 50 digits.

    With a step of 1e-15 the truncation error is about 1e-30 and rounding about 1e-35.
    """
    with mpmath.workdps(DIGITS):
        arrays = [_exact(array) for array in point]
        slopes = [
            float(_slope(loss, arrays, number, index))
            for number, array in enumerate(arrays)
            for index in np.ndindex(array.shape)
        ]
        value = float(loss(*arrays))
    return value, _split(slopes, [array.shape for array in point])


def _slope(loss: Loss, arrays: Arrays, number: int, index: tuple[int, ...]) -> Any:
    step = mpmath.mpf(10) ** -15
    ends = []
    for sign in (1, -1):
        moved = [array.copy() for array in arrays]
        moved[number][index] += sign * step
        ends.append(loss(*moved))
    return (ends[0] - ends[1]) / (2 * step)


def _symbols(prefix: str, shape: tuple[int, ...]) -> np.ndarray:
    array = np.empty(shape, dtype=object)
    for count, index in enumerate(np.ndindex(shape)):
        array[index] = sympy.Symbol(f"{prefix}{count}", real=True)
    return array


def _exact(array: np.ndarray) -> np.ndarray:
    exact = np.empty(array.shape, dtype=object)
    for index in np.ndindex(array.shape):
        exact[index] = mpmath.mpf(float(array[index]))
    return exact


def _split(values: list[float], shapes: Sequence[tuple[int, ...]]) -> list[np.ndarray]:
    ends = np.cumsum([int(np.prod(shape)) for shape in shapes])
    parts = np.split(np.array(values), ends[:-1])
    return [part.reshape(shape) for part, shape in zip(parts, shapes, strict=True)]

"""Which returned value is the gradient by which argument, and where it departs from the loss."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from grader.checks.derivative import agrees
from grader.own_loss.slopes import Measured

Verdict = Literal["right", "wrong", "wrong-shape", "cannot-tell"]


@dataclass(frozen=True, eq=False)
class Gradient:
    """What was found of one returned gradient."""

    output: int
    """Which returned value it is, from 1."""
    argument: int
    """Which argument it belongs to, from 1."""
    name: str
    shape: tuple[int, ...]
    argument_shape: tuple[int, ...]
    verdict: Verdict
    tried: int = 0
    """Ways along which the loss was measured."""
    wrong: tuple[Measured, ...] = ()
    """Those along which the gradient is another, the worst first."""
    claimed: tuple[float, ...] = ()
    """What the gradient says of each of these."""
    unclear: int = 0
    """Ways along which the loss has no slope."""


def compared(
    outputs: Mapping[int, np.ndarray],
    arguments: Mapping[int, tuple[str, np.ndarray]],
    slopes: Mapping[int, Sequence[Measured]],
) -> list[Gradient]:
    """Judge each returned gradient by the argument that it fits.

    outputs: the returned arrays by position, from 1, without the loss.
    arguments: the movable arguments by position, from 1.
    slopes: of the loss by each argument that some output could belong to.
    """
    found: dict[int, Gradient] = {}
    free = dict(arguments)
    for output, value in outputs.items():  # first what fits, then what is left, in order
        for place, (name, argument) in free.items():
            if argument.shape != value.shape or place not in slopes:
                continue
            judged = _judged(output, value, place, name, slopes[place])
            if judged.verdict == "right":
                found[output] = judged
                del free[place]
                break
    for output, value in outputs.items():
        if output in found:
            continue
        same = [n for n, (_, a) in free.items() if a.shape == value.shape]
        alike = [n for n, (_, a) in free.items() if a.size == value.size]
        if not same and not alike:
            continue
        place = (same or alike)[0]
        name, argument = free.pop(place)
        if same and place in slopes:
            found[output] = _judged(output, value, place, name, slopes[place])
        else:
            shapes = (value.shape, argument.shape)
            found[output] = Gradient(output, place, name, *shapes, verdict="wrong-shape")
    return [found[output] for output in sorted(found)]


def _along(gradient: np.ndarray, way: Measured) -> float:
    """Return what a gradient says of the slope along a way."""
    if way.entry is not None:
        return float(gradient[way.entry])
    with np.errstate(invalid="ignore"):
        return float(np.sum(gradient * way.way))


def _judged(
    output: int, value: np.ndarray, place: int, name: str, slopes: Sequence[Measured]
) -> Gradient:
    clear = [each for each in slopes if each.found is not None]
    largest = max((abs(each.found.value) for each in clear if each.found), default=0.0)
    scale = max(largest, float(np.max(np.abs(value), initial=0.0)))
    off = []
    for each in clear:
        assert each.found is not None
        says = _along(value, each)
        if not agrees(each.found, says, scale):
            gap = abs(says - each.found.value)
            off.append((gap if np.isfinite(gap) else np.inf, each, says))
    off.sort(key=lambda item: -item[0])
    verdict: Verdict = "wrong" if off else "right" if clear else "cannot-tell"
    return Gradient(
        output,
        place,
        name,
        value.shape,
        value.shape,
        verdict,
        len(slopes),
        tuple(each for _, each, _ in off),
        tuple(says for _, _, says in off),
        len(slopes) - len(clear),
    )

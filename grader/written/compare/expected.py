"""The right answer as values, from the reference functions."""

from collections.abc import Callable, Mapping
from inspect import signature
from typing import Any

import numpy as np

from grader.model.written import Expected
from grader.written.evaluate.evaluator import Evaluator
from grader.written.evaluate.value import Value, scalar
from grader.written.parse.tree import Name
from grader.written.worlds.world import World

ReferenceFunctions = Callable[[str], Callable[..., Any]]
"""Gives the reference function of a name, `module:function`."""


def expected_value(
    expected: Expected, by: Name | None, world: World, functions: ReferenceFunctions
) -> Value:
    """Return what the reference says in one world, in the shape of what is differentiated by."""
    function = functions(expected.function)
    arguments = world.reference_arguments()
    if by is None:
        arguments = {**arguments, "dimensions": arguments.get("sizes")}
    if expected.differentiate is not None:
        result = _slopes(function, arguments, expected)
    else:
        result = _output(function, arguments, expected)
    array = np.asarray(result, dtype=np.float64)
    if by is None:
        return scalar(float(array))
    leaf = world.leaf(by, Evaluator(world))
    if leaf.at is not None and array.ndim > 1:
        array = array[leaf.at]
    elif leaf.at is not None and leaf.key == "logits":
        array = array[leaf.at : leaf.at + 1]
    if expected.differentiate is not None and world.layout == "columns":
        array = array.T
    value = world.shaped(leaf, array.ravel())
    return value.lying if world.vectors == "rows" else value


def _output(function: Callable[..., Any], arguments: Mapping[str, Any], expected: Expected) -> Any:
    names = signature(function).parameters
    result = function(**{name: arguments[name] for name in names})
    return result if expected.output is None else getattr(result, expected.output)


def _slopes(
    function: Callable[..., Any], arguments: Mapping[str, Any], expected: Expected
) -> np.ndarray:
    """Return central differences of a loss, extrapolated from two steps (error below 1e-9)."""
    assert expected.differentiate is not None
    base = np.asarray(arguments[expected.differentiate], dtype=np.float64)
    slopes = np.zeros_like(base)
    for at in np.ndindex(base.shape):
        estimates = []
        for step in (2e-3, 1e-3):
            ends = []
            for sign in (1.0, -1.0):
                moved = base.copy()
                moved[at] += sign * step
                ends.append(
                    float(_output(function, {**arguments, expected.differentiate: moved}, expected))
                )
            estimates.append((ends[0] - ends[1]) / (2 * step))
        slopes[at] = (4 * estimates[1] - estimates[0]) / 3
    return slopes

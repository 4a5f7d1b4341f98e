"""Inputs that are arrays of numbers."""

import numpy as np

from grader.model.case import CaseError, CaseValue
from grader.model.rubric import InputSpec
from grader.rubric.draw import Draw

TRIES_PER_REACH = 40


def normal(spec: InputSpec, draw: Draw) -> CaseValue:
    """Draw standard normal numbers; small whole ones in the readable cases.

    Options: `scale` multiplies, `offset` is added, `zero_rows` sets so many rows to 0, `boxed`
    keeps a number without axes as a 0-d array.
    """
    shape = draw.shape(spec["normal"])
    numbers = small_whole(draw.rng, shape) if draw.readable else draw.rng.standard_normal(shape)
    numbers = np.asarray(numbers * spec.get("scale", 1.0) + spec.get("offset", 0.0))
    for row in (
        draw.rng.permutation(len(numbers))[: spec["zero_rows"]] if "zero_rows" in spec else ()
    ):
        numbers[row] = 0.0
    return numbers if shape or spec.get("boxed", False) else float(numbers)


def uniform(spec: InputSpec, draw: Draw) -> CaseValue:
    """Draw numbers between `low` and `high`, with two decimals in the readable cases."""
    shape = draw.shape(spec["uniform"])
    numbers = np.asarray(draw.rng.uniform(spec.get("low", 0.0), spec.get("high", 1.0), shape))
    numbers = np.round(numbers, 2) if draw.readable else numbers
    return numbers if shape else float(numbers)


def whole(spec: InputSpec, draw: Draw) -> CaseValue:
    """Draw whole numbers from `low` to `high`, both included; the array's dtype is int64."""
    shape = draw.shape(spec["whole"])
    numbers = draw.rng.integers(spec.get("low", -5), spec.get("high", 5), shape, endpoint=True)
    return numbers if shape else int(numbers)


def one_hot(spec: InputSpec, draw: Draw) -> CaseValue:
    """Draw rows with a single 1 each."""
    rows, width = draw.shape(spec["one_hot"])
    return np.eye(width)[draw.rng.integers(width, size=rows)]


def labels(spec: InputSpec, draw: Draw) -> CaseValue:
    """Draw a class number for each of N rows (`labels: [N, classes]`)."""
    rows, classes = draw.shape(spec["labels"])
    return draw.rng.integers(classes, size=rows)


def aligned(spec: InputSpec, draw: Draw) -> CaseValue:
    """Draw rows whose dot product with the vector `against` has a size from `low` to `high`."""
    rows, width = draw.shape(spec["aligned"])
    vector = draw.array(spec["against"])
    if vector.shape != (width,) or not vector.any():
        raise CaseError(f"expected {spec['against']!r} to be a vector of length {width}, not all 0")
    scores = draw.rng.uniform(spec["low"], spec["high"], rows) * draw.rng.choice([-1.0, 1.0], rows)
    matrix = draw.rng.standard_normal((rows, width))
    shifted: np.ndarray = matrix + np.outer(scores - matrix @ vector, vector) / (vector @ vector)
    return shifted


def small_whole(rng: np.random.Generator, shape: tuple[int, ...]) -> np.ndarray:
    """Draw whole numbers, from -2 to 2 wherever they leave room for rows that tell all apart."""
    reach = 2
    while True:
        for _ in range(TRIES_PER_REACH):
            numbers = rng.integers(-reach, reach, shape, endpoint=True).astype(np.float64)
            if telling(np.asarray(numbers)):
                return numbers
        reach += 1


def telling(numbers: np.ndarray) -> bool:
    """Tell whether rows differ from one another and none is all 0 or one number repeated.

    Such inputs hide mistakes: with two equal rows, a wrong row can't be seen.
    """
    rows = numbers.reshape(-1, numbers.shape[-1] if numbers.ndim else 1)
    if not rows.any(axis=1).all():
        return False
    if rows.shape[1] > 1 and (rows == rows[:, :1]).all(axis=1).any():
        return False
    return len(np.unique(rows, axis=0)) == len(rows)

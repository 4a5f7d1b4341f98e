"""How many bytes the answers to a batch may take, by what right ones take."""

from collections.abc import Iterable
from typing import Any

import numpy as np

from grader.model.facts import ArrayValue

LEAST = 256 * 1024
"""For a whole batch: wrong answers may be larger than right ones."""
EACH = 4 * 1024
"""For what goes around an answer, or tells of an exception."""
TIMES = 10
"""A list of numbers takes up to eight times what an array of them takes."""


def room_for(calls: Iterable[Any]) -> int:
    """Return how many bytes are taken for calls; `calls` holds each one's values, right ones."""
    return LEAST + sum(EACH + TIMES * size(values) for values in calls)


def size(value: Any) -> int:
    """Return about how many bytes a value takes as numbers, without what is around them."""
    if isinstance(value, ArrayValue):
        return value.data.nbytes
    if isinstance(value, np.ndarray):
        return value.nbytes
    if isinstance(value, dict):
        return sum(size(item) for item in value.values())
    if isinstance(value, list | tuple):
        return sum(size(item) for item in value)
    return len(value) if isinstance(value, str) else 8

"""Slopes of a loss that is known by its values alone: entry by entry, then along directions."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from grader.checks.derivative import STEPS, Slope, slope

MOST_ENTRIES = 60
"""Entries of one argument that are moved one by one; the others by directions."""
DIRECTIONS = 3
FINER = 1e-3
"""A second try where the loss has a kink nearby: steps this much smaller."""

Losses = Callable[[Sequence[np.ndarray]], Sequence[float | None]]
"""Returns the loss at each of some values of one argument; None where there is none."""


@dataclass(frozen=True, eq=False)
class Measured:
    """A slope of the loss along one way."""

    way: np.ndarray
    """Which way the argument was moved: one entry, or all of them."""
    entry: tuple[int, ...] | None
    """The entry; None for a direction."""
    differences: tuple[float, ...]
    """The slopes at each step, the largest first; empty where the loss could not be had."""
    steps: tuple[float, ...]
    found: Slope | None
    """None where the loss has no slope there: a kink, or noise."""


def measured(value: np.ndarray, losses: Losses, seed: int) -> list[Measured]:
    """Return the slopes of a loss by one argument, at `value`.

    Every entry counts: by itself where they are few, else within directions of random numbers.
    """
    ways = list(_ways(value, seed))
    first = _along(value, ways, losses, STEPS)
    again = [place for place, each in enumerate(first) if each.found is None]
    finer = tuple(step * FINER for step in STEPS)
    for place, each in zip(
        again, _along(value, [ways[n] for n in again], losses, finer), strict=True
    ):
        if each.found is not None:
            first[place] = each
    return first


def _ways(value: np.ndarray, seed: int) -> list[tuple[np.ndarray, tuple[int, ...] | None]]:
    rng = np.random.default_rng(seed)
    places = np.arange(value.size)
    if value.size > MOST_ENTRIES:
        places = np.sort(rng.choice(value.size, MOST_ENTRIES, replace=False))
    ways: list[tuple[np.ndarray, tuple[int, ...] | None]] = []
    for place in places:
        way = np.zeros(value.size)
        way[place] = 1.0
        entry = tuple(int(n) for n in np.unravel_index(int(place), value.shape))
        ways.append((way.reshape(value.shape), entry))
    if value.size > MOST_ENTRIES:
        for _ in range(DIRECTIONS):
            drawn = rng.standard_normal(value.shape)
            ways.append((drawn / np.linalg.norm(drawn), None))
    return ways


def _along(
    value: np.ndarray,
    ways: Sequence[tuple[np.ndarray, tuple[int, ...] | None]],
    losses: Losses,
    steps: tuple[float, ...],
) -> list[Measured]:
    """Measure along each way at three steps, both sides, in one batch of calls."""
    size = max(float(np.max(np.abs(value))), 1e-3)
    moved = [
        value + sign * step * size * way for way, _ in ways for step in steps for sign in (1, -1)
    ]
    told = iter(losses(moved) if moved else ())
    found = []
    for way, entry in ways:
        pairs = [(next(told), next(told), step * size) for step in steps]
        differences = tuple(
            (up - down) / (2 * step)
            for up, down, step in pairs
            if up is not None and down is not None
        )
        whole = len(differences) == len(steps)
        slopes = slope(differences) if whole else None
        taken = tuple(step for _, _, step in pairs)
        found.append(Measured(way, entry, differences if whole else (), taken, slopes))
    return found

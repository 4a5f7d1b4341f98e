"""The derivative of a function known by its values alone, along a direction, with its own doubt.

Central differences at steps h, h/2, h/4 err by a multiple of h squared, so that two of them make
a better one (Richardson); where the three don't shrink as they should (a kink, noise, a loss that
draws anew at each call) there is no derivative to speak of.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

STEPS = (1e-2, 5e-3, 2.5e-3)
"""Relative to the size of what is moved."""
AGREES = 1e-5
"""Largest difference from a derivative that is the right one, relative to its scale."""
DOUBT = 1e-3
"""With more doubt than this, relative to the scale, nothing is said."""


class Slope(NamedTuple):
    """A derivative along a direction, and how far it may be off."""

    value: float
    doubt: float


def slope(differences: Sequence[float]) -> Slope | None:
    """Return the derivative from central differences at STEPS; None where there is none.

    differences: (f(x + h u) - f(x - h u)) / 2h for each step h, the largest first.
    """
    first, second, third = differences
    if not np.isfinite(differences).all():
        return None
    better = (4 * second - first) / 3, (4 * third - second) / 3
    best = (16 * better[1] - better[0]) / 15
    doubt = abs(best - better[1])
    scale = max(abs(best), abs(third), 1e-12)
    if doubt > DOUBT * scale and abs(third - second) > DOUBT * scale:
        return None
    return Slope(float(best), float(doubt))


def agrees(found: Slope, claimed: float, scale: float) -> bool:
    """Say whether a claimed derivative is the one that was found.

    scale: the size of the whole gradient, below which a single direction says little.
    """
    allowed = max(AGREES * max(scale, abs(found.value)), 10 * found.doubt)
    return bool(np.isfinite(claimed)) and abs(found.value - claimed) <= allowed

"""Ways to spoil a right answer, each of which must cost it the check."""

from collections.abc import Callable, Iterator

import numpy as np

from grader.checks import tolerance

Spoil = Callable[[np.ndarray, np.random.Generator, float], np.ndarray | None]
"""Takes the right array, random numbers and the tolerance; None where it makes no sense."""


def _one_entry(right: np.ndarray, rng: np.random.Generator) -> tuple[np.ndarray, int]:
    spoilt = np.array(right, dtype=np.float64)
    return spoilt, int(rng.integers(spoilt.size))


def _allowed(right: np.ndarray, relative: float) -> float:
    return max(relative * tolerance.scale_of(right), tolerance.ROUNDING)


def off_in_one_entry(right: np.ndarray, rng: np.random.Generator, relative: float) -> np.ndarray:
    """Move one entry by a little more than the tolerance, up or down."""
    spoilt, place = _one_entry(right, rng)
    size = _allowed(right, relative) * rng.uniform(1.01, 3.0)
    spoilt.reshape(-1)[place] += size * rng.choice([-1.0, 1.0])
    return spoilt


def scaled(right: np.ndarray, rng: np.random.Generator, relative: float) -> np.ndarray | None:
    """Stretch everything by more than the tolerance, unless it is as good as 0."""
    spoilt = right * (1 + 2 * relative)
    return spoilt if np.abs(spoilt - right).max() > _allowed(right, relative) else None


def with_nan(right: np.ndarray, rng: np.random.Generator, relative: float) -> np.ndarray:
    """Put a NaN into one entry."""
    spoilt, place = _one_entry(right, rng)
    spoilt.reshape(-1)[place] = np.nan
    return spoilt


def with_infinity(right: np.ndarray, rng: np.random.Generator, relative: float) -> np.ndarray:
    """Put an infinity of either sign into one entry."""
    spoilt, place = _one_entry(right, rng)
    spoilt.reshape(-1)[place] = rng.choice([-np.inf, np.inf])
    return spoilt


def all_nan(right: np.ndarray, rng: np.random.Generator, relative: float) -> np.ndarray:
    """Answer NaN everywhere."""
    return np.full(right.shape, np.nan)


def empty(right: np.ndarray, rng: np.random.Generator, relative: float) -> np.ndarray:
    """Answer an array without entries that broadcasts against the right one."""
    return np.zeros((*right.shape[:-1], 0) if right.ndim > 1 else 0)


def boxed(right: np.ndarray, rng: np.random.Generator, relative: float) -> np.ndarray | None:
    """Put an axis of length 1 in front (an array with one entry is fair for a number)."""
    return right[None] if right.ndim else None


def column(right: np.ndarray, rng: np.random.Generator, relative: float) -> np.ndarray | None:
    """Put an axis of length 1 behind."""
    return right[..., None] if right.ndim else None


def repeated(right: np.ndarray, rng: np.random.Generator, relative: float) -> np.ndarray:
    """Answer two copies, each of which is right."""
    return np.stack([right, right])


def one_number(right: np.ndarray, rng: np.random.Generator, relative: float) -> np.ndarray | None:
    """Answer one of the entries alone, which broadcasts to all."""
    return np.asarray(right.reshape(-1)[0]) if right.ndim else None


def one_row(right: np.ndarray, rng: np.random.Generator, relative: float) -> np.ndarray | None:
    """Answer the first row alone, which broadcasts to all."""
    return right[0] if right.ndim > 1 else None


def transposed(right: np.ndarray, rng: np.random.Generator, relative: float) -> np.ndarray | None:
    """Answer the transpose."""
    return right.T if right.T.shape != right.shape else None


def truth_values(right: np.ndarray, rng: np.random.Generator, relative: float) -> np.ndarray:
    """Answer where the entries are positive."""
    return right > 0


SPOILS: dict[str, Spoil] = {
    "off in one entry": off_in_one_entry,
    "scaled": scaled,
    "a NaN": with_nan,
    "an infinity": with_infinity,
    "all NaN": all_nan,
    "empty": empty,
    "boxed": boxed,
    "column": column,
    "repeated": repeated,
    "one number": one_number,
    "one row": one_row,
    "transposed": transposed,
    "truth values": truth_values,
}


RELATED_SHAPES = frozenset(("boxed", "column", "transposed"))
"""Right numbers in a shape that only the convention tells from the right one."""


def spoilt_answers(
    right: np.ndarray | None, rng: np.random.Generator, relative: float
) -> Iterator[tuple[str, np.ndarray]]:
    """Yield every way of spoiling an answer that makes sense for its shape; none for a record."""
    if right is None:
        return
    for name, spoil in SPOILS.items():
        answer = spoil(right, rng, relative)
        if answer is not None:
            yield name, answer

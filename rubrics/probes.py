"""Objects that a student's function is handed: datasets, losses and objectives with known answers.

The same file runs beside student code and on the trusted side, so it holds no answer to any
question: numpy and the standard library only.
"""

import random
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np

Objective = Callable[[Any], tuple[Any, Any]]
CONTEXT_WORDS = ("a", "b", "c", "d", "e")


class Dataset:
    """A dataset whose samples are written down beforehand and come round again at the end."""

    def __init__(self, draws: Sequence[int], words: Sequence[str]) -> None:
        self.draws = tuple(int(draw) for draw in draws)
        self.words = tuple(words)
        self.drawn = 0
        self.contexts = 0

    def sampleTokenIdx(self) -> int:  # noqa: N802 - the course's own name
        """Return the next row number of the script."""
        draw = self.draws[self.drawn % len(self.draws)]
        self.drawn += 1
        return draw

    def getRandomContext(self, C: int = 5) -> tuple[str, list[str]]:  # noqa: N802, N803
        """Return a center word and 2C context words, the next ones in turn."""
        start = self.contexts
        self.contexts += 1
        turn = [self.words[(start + place) % len(self.words)] for place in range(2 * C + 1)]
        return turn[0], turn[1:]

    def notes(self) -> dict[str, int]:
        """Count what was taken."""
        return {"drawn": self.drawn, "contexts": self.contexts}


class PairLoss:
    """A loss of one (center, outside) pair with gradients that no other rows or words give.

    With table B and its rows turned by the target, S[w] = B[(w - target) mod V]:
    e = center + B[target] + sum over w of S[w] * outside[w], and loss = e . e / 2. The gradients
    are those of this loss: e by the center vector, S[w] * e by row w of the outside vectors. So
    loss and gradients tell which vectors and which target came, and losses never cancel in a sum.
    """

    def __init__(self, by_word: np.ndarray, names: Sequence[str]) -> None:
        self.by_word = np.array(by_word, dtype=np.float64)
        self.names = tuple(names)
        self.__name__ = "pair_loss"  # some students print the name of the loss they are given
        self.calls = 0

    def __call__(self, *args: Any, **kwargs: Any) -> tuple[float, np.ndarray, np.ndarray]:
        """Return the loss, its gradient by the center vector and by the outside vectors."""
        self.calls += 1
        given, index, outside = self._three(args, kwargs)
        center, target = self._center(given), self._target(index)
        matrix = self._outside(outside)
        turned = np.roll(self.by_word, target, axis=0)
        error = center + self.by_word[target] + (turned * matrix).sum(axis=0)
        rows = turned * error + 0.0  # turns -0.0 into 0.0
        return float(error @ error) / 2, error.reshape(np.shape(given)), rows

    def notes(self) -> dict[str, int]:
        """Count the calls."""
        return {"calls": self.calls}

    def _three(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> list[Any]:
        bound = {**dict(zip(self.names, args, strict=False)), **kwargs}
        missing = [name for name in self.names[:3] if name not in bound]
        unknown = [name for name in kwargs if name not in self.names]
        if missing or unknown:
            raise TypeError(
                f"the loss is called as loss({', '.join(self.names)}); "
                + "; ".join(
                    [f"{name} is missing" for name in missing]
                    + [f"it has no argument {name}" for name in unknown]
                )
            )
        return [bound[name] for name in self.names[:3]]

    def _center(self, given: Any) -> np.ndarray:
        width = self.by_word.shape[1]
        center = np.asarray(given)
        if center.shape not in ((width,), (1, width), (width, 1)):
            raise TypeError(
                f"{self.names[0]} must be one word's vector of length {width}, "
                f"got shape {center.shape}"
            )
        return center.astype(np.float64).ravel()

    def _target(self, given: Any) -> int:
        index = np.asarray(given)
        if index.size != 1 or index.dtype.kind not in "iu":
            raise TypeError(
                f"{self.names[1]} must be the row number of one word, got {str(given)[:60]!r}"
            )
        target = int(index.ravel()[0])
        if not 0 <= target < len(self.by_word):
            raise IndexError(f"{self.names[1]} must be below {len(self.by_word)}, got {target}")
        return target

    def _outside(self, given: Any) -> np.ndarray:
        matrix = np.asarray(given)
        if matrix.shape != self.by_word.shape:
            raise TypeError(
                f"{self.names[2]} must hold the vectors of all words, shape {self.by_word.shape}, "
                f"got shape {matrix.shape}"
            )
        return matrix.astype(np.float64)


class Counted:
    """A function of one argument that counts its calls."""

    def __init__(self, function: Callable[[Any], Any]) -> None:
        self.function = function
        self.calls = 0

    def __call__(self, x: Any) -> Any:
        """Call the function."""
        self.calls += 1
        return self.function(x)

    def notes(self) -> dict[str, int]:
        """Count the calls."""
        return {"calls": self.calls}


def dataset(draws: Sequence[int], words: Sequence[str] = CONTEXT_WORDS) -> Dataset:
    """Make a dataset that replays `draws` as its samples."""
    return Dataset(draws, words)


def pair_loss(
    by_word: np.ndarray,
    names: Sequence[str] = ("centerWordVec", "outsideWordIdx", "outsideVectors", "dataset"),
) -> PairLoss:
    """Make a known loss for skip-gram or CBOW to call.

    by_word: a table of the shape of the outside vectors.
    names: the argument names under which students of the year call the loss.
    """
    return PairLoss(by_word, names)


def quadratic(curvature: Any, optimum: Any) -> Counted:
    """Make the objective x -> sum of curvature (x - optimum)^2 / 2 with its gradient."""

    def objective(x: Any) -> tuple[float, Any]:
        away = x - optimum
        return float(np.sum(curvature * away**2) / 2), curvature * away

    return Counted(objective)


def shrink(factor: float) -> Counted:
    """Make a postprocessing that returns a new, smaller array and leaves its argument alone."""
    return Counted(lambda x: x * factor)


def clip_in_place(limit: float) -> Counted:
    """Make a postprocessing that cuts its argument off at +-limit, in place, and returns it."""
    return Counted(lambda x: np.clip(x, -limit, limit, out=x))


class Part(NamedTuple):
    """A cost and its gradient."""

    cost: Any
    grad: Any


def right_gradient(kind: str) -> Objective:
    """Make an objective that returns its own true gradient; `kind` names what is hard about it."""
    return _objective(RIGHT[kind], lambda grad, x: grad)


def wrong_gradient(kind: str) -> Objective:
    """Make an objective whose gradient is wrong in the way that `kind` names."""
    return _objective(_sloping, WRONG[kind])


def _objective(part: Objective, change: Callable[[np.ndarray, Any], Any]) -> Objective:
    """Make an objective of one form, right or wrong: its looks don't tell which."""

    def objective(x: Any) -> tuple[Any, Any]:
        cost, grad = part(x)
        return cost, change(np.array(grad), x)

    return objective


def _parabola(x: Any) -> Part:
    return Part(np.sum(x**2), 2 * x)


def _sines(x: Any) -> Part:
    """Bend so strongly that a one-sided difference is too coarse."""
    return Part(np.sum(np.sin(5 * x) + np.cos(3 * x)), 5 * np.cos(5 * x) - 3 * np.sin(3 * x))


def _exponential(x: Any) -> Part:
    return Part(np.sum(np.exp(x)), np.exp(x))


def _coupled(x: Any) -> Part:
    """Let each entry's slope depend on all others, so that one left moved spoils the next."""
    total = np.sum(x)
    return Part(2 * total**2 + np.sum(x), 4 * total + 1 + 0 * x)


def _small(x: Any) -> Part:
    return Part(1e-4 * np.sum(np.sin(x)), 1e-4 * np.cos(x))


def _large(x: Any) -> Part:
    return Part(1e5 * np.sum(x**2 + 3 * x), 1e5 * (2 * x + 3))


def _random(x: Any) -> Part:
    """Use Python's random numbers: the same ones come only if their state is put back."""
    weights = np.array([1 + random.random() for _ in range(np.size(x))]).reshape(np.shape(x))
    return Part(np.sum(weights * (x + x**2)), weights * (1 + 2 * x))


def _sloping(x: Any) -> Part:
    """Rise everywhere, so that a wrong sign or factor shows in every entry."""
    return Part(np.sum(3 * x + np.sin(x)), 3 + np.cos(x))


def _entry_off(place: Callable[[int], int]) -> Callable[[np.ndarray, Any], np.ndarray]:
    def spoil(grad: np.ndarray, x: Any) -> np.ndarray:
        grad.reshape(-1)[place(grad.size)] += 0.5
        return grad

    return spoil


RIGHT: dict[str, Objective] = {
    "parabola": _parabola,
    "sines": _sines,
    "exponential": _exponential,
    "coupled": _coupled,
    "small": _small,
    "large": _large,
    "random": _random,
}
RIGHT_CODE = {
    "parabola": "np.sum(x**2), 2 * x",
    "sines": "np.sum(np.sin(5 * x) + np.cos(3 * x)), 5 * np.cos(5 * x) - 3 * np.sin(3 * x)",
    "exponential": "np.sum(np.exp(x)), np.exp(x)",
    "coupled": "2 * np.sum(x)**2 + np.sum(x), 4 * np.sum(x) + 1 + 0 * x",
    "small": "1e-4 * np.sum(np.sin(x)), 1e-4 * np.cos(x)",
    "large": "1e5 * np.sum(x**2 + 3 * x), 1e5 * (2 * x + 3)",
    "random": "(lambda w: (np.sum(w * (x + x**2)), w * (1 + 2 * x)))"
    "(np.reshape([1 + random.random() for _ in range(np.size(x))], np.shape(x)))",
}
WRONG: dict[str, Callable[[np.ndarray, Any], Any]] = {
    "first-entry": _entry_off(lambda size: 0),
    "middle-entry": _entry_off(lambda size: size // 2),
    "last-entry": _entry_off(lambda size: size - 1),
    "sign-flipped": lambda grad, x: -grad,
    "doubled": lambda grad, x: 2 * grad,
    "slightly-off": lambda grad, x: 1.001 * grad,
    "zeros": lambda grad, x: 0 * grad,
    "missing-term": lambda grad, x: grad - np.cos(x),
}

_SLOPE = "np.sum(3 * x + np.sin(x)), "
_PLACE = "0.5 * (np.arange(np.size(x)) == {}).reshape(np.shape(x))"
WRONG_CODE = {
    "first-entry": f"{_SLOPE}3 + np.cos(x) + {_PLACE.format(0)}",
    "middle-entry": f"{_SLOPE}3 + np.cos(x) + {_PLACE.format('np.size(x) // 2')}",
    "last-entry": f"{_SLOPE}3 + np.cos(x) + {_PLACE.format('np.size(x) - 1')}",
    "sign-flipped": f"{_SLOPE}-(3 + np.cos(x))",
    "doubled": f"{_SLOPE}2 * (3 + np.cos(x))",
    "slightly-off": f"{_SLOPE}1.001 * (3 + np.cos(x))",
    "zeros": f"{_SLOPE}0 * x",
    "missing-term": f"{_SLOPE}3 + 0 * x",
}


def _listed(value: Any) -> str:
    """Return an array or number as Python text, floats in full."""
    return f"np.array({value.tolist()})" if isinstance(value, np.ndarray) else repr(value)


def _dataset_code(draws: Sequence[int], words: Sequence[str] = CONTEXT_WORDS) -> str:
    """Return a stand-in that hands out the same rows; contexts are drawn nowhere in homework."""
    rows = [int(draw) for draw in draws]
    whole = len(rows)
    period = next(n for n in range(1, whole + 1) if rows[n:] == rows[: whole - n])
    rows = rows[:period] if whole % period == 0 else rows
    return f"class dataset: sampleTokenIdx = iter({rows} * 100).__next__"


def _pair_loss_code(
    by_word: np.ndarray,
    names: Sequence[str] = ("centerWordVec", "outsideWordIdx", "outsideVectors", "dataset"),
) -> str:
    center, target, outside, *_ = names
    return "\n".join(
        (
            "# a loss that tells which words came",
            f"B = {_listed(by_word)}",
            f"def pair_loss({', '.join(names)}):",
            f"    S = np.roll(B, {target}, axis=0)",
            f"    e = {center} + B[{target}] + (S * {outside}).sum(axis=0)",
            "    return np.sum(e * e) / 2, e, S * e",
        )
    )


def _quadratic_code(curvature: Any, optimum: Any) -> str:
    bend, best = _listed(curvature), _listed(optimum)
    return (
        f"def quadratic(x, bend={bend}, best={best}):\n"
        "    return np.sum(bend * (x - best)**2) / 2, bend * (x - best)"
    )


def _clip_code(limit: float) -> str:
    return f"def clip_in_place(x): return np.clip(x, -{limit}, {limit}, out=x)"


AS_CODE: dict[str, Callable[..., str]] = {
    "dataset": _dataset_code,
    "pair_loss": _pair_loss_code,
    "quadratic": _quadratic_code,
    "shrink": lambda factor: f"def shrink(x): return x * {factor}",
    "clip_in_place": _clip_code,
    "right_gradient": lambda kind: f"def right_gradient(x): return {RIGHT_CODE[kind]}",
    "wrong_gradient": lambda kind: f"def wrong_gradient(x): return {WRONG_CODE[kind]}",
}
"""What a report shows a student for a probe: lines that can be pasted before the call."""

"""Numerical gradient checks that student code calls from its own tests."""

import random
from collections.abc import Callable
from typing import Any

import numpy as np

Objective = Callable[[np.ndarray], tuple[Any, np.ndarray]]
STEP = 1e-4
TOLERANCE = 1e-5
WINDOWS = (("c", ["a", "b", "e", "d", "b", "c"]), ("c", ["a", "b"]), ("a", ["d"]))


def gradcheck_naive(f: Objective, x: np.ndarray, gradientText: str = "") -> None:
    """Print whether f's gradient agrees with central differences at every entry of x.

    `f` maps an array to (loss, gradient); it sees the same random draws on every call.
    `gradientText` names the gradient in what is printed.
    """
    state = random.getstate()
    gradient = np.asarray(f(x)[1])
    named = f" for {gradientText}" if gradientText else ""
    for index in np.ndindex(*x.shape):
        slope = _slope(f, x, index, state)
        given = float(gradient[index])
        if not abs(slope - given) <= TOLERANCE * max(1.0, abs(slope), abs(given)):
            print(f"Gradient check failed{named}.")
            print(f"At index {index} your gradient is {given:.6f}, differences give {slope:.6f}")
            return
    print(f"Gradient check passed!{named}")


def _slope(f: Objective, x: np.ndarray, index: tuple[int, ...], state: Any) -> float:
    middle = x[index]
    losses = []
    for offset in (STEP, -STEP):
        x[index] = middle + offset
        random.setstate(state)
        losses.append(float(np.asarray(f(x)[0]).reshape(())))
    x[index] = middle
    return (losses[0] - losses[1]) / (2 * STEP)


def grad_tests_softmax(
    skipgram: Callable[..., Any],
    dummy_tokens: dict[str, int],
    dummy_vectors: np.ndarray,
    dataset: Any,
) -> None:
    """Check skip-gram's gradients with its default loss on three small windows."""
    _check_windows(skipgram, dummy_tokens, dummy_vectors, dataset, "naive softmax", ())


def grad_tests_negsamp(
    skipgram: Callable[..., Any],
    dummy_tokens: dict[str, int],
    dummy_vectors: np.ndarray,
    dataset: Any,
    negSamplingLossAndGradient: Callable[..., Any],
) -> None:
    """Check skip-gram's gradients with the given loss on three small windows."""
    losses = (negSamplingLossAndGradient,)
    _check_windows(skipgram, dummy_tokens, dummy_vectors, dataset, "negative sampling", losses)


def _check_windows(
    skipgram: Callable[..., Any],
    tokens: dict[str, int],
    vectors: np.ndarray,
    dataset: Any,
    title: str,
    losses: tuple[Callable[..., Any], ...],
) -> None:
    words = min(5, len(vectors) // 2)

    for number, (center, outside) in enumerate(WINDOWS, start=1):

        def objective(
            x: np.ndarray, center: str = center, outside: list[str] = outside
        ) -> tuple[Any, np.ndarray]:
            loss, inner, outer = skipgram(
                center, len(outside), outside, tokens, x[:words], x[words:], dataset, *losses
            )
            return loss, np.concatenate((np.asarray(inner), np.asarray(outer)))

        name = f"skip-gram with {title}, window {number}"
        gradcheck_naive(objective, np.array(vectors[: 2 * words], dtype=float), name)

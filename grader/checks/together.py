"""Judge many answers at once: most are plainly right, and one array operation sees it."""

from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Any

import numpy as np

from grader.checks import tolerance
from grader.checks.outcome import Outcome
from grader.checks.trial import Fault, Trial
from grader.model.facts import ArrayValue, Value

FLOAT64 = np.dtype(np.float64)


def judge_together(trials: Sequence[Trial]) -> None:
    """Note the outcomes of what is right to rounding, by the rule of `tolerance.compare`.

    Whatever is not plainly so (another type or shape, an error, a number that is nearly right)
    is left to be judged by itself.
    """
    pairs = list(_comparable(trials))
    if not pairs:
        return
    got = np.concatenate([answer.ravel() for _, _, answer, _ in pairs])
    wanted = np.concatenate([expected.ravel() for _, _, _, expected in pairs])
    starts = [0, *accumulate(answer.size for _, _, answer, _ in pairs)][:-1]
    with np.errstate(all="ignore"):
        worst = np.maximum.reduceat(np.abs(got - wanted), starts)
    scale = np.maximum(np.maximum.reduceat(np.abs(wanted), starts), tolerance.TINY)
    allowed = np.maximum(tolerance.RELATIVE * scale, tolerance.ROUNDING)
    right = (worst <= allowed) & (worst <= tolerance.EXACT * scale)
    for (trial, name, answer, _), is_right in zip(pairs, right.tolist(), strict=True):
        if is_right:
            wrong = np.zeros(answer.shape, dtype=bool)
            trial.judged[name] = Outcome(True, got=answer, aligned=answer, wrong=wrong)


def _comparable(trials: Sequence[Trial]) -> Iterator[tuple[Trial, str, np.ndarray, np.ndarray]]:
    """Yield the outputs that are float64 of the expected shape, beside what is expected."""
    for trial in trials:
        if not trial.expected:
            continue
        outputs = trial.outputs
        if isinstance(outputs, Fault):
            continue
        for name, expected in trial.expected.items():
            answer = _plain_numbers(outputs[name])
            wanted = _as_array(expected)
            if answer is None or wanted is None or answer.shape != wanted.shape:
                continue
            if answer.size:
                yield trial, name, answer, wanted


def _plain_numbers(value: Value) -> np.ndarray | None:
    if type(value) is float:
        return np.asarray(value)
    if isinstance(value, ArrayValue) and value.origin in ("ndarray", "scalar"):
        return value.data if value.data.dtype == FLOAT64 else None
    return None


def _as_array(expected: Any) -> np.ndarray | None:
    if isinstance(expected, np.ndarray):
        return expected if expected.dtype == FLOAT64 else expected.astype(np.float64)
    return np.asarray(float(expected)) if type(expected) in (float, int) else None

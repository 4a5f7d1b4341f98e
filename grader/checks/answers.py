"""Answers that are none: what the starter's placeholders leave behind."""

import numpy as np

from grader.checks.trial import Trial
from grader.model.facts import ArrayValue, Raised, Value


def is_placeholder(value: Value, trial: Trial) -> bool:
    """Say whether an output looks as the starter leaves it: None, all zeros, or an argument.

    Zeros are placeholders where several outputs are due (a loss and its gradients); a single
    answer of zeros is a wrong answer, say by a floor division.
    """
    several = len(trial.expected) > 1
    if value is None:
        return True
    if isinstance(value, int | float) and not isinstance(value, bool):
        return (value == 0 and several) or _is_argument(np.asarray(value), trial)
    if not isinstance(value, ArrayValue) or value.data.dtype.kind not in "fiu":
        return False
    if value.data.size and not value.data.any():
        return several
    return _is_argument(value.data, trial)


def _is_argument(data: np.ndarray, trial: Trial) -> bool:
    return any(
        isinstance(argument, np.ndarray | float)
        and np.shape(argument) == data.shape
        and np.array_equal(argument, data)
        for argument in trial.case.values.values()
    )


def prints_a_placeholder(trial: Trial) -> bool:
    """Say whether a call stumbled over printing the None that the starter puts for the loss."""
    answer = trial.answer
    return (
        isinstance(answer, Raised)
        and answer.type_name == "TypeError"
        and "NoneType" in answer.message
        and any("print" in line for line in answer.trace[-1:])
    )

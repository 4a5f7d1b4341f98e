"""Sort answers: what is a value to judge, what is a fault of the code, what is a placeholder."""

from typing import NamedTuple

import numpy as np

from grader.checks.finding import Trial
from grader.checks.outcome import Outcome, judge_output
from grader.model.facts import ArrayValue, Ended, NotRun, Raised, Returned, Value
from grader.model.results import Reason, Verdict


class Fault(NamedTuple):
    """A call that brought no value to judge."""

    verdict: Verdict
    reason: Reason
    words: str


def fault_of(trial: Trial) -> Fault | None:
    """Return why the call brought no value, or None if it returned."""
    answer = trial.answer
    if isinstance(answer, Returned):
        return None
    if isinstance(answer, Ended | NotRun):
        return Fault("errored", answer.kind, answer.detail)
    return _raised(answer)


def _raised(answer: Raised) -> Fault:
    said = f"{answer.type_name}: {answer.message}".rstrip(": ")
    if answer.type_name == "NotImplementedError":
        return Fault("failed", "not-implemented", "raise NotImplementedError is still there")
    if answer.type_name == "MemoryError":
        return Fault("errored", "out-of-memory", "it asked for more memory than allowed")
    if answer.type_name == "AbsentModuleError":
        return Fault("needs-review", "import-failed", answer.message)
    if answer.type_name == "BrokenImportError":
        return Fault("errored", "import-failed", answer.message)
    if answer.python2 is not None:
        line = f" (line {answer.line})" if answer.line else ""
        return Fault("errored", "python-2", f"{answer.python2} exists in Python 2 only{line}")
    if "can't start new thread" in answer.message:
        said += " (homework runs in one thread here)"
    return Fault("errored", "raised", said)


def outputs_of(trial: Trial) -> dict[str, Value] | Fault:
    """Return the returned outputs by name, or a fault if their number is wrong."""
    answer = trial.answer
    assert isinstance(answer, Returned)
    names = list(trial.expected)
    if len(names) == 1:
        return {names[0]: answer.value}
    if answer.value is None:
        return Fault(
            "failed", "not-implemented", "it returned None, as a function without `return` does"
        )
    if not isinstance(answer.value, list | tuple):
        return Fault("failed", "wrong-type", f"it returned one value where {len(names)} are due")
    if len(answer.value) != len(names):
        count = len(answer.value)
        return Fault(
            "failed", "wrong-type", f"it returned {count} values where {len(names)} are due"
        )
    return dict(zip(names, answer.value, strict=True))


def outcome_of(trial: Trial, outputs: dict[str, Value], name: str) -> Outcome:
    """Judge an output of a trial, once for all the checks that ask."""
    if name not in trial.judged:
        trial.judged[name] = judge_output(outputs[name], trial.expected[name])
    return trial.judged[name]


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

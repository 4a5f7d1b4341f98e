"""Other draws that a student's negative sampling may rightly have made."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import combinations_with_replacement

import numpy as np

from grader.checks.trial import Trial
from grader.model.case import CaseValue
from grader.model.facts import Returned, Value
from grader.model.prepared import Outputs
from grader.model.rubric import InputSpec, Question
from grader.rubric.oracle import Oracle

MOST_GUESSES = 800
MOST_DRAWN = 100_000


def other_readings(
    question: Question, trial: Trial, defaults: Mapping[str, Value], oracle: Oracle
) -> Iterator[Outputs]:
    """Yield what is expected if the sampler was used in another way than the starter does.

    A student may draw twice and use the later draws, have another default number of
    negatives, or not use our sampler at all; the formulas are judged with the draws made.
    """
    suite = question.suites[trial.case.suite]
    inputs = {**question.inputs, **suite.inputs}
    for name, spec in inputs.items():
        if "accepted" in spec and isinstance(trial.answer, Returned):
            for negatives in _negatives(spec, name, trial, trial.answer, defaults):
                values = {**trial.case.values, name: negatives}
                yield oracle.answer(question, replace(trial.case, values=values))


def _negatives(
    spec: InputSpec,
    name: str,
    trial: Trial,
    answer: Returned,
    defaults: Mapping[str, Value],
) -> Iterator[np.ndarray]:
    values = trial.case.values
    usual = values[name]
    target = values[spec["not"]]
    script = values[spec["accepted"]]
    assert isinstance(usual, np.ndarray) and isinstance(script, np.ndarray)
    drawn = answer.notes.get("drawn", 0)
    if not 0 <= drawn <= MOST_DRAWN:
        return
    if drawn == 0:
        if usual.ndim == 1:
            yield from _guesses(trial, target, len(usual))
        return
    made = script[np.arange(drawn) % len(script)]
    accepted = made[made != target] if isinstance(target, int) else made
    if usual.ndim == 1 and len(accepted) > len(usual):
        yield accepted[-len(usual) :]
        different = list(dict.fromkeys(accepted.tolist()))
        if len(different) >= len(usual):
            yield np.array(different[: len(usual)])
    if usual.ndim == 2:
        yield from _other_counts(accepted, usual.shape[0])
    default = defaults.get("K")
    unasked = usual.ndim == 1 and "K" not in values
    if unasked and isinstance(default, int) and len(usual) != default <= len(accepted):
        yield accepted[:default]


def _other_counts(accepted: np.ndarray, rows: int) -> Iterator[np.ndarray]:
    if rows and len(accepted) % rows == 0 and len(accepted):
        yield accepted.reshape(rows, -1)


def _guesses(trial: Trial, target: CaseValue, count: int) -> Iterator[np.ndarray]:
    """Yield every choice of negatives there is, if they are few enough to try."""
    words = [word for word in range(trial.case.sizes.get("V", 0)) if word != target]
    if words and math.comb(len(words) + count - 1, count) <= MOST_GUESSES:
        for guess in combinations_with_replacement(words, count):
            yield np.array(guess)

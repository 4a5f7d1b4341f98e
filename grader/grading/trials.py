"""Pair the answers of a question with what is expected, under the reading that fits best."""

from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from typing import Any

from grader.checks.together import judge_together
from grader.checks.trial import Fault, Trial
from grader.grading.plan import PlannedQuestion, batch_key, make_arguments
from grader.grading.readings import other_readings
from grader.model.case import Case
from grader.model.facts import Answer, ArrayValue, BatchFacts, Value
from grader.model.prepared import Outputs, PreparedQuestion
from grader.model.rubric import Question
from grader.rubric.oracle import Oracle

Expected = dict[str, Any]


def question_trials(
    planned: PlannedQuestion, facts: Mapping[str, BatchFacts], oracle: Oracle | None
) -> dict[str, tuple[Trial, ...]]:
    """Return the trials of each suite of a question.

    Where a rubric accepts other answers than the reference's (a mean for a sum), one of them
    is chosen for the whole question; where the draws of a sampler were used in another way
    than the starter does, the expected values follow the draws, case by case.
    """
    question = planned.prepared.question
    answered: list[tuple[Case, Answer, Mapping[str, Value]]] = []
    for suite in question.suites:
        batch = facts.get(batch_key(question.id, suite))
        cases = [case for case in planned.cases if case.suite == suite]
        if batch is not None and batch.problem is None:
            answered += [(c, a, batch.defaults) for c, a in zip(cases, batch.answers, strict=True)]
    expected = _best_reading(planned, [(case, answer) for case, answer, _ in answered])
    arguments = _arguments(planned.prepared)
    usual = [
        Trial(case, answer, expected[case.number], arguments[case.number])
        for case, answer, _ in answered
    ]
    judge_together(usual)
    trials = [
        closest(question, [trial], defaults, oracle)
        for trial, (_, _, defaults) in zip(usual, answered, strict=True)
    ]
    return {
        suite: tuple(trial for trial in trials if trial.case.suite == suite)
        for suite in question.suites
    }


def closest(
    question: Question,
    readings: Sequence[Trial],
    defaults: Mapping[str, Value],
    oracle: Oracle | None,
) -> Trial:
    """Return the first trial, or one of another reading that its answer fits better.

    readings: trials of one call; other readings of a sampler are tried beside them.
    oracle: answers those; None where only the given readings can be tried.
    """
    trial = readings[0]
    best, count = trial, -1
    for reading in readings:
        right = matches(reading)
        if right > count:
            best, count = reading, right
    fitting = [n for n, one in trial.judged.items() if one.ok or one.aligned is not None]
    if oracle is None or not fitting or count == len(trial.expected):
        return best  # no other draws give answers of another shape
    for outputs in other_readings(question, trial, defaults, oracle):
        reading = Trial(trial.case, trial.answer, plain(outputs), trial.arguments)
        right = matches(reading, fitting)
        if right > count:
            best, count = reading, right
        if count == len(trial.expected):
            break
    return best


def _best_reading(
    planned: PlannedQuestion, answered: Sequence[tuple[Case, Answer]]
) -> Mapping[int, Expected]:
    """Choose among the reference and the accepted alternatives the one that fits most answers."""
    tables = _tables(planned.prepared)
    if len(tables) == 1 or not answered:
        return tables[0]
    scores = [sum(matches(Trial(c, a, table[c.number])) for c, a in answered) for table in tables]
    return tables[scores.index(max(scores))]


@lru_cache(maxsize=256)
def _tables(prepared: PreparedQuestion) -> tuple[dict[int, Expected], ...]:
    """Return what is expected by case number, once for all submissions: plain, by each reading."""
    return tuple(
        {number: plain(outputs) for number, outputs in table.items()}
        for table in (prepared.expected, *prepared.accepted)
    )


@lru_cache(maxsize=256)
def _arguments(prepared: PreparedQuestion) -> dict[int, tuple[tuple[str, object], ...]]:
    """Return what the student's function is given, by case number, once for all submissions."""
    return {case.number: make_arguments(prepared.question, case) for case in prepared.cases}


def matches(trial: Trial, among: Collection[str] | None = None) -> int:
    """Return how many outputs of a call are right, all or those that are named."""
    if not trial.expected or isinstance(trial.outputs, Fault):
        return 0
    names = trial.expected if among is None else among
    return sum(trial.outcome(name).ok for name in names)


def plain(outputs: Outputs | None) -> Expected:
    """Return expected outputs as plain arrays and numbers; none where nothing is expected."""
    return {name: _bare(value) for name, value in (outputs or {}).items()}


def _bare(value: Value) -> Any:
    if isinstance(value, ArrayValue):
        return value.data
    if isinstance(value, list):
        return [_bare(item) for item in value]
    if isinstance(value, dict):
        return {name: _bare(item) for name, item in value.items()}
    return value

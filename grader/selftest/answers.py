"""Answers that no submission gave: facts made of outputs, as if a function had returned them."""

from collections.abc import Mapping
from itertools import cycle
from typing import Literal

import numpy as np

from grader.grading.plan import batch_key, make_arguments
from grader.model.case import Case
from grader.model.facts import Answer, ArrayValue, BatchFacts, Returned
from grader.model.prepared import Outputs, PreparedQuestion
from grader.model.rubric import Question

Answers = Mapping[int, Answer]
"""What a function answers, by case number."""
PRINTED: Mapping[str | None, str] = {
    "accept": "Gradient check passed!",
    "reject": "Gradient check failed.",
    None: "",
}
"""What a gradient checker prints; nothing where it keeps its verdict to itself."""


def right_answers(prepared: PreparedQuestion) -> dict[int, Answer]:
    """Return the answers of a function that does what the reference does."""
    return {case.number: right_answer(prepared, case) for case in prepared.cases}


def right_answer(prepared: PreparedQuestion, case: Case) -> Answer:
    """Return what is due in a case: the reference's outputs, or the verdict to be printed."""
    outputs = prepared.expected[case.number]
    if outputs is None:
        return printed(prepared.question.suites[case.suite].expect)
    return returned(prepared.question, case, outputs)


def returned(
    question: Question, case: Case, outputs: Outputs, *, changed: bool = False
) -> Returned:
    """Return a call's answer that holds these outputs.

    changed: whether the call changes every array that it was handed.
    """
    handed = [v for _, v in make_arguments(question, case) if isinstance(v, np.ndarray)]
    after = tuple(ArrayValue(array + 1 if changed else array.copy()) for array in handed)
    values = tuple(outputs.values())
    value = values if len(values) > 1 else values[0]
    return Returned(value, arguments_after=after, notes={"drawn": draws_taken(question, case)})


def printed(verdict: Literal["accept", "reject"] | None) -> Returned:
    """Return the answer of a gradient checker that prints a verdict and returns nothing."""
    return Returned(None, stdout=PRINTED[verdict], arguments_after=())


def draws_taken(question: Question, case: Case) -> int:
    """Return how many draws of a script a right sampler takes; 0 where nothing is sampled."""
    for name, spec in {**question.inputs, **question.suites[case.suite].inputs}.items():
        if "accepted" in spec:
            script, kept = case.values[spec["accepted"]], case.values[name]
            assert isinstance(script, np.ndarray) and isinstance(kept, np.ndarray)
            return _replayed(script, kept.ravel())
    return 0


def _replayed(script: np.ndarray, kept: np.ndarray) -> int:
    """Return after how many draws of a script, in turn, all kept ones have come."""
    wanted = [int(row) for row in kept]
    for taken, row in enumerate(cycle(script.tolist()), start=1):
        if wanted and row == wanted[0]:
            wanted.pop(0)
        if not wanted:
            return taken
    return 0


def facts_of(prepared: PreparedQuestion, answers: Answers) -> dict[str, BatchFacts]:
    """Return answers as the facts of a question, by batch."""
    question = prepared.question
    return {
        batch_key(question.id, suite): BatchFacts(
            tuple(answers[case.number] for case in prepared.suite_cases(suite))
        )
        for suite in question.suites
    }

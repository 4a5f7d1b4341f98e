"""Answers that no submission gave: facts made of outputs, as if a function had returned them."""

from collections.abc import Mapping, Sequence
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
Verdict = Literal["accept", "reject"]
"""What a gradient checker says of a gradient."""
PRINTED: Mapping[Verdict | None, str] = {
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
        question = prepared.question
        return printed(question, case, question.suites[case.suite].expect)
    return returned(prepared.question, case, outputs)


def returned(
    question: Question, case: Case, outputs: Outputs, *, changed: bool = False
) -> Returned:
    """Return a call's answer that holds these outputs.

    changed: whether the call changes every array that it was handed.
    """
    values = tuple(outputs.values())
    value = values if len(values) > 1 else values[0]
    after = arguments_after(question, case, changed=changed)
    return Returned(value, arguments_after=after, notes={"drawn": draws_taken(question, case)})


def printed(
    question: Question,
    case: Case,
    verdict: Verdict | None,
    *,
    changed: bool = False,
) -> Returned:
    """Return the answer of a gradient checker that prints a verdict and returns nothing."""
    after = arguments_after(question, case, changed=changed)
    return Returned(None, stdout=PRINTED[verdict], arguments_after=after)


def arguments_after(question: Question, case: Case, *, changed: bool) -> tuple[ArrayValue, ...]:
    """Return the arrays that a call was handed as they are afterwards."""
    handed = [v for _, v in make_arguments(question, case) if isinstance(v, np.ndarray)]
    return tuple(ArrayValue(array + 1 if changed else array.copy()) for array in handed)


def draws_taken(question: Question, case: Case) -> int:
    """Return how many draws of a script a right sampler takes; 0 where nothing is sampled."""
    for name, spec in {**question.inputs, **question.suites[case.suite].inputs}.items():
        if "accepted" in spec:
            script, kept = case.values[spec["accepted"]], case.values[name]
            return _replayed(np.asarray(script).tolist(), np.ravel(np.asarray(kept)).tolist())
    return 0


def _replayed(script: Sequence[int], kept: Sequence[int]) -> int:
    """Return after how many draws of a script, in turn, all kept ones have come."""
    if not set(kept) <= set(script):
        return 0
    draws = enumerate(cycle(script), start=1)
    taken = 0
    for wanted in kept:
        taken = next(number for number, row in draws if row == wanted)
    return taken


def facts_of(prepared: PreparedQuestion, answers: Answers) -> dict[str, BatchFacts]:
    """Return answers as the facts of a question, by batch."""
    question = prepared.question
    return {
        batch_key(question.id, suite): BatchFacts(
            tuple(answers[case.number] for case in prepared.suite_cases(suite))
        )
        for suite in question.suites
    }

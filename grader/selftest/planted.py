"""Catalogued mistakes, planted one at a time into otherwise right answers."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

import numpy as np

from grader.grading.run import Run
from grader.model.facts import Answer, ArrayValue, Value
from grader.model.prepared import Outputs, PreparedQuestion
from grader.model.rubric import Question
from grader.rubric.catalogue import Variant, variants_of
from grader.selftest.answers import returned, right_answers


@dataclass(frozen=True, eq=False)
class Planted:
    """A mistake in one question, and what is answered with it."""

    variant: Variant
    outputs: dict[int, Outputs]
    """By case number: all outputs of the cases that the variant answers, right or wrong."""
    answers: dict[int, Answer]
    """By case number: of all cases."""
    unfinished: frozenset[int]
    """The cases in which the variant comes to no finite answer; NaN stands for it."""


def planted_mistakes(run: Run, prepared: PreparedQuestion) -> Iterator[Planted]:
    """Yield every catalogued mistake of the functions that answer a question.

    A mistake spoils the suites that its own function answers; the others stay right.
    """
    question = prepared.question
    for reference in references_of(question):
        suites = {name for name in question.suites if reference_of(question, name) == reference}
        for variant in variants_of(run.oracle.reference, reference):
            yield planted(run, prepared, variant, suites)


def planted(
    run: Run, prepared: PreparedQuestion, variant: Variant, suites: Collection[str]
) -> Planted:
    """Plant one mistake in some suites of a question."""
    question = prepared.question
    outputs: dict[int, Outputs] = {}
    answers = right_answers(prepared)
    unfinished: set[int] = set()
    for case in prepared.cases:
        if case.suite in suites:
            given = variant.outputs(question, case, run.oracle.probes)
            if given is None:
                unfinished.add(case.number)
                given = not_a_number(prepared.expected[case.number] or {})
            outputs[case.number] = given
            answers[case.number] = returned(question, case, given)
    return Planted(variant, outputs, answers, frozenset(unfinished))


def reference_of(question: Question, suite: str) -> str | None:
    """Return the reference function that answers a suite."""
    return question.suites[suite].reference or question.reference


def references_of(question: Question) -> tuple[str, ...]:
    """Return the reference functions that answer a question, each once."""
    names = (reference_of(question, suite) for suite in question.suites)
    return tuple(dict.fromkeys(name for name in names if name is not None))


def not_a_number(outputs: Outputs) -> Outputs:
    """Return outputs of the same shapes that hold NaN: a variant that comes to no finite answer."""
    return {name: _nan(value) for name, value in outputs.items()}


def _nan(value: Value) -> Value:
    if isinstance(value, ArrayValue):
        return ArrayValue(np.full(value.data.shape, np.nan))
    return float("nan")

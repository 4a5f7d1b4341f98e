"""A question's cases: random inputs that anyone can make again from seed and case number."""

import zlib
from collections.abc import Iterator, Mapping

import numpy as np

from grader.model.case import Case, CaseError
from grader.model.rubric import Argument, InputSpec, Question, Suite
from grader.rubric.axes import sample_sizes
from grader.rubric.inputs import make_inputs
from grader.rubric.reference import Reference, ReferenceFunction, float_axes


def question_cases(question: Question, seed: int, reference: Reference | None) -> tuple[Case, ...]:
    """Make all cases of a question, in the order of their numbers.

    question: what is asked.
    seed: the run's seed.
    reference: gives inputs that the rubric leaves out their axes; None where it names them all.
    Raises CaseError where the rubric asks for what cannot be made.
    """
    return tuple(
        suite_case(question, suite, position, seed, reference)
        for suite, position in _places(question)
    )


def question_case(question: Question, seed: int, number: int, reference: Reference | None) -> Case:
    """Make one case alone; it equals the one among all of them.

    Raises CaseError where the question has no case of that number.
    """
    places = list(_places(question))
    if not 0 <= number < len(places):
        raise CaseError(f"{question.id}: expected a case from 0 to {len(places) - 1}, got {number}")
    return suite_case(question, *places[number], seed, reference)


def suite_case(
    question: Question, suite: str, position: int, seed: int, reference: Reference | None
) -> Case:
    """Make the case at a position of a suite.

    Its random numbers depend on the seed, the two names and the position, on nothing else.
    """
    spec = question.suites[suite]
    key = [seed, zlib.crc32(question.id.encode()), zlib.crc32(suite.encode()), position]
    rng = np.random.default_rng(key)
    try:
        sizes = sample_sizes({**question.axes, **spec.axes}, position, spec.cases, rng)
        inputs = case_inputs(question, spec, position, suite_function(question, spec, reference))
        values = make_inputs(inputs, sizes, position, rng)
    except CaseError as error:
        raise CaseError(f"{question.id}/{suite}: {error}") from None
    for argument in suite_arguments(question, spec):
        name = argument.value or argument.name
        if argument.own is None and name not in values:
            raise CaseError(f"{question.id}/{suite}: expected an input {name!r} for its argument")
    return Case(question.id, suite, first_number(question, suite) + position, sizes, values, seed)


def case_inputs(
    question: Question, suite: Suite, position: int, function: ReferenceFunction | None
) -> Mapping[str, InputSpec]:
    """Gather the inputs of a case: annotated, then the question's, the suite's, the case's own.

    An array that the reference function takes and the rubric leaves out is drawn standard normal
    with the axes of its annotation.
    """
    annotated = {} if function is None else float_axes(function)
    variant = suite.variants[position % len(suite.variants)] if suite.variants else {}
    return {
        **{name: {"normal": list(axes)} for name, axes in annotated.items()},
        **question.inputs,
        **suite.inputs,
        **variant,
        **suite.special_cases.get(position, {}),
    }


def suite_function(
    question: Question, suite: Suite, reference: Reference | None
) -> ReferenceFunction | None:
    """Return the reference function that answers a suite, or None where nothing does."""
    name = suite.reference or question.reference
    return reference.function(name) if reference is not None and name is not None else None


def suite_arguments(question: Question, suite: Suite) -> tuple[Argument, ...]:
    """Return the arguments of a suite's calls: its own, else the question's."""
    return question.arguments if suite.arguments is None else suite.arguments


def first_number(question: Question, suite: str) -> int:
    """Return the number of a suite's first case."""
    return next(number for number, (name, _) in enumerate(_places(question)) if name == suite)


def _places(question: Question) -> Iterator[tuple[str, int]]:
    for name, suite in question.suites.items():
        yield from ((name, position) for position in range(suite.cases))

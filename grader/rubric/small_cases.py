"""Small cases: the ones a student can work by hand, tried where an ordinary case has failed."""

import zlib
from collections.abc import Iterator, Mapping
from itertools import product

import numpy as np

from grader.model.case import Case, CaseError
from grader.model.rubric import Question
from grader.rubric.cases import case_inputs, suite_function
from grader.rubric.inputs import make_inputs
from grader.rubric.reference import Reference

MOST_SIZES = 16
DRAWS = 2
WORDS = 4
"""An axis that has at least so many in ordinary cases keeps two or three: it counts words."""
APART = 1_000_000
"""Keeps the random numbers of small cases apart from those of ordinary ones."""


def small_cases(question: Question, seed: int, reference: Reference | None) -> tuple[Case, ...]:
    """Make the small cases of a question, suite by suite, the smallest first.

    Their numbers follow those of the ordinary cases. Sizes for which the rubric asks what can't
    be made (three different negatives out of two words) are left out.
    """
    first = ordinary_cases(question)
    drawn = [
        case
        for suite in question.suites
        for case in sorted(_drawn(question, suite, seed, reference), key=weight)
    ]
    return tuple(
        Case(case.question, case.suite, first + place, case.sizes, case.values, case.seed)
        for place, case in enumerate(drawn)
    )


def ordinary_cases(question: Question) -> int:
    """Return how many ordinary cases there are; the small ones' numbers follow theirs."""
    return sum(suite.cases for suite in question.suites.values())


def weight(case: Case) -> int:
    """Return how much there is to look at in a case: words, dimensions, entries."""
    entries = sum(
        value.size if isinstance(value, np.ndarray) else len(value)
        for value in case.values.values()
        if isinstance(value, np.ndarray | list | tuple)
    )
    return 100 * sum(case.sizes.values()) + entries


def small_sizes(axes: Mapping[str, tuple[int, int]]) -> list[dict[str, int]]:
    """Return the small sizes of all axes together, the smallest first."""
    ranges = [(2, 3) if low >= WORDS else (1, 2) for low, _ in axes.values()]
    sizes = [dict(zip(axes, each, strict=True)) for each in product(*ranges)]
    return sorted(sizes, key=lambda each: sum(each.values()))[:MOST_SIZES]


def _drawn(
    question: Question, suite: str, seed: int, reference: Reference | None
) -> Iterator[Case]:
    spec = question.suites[suite]
    function = suite_function(question, spec, reference)
    key = [seed, zlib.crc32(question.id.encode()), zlib.crc32(suite.encode())]
    sizes = small_sizes({**question.axes, **spec.axes})
    for position, (chosen, _) in enumerate(product(sizes, range(DRAWS))):
        inputs = case_inputs(question, spec, spec.cases + position, function)
        rng = np.random.default_rng([*key, APART + position])
        try:
            values = make_inputs(inputs, chosen, position, rng, readable=True)
        except CaseError:
            continue
        yield Case(question.id, suite, 0, chosen, values, seed)

"""Small cases: small indeed, the same for everyone, numbered behind the ordinary ones."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from grader.rubric.cases import question_cases
from grader.rubric.load import load_rubric
from grader.rubric.reference import load_reference
from grader.rubric.small_cases import WORDS, small_cases, small_sizes, weight
from tests.rubric.shipped import FOLDER, NAMES

RUBRICS = [FOLDER / f"{name}.yaml" for name in NAMES]
QUESTIONS = [
    (path, number) for path in RUBRICS for number in range(len(load_rubric(path).rubric.questions))
]


@pytest.mark.parametrize(("path", "number"), QUESTIONS)
def test_small_cases_of_a_question(path: Path, number: int) -> None:
    """Three words, two of anything else; the same again from the same seed; numbers run on."""
    loaded = load_rubric(path)
    question = loaded.rubric.questions[number]
    reference = load_reference(loaded.folder / loaded.rubric.reference)
    ordinary = question_cases(question, 5, reference)
    small = small_cases(question, 5, reference)
    again = small_cases(question, 5, reference)

    first = len(ordinary)
    assert list(range(first, first + len(small))) == [case.number for case in small]
    for case, other in zip(small, again, strict=True):
        axes = {**question.axes, **question.suites[case.suite].axes}
        assert all(case.sizes[n] <= (3 if low >= WORDS else 2) for n, (low, _) in axes.items())
        assert repr(case.values) == repr(other.values)
    for suite in question.suites:
        weights = [weight(case) for case in small if case.suite == suite]
        assert all(one <= other for one, other in pairwise(weights))


def test_entries_are_whole_numbers() -> None:
    """What is drawn at random is small and whole, for pencil and paper."""
    loaded = load_rubric(next(p for p in RUBRICS if "2021" in p.stem))
    reference = load_reference(loaded.folder / loaded.rubric.reference)
    naive = next(q for q in loaded.rubric.questions if q.id == "naive-softmax")
    cases = [c for c in small_cases(naive, 5, reference) if c.suite == "plain"]

    arrays = [case.values[name] for case in cases for name in ("center", "outside")]
    assert arrays
    assert all(np.array_equal(a, np.round(np.asarray(a))) for a in arrays)


def test_sizes_begin_with_the_smallest() -> None:
    """An axis of words has two or three, any other one or two."""
    sizes = small_sizes({"V": (5, 9), "d": (2, 6)})

    assert {"V": 2, "d": 1} == sizes[0]
    assert {"V": 3, "d": 2} == sizes[-1]
    assert 4 == len(sizes)

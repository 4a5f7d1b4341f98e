"""What every wrong variant answers to the cases of the shipped rubrics, worked out on demand."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from grader.checks import tolerance
from grader.grading.trials import plain
from grader.model.case import Case
from grader.model.rubric import Question, Rubric
from grader.rubric.catalogue import Variant, variants_of
from grader.rubric.expected import prepare_question
from grader.rubric.load import load_rubric
from grader.rubric.probes import ProbeFile
from grader.rubric.reference import Reference, load_reference

RUBRICS = Path(__file__).parents[2] / "rubrics"
NAMES = ("cs224n-2017-a1", "cs224n-2021-a2", "cs224n-2023-a2")
Answer = dict[str, Any] | None


@dataclass(frozen=True, eq=False)
class Trial:
    """A reference function in a question: its cases, and what it and its variants answer."""

    question: Question
    cases: Sequence[Case]
    right: dict[int, Answer] = field(repr=False)
    wrong: dict[str, dict[int, Answer]] = field(repr=False)
    """By the variant's name, then by case."""
    slugs: dict[str, str] = field(repr=False)

    def same(self, one: dict[int, Answer], other: dict[int, Answer], output: str = "") -> bool:
        """Say whether two give the same answers to all cases, in one output or in all."""
        names = (output,) if output else self.question.outputs
        return all(same_part(one[n], other[n], name) for n in one for name in names)

    def differs(self, one: dict[int, Answer], output: str = "") -> bool:
        """Say whether an answer that is finite differs from the right one somewhere."""
        given = {number: answer for number, answer in one.items() if answer is not None}
        return not self.same(given, self.right, output)


def same_part(one: Answer, other: Answer, output: str) -> bool:
    """Compare one output of two answers, shapes included."""
    if one is None or other is None:
        return one is other
    got, wanted = one[output], other[output]
    if isinstance(got, dict) or isinstance(wanted, dict):
        return bool(got == wanted)
    got, wanted = np.asarray(got, dtype=np.float64), np.asarray(wanted, dtype=np.float64)
    return got.shape == wanted.shape and tolerance.compare(got, wanted).close


class Place(NamedTuple):
    """Where a reference function is named in a shipped rubric."""

    rubric: str
    question: str
    reference: str

    def __str__(self) -> str:
        return f"{self.rubric}/{self.question}:{self.reference.partition(':')[2]}"


def places() -> Iterator[Place]:
    """List the reference functions that the questions of the shipped rubrics name."""
    for name in NAMES:
        for question in shipped(name).questions:
            for reference in (question.reference, *question.accepted):
                if reference is not None:
                    yield Place(name, question.id, reference)


@cache
def try_out(place: Place) -> Trial:
    """Ask a question's reference function and its variants for all that it answers."""
    rubric = shipped(place.rubric)
    question = next(each for each in rubric.questions if each.id == place.question)
    folder, probes = tools()
    prepared = prepare_question(question, rubric.seed, folder, probes)
    cases = [c for c in prepared.cases if question.suites[c.suite].reference is None]
    accepted = dict(zip(question.accepted, prepared.accepted, strict=True))
    expected = accepted.get(place.reference, prepared.expected)
    variants = catalogue(place.reference)
    return Trial(
        question,
        cases,
        {case.number: plain(expected[case.number]) for case in cases},
        {each.name: answers(question, each, cases) for each in variants},
        {each.name: each.slug for each in variants},
    )


def answers(question: Question, variant: Variant, cases: Sequence[Case]) -> dict[int, Answer]:
    """Return what a variant answers, None where that is not finite."""
    made = {case.number: variant.outputs(question, case, tools()[1]) for case in cases}
    return {number: None if out is None else plain(out) for number, out in made.items()}


@cache
def shipped(name: str) -> Rubric:
    """Load a shipped rubric."""
    return load_rubric(RUBRICS / f"{name}.yaml").rubric


@cache
def tools() -> tuple[Reference, ProbeFile]:
    """Load the reference and the probes, which all shipped rubrics share."""
    return load_reference(RUBRICS.parent / "reference"), ProbeFile(RUBRICS / "probes.py")


@cache
def catalogue(reference: str) -> tuple[Variant, ...]:
    """Return the variants of a reference function."""
    return variants_of(tools()[0], reference)

"""The wrong variants of a run's questions, and what they answer: worked out when first needed."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol, TypeVar

from grader.checks.finding import Finding
from grader.diagnosis.variants import Judged, Rival, explanations
from grader.grading.trials import plain
from grader.model.case import Case
from grader.model.prepared import Outputs
from grader.model.rubric import Check, Question
from grader.rubric.catalogue import Variant, variants_of
from grader.rubric.oracle import Oracle

WELL_BEHAVED = ("value", "gradient", "shapes")
NUMBERS = ("wrong-value", "wrong-shape", "wrong-type", "not-finite")
"""Reasons that a variant's answers can explain: something came back."""


class NamedVariant(Protocol):
    """What must be known of a wrong variant to name a mistake by it."""

    @property
    def name(self) -> str:
        """Its own name, one of a kind among the variants of a reference function."""
        ...

    @property
    def slug(self) -> str:
        """The mistake's name."""
        ...

    @property
    def student(self) -> str:
        """The sentence for the student."""
        ...


V = TypeVar("V", bound=NamedVariant)


class Catalogue(Protocol[V]):
    """Where wrong variants come from: from beside the reference, or out of a pack."""

    def variants(self, question: Question, reference: str) -> Sequence[V]:
        """Return the wrong variants of a reference function that a question is judged by."""
        ...

    def outputs(self, question: Question, variant: V, case: Case) -> Outputs | None:
        """Return what a variant answers in a case; None where it gives no finite answer."""
        ...


class DeclaredVariants:
    """The wrong variants that are declared beside the reference, asked anew for each case."""

    def __init__(self, oracle: Oracle) -> None:
        self.oracle = oracle

    def variants(self, question: Question, reference: str) -> Sequence[Variant]:
        """Return the variants of a reference function, in file order."""
        return variants_of(self.oracle.reference, reference)

    def outputs(self, question: Question, variant: Variant, case: Case) -> Outputs | None:
        """Return what a variant answers in a case; None where it gives no finite answer."""
        return variant.outputs(question, case, self.oracle.probes)


class Rivals:
    """Answers of wrong variants, kept by question and case."""

    def __init__(self, catalogue: Catalogue[Any]) -> None:
        self.catalogue = catalogue
        self.variants: dict[tuple[str, str], Sequence[NamedVariant]] = {}
        self.answers: dict[tuple[str, int, str], Mapping[str, Any] | None] = {}

    def explaining(self, question: Question, check: Check, finding: Finding) -> list[Rival]:
        """Return the variants that explain a failed check best."""
        if finding.reason not in NUMBERS or not finding.judged:
            return []
        if check.kind not in WELL_BEHAVED:
            return []
        judged: dict[str, list[Judged]] = {}
        for trial, _, _ in finding.judged:
            for name, outcome in trial.judged.items():
                judged.setdefault(name, []).append((trial, name, outcome))
        shortfall = finding.shortfall
        if shortfall is None or shortfall.output is None:
            return []
        rivals = self.rivals(question, check.suite, [t.case for t, _, _ in finding.judged])
        return explanations(rivals, judged, shortfall.output)

    def rivals(self, question: Question, suite: str, cases: Sequence[Case]) -> list[Rival]:
        """Return all variants with their answers in some cases of a suite."""
        return [
            self.rival(question, each, cases)
            for name in suite_references(question, suite)
            for each in self.variants_of(question, name)
        ]

    def variants_of(self, question: Question, reference: str) -> Sequence[NamedVariant]:
        """Return the wrong variants of a reference function."""
        key = (question.id, reference)
        if key not in self.variants:
            self.variants[key] = self.catalogue.variants(question, reference)
        return self.variants[key]

    def rival(self, question: Question, variant: NamedVariant, cases: Sequence[Case]) -> Rival:
        """Return one variant with its answers."""
        answers: dict[int, Mapping[str, Any]] = {}
        for case in cases:
            key = (question.id, case.number, variant.name)
            if key not in self.answers:
                made = self.catalogue.outputs(question, variant, case)
                self.answers[key] = None if made is None else plain(made)
            found = self.answers[key]
            if found is not None:
                answers[case.number] = found
        return Rival(variant.slug, variant.student, answers)


def suite_references(question: Question, suite: str) -> tuple[str, ...]:
    """Return the reference functions that answer a suite, accepted ones included."""
    own = question.suites[suite].reference
    names = (own,) if own else (question.reference, *question.accepted)
    return tuple(name for name in names if name is not None)

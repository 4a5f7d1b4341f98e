"""The wrong variants of a run's questions, and what they answer: worked out when first needed."""

from collections.abc import Mapping, Sequence
from typing import Any

from grader.checks.finding import Finding
from grader.diagnosis.variants import Judged, Rival, explanations
from grader.grading.trials import plain
from grader.model.case import Case
from grader.model.rubric import Check, Question
from grader.rubric.catalogue import Variant, variants_of
from grader.rubric.oracle import Oracle

WELL_BEHAVED = ("value", "gradient", "shapes")
NUMBERS = ("wrong-value", "wrong-shape", "wrong-type", "not-finite")
"""Reasons that a variant's answers can explain: something came back."""


class Rivals:
    """Answers of wrong variants, kept by question and case."""

    def __init__(self, oracle: Oracle) -> None:
        self.oracle = oracle
        self.variants: dict[str, tuple[Variant, ...]] = {}
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
        own = question.suites[suite].reference
        names = (own,) if own else (question.reference, *question.accepted)
        return [
            self.rival(question, each, cases)
            for name in names
            if name is not None
            for each in self.variants_of(name)
        ]

    def variants_of(self, reference: str) -> tuple[Variant, ...]:
        """Return the wrong variants of a reference function."""
        if reference not in self.variants:
            self.variants[reference] = variants_of(self.oracle.reference, reference)
        return self.variants[reference]

    def rival(self, question: Question, variant: Variant, cases: Sequence[Case]) -> Rival:
        """Return one variant with its answers."""
        answers: dict[int, Mapping[str, Any]] = {}
        for case in cases:
            key = (question.id, case.number, variant.name)
            if key not in self.answers:
                made = variant.outputs(question, case, self.oracle.probes)
                self.answers[key] = None if made is None else plain(made)
            found = self.answers[key]
            if found is not None:
                answers[case.number] = found
        return Rival(variant.slug, variant.student, answers)

"""A rubric ready to grade with: its cases and what is expected of each."""

from collections.abc import Mapping
from dataclasses import dataclass

from grader.model.case import Case
from grader.model.facts import Value
from grader.model.rubric import Question, Rubric

Outputs = dict[str, Value]
"""The values of a question's outputs, by name."""


@dataclass(frozen=True, eq=False)
class PreparedQuestion:
    """A question's cases and expected outputs, these by case number."""

    question: Question
    cases: tuple[Case, ...]
    expected: Mapping[int, Outputs | None]
    """None where no reference function answers: what the case expects is not a value."""
    accepted: tuple[Mapping[int, Outputs | None], ...] = ()
    """For each entry of the question's `accepted`, what it answers, by case number."""

    def suite_cases(self, suite: str) -> tuple[Case, ...]:
        """Return the cases of one suite, in order."""
        return tuple(case for case in self.cases if case.suite == suite)


@dataclass(frozen=True, eq=False)
class PreparedRubric:
    """All questions of a rubric, prepared once a run and shared by all submissions."""

    rubric: Rubric
    seed: int
    questions: tuple[PreparedQuestion, ...]

    def question(self, name: str) -> PreparedQuestion:
        """Return a question by its id.

        Raises KeyError where the rubric has no such question.
        """
        for prepared in self.questions:
            if prepared.question.id == name:
                return prepared
        raise KeyError(name)

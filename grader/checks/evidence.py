"""All that a check may look at: the trials of a question, by suite."""

from collections.abc import Mapping
from dataclasses import dataclass

from grader.checks.trial import Trial
from grader.model.rubric import Question


@dataclass(frozen=True, eq=False)
class Evidence:
    """What came of a question's calls."""

    question: Question
    suites: Mapping[str, tuple[Trial, ...]]

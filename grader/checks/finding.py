"""What a check found: a verdict with its evidence, before points and words."""

from dataclasses import dataclass, field
from typing import Any

from grader.checks.outcome import Outcome
from grader.model.case import Case
from grader.model.facts import Answer
from grader.model.results import Reason, Verdict


@dataclass(frozen=True, eq=False)
class Trial:
    """One case that was run: what came back and what was expected, output by output."""

    case: Case
    answer: Answer
    expected: dict[str, Any]
    """In the order in which the function returns its outputs."""
    arguments: tuple[tuple[str, Any], ...] = ()
    """What the student's function was called with, by the name of its own argument."""
    judged: dict[str, Outcome] = field(default_factory=dict, repr=False)
    """Outcomes by output, kept because several checks look at the same answer."""


@dataclass(frozen=True, eq=False)
class Shortfall:
    """The first case that a check did not pass, and why."""

    trial: Trial
    reason: Reason
    verdict: Verdict
    words: str
    output: str | None = None
    """The output in question; None where the whole call is."""
    outcome: Outcome | None = None


@dataclass(frozen=True, eq=False)
class Finding:
    """The result of a check over all its cases."""

    verdict: Verdict
    run: int
    passed: int
    reason: Reason | None = None
    shortfall: Shortfall | None = None
    remarks: tuple[str, ...] = ()
    judged: tuple[tuple[Trial, str, Outcome], ...] = field(default=())
    """Every judged output, for the diagnosis."""

"""What a check found: a verdict with its evidence, before points and words."""

from dataclasses import dataclass, field

from grader.checks.outcome import Outcome
from grader.checks.trial import Trial
from grader.model.results import Reason, Verdict


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

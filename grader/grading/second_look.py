"""What is known of a failing question beyond its ordinary cases."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from grader.checks.finding import Finding, Shortfall
from grader.grading.assess import Assessment, NoCalls


class Inherited(NamedTuple):
    """What a check finds where a wrong function that it calls is answered rightly."""

    helper: str
    """Question of the function that is wrong."""
    found: Finding | NoCalls


@dataclass(frozen=True, eq=False)
class SecondLook:
    """What a second look at a failing question brought, by check."""

    inherited: Mapping[str, Inherited] = field(default_factory=dict)
    smallest: Mapping[str, Shortfall] = field(default_factory=dict)
    """The smallest case that shows the failure."""
    own_gradients: Mapping[str, bool] = field(default_factory=dict)
    """By output: whether a gradient is that of the loss that came with it."""
    suspects: tuple[str, ...] = ()
    """Functions that are wrong and that this one may call, where no right one could stand in."""
    all_cases: "AllCases | None" = None
    """Where a single case is shown: all ordinary ones, since one alone names no mistake."""


@dataclass(frozen=True, eq=False)
class AllCases:
    """A question in all its ordinary cases, as a run of them all sees it."""

    assessment: Assessment
    look: SecondLook


NOTHING_MORE = SecondLook()

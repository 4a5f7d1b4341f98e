"""A case: one random input of a question, as plain values."""

from dataclasses import dataclass, field

import numpy as np


class CaseError(ValueError):
    """A rubric asks for inputs or expected values that cannot be made."""


@dataclass(frozen=True, eq=False)
class Probe:
    """An object of ours that a function is handed: made from `probes.py` where it is needed."""

    name: str
    """Name of the function in the rubric's probes file that makes the object."""
    options: "dict[str, CaseValue]" = field(default_factory=dict)
    """Keyword arguments of that function."""
    code: str = field(default="", repr=False)
    """Python lines that define such an object under the probe's name; may be empty."""


CaseValue = (
    None
    | bool
    | int
    | float
    | str
    | np.ndarray
    | Probe
    | list["CaseValue"]
    | tuple["CaseValue", ...]
    | dict[str, "CaseValue"]
)


@dataclass(frozen=True, eq=False)
class Case:
    """One random input of a question."""

    question: str
    suite: str
    number: int
    """Unique within the question: numbers run on over its suites in the rubric's order."""
    sizes: dict[str, int]
    values: dict[str, CaseValue]
    """Every input of the case by name: the student's arguments and the reference's alike."""
    seed: int

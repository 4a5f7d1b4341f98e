"""Facts: what student code did, as told over the wire; no verdicts."""

from dataclasses import dataclass, field
from typing import Literal

import numpy as np

EndKind = Literal["timeout", "killed", "out-of-memory"]


@dataclass(frozen=True, eq=False)
class ArrayValue:
    """An array rebuilt from its bytes; `origin` says what it was on the student's side."""

    data: np.ndarray
    origin: str = "ndarray"
    """`ndarray`, `scalar` (numpy scalar), or the subclass's name (`matrix`)."""


@dataclass(frozen=True)
class Opaque:
    """A value that does not cross the border; only its type's name and a cut text do."""

    type_name: str
    text: str = ""


Value = (
    None
    | bool
    | int
    | float
    | complex
    | str
    | ArrayValue
    | Opaque
    | list["Value"]
    | tuple["Value", ...]
    | dict[str, "Value"]
)


@dataclass(frozen=True, eq=False)
class Returned:
    """The call came back with a value."""

    value: Value
    stdout: str = ""
    arguments_after: tuple[Value, ...] | None = None
    """The arguments as they were after the call, where the parent asked for them."""
    notes: dict[str, int] = field(default_factory=dict)
    """What probes counted, e.g. `drawn` samples."""


@dataclass(frozen=True)
class Raised:
    """The call ended in an exception."""

    type_name: str
    message: str
    line: int | None = None
    file: str = ""
    trace: tuple[str, ...] = ()
    stdout: str = ""
    python2: str | None = None
    """What of Python 2 the exception asks for, e.g. "`xrange`"."""


@dataclass(frozen=True)
class Ended:
    """The process was stopped, or ended by itself, during the call."""

    kind: EndKind
    detail: str


@dataclass(frozen=True)
class NotRun:
    """The call was not made because an earlier one of its batch ended the process."""

    kind: EndKind
    detail: str


Answer = Returned | Raised | Ended | NotRun


@dataclass(frozen=True)
class LoadProblem:
    """Why a file could not be turned into a module, or the function was not in it."""

    reason: Literal[
        "import-failed",
        "syntax-error",
        "python-2",
        "missing-function",
        "timeout",
        "killed",
        "out-of-memory",
    ]
    message: str
    file: str = ""
    line: int | None = None
    trace: tuple[str, ...] = ()


@dataclass(frozen=True)
class BatchFacts:
    """What came of one batch: how the file was loaded and one answer for each call."""

    answers: tuple[Answer, ...]
    problem: LoadProblem | None = None
    remarks: tuple[str, ...] = ()
    """How the import went, e.g. `definitions alone`."""
    defaults: dict[str, Value] = field(default_factory=dict)
    """Default values of the function's own arguments that are plain numbers."""

"""A batch: the calls of one question and suite, as they go to the worker."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class OwnFunction:
    """Stands for a function of the student's own, handed back to them as an argument."""

    names: tuple[str, ...]
    """Names under which it may be defined; the first is the usual one."""


@dataclass(frozen=True, eq=False)
class Call:
    """One call: positional arguments by name, and the seed of the global generators."""

    arguments: tuple[tuple[str, Any], ...]
    droppable: tuple[bool, ...]
    seed: int
    want_after: bool = False
    """Whether the arguments are wanted back as they are after the call."""


@dataclass(frozen=True, eq=False)
class Batch:
    """Calls of one function that share a process; if it ends, the later ones are lost."""

    key: str
    file: str
    """Path in the scratch folder."""
    functions: tuple[str, ...]
    calls: tuple[Call, ...]
    room: int = 2**20
    """How many bytes of answers are taken, all calls together."""
    frames: dict[tuple[str, ...], bytes] = field(default_factory=dict, repr=False)
    """The batch as the wire carries it, once it was made, by the functions answered for."""

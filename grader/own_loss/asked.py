"""How a student's function is called: as a rubric's case has it, or as the student wrote it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from grader.model.batch import Batch, Call

SEED = 20_000
INPUTS = "own_loss_inputs"
ROOM = 64 * 2**20
ARGUMENTS = "arguments"
OURS = "grader_own_loss_call.py"
"""The small module of ours; no line of it means anything to the student."""

Moves = Mapping[int, Any]
"""New values of some arguments, by position."""


class Asked(Protocol):
    """A function and the arguments at which it is looked at."""

    def plain(self) -> Batch | None:
        """Return the call that tells the arguments; None where they are known."""
        ...

    def calls(self, moves: Sequence[Moves]) -> Batch:
        """Return one call for each set of moved arguments."""
        ...


@dataclass(frozen=True, eq=False)
class ByCase:
    """A function of a rubric, with the arguments of one of its cases."""

    file: str
    functions: tuple[str, ...]
    arguments: tuple[tuple[str, Any], ...]
    droppable: tuple[bool, ...]

    def plain(self) -> None:
        """Return nothing: the arguments are the case's."""

    def calls(self, moves: Sequence[Moves]) -> Batch:
        """Return one call for each set of moved arguments."""
        calls = tuple(Call(self._moved(each), self.droppable, SEED) for each in moves)
        return Batch("calls", self.file, self.functions, calls, ROOM)

    def _moved(self, moves: Moves) -> tuple[tuple[str, Any], ...]:
        given = enumerate(self.arguments)
        return tuple((name, moves.get(place, value)) for place, (name, value) in given)


@dataclass(frozen=True)
class ByText:
    """Any function, called through a small module of ours that lies beside the student's."""

    module: str
    function: str
    text: str | None
    """The arguments as typed; None where the module has a function `own_loss_inputs`."""

    @property
    def file(self) -> str:
        """The path of that small module."""
        return OURS

    def source(self) -> str:
        """Return the small module: it makes the arguments, puts moved ones in place, and calls."""
        made = f"module.{INPUTS}()" if self.text is None else "eval(TEXT, {**vars(module)})"
        return (
            "import importlib\nimport inspect\nimport numpy\n"
            f"module = importlib.import_module({self.module!r})\n"
            "vars(module).setdefault('np', numpy)\n"
            f"function = getattr(module, {self.function!r}, None)\n"
            f"TEXT = {f'({self.text},)'!r}\n"
            f"def made():\n    return list({made})\n"
            "def arguments():\n"
            "    if function is None:\n        return None\n"
            "    return list(inspect.signature(function).parameters), made()\n"
            "def call(places, values):\n    given = made()\n"
            "    for place, value in zip(places, values):\n        given[place] = value\n"
            "    return function(*given)\n"
        )

    def plain(self) -> Batch:
        """Return the call that tells the arguments."""
        return Batch(ARGUMENTS, self.file, ("arguments",), (Call((), (), SEED),), ROOM)

    def calls(self, moves: Sequence[Moves]) -> Batch:
        """Return one call for each set of moved arguments."""
        calls = tuple(
            Call((("places", list(m)), ("values", list(m.values()))), (False, False), SEED)
            for m in moves
        )
        return Batch("calls", self.file, ("call",), calls, ROOM)


def is_movable(value: Any) -> bool:
    """Say whether an argument is made of real numbers that can be moved a little."""
    if isinstance(value, np.ndarray):
        return value.dtype.kind == "f" and value.size > 0 and bool(np.isfinite(value).all())
    return type(value) is float and np.isfinite(value)

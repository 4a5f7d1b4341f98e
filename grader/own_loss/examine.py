"""Ask a student's function for its loss around one point, and judge its gradients by that."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.checks.reading import Numbers, read_numbers
from grader.model.batch import Batch
from grader.model.facts import Answer, ArrayValue, BatchFacts, Raised, Returned
from grader.own_loss.asked import ARGUMENTS, OURS, SEED, Asked, ByCase, ByText, Moves, is_movable
from grader.own_loss.compare import Gradient, compared
from grader.own_loss.slopes import measured

AT_A_TIME = 400
"""Calls in one batch."""

Run = Callable[[Sequence[Batch]], dict[str, BatchFacts]]


class CannotError(ValueError):
    """The function could not be looked at; says why, in a sentence or two."""


class MisaskedError(CannotError):
    """What was asked for makes no sense: no such function, or arguments with a typo in them."""


@dataclass(frozen=True)
class Examined:
    """What the look brought."""

    gradients: tuple[Gradient, ...]
    left_out: tuple[str, ...]
    """Sentences on what was returned or given and could not be looked at."""

    @property
    def all_right(self) -> bool:
        """Whether every gradient is that of the loss."""
        return all(each.verdict == "right" for each in self.gradients)

    @property
    def any_wrong(self) -> bool:
        """Whether some gradient is not that of the loss."""
        return any(each.verdict in ("wrong", "wrong-shape") for each in self.gradients)


def examine(asked: Asked, run: Run) -> Examined:
    """Return what is found of every gradient that the function returns.

    run: makes calls in the sandbox. Raises CannotError where there is nothing to look at,
    MisaskedError where that is the command's fault and not the code's.
    """
    arguments = _arguments(asked, run)
    movable = {
        place: (name, np.asarray(value, dtype=np.float64))
        for place, (name, value) in enumerate(arguments, 1)
        if is_movable(value)
    }
    outputs = _outputs(_only(run([asked.calls([{}])]), "calls"))
    if not movable:
        raise CannotError("none of its arguments is made of floats, so that nothing can be moved")
    shapes = {value.shape for value in outputs.values()}
    slopes = {
        place: measured(value, _losses(asked, run, place), SEED + place)
        for place, (_, value) in movable.items()
        if value.shape in shapes
    }
    gradients = compared(outputs, movable, slopes)
    if not gradients:
        wanted = ", ".join(f"`{name}` {value.shape}" for name, value in movable.values())
        raise CannotError(f"nothing that it returns after the loss has the shape of {wanted}")
    told = {each.output for each in gradients}
    left = tuple(
        f"Returned value {number} {value.shape} has the shape of no argument: left out."
        for number, value in outputs.items()
        if number not in told
    )
    return Examined(tuple(gradients), left)


def _arguments(asked: Asked, run: Run) -> list[tuple[str, Any]]:
    """Return the arguments by name, plain where they are numbers."""
    if isinstance(asked, ByCase):
        return list(asked.arguments)
    batch = asked.plain()
    assert batch is not None
    answer = _only(run([batch]), ARGUMENTS)
    typed = isinstance(asked, ByText) and asked.text is not None
    if typed and isinstance(answer, Raised) and answer.file == OURS:
        raise MisaskedError(f"--args raised {answer.type_name}: {answer.message}")
    value = _value(answer)
    if not isinstance(value, tuple | list) or len(value) != 2:
        raise MisaskedError("there is no such function in that module")
    names, given = value
    if not isinstance(names, list) or not isinstance(given, list):
        raise CannotError("its arguments could not be made")
    names = [*map(str, names), *(f"argument {n}" for n in range(len(names) + 1, len(given) + 1))]
    pairs = zip(names, given, strict=False)
    return [(name, v.data if isinstance(v, ArrayValue) else v) for name, v in pairs]


def _outputs(answer: Answer) -> dict[int, np.ndarray]:
    """Return the arrays that come after the loss, by position from 1."""
    value = _value(answer)
    if not isinstance(value, tuple | list) or len(value) < 2:
        raise CannotError("it must return (loss, gradient, …): a loss and at least one gradient")
    if _loss(answer) is None:
        raise CannotError(
            "the first value that it returns is no single number: the loss comes first"
        )
    found = {}
    for number, each in enumerate(value[1:], 2):
        numbers = read_numbers(each)
        if isinstance(numbers, Numbers):
            found[number] = np.asarray(numbers.data, dtype=np.float64)
    if not found:
        raise CannotError("none of the values after the loss is an array of numbers")
    return found


def _losses(asked: Asked, run: Run, place: int) -> Callable[[Sequence[np.ndarray]], list[Any]]:
    """Return what asks for the loss while one argument takes some values."""

    def losses(values: Sequence[np.ndarray]) -> list[float | None]:
        moves: list[Moves] = [{place - 1: _given(value)} for value in values]
        parts = [moves[start : start + AT_A_TIME] for start in range(0, len(moves), AT_A_TIME)]
        return [_loss(answer) for part in parts for answer in _all(run([asked.calls(part)]))]

    return losses


def _given(value: np.ndarray) -> Any:
    return value if value.ndim else float(value)


def _all(facts: dict[str, BatchFacts]) -> Sequence[Answer]:
    return _made(facts["calls"]).answers


def _only(facts: dict[str, BatchFacts], key: str) -> Answer:
    return _made(facts[key]).answers[0]


def _made(facts: BatchFacts) -> BatchFacts:
    """Return the facts of calls that were made; raises CannotError where they couldn't be."""
    problem = facts.problem
    if problem is None:
        return facts
    missing = problem.reason == "missing-function"
    raise (MisaskedError if missing else CannotError)(problem.message)


def _value(answer: Answer) -> Any:
    """Return what a call returned; raises CannotError where it didn't."""
    if isinstance(answer, Returned):
        return answer.value
    if isinstance(answer, Raised):
        known = answer.line and answer.file != OURS
        where = f" ({answer.file}, line {answer.line})" if known else ""
        raise CannotError(f"the call raised {answer.type_name}: {answer.message}{where}")
    raise CannotError(f"the call did not end: {answer.detail}")


def _loss(answer: Answer) -> float | None:
    """Return the loss of an answer if it is one finite number."""
    if not isinstance(answer, Returned) or not isinstance(answer.value, tuple | list):
        return None
    numbers = read_numbers(answer.value[0]) if answer.value else None
    if not isinstance(numbers, Numbers) or numbers.data.size != 1:
        return None
    loss = float(numbers.data.reshape(()))
    return loss if np.isfinite(loss) else None

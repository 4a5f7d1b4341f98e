"""Right answers for a wrong helper: values only, to the callers of a function already judged."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from grader.model.facts import ArrayValue, Value
from grader.model.rubric import Question
from grader.rubric.expected import plain_value
from grader.rubric.oracle import Oracle
from grader.rubric.reference import parameter_names

MOST_ENTRIES = 1_000_000


class HelperError(ValueError):
    """A helper was asked for what it can't answer."""


class Helper:
    """One function of the reference, asked over the wire in a student's function's place."""

    def __init__(self, question: Question, oracle: Oracle) -> None:
        assert question.reference is not None
        self.question = question
        self.names = (question.function, *question.aliases)
        self.function = oracle.reference.function(question.reference)

    def answer(self, arguments: Sequence[Value]) -> Any:
        """Return the right answer for arguments as they came from the student's code.

        Raises HelperError where they are none that the function takes.
        """
        wanted = parameter_names(self.function)
        names = [each.value or each.name for each in self.question.arguments]
        try:
            given = dict(zip(names, map(_numbers, arguments), strict=False))
        except (OverflowError, ValueError, TypeError, RecursionError) as error:
            raise HelperError(f"expected numbers: {error}") from None
        keywords = {name: value for name, value in given.items() if name in wanted}
        if any(needed and name not in keywords for name, needed in wanted.items()):
            raise HelperError(f"`{self.names[0]}` takes {len(names)} arguments")
        try:
            with np.errstate(all="ignore"):
                return _wire_value(plain_value(self.function(**keywords)))
        except Exception as error:  # whatever a student's arguments bring about
            raise HelperError(f"{type(error).__name__}: {error}") from None


def can_help(question: Question) -> bool:
    """Say whether a question's function can be answered by values alone."""
    return question.reference is not None and all(
        argument.own is None and not argument.droppable for argument in question.arguments
    )


def _numbers(value: Value) -> Any:
    if isinstance(value, ArrayValue):
        if value.data.size > MOST_ENTRIES:
            raise HelperError("the array is too large")
        return value.data
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    if isinstance(value, list | tuple):
        return np.array([_numbers(item) for item in value], dtype=np.float64)
    raise HelperError("expected numbers")


def _wire_value(value: Value) -> Any:
    if isinstance(value, ArrayValue):
        return value.data
    if isinstance(value, tuple | list):
        return tuple(_wire_value(item) for item in value)
    return value

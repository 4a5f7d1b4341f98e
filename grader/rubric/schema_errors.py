"""What pydantic finds wrong in a rubric, in words for its author."""

import re
import types
import typing
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from grader.model.rubric import Rubric
from grader.rubric.errors import RubricProblem
from grader.rubric.positions import Positions
from grader.rubric.wording import Loc, did_you_mean, near_name, quoted, shown

WORDS = {
    "bool_type": "must be true or false",
    "decimal_max_digits": "must have at most 6 digits before the point and 2 after it",
    "decimal_max_places": "must have at most {decimal_places} decimals",
    "decimal_parsing": "must be a number",
    "decimal_type": "must be a number",
    "decimal_whole_digits": "must have at most {whole_digits} digits before the point",
    "dict_type": "must be a mapping (`key: value`)",
    "finite_number": "must be a finite number",
    "float_type": "must be a number",
    "greater_than": "must be more than {gt}",
    "greater_than_equal": "must be at least {ge}",
    "int_from_float": "must be a whole number",
    "int_type": "must be a whole number",
    "less_than": "must be less than {lt}",
    "less_than_equal": "must be at most {le}",
    "model_type": "must be a mapping (`key: value`)",
    "string_pattern_mismatch": "must be lower-case words or numbers joined by hyphens",
    "string_type": "must be text",
    "tuple_type": "must be a list",
}
PAIR = "must be two whole numbers, [lowest, highest]"


def place(error: ErrorDetails) -> Loc:
    """Return where the value is that an error is about."""
    loc = tuple(error["loc"])
    if loc and loc[-1] == "[key]":
        return loc[:-1]
    if error["type"] == "missing" and isinstance(loc[-1], int):
        return loc[:-1]
    return loc


def is_echo(error: ErrorDetails, data: object) -> bool:
    """Tell whether an error only repeats others: a list counts as empty if its items are wrong."""
    return error["type"] == "too_short" and bool(value_at(data, tuple(error["loc"])))


def describe(
    error: ErrorDetails, data: object, positions: Positions, model: type[BaseModel] = Rubric
) -> RubricProblem:
    """Put one of pydantic's errors into our words.

    error: as pydantic tells it.
    data: the whole document, for the value that came.
    positions: the lines of the document.
    model: what the document should be.
    """
    loc = place(error)
    expected = _expected(error, data, model)
    return positions.problem(loc, expected, _came(error, data))


def fields_at(loc: Loc, model: type[BaseModel] = Rubric) -> Mapping[str, FieldInfo]:
    """Return the keys that a document may have at a place, as the file writes them."""
    annotation: Any = model
    for step in loc:
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            field = _fields(annotation).get(str(step))
            annotation = None if field is None else _without_none(field.annotation)
        else:
            arguments = typing.get_args(annotation)
            annotation = arguments[0 if isinstance(step, int) else -1] if arguments else None
    known = isinstance(annotation, type) and issubclass(annotation, BaseModel)
    return _fields(annotation) if known else {}


def meant_key(loc: Loc, data: object, model: type[BaseModel] = Rubric) -> str | None:
    """Guess which key, not yet there, an unknown one was meant to be."""
    around = value_at(data, loc[:-1])
    absent = set(fields_at(loc[:-1], model)) - set(around if isinstance(around, dict) else ())
    return near_name(str(loc[-1]), absent)


def value_at(data: object, loc: Loc) -> object:
    """Return the value at a place; None where there is none."""
    for step in loc:
        try:
            data = data[step]  # type: ignore[index]
        except (KeyError, IndexError, TypeError):
            return None
    return data


def _expected(error: ErrorDetails, data: object, model: type[BaseModel]) -> str:
    kind, loc = error["type"], tuple(error["loc"])
    context = error.get("ctx", {})
    if kind == "value_error":
        return f"is wrong: {context['error']}"
    if kind == "extra_forbidden":
        meant = meant_key(loc, data, model)
        known = [meant] if meant else list(fields_at(loc[:-1], model))
        return f"is not a known key{did_you_mean(str(loc[-1]), known)}"
    if kind == "missing":
        return "is missing" if isinstance(loc[-1], str) else PAIR
    if kind == "too_long" or (kind == "tuple_type" and "axes" in loc):
        return PAIR
    if kind == "too_short":
        return "must not be empty"
    if kind == "literal_error":
        return _one_of(re.findall(r"'([^']+)'|(\d+)", str(context["expected"])), data, loc)
    if loc[-1:] == ("[key]",):
        return "must have a whole number for its key, the position of a case"
    quotes = " (put it in quotes)" if isinstance(value_at(data, loc), bool | int | float) else ""
    bounds = {
        key: f"{each:g}" if isinstance(each, float) else each for key, each in context.items()
    }
    words = WORDS[kind].format(**bounds) if kind in WORDS else f"is wrong: {error['msg']}"
    return words + quotes if kind == "string_type" else words


def _came(error: ErrorDetails, data: object) -> str:
    loc = tuple(error["loc"])
    if loc[-1:] == ("[key]",):
        return shown(loc[-2])
    absent = error["type"] == "missing" and isinstance(loc[-1], str)
    said = absent or error["type"] in ("extra_forbidden", "value_error")
    return "" if said else shown(value_at(data, place(error)))


def _one_of(matches: list[tuple[str, str]], data: object, loc: Loc) -> str:
    choices = [text or number for text, number in matches]
    if len(choices) == 1:
        return f"must be {choices[0]}"
    near = near_name(str(value_at(data, loc)), choices)
    hint = f" (did you mean {quoted(near)}?)" if near else ""
    return f"must be one of {', '.join(choices)}{hint}"


def _fields(model: type[BaseModel]) -> dict[str, FieldInfo]:
    return {field.alias or name: field for name, field in model.model_fields.items()}


def _without_none(annotation: Any) -> Any:
    if typing.get_origin(annotation) in (typing.Union, types.UnionType):
        return next(each for each in typing.get_args(annotation) if each is not type(None))
    return annotation

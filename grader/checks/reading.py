"""Read a returned value as numbers: forgiving about containers, strict about meaning."""

from typing import NamedTuple

import numpy as np

from grader.model.facts import ArrayValue, Opaque, Value
from grader.model.results import Reason


class Numbers(NamedTuple):
    """A value read as an array of float64."""

    data: np.ndarray
    remarks: tuple[str, ...] = ()


class Unreadable(NamedTuple):
    """Why a value holds no numbers, in words that follow "is"."""

    reason: Reason
    words: str


def read_numbers(value: Value) -> Numbers | Unreadable:
    """Return the value as a float64 array with remarks, or why it can't be one."""
    if value is None:
        return Unreadable("not-implemented", "None")
    if isinstance(value, bool):
        return Unreadable("wrong-type", f"the truth value {value}")
    if isinstance(value, int | float):
        return _from_number(value)
    if isinstance(value, complex):
        return Unreadable("wrong-type", "a complex number")
    if isinstance(value, ArrayValue):
        return _from_array(value)
    if isinstance(value, list | tuple):
        return _from_list(value)
    return Unreadable("wrong-type", type_words(value))


def _from_number(value: int | float) -> Numbers | Unreadable:
    try:
        return Numbers(np.asarray(float(value)))
    except OverflowError:
        return Unreadable("not-finite", "an integer too large for a float")


def _from_array(value: ArrayValue) -> Numbers | Unreadable:
    kind = value.data.dtype.kind
    if kind == "b":
        return Unreadable("wrong-type", "an array of truth values")
    if kind == "c":
        return Unreadable("wrong-type", "an array of complex numbers")
    remarks: tuple[str, ...] = ()
    if value.origin not in ("ndarray", "scalar"):
        name = "an array of objects" if value.origin == "object array" else f"`{value.origin}`"
        remarks = (f"returned as {name}, read as a plain array",)
    if value.data.dtype.kind == "f" and value.data.dtype.itemsize < 8 and value.origin != "scalar":
        remarks += (f"returned in {value.data.dtype}, where float64 is usual",)
    return Numbers(value.data.astype(np.float64), remarks)


def _from_list(value: list[Value] | tuple[Value, ...]) -> Numbers | Unreadable:
    rows = [read_numbers(item) for item in value]
    for row in rows:
        if isinstance(row, Unreadable):
            return Unreadable("wrong-type", f"a {type(value).__name__} that holds {row.words}")
    parts = [row.data for row in rows if isinstance(row, Numbers)]
    if len({part.shape for part in parts}) > 1:
        return Unreadable("wrong-shape", f"a {type(value).__name__} of rows of different shapes")
    data = np.stack(parts) if parts else np.zeros(0)
    return Numbers(data, (f"returned as a {type(value).__name__}, read as an array",))


def type_words(value: Value) -> str:
    """Name what a value is, with its article."""
    if isinstance(value, Opaque):
        return value.text or f"an object of type `{value.type_name}`"
    if isinstance(value, ArrayValue):
        return f"an array of shape {value.data.shape}"
    names = {"str": "a text", "dict": "a dict", "list": "a list", "tuple": "a tuple"}
    name = type(value).__name__
    return names.get(name, f"a value of type {name}")

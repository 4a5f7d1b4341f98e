"""Values as people see them in reports: short, in plain digits, as Python would take them."""

from typing import Any

import numpy as np

from grader.model.batch import OwnFunction
from grader.model.case import Probe
from grader.model.facts import ArrayValue, Opaque
from grader.model.results import Shown

MOST_CELLS = 12
MOST_TEXT = 400


def digits(number: float) -> str:
    """Return a number in at most six significant digits, whole numbers without a point."""
    try:
        value = float(number)
    except OverflowError:
        text = str(number)
        return f"{text[:8]}… ({len(text)} digits)"
    if value == 0:
        return "0"
    return f"{value:.6g}"


def show(value: Any) -> Shown:
    """Return what a report shows of a value."""
    if isinstance(value, ArrayValue):
        return show_array(value.data)
    if isinstance(value, np.ndarray):
        return show_array(value)
    if value is None:
        return Shown(kind="nothing", text="None")
    if isinstance(value, bool | str):
        return Shown(kind="text", text=_cut(repr(value)))
    if isinstance(value, int | float):
        return Shown(kind="number", cells=((digits(value),),), text=digits(value))
    if isinstance(value, list | tuple | dict):
        return Shown(kind="list", text=_cut(python_text(value)))
    return Shown(kind="other", text=_cut(python_text(value)))


def show_array(array: np.ndarray) -> Shown:
    """Return an array's shape, dtype and first cells; higher dimensions as rows of the last."""
    if array.size == 0:
        empty = f"an empty array of shape {array.shape}"
        return Shown(kind="array", shape=array.shape, dtype=str(array.dtype), text=empty)
    rows = array.reshape(1, -1) if array.ndim < 2 else array.reshape(-1, array.shape[-1])
    cells = tuple(tuple(_cell(entry) for entry in row[:MOST_CELLS]) for row in rows[:MOST_CELLS])
    return Shown(
        kind="number" if array.ndim == 0 else "array",
        shape=array.shape,
        dtype=str(array.dtype),
        cells=cells if array.size else (),
        text=_cut(python_text(array)),
        truncated=rows.shape[0] > MOST_CELLS or rows.shape[-1] > MOST_CELLS,
    )


def _cell(entry: Any) -> str:
    return digits(entry) if np.isrealobj(entry) and not isinstance(entry, np.bool_) else str(entry)


def python_text(value: Any) -> str:
    """Return a value as the Python expression that a student would type."""
    if isinstance(value, ArrayValue):
        return python_text(value.data)
    if isinstance(value, np.ndarray):
        return _float(float(value)) if value.ndim == 0 else f"np.array({_nested(value)})"
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return repr(value)
    if isinstance(value, int | float):
        return _float(value) if isinstance(value, float) else str(value)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{k!r}: {python_text(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list | tuple):
        inner = ", ".join(python_text(item) for item in value)
        if isinstance(value, list):
            return f"[{inner}]"
        return f"({inner},)" if len(value) == 1 else f"({inner})"
    if isinstance(value, Probe):
        return value.name
    if isinstance(value, OwnFunction):
        return value.names[0]
    if isinstance(value, Opaque):
        return f"<{value.type_name}>"
    return f"<{type(value).__name__}>"


def _float(value: float) -> str:
    """Return a float that Python reads as one: `2.0`, not `2`."""
    if not np.isfinite(value):
        return f'float("{value}")'
    text = digits(value)
    return f"{text}.0" if text.lstrip("-").isdigit() else text


def _nested(array: np.ndarray) -> str:
    if array.ndim == 0:
        return _exact(array.item())
    return "[" + ", ".join(_nested(part) for part in array) + "]"


def _exact(entry: Any) -> str:
    if isinstance(entry, float):
        if not np.isfinite(entry):
            return f"np.{entry}"
        return f"{entry:.0f}." if entry == int(entry) and abs(entry) < 1e6 else f"{entry:.6g}"
    return repr(entry)


def _cut(text: str) -> str:
    return text if len(text) <= MOST_TEXT else text[: MOST_TEXT - 1] + "…"

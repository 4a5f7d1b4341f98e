"""Values of cases and answers as the wire carries them, and back, exactly."""

from collections.abc import Callable
from typing import Any

import numpy as np

from grader.model.case import Probe
from grader.model.facts import ArrayValue
from grader.pack.errors import PackError
from grader.sandbox.inside import wire

SAME = "same"
PROBE = "probe"


class Same:
    """Stands for an answer of a variant that is the expected one, byte by byte."""


def to_wire(value: Any) -> Any:
    """Return a value in the wire's types; raises PackError where it has none for it."""
    if isinstance(value, Same):
        return wire.Special(SAME, None)
    if isinstance(value, Probe):
        options = {name: to_wire(item) for name, item in value.options.items()}
        described = {"name": value.name, "options": options, "code": value.code}
        return wire.Special(PROBE, described)
    if isinstance(value, ArrayValue):
        return wire.Array(_plain_array(value.data), value.origin)
    if isinstance(value, np.ndarray):
        return _plain_array(value)
    if isinstance(value, list | tuple):
        return type(value)(to_wire(item) for item in value)
    if isinstance(value, dict):
        return {name: to_wire(item) for name, item in value.items()}
    if value is None or type(value) in (bool, int, float, complex):
        return value
    if isinstance(value, str) and len(value) <= wire.MAX_TEXT:
        return value
    raise PackError(f"a case or an answer holds {type(value).__name__}, which a pack can't carry")


def _plain_array(value: np.ndarray) -> np.ndarray:
    if value.dtype.str not in wire.DTYPES:
        raise PackError(f"a case or an answer holds an array of {value.dtype}: use numbers")
    return value


def reader(frame: wire.Frame, bare: bool) -> Callable[[str], Any]:
    """Return a function that rebuilds a value of a frame by its name.

    bare: whether arrays come back as they are (in cases), or with their origin (in answers).
    It raises wire.WireError where the value is none.
    """

    def array(data: np.ndarray, origin: str) -> Any:
        return data if bare else ArrayValue(data, origin)

    decoder = wire.Decoder(frame.blob, array, _opaque, _special)
    return lambda name: decoder.decode(frame.header["values"].get(name))


def _opaque(type_name: str, text: str) -> Any:
    raise wire.WireError(f"a value did not travel: {type_name} {text}")


def _special(tag: str, payload: Any) -> Any:
    if tag == SAME:
        return Same()
    if tag == PROBE and isinstance(payload, dict) and {"name", "options", "code"} == set(payload):
        return Probe(**payload)
    raise wire.WireError("a special value is none of a pack's")

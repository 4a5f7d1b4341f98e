"""Laws of the wire: values survive it, and nothing else than our own errors comes of garbage."""

import contextlib
import io
import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from grader.sandbox.inside import wire

DTYPES = st.sampled_from(sorted(wire.DTYPES)).map(np.dtype)
ARRAYS = hnp.arrays(DTYPES, hnp.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=4))
LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | ARRAYS
VALUES = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.lists(inner, max_size=4).map(tuple)
        | st.dictionaries(st.text(max_size=5), inner, max_size=4)
    ),
    max_leaves=12,
)


def sent(value: Any) -> Any:
    """Send a value through a frame and return what arrives."""
    frame = wire.read_frame(io.BytesIO(wire.encode_frame({"type": "x"}, {"value": value})))
    decoder = wire.Decoder(frame.blob, lambda data, origin: data, wire.Opaque)
    return decoder.decode(frame.header["values"]["value"])


def same(left: Any, right: Any) -> bool:
    """Compare with types, shapes, dtypes and NaN taken into account."""
    if isinstance(left, np.ndarray):
        return (
            type(right) is np.ndarray
            and left.dtype.str == right.dtype.str
            and left.shape == right.shape
            and left.tobytes() == right.tobytes()
        )
    if isinstance(left, float):
        both_nan = isinstance(right, float) and math.isnan(left) and math.isnan(right)
        return both_nan or (type(right) is float and left == right)
    if isinstance(left, list | tuple):
        return type(left) is type(right) and len(left) == len(right) and all(map(same, left, right))
    if isinstance(left, dict):
        return left.keys() == right.keys() and all(same(left[k], right[k]) for k in left)
    return type(left) is type(right) and bool(left == right)


@given(VALUES)
def test_every_plain_value_survives_the_wire(value: Any) -> None:
    """Decoding undoes encoding: same types, shapes, dtypes and bytes."""
    assert same(value, sent(value))


@given(st.binary(max_size=300))
def test_garbage_is_refused_not_crashed_on(data: bytes) -> None:
    """Reading arbitrary bytes raises EOFError or WireError, nothing else."""
    with pytest.raises((EOFError, wire.WireError)):
        wire.read_frame(io.BytesIO(data))


@settings(max_examples=300)
@given(st.data())
def test_a_damaged_frame_never_crashes_the_reader(data: st.DataObject) -> None:
    """A frame with flipped bytes is read as some value or refused with an error of ours."""
    value = data.draw(VALUES)
    frame = bytearray(wire.encode_frame({"type": "x"}, {"value": value}))
    for _ in range(data.draw(st.integers(1, 5))):
        place = data.draw(st.integers(0, len(frame) - 1))
        frame[place] = data.draw(st.integers(0, 255))
    try:
        read = wire.read_frame(io.BytesIO(bytes(frame)))
        decoder = wire.Decoder(read.blob, lambda array, origin: array, wire.Opaque)
        for tree in read.header["values"].values():
            decoder.decode(tree)
    except (EOFError, wire.WireError):
        pass


TREES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from("ifcsltdaqox") | st.text(max_size=3), inner, max_size=2)
    ),
    max_leaves=12,
)


@settings(max_examples=500)
@given(TREES, st.binary(max_size=32))
def test_any_json_tree_is_a_value_or_an_error_of_ours(tree: Any, blob: bytes) -> None:
    """Decoding arbitrary JSON returns or raises WireError."""
    decoder = wire.Decoder(blob, lambda array, origin: array, wire.Opaque)
    with contextlib.suppress(wire.WireError):
        decoder.decode(tree)


def test_a_length_that_lies_takes_no_memory() -> None:
    """A header that announces terabytes is refused before anything is read."""
    head = wire.HEADER.pack(wire.MAGIC, 10, 2**60)

    with pytest.raises(wire.WireError, match="longer than allowed"):
        wire.read_frame(io.BytesIO(head))


def test_an_array_that_claims_more_than_its_bytes_is_refused() -> None:
    """Shape and dtype are checked against the bytes that are there."""
    decoder = wire.Decoder(b"1234", lambda array, origin: array, wire.Opaque)

    with pytest.raises(wire.WireError, match="beyond its bytes"):
        decoder.decode({"a": ["<f8", [2**20, 2**20], 0, "ndarray"]})


def test_nesting_without_end_is_refused() -> None:
    """Deep JSON ends in WireError, not in RecursionError."""
    tree: Any = None
    for _ in range(200):
        tree = {"l": [tree]}

    with pytest.raises(wire.WireError, match="too deep"):
        wire.Decoder(b"", lambda array, origin: array, wire.Opaque).decode(tree)


class Liar(np.ndarray):
    """An array subclass that claims to be whatever it is compared with."""

    def __eq__(self, other: object) -> Any:
        return True

    def __array_function__(self, *args: Any, **kwargs: Any) -> Any:
        return True

    def tobytes(self, order: Any = "C") -> bytes:
        return b"\0" * 24

    @property
    def shape(self) -> Any:  # type: ignore[override]
        return (7, 7)


def test_a_subclass_crosses_as_its_bytes() -> None:
    """Overridden methods and properties of a subclass have no say in what arrives."""
    plain = np.array([1.0, 2.0, 3.0])

    arrived = sent(plain.view(Liar))

    assert same(plain, arrived)


def test_unknown_objects_stay_on_their_side() -> None:
    """An object of any other type arrives as the name of its type."""
    assert wire.Opaque("object", "") == sent(object())

"""Frames and values on the wire: length-framed JSON plus raw array bytes, never pickle."""

import json
import math
import struct
from collections.abc import Callable
from typing import Any, BinaryIO, NamedTuple

import numpy as np

MAGIC = b"GRD1"
HEADER = struct.Struct("<4sIQ")
MAX_JSON = 16 * 2**20
MAX_BLOB = 64 * 2**20
ANSWER_JSON = 4 * 2**20
ANSWER_BLOB = 16 * 2**20
"""What a worker's message may hold: less than what it is sent."""
MAX_DEPTH = 24
MAX_NODES = 200_000
MAX_TEXT = 100_000
MAX_NDIM = 16
FLOAT64 = np.dtype("<f8")
USUAL_SIZE = 2**16
DTYPES = frozenset("|b1 |i1 |u1 <i2 <i4 <i8 <u2 <u4 <u8 <f2 <f4 <f8 <c8 <c16".split())


_DTYPES = {name: np.dtype(name) for name in DTYPES}


class WireError(Exception):
    """What came over the wire is not a frame or not a value of ours."""


class Array(NamedTuple):
    """An array's base data and what it was before it was reduced to that."""

    data: np.ndarray
    origin: str = "ndarray"


class Opaque(NamedTuple):
    """A value that stays on its own side; only its type's name travels."""

    type_name: str
    text: str = ""


class Special(NamedTuple):
    """A value that the receiver builds for itself (a probe, the student's own function)."""

    tag: str
    payload: Any


class Frame(NamedTuple):
    """One message: its JSON header and the bytes of its arrays."""

    header: dict[str, Any]
    blob: bytes
    size: int = 0
    """Bytes that it took on the wire."""


class _Encoder:
    """Turns values into a JSON tree and collects array bytes."""

    def __init__(self, most: int = MAX_BLOB) -> None:
        self.most = most
        self.parts: list[bytes] = []
        self.size = 0
        self.nodes = 0

    def encode(self, value: Any, depth: int = 0) -> Any:
        self.nodes += 1
        if depth > MAX_DEPTH or self.nodes > MAX_NODES:
            return {"o": [_type_name(value), "too deep or too long"]}
        exact = _EXACT.get(type(value))
        if exact is not None:
            return exact(self, value, depth)
        for kind, encode in _ENCODERS:
            if isinstance(value, kind):
                return encode(self, value, depth)
        return {"o": [_type_name(value), ""]}

    def bool_or_none(self, value: Any, depth: int) -> Any:
        return None if value is None else bool(value)

    def integer(self, value: int, depth: int) -> Any:
        number = int.__add__(value, 0)
        if number.bit_length() > 4096:
            return {"o": ["int", f"an integer of {number.bit_length()} bits"]}
        return number if number.bit_length() < 63 else {"i": format(number, "x")}

    def real(self, value: float, depth: int) -> Any:
        return {"f": float.hex(float.__add__(value, 0.0))}

    def complex_(self, value: complex, depth: int) -> Any:
        return {"c": [float.hex(value.real), float.hex(value.imag)]}

    def text(self, value: str, depth: int) -> Any:
        plain = str.__str__(value)[:MAX_TEXT]
        return {"s": plain.encode("utf-8", "replace").decode("utf-8")}

    def sequence(self, value: Any, depth: int) -> Any:
        tag, walk = ("l", list.__iter__) if isinstance(value, list) else ("t", tuple.__iter__)
        return {tag: [self.encode(item, depth + 1) for item in walk(value)]}

    def mapping(self, value: dict[Any, Any], depth: int) -> Any:
        pairs = list(dict.items(value))
        if not all(type(key) is str for key, _ in pairs):
            return {"o": [_type_name(value), "a dict with keys that are not text"]}
        return {"d": [[key, self.encode(item, depth + 1)] for key, item in pairs]}

    def array(self, value: np.ndarray, depth: int) -> Any:
        if type(value) is np.ndarray and value.dtype is FLOAT64 and value.size <= USUAL_SIZE:
            data = value.tobytes()
            start = self.size
            if start + len(data) <= self.most:
                self.parts.append(data)
                self.size = start + len(data)
                return {"a": ["<f8", value.shape, start, "ndarray"]}
        return self._raw(value, "ndarray" if type(value) is np.ndarray else _type_name(value))

    def scalar(self, value: np.generic, depth: int) -> Any:
        return self._raw(np.array(value), "scalar")

    def tagged_array(self, value: Array, depth: int) -> Any:
        return self._raw(value.data, value.origin)

    def special(self, value: Special, depth: int) -> Any:
        return {"x": [value.tag, self.encode(value.payload, depth + 1)]}

    def opaque(self, value: Opaque, depth: int) -> Any:
        return {"o": [value.type_name[:200], value.text[:200]]}

    def _raw(self, value: np.ndarray, origin: str) -> Any:
        base = _plain(value)
        if base.dtype.kind == "O" and base.size <= 10_000:
            return {"q": [list(base.shape), [self.encode(v, 1) for v in base.ravel().tolist()]]}
        if base.dtype.str not in DTYPES or self.size + base.nbytes > self.most:
            note = f"an array of shape {base.shape} and dtype {base.dtype}"
            return {"o": [origin, note[:200]]}
        data = np.ndarray.tobytes(base)
        self.parts.append(data)
        self.size += len(data)
        return {"a": [base.dtype.str, list(base.shape), self.size - len(data), origin[:80]]}


def _type_name(value: Any) -> str:
    name = type.__getattribute__(type(value), "__name__")
    return name[:80] if type(name) is str else "object"


def _plain(value: np.ndarray) -> np.ndarray:
    """Reduce an array of any subclass to a little-endian base array by its bytes alone."""
    base = np.ndarray.view(value, np.ndarray)
    kind, size = base.dtype.kind, base.dtype.itemsize
    if kind == "f" and size > 8:
        return base.astype("<f8")
    if kind == "c" and size > 16:
        return base.astype("<c16")
    return base.astype(base.dtype.newbyteorder("<")) if base.dtype.str[0] == ">" else base


_ENCODERS: tuple[tuple[Any, Callable[[_Encoder, Any, int], Any]], ...] = (
    ((bool, type(None)), _Encoder.bool_or_none),
    (np.ndarray, _Encoder.array),
    (np.generic, _Encoder.scalar),
    (Array, _Encoder.tagged_array),
    (Special, _Encoder.special),
    (Opaque, _Encoder.opaque),
    (int, _Encoder.integer),
    (float, _Encoder.real),
    (complex, _Encoder.complex_),
    (str, _Encoder.text),
    ((list, tuple), _Encoder.sequence),
    (dict, _Encoder.mapping),
)


_EXACT: dict[type, Callable[[_Encoder, Any, int], Any]] = {
    np.ndarray: _Encoder.array,
    np.float64: _Encoder.scalar,
    float: _Encoder.real,
    int: _Encoder.integer,
    str: _Encoder.text,
    list: _Encoder.sequence,
    tuple: _Encoder.sequence,
    dict: _Encoder.mapping,
}
"""The usual types, found at once; all else goes through _ENCODERS in order."""


class Decoder:
    """Rebuilds values; every count, shape and dtype is checked before memory is taken."""

    def __init__(
        self,
        blob: bytes,
        make_array: Callable[[np.ndarray, str], Any],
        make_opaque: Callable[[str, str], Any],
        make_special: Callable[[str, Any], Any] | None = None,
    ) -> None:
        self.blob = blob
        self.make_array = make_array
        self.make_opaque = make_opaque
        self.make_special = make_special
        self.nodes = 0
        self.taken = 0

    def decode(self, tree: Any, depth: int = 0) -> Any:
        self.nodes += 1
        if depth > MAX_DEPTH + 2 or self.nodes > 2 * MAX_NODES:
            raise WireError("a value nests too deep or holds too much")
        if tree is None or type(tree) in (bool, int):
            return tree
        if type(tree) is not dict or len(tree) != 1:
            raise WireError("a value is no tagged object")
        ((tag, payload),) = tree.items()
        decode = _DECODERS.get(tag)
        if decode is None:
            raise WireError("a value has an unknown tag")
        return decode(self, payload, depth)

    def integer(self, payload: Any, depth: int) -> int:
        text = _checked_text(payload, 1100)
        try:
            return int(text, 16)
        except ValueError:
            raise WireError("not an integer") from None

    def real(self, payload: Any, depth: int) -> float:
        return _real(payload)

    def complex_(self, payload: Any, depth: int) -> complex:
        real, imag = _checked_list(payload, 2)
        return complex(_real(real), _real(imag))

    def text(self, payload: Any, depth: int) -> str:
        return _checked_text(payload, MAX_TEXT)

    def list_(self, payload: Any, depth: int) -> list[Any]:
        return [self.decode(item, depth + 1) for item in _checked_list(payload)]

    def tuple_(self, payload: Any, depth: int) -> tuple[Any, ...]:
        return tuple(self.list_(payload, depth))

    def mapping(self, payload: Any, depth: int) -> dict[str, Any]:
        pairs = [_checked_list(pair, 2) for pair in _checked_list(payload)]
        return {_checked_text(k, MAX_TEXT): self.decode(v, depth + 1) for k, v in pairs}

    def array(self, payload: Any, depth: int) -> Any:
        dtype_name, shape, offset, origin = _checked_list(payload, 4)
        dtype = _DTYPES.get(dtype_name) if type(dtype_name) is str else None
        if dtype is None:
            raise WireError("an array has a dtype that is not allowed")
        sizes = _checked_shape(shape)
        count = math.prod(sizes)
        nbytes = count * dtype.itemsize
        if type(offset) is not int or offset < 0 or offset + nbytes > len(self.blob):
            raise WireError("an array reaches beyond its bytes")
        self.taken += nbytes
        if self.taken > len(self.blob):
            raise WireError("arrays share their bytes")
        try:
            array = np.frombuffer(self.blob, dtype, count, offset).reshape(sizes).copy()
        except (ValueError, OverflowError, MemoryError):
            raise WireError("an array has a shape that can't be") from None
        return self.make_array(array, _checked_text(origin, 80))

    def objects(self, payload: Any, depth: int) -> Any:
        shape, items = _checked_list(payload, 2)
        sizes = _checked_shape(shape)
        values = [self.decode(item, depth + 1) for item in _checked_list(items)]
        if math.prod(sizes) != len(values):
            raise WireError("an object array has the wrong number of entries")
        numbers = [v for v in values if type(v) in (bool, int, float)]
        if len(numbers) == len(values):
            try:
                array = np.array(numbers, dtype=float).reshape(sizes)
            except (ValueError, OverflowError, MemoryError):
                return self.make_opaque("object array", "an array of numbers too large")
            return self.make_array(array, "object array")
        return self.make_opaque("object array", f"an array of objects of shape {sizes}")

    def opaque(self, payload: Any, depth: int) -> Any:
        name, text = _checked_list(payload, 2)
        return self.make_opaque(_checked_text(name, 200), _checked_text(text, 200))

    def special(self, payload: Any, depth: int) -> Any:
        if self.make_special is None:
            raise WireError("a special value is not allowed here")
        tag, inner = _checked_list(payload, 2)
        return self.make_special(_checked_text(tag, 40), self.decode(inner, depth + 1))


_DECODERS: dict[str, Callable[[Decoder, Any, int], Any]] = {
    "i": Decoder.integer,
    "f": Decoder.real,
    "c": Decoder.complex_,
    "s": Decoder.text,
    "l": Decoder.list_,
    "t": Decoder.tuple_,
    "d": Decoder.mapping,
    "a": Decoder.array,
    "q": Decoder.objects,
    "o": Decoder.opaque,
    "x": Decoder.special,
}


def _real(payload: Any) -> float:
    try:
        return float.fromhex(_checked_text(payload, 40))
    except (ValueError, OverflowError):
        raise WireError("not a number") from None


def _checked_text(payload: Any, longest: int) -> str:
    if type(payload) is not str or len(payload) > longest:
        raise WireError("not a text of the allowed length")
    if payload.isascii():
        return payload
    return payload.encode("utf-8", "replace").decode("utf-8")  # no half surrogates


def _checked_list(payload: Any, length: int | None = None) -> list[Any]:
    if type(payload) is not list or (length is not None and len(payload) != length):
        raise WireError("not a list of the expected length")
    return payload


def _checked_shape(payload: Any) -> tuple[int, ...]:
    sizes = tuple(_checked_list(payload))
    if len(sizes) > MAX_NDIM:
        raise WireError("not the shape of an array")
    for size in sizes:
        if type(size) is not int or not 0 <= size <= 2**31:
            raise WireError("not the shape of an array")
    return sizes


_JSON = json.JSONEncoder(allow_nan=False, check_circular=False, separators=(",", ":"))


def encode_frame(
    header: dict[str, Any], values: dict[str, Any] | None = None, most: int = MAX_BLOB
) -> bytes:
    """Return the bytes of one message; `values` are encoded, `header` goes as plain JSON.

    Arrays that would make it longer than `most` bytes are named, not sent.
    """
    encoder = _Encoder(most)
    tree = {name: encoder.encode(value) for name, value in (values or {}).items()}
    text = _JSON.encode({**header, "values": tree}).encode("ascii")
    return HEADER.pack(MAGIC, len(text), encoder.size) + text + b"".join(encoder.parts)


def read_frame(stream: BinaryIO, max_json: int = MAX_JSON, max_blob: int = MAX_BLOB) -> Frame:
    """Read one message; raises EOFError at the end of the stream, WireError on anything else."""
    head = _read_exactly(stream, HEADER.size)
    magic, json_size, blob_size = HEADER.unpack(head)
    if magic != MAGIC:
        raise WireError("a message does not begin as ours do")
    if json_size > max_json or blob_size > max_blob:
        raise WireError("a message is longer than allowed")
    text = _read_exactly(stream, json_size)
    blob = _read_exactly(stream, blob_size)
    try:
        header = json.loads(text)
    except (ValueError, RecursionError):
        raise WireError("a message is not JSON") from None
    if type(header) is not dict or type(header.get("values")) is not dict:
        raise WireError("a message is no object with values")
    return Frame(header, blob, json_size + blob_size)


def _read_exactly(stream: BinaryIO, size: int) -> bytes:
    whole = stream.read(size) if 0 < size <= 2**16 else b""
    if len(whole) == size:
        return whole
    parts = [whole]
    missing = size - len(whole)
    while missing:
        part = stream.read(min(missing, 2**20))
        if not part:
            raise EOFError("the stream ended" + (" inside a message" if missing < size else ""))
        parts.append(part)
        missing -= len(part)
    return b"".join(parts)

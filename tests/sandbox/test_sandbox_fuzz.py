"""The parent's reader against bad frames: a value or an error of ours, nothing else."""

import io
import json
import random
from typing import Any

import numpy as np
import pytest

from grader.model.facts import ArrayValue, Opaque
from grader.sandbox.inside import wire
from grader.sandbox.messages import answer_of, defaults_of, problem_of, texts

CHUNK = 20_000
TAGS = "ifcsltdaqox"


def seeds() -> list[bytes]:
    """Return honest frames to damage."""
    values: list[Any] = [
        1.5,
        np.arange(6.0).reshape(2, 3),
        (0.1, np.ones(2), np.zeros((2, 2))),
        {"a": [1, "two", None, True]},
        np.float32(2),
        10**30,
    ]
    header = {"type": "answer", "index": 0, "stdout": "hi", "notes": {"drawn": 3}}
    return [wire.encode_frame(header, {"value": value, "after": None}) for value in values] + [
        wire.encode_frame({"type": "raised", "index": 0, "exception": "E", "trace": ["a"]}),
        wire.encode_frame({"type": "problem", "reason": "x", "message": "y", "line": 3}),
    ]


def damaged(rng: random.Random, frame: bytes) -> bytes:
    """Flip, cut, repeat or insert a few bytes."""
    data = bytearray(frame)
    for _ in range(rng.randint(1, 4)):
        place = rng.randrange(len(data))
        match rng.randrange(4):
            case 0:
                data[place] = rng.randrange(256)
            case 1:
                del data[place : place + rng.randint(1, 9)]
            case 2:
                data[place:place] = bytes(rng.randrange(256) for _ in range(rng.randint(1, 5)))
            case _:
                data[place:place] = data[place : place + 9]
        if not data:
            data = bytearray(b"G")
    return bytes(data)


def invented(rng: random.Random, depth: int = 0) -> Any:
    """Return a JSON tree that looks like an encoded value."""
    kind = rng.randrange(7 if depth < 5 else 4)
    if kind == 0:
        return rng.choice([None, True, 0, -1, 2**70, 1.5, "", "0x1p3", "nan", "<f8", "ndarray"])
    if kind < 4:
        return [invented(rng, depth + 1) for _ in range(rng.randrange(5))] if depth < 5 else []
    return {rng.choice(TAGS): invented(rng, depth + 1)}


def framed(rng: random.Random) -> bytes:
    """Return a whole frame around an invented value."""
    header = {
        "type": rng.choice(["answer", "raised", "problem", "loaded", 3, None]),
        "index": rng.choice([0, 1, -1, "0", None]),
        "stdout": rng.choice(["", "x" * 50, 5, None, ["a"]]),
        "notes": rng.choice([{}, {"drawn": "x"}, {"drawn": 2**80}, [], 7]),
        "reason": rng.choice(["killed", "raised", [], {}, 5, None]),
        "remarks": rng.choice([[], ["a"], [5], "abc", 5, {}, None]),
        "line": rng.choice([1, True, "1", None, 1.5]),
        "trace": rng.choice([[], ["a", 5], "abc", None]),
        "values": rng.choice([{"value": invented(rng)}, {"value": None, "after": invented(rng)}]),
    }
    text = json.dumps(header).encode()
    blob = bytes(rng.randrange(64))
    return wire.HEADER.pack(wire.MAGIC, len(text), len(blob)) + text + blob


def read(data: bytes) -> None:
    """Read a frame and make an answer of it, as the session does."""
    try:
        frame = wire.read_frame(io.BytesIO(data))
    except (EOFError, wire.WireError):
        return
    answer_of(frame, 0)
    problem_of(frame.header)
    texts(frame.header.get("remarks"))
    defaults_of(frame)
    for tree in frame.header["values"].values():
        try:
            wire.Decoder(frame.blob, ArrayValue, Opaque).decode(tree)
        except wire.WireError:
            continue


def fuzz(chunk: int, count: int) -> int:
    """Read `count` bad frames; any other exception than ours is a failure."""
    rng = random.Random(chunk)
    honest = seeds()
    for number in range(count):
        read(damaged(rng, rng.choice(honest)) if number % 2 else framed(rng))
    return count


def test_some_thousand_bad_frames() -> None:
    """A sample of the long run."""
    assert 4000 == fuzz(0, 4000)


@pytest.mark.prove
@pytest.mark.parametrize("chunk", range(50))
def test_a_million_bad_frames(chunk: int) -> None:
    """Fifty chunks of twenty thousand."""
    assert CHUNK == fuzz(chunk + 1, CHUNK)

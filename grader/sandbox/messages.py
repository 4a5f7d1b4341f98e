"""What a session and a worker say to each other: batches out, answers in, nothing believed."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Protocol, TypeGuard

from grader.model.batch import Batch, Call, OwnFunction
from grader.model.case import Probe
from grader.model.facts import Answer, ArrayValue, LoadProblem, Opaque, Raised, Returned
from grader.sandbox.inside import wire

LOAD_REASONS = frozenset(
    ("import-failed", "syntax-error", "python-2", "missing-function", "out-of-memory")
)


class Service(Protocol):
    """Answers for a function of the student's that is known to be wrong."""

    names: tuple[str, ...]
    """Names under which the student's function may be defined."""

    def answer(self, arguments: Sequence[Any]) -> Any:
        """Return the right value; raises ValueError where the arguments make none."""
        ...


def encoded(batch: Batch, services: Sequence[Service] = ()) -> bytes:
    """Return the frame of a batch, made once: submissions that lie alike share their batches."""
    key = tuple(service.names[0] for service in services)
    if key not in batch.frames:
        batch.frames[key] = encode_batch(batch, services)
    return batch.frames[key]


def encode_batch(batch: Batch, services: Sequence[Service] = ()) -> bytes:
    """Return the frame that asks a worker for a batch."""
    header = {
        "type": "batch",
        "file": batch.file,
        "functions": list(batch.functions),
        "services": [list(service.names) for service in services],
        "calls": [_call_header(call) for call in batch.calls],
    }
    values = {
        str(index): [to_wire(value) for _, value in call.arguments]
        for index, call in enumerate(batch.calls)
    }
    return wire.encode_frame(header, values)


def _call_header(call: Call) -> dict[str, Any]:
    return {
        "names": [name for name, _ in call.arguments],
        "droppable": list(call.droppable),
        "seed": call.seed,
        "want_after": call.want_after,
    }


def to_wire(value: Any) -> Any:
    """Replace probes and own functions by what the worker builds them from."""
    if isinstance(value, Probe):
        options = {name: to_wire(item) for name, item in value.options.items()}
        return wire.Special("probe", {"name": value.name, "options": options})
    if isinstance(value, OwnFunction):
        return wire.Special("own", list(value.names))
    if isinstance(value, list | tuple):
        return type(value)(to_wire(item) for item in value)
    if isinstance(value, Mapping):
        return {name: to_wire(item) for name, item in value.items()}
    return value


def is_kind(message: Any, kind: str) -> TypeGuard[wire.Frame]:
    """Return whether a message is a frame of that kind."""
    return isinstance(message, wire.Frame) and message.header.get("type") == kind


def size_of(message: Any) -> int:
    """Return how many bytes an answer takes, but for what was printed, which has its own bound."""
    if not isinstance(message, wire.Frame):
        return 0
    printed = message.header.get("stdout")
    return message.size - (len(json.dumps(printed)) if type(printed) is str else 0)


def answer_of(message: Any, index: int) -> Answer | None:
    """Return the answer to a call; None if the message is none."""
    if not isinstance(message, wire.Frame) or message.header.get("index") != index:
        return None
    header = message.header
    try:
        if header.get("type") == "answer":
            after = decoded(message, "after")
            return Returned(
                decoded(message, "value"),
                _text(header.get("stdout")),
                tuple(after) if isinstance(after, list) else None,
                _counts(header.get("notes")),
            )
        if header.get("type") == "raised":
            return _raised(header)
    except wire.WireError:
        return None
    return None


def _raised(header: dict[str, Any]) -> Raised:
    line = header.get("line")
    old = header.get("python2")
    return Raised(
        _text(header.get("exception"))[:200],
        _text(header.get("message")),
        line if type(line) is int else None,
        _text(header.get("file")),
        tuple(texts(header.get("trace"))),
        _text(header.get("stdout")),
        _text(old) if old is not None else None,
    )


def problem_of(header: dict[str, Any]) -> LoadProblem:
    """Return why a file could not be imported."""
    reason = _text(header.get("reason"))
    line = header.get("line")
    return LoadProblem(
        reason if reason in LOAD_REASONS else "import-failed",  # type: ignore[arg-type]
        _text(header.get("message")),
        _text(header.get("file")),
        line if type(line) is int else None,
    )


def decoded(message: wire.Frame, name: str) -> Any:
    """Return a value of a frame, rebuilt as base types; raises WireError."""
    decoder = wire.Decoder(message.blob, ArrayValue, Opaque)
    return decoder.decode(message.header["values"].get(name))


def defaults_of(message: wire.Frame) -> dict[str, Any]:
    """Return the default arguments of the student's function, as far as they are plain."""
    try:
        defaults = decoded(message, "defaults")
    except wire.WireError:
        return {}
    return defaults if isinstance(defaults, dict) else {}


def _text(value: Any) -> str:
    """Return a text that can be written as UTF-8, whatever the worker sent."""
    text = value if type(value) is str else ""
    return text[:100_000].encode("utf-8", "replace").decode("utf-8")


def texts(values: Any) -> list[str]:
    """Return the texts of a list, whatever the worker sent."""
    return [_text(value)[:1000] for value in values[:50]] if type(values) is list else []


def _counts(notes: Any) -> dict[str, int]:
    if type(notes) is not dict:
        return {}
    return {_text(k)[:40]: v for k, v in list(notes.items())[:20] if type(v) is int}

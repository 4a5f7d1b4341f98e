"""Run the batches of one submission: clocks, restarts after a death, facts out."""

import json
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from grader.model.batch import Batch, Call, OwnFunction
from grader.model.case import Probe
from grader.model.facts import (
    Answer,
    ArrayValue,
    BatchFacts,
    Ended,
    LoadProblem,
    NotRun,
    Opaque,
    Raised,
    Returned,
)
from grader.model.rubric import Limits
from grader.sandbox.channel import Channel, Finished, Launcher, SandboxError, clean_environment
from grader.sandbox.inside import wire
from grader.sandbox.layout import COURSE, PROBES, WORK, Layout

BOOT_SECONDS = 60.0
MOST_FILES = 64
MOST_ASKED = 10_000
LOAD_REASONS = frozenset(
    ("import-failed", "syntax-error", "python-2", "missing-function", "out-of-memory")
)


@dataclass(frozen=True)
class Stopped:
    """The worker is gone: why, in the words of the contract and of a person."""

    kind: str
    detail: str


class Service(Protocol):
    """Answers for a function of the student's that is known to be wrong."""

    names: tuple[str, ...]
    """Names under which the student's function may be defined."""

    def answer(self, arguments: Sequence[Any]) -> Any:
        """Return the right value; raises ValueError where the arguments make none."""
        ...


class Session:
    """The worker processes of one submission, one after another."""

    def __init__(
        self,
        launcher: Launcher,
        laid: Layout,
        limits: Limits,
        root: str,
        deadline: float | None = None,
        services: Sequence[Service] = (),
    ) -> None:
        self.launcher = launcher
        self.laid = laid
        self.limits = limits
        self.root = root
        self.deadline = deadline or time.monotonic() + limits.submission_seconds
        """When the submission's time is up: one clock, however many sessions it takes."""
        self.services = tuple(services)
        """What stands in the place of some of the student's functions."""
        self.asked = 0
        self.process: Channel | None = None
        self.process_why = ""
        self.served = False
        """Whether student code may have run in the worker already."""
        self.definitions_only: dict[str, str] = {}
        """Files whose import did not end, and why: only their definitions are taken."""

    def run(self, batches: Sequence[Batch]) -> dict[str, BatchFacts]:
        """Return the facts of each batch by its key; always all of them."""
        try:
            return {batch.key: self.run_batch(batch) for batch in batches}
        finally:
            self.stop()

    def run_batch(self, batch: Batch) -> BatchFacts:
        """Run one batch; if the import hangs or dies, once more with the definitions alone."""
        if time.monotonic() >= self.deadline:
            return self.too_late(batch)
        why = self.definitions_only.get(batch.file, "")
        outcome = self.attempt(batch, why)
        if isinstance(outcome, Stopped) and not why:
            self.definitions_only[batch.file] = outcome.detail
            outcome = self.attempt(batch, outcome.detail)
        if isinstance(outcome, Stopped):
            problem = LoadProblem(outcome.kind, outcome.detail, batch.file)  # type: ignore[arg-type]
            return BatchFacts((), problem)
        return outcome

    def too_late(self, batch: Batch) -> BatchFacts:
        """Return the facts of a batch for which no time is left."""
        seconds = self.limits.submission_seconds
        detail = f"the submission used up its {seconds:g} s before this was tried"
        return BatchFacts(tuple(NotRun("timeout", detail) for _ in batch.calls))

    def attempt(self, batch: Batch, why: str) -> BatchFacts | Stopped:
        """Send a batch and collect its facts; Stopped means that the import did not end.

        `why` says why the definitions alone are to be imported; empty for a whole import.
        """
        if self.process is not None and not self.begin(batch, self.process, why):
            self.stop()  # what ran there before has spoilt it: a fresh one, then
        if self.process is None:
            process = self.ready_process(why)
            if not self.begin(batch, process, why):
                self.stop()
                raise SandboxError("a fresh worker did not start on its work")
        assert self.process is not None
        process = self.process
        loaded = self.load(process)
        if isinstance(loaded, Stopped | BatchFacts):
            return loaded
        answers = tuple(self.answers(process, batch))
        remarks = _texts(loaded.header.get("remarks"))
        if self.process is not None:
            remarks += self.finish(process)
        return BatchFacts(answers, None, tuple(remarks), _defaults(loaded))

    def begin(self, batch: Batch, process: Channel, why: str) -> bool:
        """Hand a batch to a worker; False if it does not begin on it."""
        if self.process_why != why:
            return False
        used = self.served
        seconds = self.limits.call_seconds if used else BOOT_SECONDS
        self.served = True
        return process.send(encoded(batch, self.services), seconds) and _is(
            process.receive(seconds), "loading"
        )

    def load(self, process: Channel) -> wire.Frame | BatchFacts | Stopped:
        """Wait for the import: the `loaded` frame, facts of a problem, or that it stopped."""
        message = process.receive(min(self.limits.import_seconds, self.time_left()))
        if isinstance(message, wire.Frame) and _is(message, "problem"):
            return BatchFacts((), _problem(message.header))
        if isinstance(message, wire.Frame) and _is(message, "loaded"):
            return message
        self.stop()
        if message is None:
            seconds = self.limits.import_seconds
            return Stopped("timeout", f"importing the file took more than {seconds:g} s")
        return Stopped("killed", f"importing the file ended the process: {_words(message)}")

    def answers(self, process: Channel, batch: Batch) -> Iterator[Answer]:
        """Yield one answer for each call; after a death the rest are NotRun."""
        stopped: Stopped | None = None
        room = batch.room
        for index in range(len(batch.calls)):
            if stopped is not None:
                yield NotRun(stopped.kind, stopped.detail)  # type: ignore[arg-type]
                continue
            message = self.next_answer(process)
            room -= _size(message)
            answer = _answer(message, index) if room >= 0 else None
            if answer is None:
                self.stop()
                stopped = self.reason(message) if room >= 0 else _too_much(batch)
                answer = Ended(stopped.kind, stopped.detail)  # type: ignore[arg-type]
            elif isinstance(answer, Raised) and answer.type_name == "MemoryError":
                # Filling the memory takes long: one such call is enough for its batch.
                self.stop()
                stopped = Stopped("out-of-memory", "an earlier call took all the memory allowed")
            yield answer

    def next_answer(self, process: Channel) -> wire.Frame | Finished | None:
        """Wait for the answer to a call, answering what the student's code asks meanwhile."""
        until = time.monotonic() + min(self.limits.call_seconds, self.time_left())
        while True:
            message = process.receive(until - time.monotonic())
            if not self.services or not _is(message, "ask"):
                return message
            self.asked += 1
            if self.asked > MOST_ASKED:
                return None
            assert isinstance(message, wire.Frame)
            if not process.send(self.reply(message), self.limits.call_seconds):
                return None

    def reply(self, message: wire.Frame) -> bytes:
        """Answer for a function that the student's code calls."""
        number = message.header.get("service")
        try:
            if type(number) is not int or not 0 <= number < len(self.services):
                raise ValueError("no such function")
            arguments = _decoded(message, "arguments")
            value = self.services[number].answer(arguments if isinstance(arguments, list) else [])
            return wire.encode_frame({"type": "reply"}, {"value": value})
        except (ValueError, wire.WireError) as error:
            return wire.encode_frame({"type": "reply", "failed": str(error)[:200]})

    def reason(self, message: wire.Frame | Finished | None) -> Stopped:
        """Say why the worker had to be given up."""
        if message is None and self.time_left() <= 0:
            seconds = self.limits.submission_seconds
            return Stopped("timeout", f"the submission took more than {seconds:g} s altogether")
        if message is None:
            seconds = self.limits.call_seconds
            return Stopped("timeout", f"no answer after {seconds:g} s")
        return Stopped("killed", _words(message))

    def finish(self, process: Channel) -> list[str]:
        """Wait for the end of a batch; a worker that doesn't come to it is replaced."""
        message = process.receive(self.limits.call_seconds)
        if isinstance(message, wire.Frame) and _is(message, "done"):
            return _texts(message.header.get("remarks"))
        self.stop()
        return []

    def ready_process(self, why: str) -> Channel:
        """Return a running worker that imports in the wanted way."""
        if self.process is not None and self.process_why != why:
            self.stop()
        if self.process is None:
            self.process = self.launcher.start()
            self.process_why = why
            self.served = False
            setup = self.setup_frame(self.process.base, why)
            if not self.process.send(setup, BOOT_SECONDS):
                self.stop()
                raise SandboxError("the worker did not take its setup")
        return self.process

    def setup_frame(self, base: str, why: str) -> bytes:
        """Return the first message to a worker."""
        limits = self.limits
        top = f"{base}/{WORK}"
        header = {
            "type": "setup",
            "base": base,
            "top": top,
            "root": f"{base}/{self.laid.folder(self.root)}",
            "stand_ins": f"{base}/{COURSE}" if self.laid.has_course else None,
            "probes": f"{base}/{PROBES}" if self.laid.has_probes else None,
            "environment": clean_environment(base),
            "definitions_only": why,
            "output_limit": limits.output_kb * 1024,
            "limits": {
                "RLIMIT_AS": limits.memory_mb * 2**20,
                "RLIMIT_CORE": 0,
                "RLIMIT_NOFILE": MOST_FILES,
                "RLIMIT_FSIZE": 64 * 2**20,
                "RLIMIT_CPU": int(limits.submission_seconds) + 5,
            },
        }
        return wire.encode_frame(header, {"files": self.laid.files})

    def time_left(self) -> float:
        """Return the seconds until the submission's time is up."""
        return self.deadline - time.monotonic()

    def stop(self) -> None:
        """End the current worker, if there is one."""
        if self.process is not None:
            self.process.kill()
            self.process = None


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


def _is(message: Any, kind: str) -> bool:
    return isinstance(message, wire.Frame) and message.header.get("type") == kind


def _words(message: wire.Frame | Finished | None) -> str:
    if isinstance(message, Finished):
        return message.words()
    return "it said something out of turn" if message is not None else "it said nothing"


def _size(message: wire.Frame | Finished | None) -> int:
    """Return how many bytes an answer takes, but for what was printed, which has its own bound."""
    if not isinstance(message, wire.Frame):
        return 0
    printed = message.header.get("stdout")
    return message.size - (len(json.dumps(printed)) if type(printed) is str else 0)


def _too_much(batch: Batch) -> Stopped:
    most = f"{batch.room // 1024} kB in {len(batch.calls)} calls"
    return Stopped("out-of-memory", f"what it returned is far too large: more than {most}")


def _answer(message: wire.Frame | Finished | None, index: int) -> Answer | None:
    if not isinstance(message, wire.Frame) or message.header.get("index") != index:
        return None
    header = message.header
    try:
        if header.get("type") == "answer":
            after = _decoded(message, "after")
            return Returned(
                _decoded(message, "value"),
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
        tuple(_texts(header.get("trace"))),
        _text(header.get("stdout")),
        _text(old) if old is not None else None,
    )


def _problem(header: dict[str, Any]) -> LoadProblem:
    reason = _text(header.get("reason"))
    line = header.get("line")
    return LoadProblem(
        reason if reason in LOAD_REASONS else "import-failed",  # type: ignore[arg-type]
        _text(header.get("message")),
        _text(header.get("file")),
        line if type(line) is int else None,
    )


def _decoded(message: wire.Frame, name: str) -> Any:
    decoder = wire.Decoder(message.blob, ArrayValue, Opaque)
    return decoder.decode(message.header["values"].get(name))


def _defaults(message: wire.Frame) -> dict[str, Any]:
    try:
        defaults = _decoded(message, "defaults")
    except wire.WireError:
        return {}
    return defaults if isinstance(defaults, dict) else {}


def _text(value: Any) -> str:
    """Return a text that can be written as UTF-8, whatever the worker sent."""
    text = value if type(value) is str else ""
    return text[:100_000].encode("utf-8", "replace").decode("utf-8")


def _texts(values: Any) -> list[str]:
    return [_text(value)[:1000] for value in values[:50]] if type(values) is list else []


def _counts(notes: Any) -> dict[str, int]:
    if type(notes) is not dict:
        return {}
    return {_text(k)[:40]: v for k, v in list(notes.items())[:20] if type(v) is int}

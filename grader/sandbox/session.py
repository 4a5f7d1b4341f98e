"""Run the batches of one submission: clocks, restarts after a death, facts out."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from grader.model.batch import Batch
from grader.model.facts import Answer, BatchFacts, Ended, LoadProblem, NotRun, Raised
from grader.model.rubric import Limits
from grader.sandbox.channel import Channel, Finished, Launcher, SandboxError, clean_environment
from grader.sandbox.inside import wire
from grader.sandbox.layout import COURSE, PROBES, WORK, Layout
from grader.sandbox.messages import (
    Service,
    answer_of,
    decoded,
    defaults_of,
    encoded,
    is_kind,
    problem_of,
    size_of,
    texts,
)

BOOT_SECONDS = 60.0
MOST_FILES = 64
MOST_ASKED = 10_000


@dataclass(frozen=True)
class Stopped:
    """The worker is gone: why, in the words of the contract and of a person."""

    kind: str
    detail: str


class Turn(NamedTuple):
    """The time in which the calls of one batch must have answered."""

    end: float
    seconds: float


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
        self.turn = Turn(self.deadline, self.deadline - time.monotonic())
        self.waiting = 1
        """How many batches are still to be run, the present one included."""
        self.asked = 0
        self.process: Channel | None = None
        self.process_why = ""
        self.served = False
        """Whether student code may have run in the worker already."""
        self.definitions_only: dict[str, str] = {}
        """Files whose import did not end, and why: only their definitions are taken."""

    def run(self, batches: Sequence[Batch]) -> dict[str, BatchFacts]:
        """Return the facts of each batch by its key; always all of them."""
        facts = {}
        try:
            for place, batch in enumerate(batches):
                self.waiting = len(batches) - place
                facts[batch.key] = self.run_batch(batch)
            return facts
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
        self.turn = self.next_turn()
        answers = tuple(self.answers(process, batch))
        remarks = texts(loaded.header.get("remarks"))
        if self.process is not None:
            remarks += self.finish(process)
        return BatchFacts(answers, None, tuple(remarks), defaults_of(loaded))

    def begin(self, batch: Batch, process: Channel, why: str) -> bool:
        """Hand a batch to a worker; False if it does not begin on it."""
        if self.process_why != why:
            return False
        used = self.served
        seconds = self.limits.call_seconds if used else BOOT_SECONDS
        self.served = True
        return process.send(encoded(batch, self.services), seconds) and is_kind(
            process.receive(seconds), "loading"
        )

    def load(self, process: Channel) -> wire.Frame | BatchFacts | Stopped:
        """Wait for the import: the `loaded` frame, facts of a problem, or that it stopped."""
        message = process.receive(min(self.limits.import_seconds, self.time_left()))
        if is_kind(message, "problem"):
            return BatchFacts((), problem_of(message.header))
        if is_kind(message, "loaded"):
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
            room -= size_of(message)
            answer = answer_of(message, index) if room >= 0 else None
            if answer is None:
                self.stop()
                stopped = self.reason(message) if room >= 0 else _too_much(batch)
                answer = Ended(stopped.kind, stopped.detail)  # type: ignore[arg-type]
            elif isinstance(answer, Raised) and answer.type_name == "MemoryError":
                # Filling the memory takes long: one such call is enough for its batch.
                self.stop()
                stopped = Stopped("out-of-memory", "an earlier call took all the memory allowed")
            yield answer

    def next_answer(self, process: Channel) -> wire.Frame | Finished | Stopped | None:
        """Wait for the answer to a call, answering what the student's code asks meanwhile."""
        until = min(time.monotonic() + self.limits.call_seconds, self.turn.end)
        while True:
            message = process.receive(until - time.monotonic())
            if not self.services or not is_kind(message, "ask"):
                return message
            self.asked += 1
            if self.asked > MOST_ASKED:
                return Stopped("timeout", f"more than {MOST_ASKED:,} calls of the right helpers")
            assert isinstance(message, wire.Frame)
            if not process.send(self.reply(message), self.limits.call_seconds):
                return None

    def reply(self, message: wire.Frame) -> bytes:
        """Answer for a function that the student's code calls."""
        number = message.header.get("service")
        try:
            if type(number) is not int or not 0 <= number < len(self.services):
                raise ValueError("no such function")
            arguments = decoded(message, "arguments")
            value = self.services[number].answer(arguments if isinstance(arguments, list) else [])
            return wire.encode_frame({"type": "reply"}, {"value": value})
        except (ValueError, wire.WireError) as error:
            return wire.encode_frame({"type": "reply", "failed": str(error)[:200]})

    def reason(self, message: wire.Frame | Finished | Stopped | None) -> Stopped:
        """Say why the worker had to be given up."""
        if isinstance(message, Stopped):
            return message
        if message is None and time.monotonic() >= self.turn.end:
            words = f"its calls took more than {self.turn.seconds:.3g} s altogether"
            return Stopped("timeout", words)
        if message is None:
            seconds = self.limits.call_seconds
            return Stopped("timeout", f"no answer after {seconds:g} s")
        return Stopped("killed", _words(message))

    def finish(self, process: Channel) -> list[str]:
        """Wait for the end of a batch; a worker that doesn't come to it is replaced."""
        message = process.receive(self.limits.call_seconds)
        if is_kind(message, "done"):
            return texts(message.header.get("remarks"))
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

    def next_turn(self) -> "Turn":
        """Return the next batch's share of the time: none can use up that of another."""
        seconds = self.time_left() / self.waiting
        return Turn(time.monotonic() + seconds, seconds)

    def time_left(self) -> float:
        """Return the seconds until the submission's time is up."""
        return self.deadline - time.monotonic()

    def stop(self) -> None:
        """End the current worker, if there is one."""
        if self.process is not None:
            self.process.kill()
            self.process = None


def _words(message: wire.Frame | Finished | None) -> str:
    if isinstance(message, Finished):
        return message.words()
    return "it said something out of turn" if message is not None else "it said nothing"


def _too_much(batch: Batch) -> Stopped:
    most = f"{batch.room // 1024} kB in {len(batch.calls)} calls"
    return Stopped("out-of-memory", f"what it returned is far too large: more than {most}")

"""Which isolation layers hold on this machine, each by trying it alone from inside."""

import os
import socket
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.model.batch import Batch, Call
from grader.model.facts import Answer, Ended, Raised, Returned
from grader.model.rubric import Limits
from grader.sandbox.channel import SandboxError
from grader.sandbox.layout import lay
from grader.sandbox.leftovers import temporary
from grader.sandbox.remedy import refusal, remedy
from grader.sandbox.session import Session
from grader.sandbox.slot import LAYERS, ForkLauncher

TRIALS = Path(__file__).with_name("inside") / "trials.py"
ADDED = 10.0


@dataclass(frozen=True)
class Finding:
    """One layer: whether it holds, how that was tried, and what to do if it doesn't."""

    layer: str
    holds: bool
    tried: str
    to_do: str = ""


@dataclass(frozen=True)
class Trial:
    """One attempt from inside, in words that follow "student code could"."""

    function: str
    argument: str | int
    words: str
    held: Callable[[Answer], bool]


def denied(answer: Answer) -> bool:
    """Say whether an attempt was refused."""
    return isinstance(answer, Raised)


def unseen(answer: Answer) -> bool:
    """Say whether something was not to be seen, or asking was refused."""
    return isinstance(answer, Raised) or (isinstance(answer, Returned) and answer.value is False)


def stopped(answer: Answer) -> bool:
    """Say whether a call was stopped by the parent's clock."""
    return isinstance(answer, Ended) and answer.kind == "timeout"


def out_of_memory(answer: Answer) -> bool:
    """Say whether memory was refused."""
    return isinstance(answer, Raised) and answer.type_name == "MemoryError"


def added(answer: Answer) -> bool:
    """Say whether honest arithmetic gave what it should."""
    return isinstance(answer, Returned) and answer.value == ADDED


def examine(without: Collection[str] = ()) -> Iterator[Finding]:
    """Yield a finding for each layer; `without` names layers that are switched off."""
    if sys.platform != "linux":
        for layer in LAYERS:
            yield Finding(layer, False, "needs Linux", "grade on Linux; self-checks work here")
        return
    with temporary("doctor") as folder, _listener() as port:
        secret = folder / "secret.txt"
        secret.write_text("secret", encoding="utf-8")
        outside = folder / "written.txt"
        missing = False
        for layer, trials in _trials(secret, outside, port).items():
            if layer == "together" and missing:
                return
            finding = _examined(layer, _layers_of(layer, without), trials)
            if layer in without:
                finding = _switched_off(finding)
            elif not finding.holds:
                missing = True
            yield finding


def _layers_of(row: str, without: Collection[str]) -> tuple[str, ...]:
    """Return what stands while a row is tried: its layer alone, or all of them."""
    wanted = {"clock": (), "together": LAYERS}.get(row, (row,))
    return tuple(layer for layer in wanted if layer not in without)


def _trials(secret: Path, outside: Path, port: int) -> dict[str, list[Trial]]:
    own = os.getpid()

    def unwritten(answer: Answer) -> bool:
        return denied(answer) and not outside.exists()

    return {
        "namespaces": [
            Trial("exists", str(secret), "see a file of this machine", unseen),
            Trial("see", own, "see the grader's process", unseen),
            Trial("connect", port, "reach a listener on loopback", denied),
        ],
        "landlock": [
            Trial("read", str(secret), "read a file of this machine", denied),
            Trial("write", str(outside), "write outside its folder", unwritten),
        ],
        "seccomp": [
            Trial("open_socket", 0, "open a socket", denied),
            Trial("fork", 0, "start a process", denied),
            Trial("execute", "/bin/true", "become another program", denied),
        ],
        "rlimits": [
            Trial("allocate", 0, "take 64 GB of memory", out_of_memory),
            Trial("fill", 0, "write a file of 8 GB", denied),
        ],
        "clock": [Trial("spin", 0, "outlive its time", stopped)],
        "together": [Trial("add", 0, "not do honest sums with numpy", added)],
    }


def _examined(row: str, layers: Sequence[str], trials: Sequence[Trial]) -> Finding:
    """Run a row's trials in a fork server that has these layers and no others."""
    launcher = ForkLauncher(layers)
    limits = Limits(call_seconds=3.0, submission_seconds=30.0)
    text = TRIALS.read_text(encoding="utf-8")
    batches = [
        Batch(t.function, "trials.py", (t.function,), (Call((("x", t.argument),), (False,), 0),))
        for t in trials
    ]
    try:
        laid = lay({"trials.py": text}, {}, {}, None)
        facts = Session(launcher, laid, limits, "").run(batches)
    except SandboxError as error:
        why = refusal(row) or str(error)
        return Finding(row, False, f"it could not be put up: {why}", remedy(row))
    finally:
        launcher.close()
    failed = [t.words for t in trials if not any(map(t.held, facts[t.function].answers))]
    if failed:
        return Finding(row, False, _could(*failed), remedy(row))
    if row == "together":
        return Finding(row, True, "behind all layers that are on, student code did sums with numpy")
    return Finding(row, True, f"student code tried in vain to {_list(t.words for t in trials)}")


def _could(*deeds: str) -> str:
    return f"student code could {_list(deeds)}"


def _list(deeds: Iterable[str]) -> str:
    *most, last = deeds
    return f"{', '.join(most)} and {last}" if most else last


def _switched_off(finding: Finding) -> Finding:
    """Say that a layer was switched off, what came of it, and what to do on machines without it."""
    layer = finding.layer
    to_do = f"leave out --without {layer}; on a machine that lacks it: {remedy(layer)}"
    return Finding(layer, False, f"switched off: {finding.tried}", to_do)


class _listener:  # noqa: N801 - used as a with statement's word
    """A socket on loopback that nobody may reach."""

    def __enter__(self) -> int:
        self.socket = socket.create_server(("127.0.0.1", 0))
        return int(self.socket.getsockname()[1])

    def __exit__(self, *_: object) -> None:
        self.socket.close()

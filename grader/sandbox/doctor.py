"""Which isolation layers hold on this machine, each by trying it alone from inside."""

import os
import socket
import sys
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.model.batch import Batch, Call
from grader.model.facts import Answer, Ended, Raised, Returned
from grader.model.rubric import Limits
from grader.sandbox.channel import SandboxError
from grader.sandbox.layout import lay
from grader.sandbox.leftovers import temporary
from grader.sandbox.session import Session
from grader.sandbox.slot import LAYERS, ForkLauncher

TRIALS = Path(__file__).with_name("inside") / "trials.py"
MENDS = {
    "namespaces": "allow unprivileged user namespaces (sysctl user.max_user_namespaces, "
    "kernel.unprivileged_userns_clone; in a container: a seccomp profile that allows unshare)",
    "landlock": "a kernel of 5.13 or newer with Landlock enabled (boot option lsm=landlock,…)",
    "seccomp": "install the package libseccomp2",
    "rlimits": "run where setrlimit works",
    "clock": "nothing to install: report this as a fault of the grader",
}


@dataclass(frozen=True)
class Finding:
    """One layer: whether it holds, how that was tried, and what to do if it doesn't."""

    layer: str
    holds: bool
    tried: str
    mend: str = ""


@dataclass(frozen=True)
class Trial:
    """One attempt from inside, and the words for it."""

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
        for layer, trials in _trials(secret, outside, port).items():
            layers = () if layer in without or layer == "clock" else (layer,)
            finding = _examined(layer, layers, trials)
            if outside.exists() and layer in ("namespaces", "landlock"):
                finding = Finding(layer, False, "wrote a file outside", MENDS[layer])
            outside.unlink(missing_ok=True)
            yield finding


def _trials(secret: Path, outside: Path, port: int) -> dict[str, list[Trial]]:
    own = os.getpid()
    return {
        "namespaces": [
            Trial("exists", str(secret), "saw a file of this machine", unseen),
            Trial("see", own, "saw the grader's process", unseen),
            Trial("connect", port, "reached a listener on loopback", denied),
        ],
        "landlock": [
            Trial("read", str(secret), "read a file of this machine", denied),
            Trial("write", str(outside), "wrote outside the scratch folder", denied),
        ],
        "seccomp": [
            Trial("open_socket", 0, "opened a socket", denied),
            Trial("fork", 0, "started a process", denied),
            Trial("execute", "/bin/true", "became another program", denied),
        ],
        "rlimits": [
            Trial("allocate", 0, "took 64 GB of memory", out_of_memory),
            Trial("fill", 0, "wrote a file of 8 GB", denied),
        ],
        "clock": [Trial("spin", 0, "outlived its time", stopped)],
    }


def _examined(layer: str, layers: Sequence[str], trials: Sequence[Trial]) -> Finding:
    """Run a layer's trials in a fork server that has this layer alone."""
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
        return Finding(layer, False, f"could not be put up: {error}", MENDS[layer])
    finally:
        launcher.close()
    for trial in trials:
        answers = facts[trial.function].answers
        if not answers or not trial.held(answers[0]):
            return Finding(layer, False, trial.words, MENDS[layer])
    tried = "; ".join(f"never {trial.words}" for trial in trials)
    return Finding(layer, True, tried)


class _listener:  # noqa: N801 - used as a with statement's word
    """A socket on loopback that nobody may reach."""

    def __enter__(self) -> int:
        self.socket = socket.create_server(("127.0.0.1", 0))
        return int(self.socket.getsockname()[1])

    def __exit__(self, *_: object) -> None:
        self.socket.close()

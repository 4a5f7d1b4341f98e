"""Runs attacks in the sandbox and says from outside what came of them."""

import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from grader.model.batch import Batch, Call
from grader.model.facts import BatchFacts, Returned
from grader.model.rubric import Limits
from grader.sandbox.channel import Launcher
from grader.sandbox.layout import lay
from grader.sandbox.session import Session
from tests.attacks.attack import Attack, Bait, Evidence

MOST_GROWN_MB = 250.0
"""What our own process may take for one hostile submission, above what it had."""
GRACE_SECONDS = 10.0
HONEST = '''
import gc, json, os, random, signal, struct, sys, time
import numpy as np

def listed(folder):
    try:
        return sorted(os.listdir(folder))
    except OSError:
        return []

def f(x):
    """Report everything that an attack before might have left behind."""
    files = sorted(os.path.join(a, n) for a, d, ns in os.walk("/homework/scratch") for n in d + ns)
    handlers = [str(signal.getsignal(n)) for n in (2, 10, 14, 15)]
    mask = os.umask(0o22)
    return [
        float(np.arange(4.0) @ np.arange(4.0)), float(np.exp(1.0)), json.dumps({"a": 0.1}),
        struct.pack("<d", 0.1).hex(), files, handlers, mask, sorted(os.environ), os.getcwd(),
        os.getpriority(os.PRIO_PROCESS, 0), len(os.sched_getaffinity(0)), time.tzname,
        sys.getrecursionlimit(), listed("/tmp"), listed("/dev/shm"), listed("."),
        random.random(), float(np.random.rand()), str(np.geterr()), len(gc.callbacks),
        sorted(name for name in sys.modules if "." not in name), print.__module__,
        sys.gettrace() is None, isinstance(1, str), len([1, 2]),
    ]
'''
HONEST_LIMITS = Limits(call_seconds=20, import_seconds=20, memory_mb=300)


class Arena:
    """One launcher and the bait around it; attacks come in one after another."""

    def __init__(self, launcher: Launcher, bait: Bait) -> None:
        self.launcher = launcher
        self.bait = bait
        self.undisturbed = self.honest()

    def honest(self) -> Any:
        """Return what a well-meant homework gets to see and to answer."""
        facts = self.run(HONEST, ("f",), 1, HONEST_LIMITS, {})
        (answer,) = facts["f"].answers
        assert isinstance(answer, Returned), answer
        return answer.value

    def run(
        self,
        code: str,
        functions: Sequence[str],
        calls: int,
        limits: Limits,
        files: Mapping[str, str],
    ) -> Mapping[str, BatchFacts]:
        """Run one homework, one batch a function."""
        call = Call((("x", 2.0),), (False,), 1, want_after=True)
        batches = [Batch(name, "hw.py", (name,), (call,) * calls) for name in functions]
        laid = lay({"hw.py": code, **files}, {}, {}, None)
        return Session(self.launcher, laid, limits, "").run(batches)

    def attack(self, attack: Attack) -> Evidence:
        """Run an attack and return what there is to see."""
        code = preamble(self.bait) + attack.code
        facts: Mapping[str, BatchFacts] = {}
        fault = ""
        had = memory_mb("VmRSS")
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # forget the last peak
        start = time.monotonic()
        try:
            facts = self.run(code, attack.functions, attack.calls, attack.limits, attack.files)
        except Exception as error:
            fault = f"{type(error).__name__}: {error}"
        seconds = time.monotonic() - start
        return Evidence(self.bait, facts, fault, seconds, memory_mb("VmHWM") - had)

    def won(self, attack: Attack, evidence: Evidence) -> list[str]:
        """Return the ways in which an attack won: its own, and those that no attack may."""
        ways = [attack.wins_if] if attack.won(evidence) else []
        if evidence.fault:
            ways.append(f"our own side failed: {evidence.fault}")
        if evidence.seconds > attack.limits.submission_seconds + GRACE_SECONDS:
            ways.append(f"it held us for {evidence.seconds:.1f} s")
        if evidence.grown_mb > MOST_GROWN_MB:
            ways.append(f"it took {evidence.grown_mb:.0f} MB of ours")
        if not evidence.fault:
            ways += incomplete(attack, evidence)
        ways += self.bait.changed()
        if self.honest() != self.undisturbed:
            ways.append("the next homework sees a changed world")
        return ways


def incomplete(attack: Attack, evidence: Evidence) -> list[str]:
    """Say which calls have no fact at all."""
    return [
        f"{name} has no facts"
        for name in attack.functions
        if name not in evidence.facts
        or (
            evidence.facts[name].problem is None
            and len(evidence.facts[name].answers) != attack.calls
        )
    ]


def preamble(bait: Bait) -> str:
    """Return the lines that tell an attack where the bait is."""
    return "".join(f"{name} = {value!r}\n" for name, value in bait.knows.items())


def memory_mb(field: str) -> float:
    """Return a memory figure of this process."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith(f"{field}:"):
            return float(line.split()[1]) / 1024
    raise LookupError(field)

"""A worker seen from outside: what the session needs of one, however it is kept in."""

import os
import signal
import sys
from dataclasses import dataclass
from typing import Protocol

from grader.model.results import Isolation
from grader.sandbox.inside import wire


class SandboxError(Exception):
    """The sandbox itself failed: our fault, never the student's."""


@dataclass(frozen=True)
class Finished:
    """How a worker ended."""

    returncode: int | None
    garbled: bool = False
    """Whether it wrote something that is no message."""

    def words(self) -> str:
        """Say it for a person."""
        if self.garbled:
            return "it wrote something else than an answer on the grader's channel"
        if self.returncode is None:
            return "it closed its channel to the grader"
        if self.returncode < 0:
            return f"the process was ended by {_signal_name(-self.returncode)}"
        return f"the process ended itself with exit code {self.returncode}"


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


class Channel(Protocol):
    """The wire to one worker."""

    base: str
    """The folder in which the worker lays out its files, as it sees it."""

    def send(self, data: bytes, timeout: float) -> bool:
        """Write one frame; False if the worker does not take it in time."""
        ...

    def receive(self, timeout: float) -> wire.Frame | Finished | None:
        """Return the next message, how the worker ended, or None after `timeout` seconds."""
        ...

    def kill(self) -> None:
        """End the worker and all that is left of it."""
        ...


class Launcher(Protocol):
    """Starts workers."""

    isolation: Isolation
    """What keeps the workers in."""

    def start(self) -> Channel:
        """Return the channel of a new worker; raises SandboxError where none can be had."""
        ...

    def close(self) -> None:
        """Let go of whatever serves more than one worker."""
        ...


def clean_environment(home: str) -> dict[str, str]:
    """Return the environment of student code: nothing of ours, one thread, a fixed hash seed."""
    single = ("OMP", "OPENBLAS", "MKL", "NUMEXPR", "VECLIB_MAXIMUM")
    environment = {f"{name}_NUM_THREADS": "1" for name in single}
    environment |= {
        "PYTHONHASHSEED": "0",
        "PYTHONUTF8": "1",
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        "HOME": home,
        "TMPDIR": home,
        "PATH": os.defpath,
        "MPLBACKEND": "agg",
    }
    if sys.platform == "win32":
        environment["SYSTEMROOT"] = os.environ.get("SYSTEMROOT", "")
    return environment

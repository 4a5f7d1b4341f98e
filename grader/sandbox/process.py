"""A worker in a process of its own, kept in by resource limits alone."""

import contextlib
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any, NamedTuple

import numpy

from grader.model.results import Isolation
from grader.sandbox.channel import Finished, SandboxError, clean_environment
from grader.sandbox.inside import wire
from grader.sandbox.leftovers import make_temporary
from grader.sandbox.removal import remove

MOST_WAITING = 16
"""Messages that wait to be looked at: a worker that talks unasked is not listened to."""
KEPT = sys.platform == "linux" and hasattr(os, "fork")
"""Whether a keeper stands above the worker, which ends all that the homework started."""
KEEPER_SECONDS = 5.0
"""How long the keeper may take for that."""
WIRE_SECONDS = 1.0
"""How long the wire is waited for when the worker is gone: something may hold its other end."""
BOOT = Path(__file__).with_name("inside") / "boot.py"


class Account(NamedTuple):
    """Another account of this machine, by its numbers."""

    user: int
    group: int


class ProcessLauncher:
    """Starts a fresh process for every worker: works everywhere, isolates little."""

    isolation = Isolation(level="reduced", layers=("process", "rlimits"))

    def __init__(self, account: Account | None = None) -> None:
        """Start workers as `account` where one is named, which only root can; else as this user."""
        self.account = account
        self.latest: ProcessChannel | None = None

    def start(self) -> "ProcessChannel":
        """Return the channel of a new process."""
        try:
            self.latest = ProcessChannel(self.account)
        except OSError as error:
            raise SandboxError(f"no worker process could be started: {error}") from None
        return self.latest

    def close(self) -> None:
        """End the worker that may still run."""
        if self.latest is not None:
            self.latest.kill()
            self.latest = None


class ProcessChannel:
    """One child process, its temporary folder, and the thread that reads its messages."""

    def __init__(self, account: Account | None = None) -> None:
        self.base = str(make_temporary("work"))
        other: dict[str, Any] = {}
        if account is not None:
            os.chown(self.base, *account)
            other = {"user": account.user, "group": account.group, "extra_groups": []}
        self.popen = subprocess.Popen(
            boot_command("kept" if KEPT else "worker"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=self.base,
            env=clean_environment(self.base),
            start_new_session=True,
            **other,
        )
        self.inbox: queue.Queue[Any] = queue.Queue(MOST_WAITING)
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()
        self.writer: threading.Thread | None = None

    def _read(self) -> None:
        """Put the worker's messages into the inbox, last of all how they ended; close the wire."""
        source: Any = self.popen.stdout
        try:
            while True:
                self.inbox.put(wire.read_frame(source, wire.ANSWER_JSON, wire.ANSWER_BLOB))
        except EOFError as error:
            self.inbox.put(Finished(None, garbled="inside" in str(error)))
        except (wire.WireError, OSError, ValueError, MemoryError):
            self.inbox.put(Finished(None, garbled=True))
        finally:
            source.close()

    def send(self, data: bytes, timeout: float) -> bool:
        """Write one frame; False if the worker does not take it in time."""
        self.writer = threading.Thread(target=self._write, args=(data,), daemon=True)
        self.writer.start()
        self.writer.join(timeout)
        return not self.writer.is_alive()

    def _write(self, data: bytes) -> None:
        assert self.popen.stdin is not None
        try:
            self.popen.stdin.write(data)
            self.popen.stdin.flush()
        except (OSError, ValueError):
            pass  # the reader sees the end of the process and tells how it came

    def receive(self, timeout: float) -> wire.Frame | Finished | None:
        """Return the next message, how the process ended, or None after `timeout` seconds."""
        try:
            message = self.inbox.get(timeout=max(timeout, 0.001))
        except queue.Empty:
            return None
        if isinstance(message, Finished):
            return self._finished(message)
        assert isinstance(message, wire.Frame)
        return message

    def _finished(self, message: Finished) -> Finished:
        if message.garbled:
            return message
        try:
            return Finished(self.popen.wait(timeout=1.0))
        except subprocess.TimeoutExpired:
            return message

    def kill(self) -> None:
        """End the process and everything it started: elsewhere than on Linux, in its session."""
        if KEPT:
            self.popen.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.popen.wait(KEEPER_SECONDS)
        try:
            if hasattr(os, "killpg"):
                os.killpg(self.popen.pid, signal.SIGKILL)
            else:
                self.popen.kill()
        except (ProcessLookupError, PermissionError):
            pass
        self.popen.wait()
        self._close()
        remove(Path(self.base))

    def _close(self) -> None:
        """Close the wire, waiting but shortly for the threads that still read or write it."""
        until = time.monotonic() + WIRE_SECONDS
        while self.reader.is_alive() and time.monotonic() < until:  # it may wait for room
            with contextlib.suppress(queue.Empty):
                self.inbox.get(timeout=0.01)
        if self.writer is not None:
            self.writer.join(max(until - time.monotonic(), 0.0))
        if self.popen.stdin is not None and not (self.writer and self.writer.is_alive()):
            with contextlib.suppress(OSError):
                self.popen.stdin.close()


def boot_command(role: str) -> list[str]:
    """Return the command that starts our code in a new interpreter without site-packages."""
    return [sys.executable, "-P", "-s", "-S", "-B", str(BOOT), role, str(site_packages())]


def site_packages() -> Path:
    """Return the folder that numpy was imported from."""
    return Path(numpy.__file__).resolve().parents[1]

"""A job slot's fork server: started once, it forks a worker for every submission."""

import contextlib
import json
import os
import select
import signal
import socket
import subprocess
import sys
import sysconfig
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from grader.model.results import Isolation
from grader.sandbox.channel import Channel, Finished, SandboxError
from grader.sandbox.inside import wire
from grader.sandbox.leftovers import make_temporary
from grader.sandbox.process import boot_command, site_packages
from grader.sandbox.removal import remove
from grader.sandbox.syscalls import FilterError, filter_program

LAYERS = ("namespaces", "landlock", "seccomp", "rlimits")
START_SECONDS = 60.0
END_SECONDS = 10.0
SCRATCH = "/homework/scratch"
READ_AHEAD = 2**16
GLANCE_SECONDS = 0.05
VERSION = f"{sys.version_info.major}.{sys.version_info.minor}"


class UnavailableError(Exception):
    """This machine lacks a layer of strict isolation: which, and what to do."""


class ForkLauncher:
    """Forks workers inside kernel walls; the fork server is started when first needed.

    `layers` are all of LAYERS unless some are switched off to see what they hold.
    """

    def __init__(self, layers: Sequence[str] = LAYERS) -> None:
        self.layers = tuple(layers)
        self.isolation = Isolation(
            level="strict" if self.layers == LAYERS else "reduced", layers=self.layers
        )
        self.server: ForkServer | None = None

    def start(self) -> Channel:
        """Return the channel of a new worker; a dead fork server is replaced, once."""
        for last in (False, True):
            try:
                if self.server is None:
                    self.server = ForkServer(self.layers)
                return self.server.fork()
            except (OSError, SandboxError, UnavailableError) as error:
                self.close()
                if last:
                    raise SandboxError(f"the fork server failed: {error}") from None
        raise AssertionError("unreachable")

    def close(self) -> None:
        """End the fork server and everything in its namespaces."""
        if self.server is not None:
            self.server.close()
            self.server = None


class ForkServer:
    """The zygote seen from outside, over a control socket that no worker holds."""

    def __init__(self, layers: Sequence[str] = LAYERS) -> None:
        self.layers = tuple(layers)
        self.root = str(make_temporary("root"))
        self.scratch = SCRATCH if "namespaces" in self.layers else f"{self.root}/scratch"
        self.control, inner = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.popen: subprocess.Popen[bytes] | None = None
        try:
            with inner:
                self.start(inner)
        except BaseException:  # an interruption too must leave no process and no folder
            self.close()
            raise

    def start(self, inner: socket.socket) -> None:
        """Start the zygote and wait until its walls stand."""
        self.popen = subprocess.Popen(
            boot_command("zygote"),
            stdin=inner.fileno(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            start_new_session=True,
        )
        inner.close()
        self.control.settimeout(START_SECONDS)
        try:
            self.control.send(json.dumps(self.config()).encode())
            answer = self.told()
        except (OSError, FilterError) as error:
            raise UnavailableError(str(error)) from None
        if "ready" not in answer:
            raise UnavailableError(answer.get("failed", "the fork server did not start"))

    def config(self) -> dict[str, Any]:
        """Return what the zygote needs to know."""
        return {
            "layers": self.layers,
            "root": self.root,
            "scratch": self.scratch,
            "readable": readable_paths(),
            "hidden": hidden_paths(),
            "filter": filter_program().hex() if "seccomp" in self.layers else "",
        }

    def told(self) -> dict[str, Any]:
        """Return the zygote's next message."""
        message = self.control.recv(4096)
        if not message:
            return {"failed": "the fork server ended"}
        answer = json.loads(message)
        return answer if isinstance(answer, dict) else {}

    def fork(self) -> "ForkedChannel":
        """Have a worker forked and return its channel."""
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
        bell, rope = os.pipe()
        try:
            self.control.settimeout(START_SECONDS)
            socket.send_fds(self.control, [b"fork"], [theirs.fileno(), rope])
        except OSError:
            ours.close()
            os.close(bell)
            raise
        finally:
            theirs.close()
            os.close(rope)
        message, descriptors, _, _ = socket.recv_fds(self.control, 64, 1)
        if message != b"started" or len(descriptors) != 1:
            ours.close()
            os.close(bell)
            raise SandboxError("the fork server forked no worker")
        return ForkedChannel(self, ours, bell, descriptors[0])

    def ended(self, timeout: float) -> int | None:
        """Return how the last worker ended, once the zygote has reaped it."""
        self.control.settimeout(timeout)
        try:
            code = self.told().get("ended")
        except (OSError, ValueError):
            return None
        return code if isinstance(code, int) else None

    def close(self) -> None:
        """End the zygote; its process 1 takes the whole namespace with it."""
        self.control.close()
        if self.popen is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.popen.pid, signal.SIGKILL)
            self.popen.wait()
        remove(Path(self.root))


class ForkedChannel:
    """The wire to one forked worker."""

    def __init__(self, server: ForkServer, ours: socket.socket, bell: int, handle: int) -> None:
        self.server = server
        self.base = server.scratch
        self.wire = ours
        self.stream = TimedStream(ours, bell)
        self.handle = handle
        self.returncode: int | None = None
        self.over = False

    def send(self, data: bytes, timeout: float) -> bool:
        """Write one frame; False if the worker does not take it in time."""
        self.wire.settimeout(timeout)
        try:
            self.wire.sendall(data)
        except TimeoutError:
            return False
        except OSError:
            return True  # it has ended; the next receive tells how
        return True

    def receive(self, timeout: float) -> wire.Frame | Finished | None:
        """Return the next message, how the worker ended, or None after `timeout` seconds."""
        self.stream.deadline = time.monotonic() + max(timeout, 0.001)
        try:
            source: Any = self.stream
            return wire.read_frame(source, wire.ANSWER_JSON, wire.ANSWER_BLOB)
        except TimeoutError:
            return None
        except EOFError as error:
            return self.finished(garbled="inside" in str(error))
        except OSError:
            return self.finished(garbled=False)
        except (wire.WireError, ValueError, MemoryError):
            return Finished(None, garbled=True)

    def finished(self, garbled: bool) -> Finished:
        """Wait for the end of a worker that has closed its wire, and say how it ended."""
        if garbled:
            return Finished(None, garbled=True)
        self.reap(kill=False)
        return Finished(self.returncode)

    def kill(self) -> None:
        """End the worker; the zygote sweeps its namespace before it forks again."""
        self.wire.close()
        self.stream.close()
        self.reap(kill=True)
        if self.handle >= 0:
            os.close(self.handle)
            self.handle = -1
        if self.base != SCRATCH:
            remove(Path(self.base))

    def reap(self, kill: bool) -> None:
        """Make sure that the worker is gone; a zygote that doesn't say so is given up."""
        if self.over:
            return
        if not kill:
            self.returncode = self.server.ended(1.0)
            self.over = self.returncode is not None
            return
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(self.handle, signal.SIGKILL)
        self.returncode = self.server.ended(END_SECONDS)
        self.over = True
        if self.returncode is None:
            self.server.close()


class TimedStream:
    """Reads a socket until a deadline, ahead of what is asked: answers are many and small.

    It sleeps until the worker rings its bell, and looks every now and then without.
    """

    def __init__(self, source: socket.socket, bell: int) -> None:
        source.setblocking(False)
        self.source = source
        self.bell = bell
        self.signs = select.poll()
        self.signs.register(bell, select.POLLIN)
        self.hung_up = False
        self.deadline = 0.0
        self.ahead = b""
        self.taken = 0

    def read(self, size: int) -> bytes:
        """Return up to `size` bytes; raises TimeoutError when the deadline has passed."""
        while self.taken == len(self.ahead):
            try:
                self.ahead = os.read(self.source.fileno(), max(size, READ_AHEAD))
                self.taken = 0
            except BlockingIOError:
                self.sleep()
                continue
            if not self.ahead:
                return b""
        part = self.ahead[self.taken : self.taken + size]
        self.taken += len(part)
        return part

    def sleep(self) -> None:
        """Wait until there may be something to read."""
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        if not self.signs.poll(1000 * min(left, GLANCE_SECONDS)) or self.hung_up:
            return
        if not os.read(self.bell, 4096):  # the worker let go of its bell: watch the wire itself
            self.hung_up = True
            self.signs.unregister(self.bell)
            self.signs.register(self.source, select.POLLIN)

    def close(self) -> None:
        """Let go of the bell."""
        if self.bell >= 0:
            os.close(self.bell)
            self.bell = -1


def _environment() -> dict[str, str]:
    single = ("OMP", "OPENBLAS", "MKL", "NUMEXPR", "VECLIB_MAXIMUM")
    threads = {f"{name}_NUM_THREADS": "1" for name in single}
    return {**threads, "PYTHONHASHSEED": "0", "PYTHONUTF8": "1", "LC_ALL": "C.UTF-8", "TZ": "UTC"}


def readable_paths() -> list[str]:
    """Return what homework may read of this machine: stdlib, numpy, shared libraries."""
    packages = site_packages()
    libraries = ["/lib64", "/lib", "/usr/lib64"]
    triplet = sysconfig.get_config_var("MULTIARCH")
    wanted = [
        sysconfig.get_path("stdlib"),
        os.path.join(sys.base_exec_prefix, sys.platlibdir, f"python{VERSION}"),
        str(Path(sys.base_prefix) / "lib" / "libpython3.so"),
        *(str(packages / name) for name in ("numpy", "numpy.libs")),
    ]
    if triplet:
        wanted += [f"/lib/{triplet}", f"/usr/lib/{triplet}"]
    wanted += ["/lib64/ld-linux-x86-64.so.2", "/lib/ld-linux-aarch64.so.1"]
    wanted += [path for path in libraries if os.path.islink(path)]
    unique = dict.fromkeys(os.path.realpath(p) if not os.path.islink(p) else p for p in wanted)
    return [path for path in unique if os.path.lexists(path)]


def hidden_paths() -> list[str]:
    """Return folders of installed packages that lie inside readable ones."""
    stdlib = sysconfig.get_path("stdlib")
    return [f"{stdlib}/site-packages", f"{stdlib}/dist-packages", f"{stdlib}/test"]

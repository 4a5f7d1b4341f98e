"""A host with things worth having: files, a secret in the environment, a process, listeners."""

import contextlib
import os
import secrets
import select
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tests.attacks.attack import Bait

ROOT = Path(__file__).resolve().parents[2]
VARIABLE = "GRADER_TEST_SECRET"


@contextlib.contextmanager
def planted() -> Iterator[Bait]:
    """Plant the bait on this machine and take it away again."""
    secret = f"secret-{secrets.token_hex(12)}"
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="attacks-")))
        neighbour = folder / "neighbour" / "word2vec.py"
        neighbour.parent.mkdir()
        neighbour.write_text(f"# {secret}\n", encoding="utf-8")
        descriptor = os.open(neighbour, os.O_RDONLY)
        stack.callback(os.close, descriptor)
        os.set_inheritable(descriptor, True)
        around = os.environ.get(VARIABLE, "")
        os.environ[VARIABLE] = secret
        stack.callback(os.environ.__setitem__, VARIABLE, around)
        listeners = Listeners(stack, folder)
        victim = Victim(stack)
        knows = {
            "OUTSIDE": str(folder),
            "NEIGHBOUR": str(neighbour),
            "VARIABLE": VARIABLE,
            "DESCRIPTOR": descriptor,
            "REPOSITORY": str(ROOT),
            "PARENT": os.getpid(),
            "VICTIM": victim.pid,
            "PYTHON": sys.executable,
            "HOST": os.uname().nodename,
            **listeners.knows,
        }
        before = look_at(folder)

        def changed() -> list[str]:
            files = [f"file {name}" for name in sorted(look_at(folder) ^ before)]
            return [*files, *victim.harm(), *listeners.heard()]

        yield Bait(secret, folder, knows, changed)


def look_at(folder: Path) -> set[str]:
    """Return each file's name, size, mode and time of change."""
    found = set()
    for path in folder.rglob("*"):
        status = path.lstat()
        found.add(f"{path} {status.st_size} {status.st_mode:o} {status.st_mtime_ns}")
    return found


class Victim:
    """A process of this user that nobody may end, stop or slow down."""

    def __init__(self, stack: contextlib.ExitStack) -> None:
        self.popen = subprocess.Popen(
            [sys.executable, "-c", "import time; time.sleep(600)"], start_new_session=True
        )
        self.pid = self.popen.pid
        self.nice = os.getpriority(os.PRIO_PROCESS, self.pid)
        stack.callback(self.popen.wait)
        stack.callback(self.popen.kill)

    def harm(self) -> list[str]:
        """Say what has been done to it."""
        done = []
        if self.popen.poll() is not None:
            return ["the victim is dead"]
        state = Path(f"/proc/{self.pid}/stat").read_text(encoding="ascii").rsplit(") ", 1)[1][0]
        if state in "Tt":
            os.kill(self.pid, signal.SIGCONT)
            done.append("the victim was stopped")
        if os.getpriority(os.PRIO_PROCESS, self.pid) != self.nice:
            done.append("the victim's priority was changed")
        return done


class Listeners:
    """Sockets that must hear nothing: TCP, UDP, a socket file, an abstract name."""

    def __init__(self, stack: contextlib.ExitStack, folder: Path) -> None:
        self.sockets: dict[str, socket.socket] = {}
        path, abstract = str(folder / "listener"), f"\0{folder.name}"
        for name, family, kind, address in (
            ("tcp", socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", 0)),
            ("udp", socket.AF_INET, socket.SOCK_DGRAM, ("127.0.0.1", 0)),
            ("unix", socket.AF_UNIX, socket.SOCK_STREAM, path),
            ("abstract", socket.AF_UNIX, socket.SOCK_STREAM, abstract),
        ):
            made = stack.enter_context(socket.socket(family, kind))
            made.bind(address)
            if kind == socket.SOCK_STREAM:
                made.listen(8)
            self.sockets[name] = made
        self.knows: Mapping[str, Any] = {
            "TCP": self.sockets["tcp"].getsockname()[1],
            "UDP": self.sockets["udp"].getsockname()[1],
            "UNIX": path,
            "ABSTRACT": abstract,
        }

    def heard(self) -> list[str]:
        """Say who was called, and hang up."""
        heard = []
        for name, each in self.sockets.items():
            while select.select([each], [], [], 0)[0]:
                heard.append(f"{name} heard something")
                if name == "udp":
                    each.recvfrom(1 << 16)
                else:
                    each.accept()[0].close()
        return heard


def wait_for(condition: Any, seconds: float) -> bool:
    """Say whether a condition comes true within a time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.01)
    return bool(condition())

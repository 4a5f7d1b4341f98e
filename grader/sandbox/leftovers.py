"""Temporary folders that know whose they are, so that a killed run's are removed by the next.

The name says which process made it and in which pid namespace, for a temporary folder may be
shared by containers that don't see each other's processes. Whatever else lies in the temporary
folder is not ours, however its name looks.
"""

import contextlib
import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

from grader.sandbox.removal import remove

PREFIX = "mathgrader"
NAME = re.compile(rf"{PREFIX}-[a-z]+-(?P<namespace>\d+)-(?P<process>\d{{1,9}})-\w+")


def make_temporary(kind: str) -> Path:
    """Return a new empty folder whose name says what it is for and which process made it."""
    return Path(tempfile.mkdtemp(prefix=f"{PREFIX}-{kind}-{pid_namespace()}-{os.getpid()}-"))


@contextlib.contextmanager
def temporary(kind: str) -> Iterator[Path]:
    """Give a temporary folder for a while."""
    folder = make_temporary(kind)
    try:
        yield folder
    finally:
        remove(folder)


def remove_leftovers(own: bool = False) -> None:
    """Remove the temporary folders of processes that no longer run; `own` also this one's.

    What can't be removed stays: tidying up must never keep a class from being graded.
    """
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}-*"):
        if is_leftover(folder, own):
            with contextlib.suppress(OSError, RecursionError):
                remove(folder)


def is_leftover(folder: Path, own: bool) -> bool:
    """Say whether a run of this user made a folder, here, and has ended."""
    match = NAME.fullmatch(folder.name)
    if match is None or int(match["namespace"]) != pid_namespace():
        return False
    try:
        if hasattr(os, "geteuid") and folder.lstat().st_uid != os.geteuid():
            return False
    except OSError:
        return False
    process = int(match["process"])
    return own if process == os.getpid() else not is_running(process)


def pid_namespace() -> int:
    """Return the number of the pid namespace that process numbers are of; 0 where none is."""
    try:
        return os.stat("/proc/self/ns/pid").st_ino
    except OSError:
        return 0


def is_running(process: int) -> bool:
    """Say whether a process of this number runs (or may, where we can't tell)."""
    if os.name == "nt":  # signal 0 asks nothing there: it interrupts
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return not is_zombie(process)


def is_zombie(process: int) -> bool:
    """Say whether a process has ended and merely waits to be reaped."""
    try:
        state = Path(f"/proc/{process}/stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return False
    return state.rpartition(")")[2].split()[:1] == ["Z"]

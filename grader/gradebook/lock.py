"""One writer at a time in a results folder, over all processes and machines that share it."""

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from grader.reports.unwritable import naming

NAME = ".overrides.lock"


@contextlib.contextmanager
def locked(out: Path) -> Iterator[None]:
    """Hold the folder's lock alone meanwhile; wait for it where another has it.

    The system gives it back when a process ends, however that happens. Raises UnwritableError
    where the folder can't be written.
    """
    # A file beside what is locked: that is replaced as a whole, and a lock would go with it.
    with naming(out):
        handle = os.open(out / NAME, os.O_RDWR | os.O_CREAT, 0o666)
    with _held(handle, alone=True):
        yield


@contextlib.contextmanager
def locked_if_marked(out: Path, *, alone: bool) -> Iterator[None]:
    """As `locked`, where marks were ever given by hand; else there is nothing to wait for.

    alone: whether nobody else may hold it; else all hold it together who don't ask for that.
    """
    try:
        handle = os.open(out / NAME, os.O_RDWR)
    except FileNotFoundError:
        yield
        return
    with _held(handle, alone):
        yield


@contextlib.contextmanager
def _held(handle: int, alone: bool) -> Iterator[None]:
    try:
        _lock(handle, alone)
        yield
    finally:
        os.close(handle)


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int, alone: bool) -> None:
        while True:
            with contextlib.suppress(OSError):  # it gives up after ten seconds
                msvcrt.locking(handle, msvcrt.LK_LOCK, 1)
                return
else:
    import fcntl

    def _lock(handle: int, alone: bool) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX if alone else fcntl.LOCK_SH)

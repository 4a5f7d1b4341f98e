"""Keeps a worker on Linux: a process above it that leaves none of its descendants behind.

A child that makes itself a session of its own escapes its process group; it can't escape the
nearest subreaper, whose child it becomes when its parent ends.
"""

import contextlib
import os
import signal
import time
from collections.abc import Iterator
from typing import NoReturn

from . import limits
from .kernel import adopt_orphans, be_no_one_s_to_read

LOOK_SECONDS = 1.0
"""How often the keeper looks whether the grader still runs."""
MOST_SECONDS = 4.0
"""How long it kills what multiplies before it gives up."""


def keep() -> None:
    """Return in a new process, the worker's; the present one stays above it and ends as it does.

    SIGTERM, or the grader's end, makes the keeper end the worker, too.
    """
    watched = {signal.SIGCHLD, signal.SIGTERM}
    grader = os.getppid()
    adopt_orphans()
    signal.pthread_sigmask(signal.SIG_BLOCK, watched)
    worker = os.fork()
    if worker == 0:
        os.setsid()  # so that a signal to its own group misses the keeper
        signal.pthread_sigmask(signal.SIG_UNBLOCK, watched)
        return
    be_no_one_s_to_read()
    let_go_of_the_wire()
    status = wait_for(worker, grader)
    end_children(worker)
    end_like(status)


def let_go_of_the_wire() -> None:
    """Leave the wire's ends to the worker: the grader shall see when it has closed them."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1):
        os.dup2(nothing, descriptor)
    os.close(nothing)


def wait_for(worker: int, grader: int) -> int:
    """Return how the worker ended, as waitpid tells it, or 0 where it is to be ended."""
    while os.getppid() == grader:
        ended = dict(reaped())
        if worker in ended:
            return ended[worker]
        arrived = signal.sigtimedwait({signal.SIGCHLD, signal.SIGTERM}, LOOK_SECONDS)
        if arrived is not None and arrived.si_signo == signal.SIGTERM:
            break
    return 0


def reaped() -> Iterator[tuple[int, int]]:
    """Yield the number and status of each child that has ended."""
    with contextlib.suppress(ChildProcessError):
        while (ended := os.waitpid(-1, os.WNOHANG))[0]:
            yield ended


def end_children(worker: int) -> None:
    """Kill everything below this process until nothing is left, or time is up."""
    until = time.monotonic() + MOST_SECONDS
    targets = {worker}  # /proc may be out of sight
    while has_children() and time.monotonic() < until:
        for process in targets | descendants():
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(process, signal.SIGKILL)
        signal.sigtimedwait({signal.SIGCHLD}, 0.01)
        targets -= dict(reaped()).keys()


def has_children() -> bool:
    """Say whether this process has a child, ended or not."""
    try:
        os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
    except ChildProcessError:
        return False
    return True


def descendants() -> set[int]:
    """Return the numbers of all processes below this one."""
    children: dict[int, list[int]] = {}
    for process, parent in processes():
        children.setdefault(parent, []).append(process)
    found: set[int] = set()
    waiting = [os.getpid()]
    while waiting:
        below = [child for child in children.get(waiting.pop(), []) if child not in found]
        found.update(below)
        waiting += below
    return found


def processes() -> Iterator[tuple[int, int]]:
    """Yield the number of each process in sight and of its parent."""
    try:
        names = os.listdir("/proc")
    except OSError:
        return
    for name in filter(str.isdecimal, names):
        with contextlib.suppress(OSError), open(f"/proc/{name}/stat", "rb") as file:
            yield int(name), int(file.read().rpartition(b")")[2].split()[1])


def end_like(status: int) -> NoReturn:
    """End this process as waitpid said that another has ended."""
    code = os.waitstatus_to_exitcode(status)
    if code < 0:
        limits.lower("RLIMIT_CORE", 0)
        with contextlib.suppress(OSError):  # SIGKILL can't be handled
            signal.signal(-code, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {-code})
        os.kill(os.getpid(), -code)
    os._exit(max(code, 0))

"""What a command costs: wall time, CPU time of every process it starts, and its peak memory."""

import ctypes
import os
import resource
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

PR_SET_CHILD_SUBREAPER = 36
LOOK_SECONDS = 0.02
LAST_LINES = 12


class Cost(NamedTuple):
    """What one run of a command took."""

    wall: float
    cpu: float
    """User and system seconds of the whole process tree."""
    peak_kb: int
    """The largest resident size of the command's first process, its children left out."""


class CommandFailedError(Exception):
    """A measured command did not do its work."""


def adopt_orphans() -> None:
    """Become the parent of processes whose own has died, so that their time is counted too."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(PR_SET_CHILD_SUBREAPER, ctypes.c_ulong(1), 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "prctl PR_SET_CHILD_SUBREAPER")


def cost_of(
    command: Sequence[str], log: Path, cwd: Path, more: Mapping[str, str] | None = None
) -> Cost:
    """Run a command to its end and return what it cost.

    log: takes what it prints. more: variables added to its environment.
    Raises CommandFailedError with the end of the log if it exits with anything but 0.
    """
    peak = [0]
    done = threading.Event()
    with log.open("wb") as stream:
        others = _children()
        start = time.perf_counter()
        child = subprocess.Popen(
            command, stdout=stream, stderr=stream, cwd=cwd, env={**os.environ, **(more or {})}
        )
        watcher = threading.Thread(target=_watch, args=(child.pid, peak, done))
        watcher.start()
        _, status, used = os.wait4(child.pid, 0)
        cpu = _seconds(used) + _orphans(others)
        wall = time.perf_counter() - start
    done.set()
    watcher.join()
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        end = "\n".join(log.read_text(encoding="utf-8", errors="replace").split("\n")[-LAST_LINES:])
        raise CommandFailedError(f"{' '.join(command)}: exit code {child.returncode}\n{end}")
    return Cost(wall, cpu, peak[0])


def _orphans(others: frozenset[int]) -> float:
    """Wait for every process that the command left to us; return their CPU seconds.

    others: children that were there before the command and are none of its own.
    """
    seconds = 0.0
    while left := _children() - others:
        _, _, used = os.wait4(min(left), 0)
        seconds += _seconds(used)
    return seconds


def _children() -> frozenset[int]:
    """Return the processes whose parent we are, those that wait to be reaped included."""
    told = [path.read_text(encoding="ascii") for path in Path("/proc/self/task").glob("*/children")]
    return frozenset(int(pid) for line in told for pid in line.split())


def _seconds(used: resource.struct_rusage) -> float:
    return used.ru_utime + used.ru_stime


def _watch(pid: int, peak: list[int], done: threading.Event) -> None:
    """Keep the largest peak that the kernel tells of a process while it lives."""
    while not done.wait(LOOK_SECONDS):
        try:
            status = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace")
        except OSError:
            return
        told = [line.split()[1] for line in status.splitlines() if line.startswith("VmHWM:")]
        peak[0] = max(peak[0], *map(int, told), 0)


def typical(costs: Sequence[Cost]) -> Cost:
    """Return the medians of several runs."""
    wall, cpu, peak = zip(*costs, strict=True)
    return Cost(median(wall), median(cpu), int(median(peak)))

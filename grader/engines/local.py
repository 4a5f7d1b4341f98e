"""Grade on this machine: one process a job slot."""

import contextlib
import multiprocessing
import signal
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing.util import Finalize
from pathlib import Path
from typing import NamedTuple

from grader.engines.engine import Job
from grader.engines.one import grade_and_write
from grader.gradebook.store import write_submission
from grader.grading.run import Run
from grader.grading.submission import ungraded_result
from grader.model.submission import Submission
from grader.model.summary import SubmissionSummary, summarise
from grader.sandbox.channel import Launcher
from grader.sandbox.inside.kernel import die_with_parent
from grader.sandbox.isolation import Chosen, launcher
from grader.sandbox.leftovers import remove_leftovers

HELD = (signal.SIGINT, signal.SIGTERM)
AHEAD = 4
"""Submissions handed to each slot ahead of time; the rest wait in the parent."""


class Slot(NamedTuple):
    """What a job slot's process keeps from one submission to the next."""

    run: Run
    out: Path
    fresh: bool
    launcher: Launcher


_slot: list[Slot] = []


def grade_locally(job: Job) -> Iterator[SubmissionSummary]:
    """Yield summaries as submissions are done; see `Engine`."""
    left = list(job.submissions)
    while left:
        done: set[str] = set()
        try:
            for summary in _pooled(job, left):
                done.add(summary.id)
                yield summary
        except BrokenProcessPool:
            left = [each for each in left if each.id not in done]
            yield from _one_by_one(job, left[: AHEAD * job.jobs])
            left = left[AHEAD * job.jobs :]
            continue
        return


def _pooled(job: Job, submissions: Sequence[Submission]) -> Iterator[SubmissionSummary]:
    waiting = iter(submissions)
    with _pool(job, job.jobs) as pool:
        with _interrupts_held():
            pending = {pool.submit(_work, each) for each in islice(waiting, AHEAD * job.jobs)}
        while pending:
            finished, pending = wait(pending, return_when=FIRST_COMPLETED)
            for future in finished:
                yield future.result()
                pending |= {pool.submit(_work, each) for each in islice(waiting, 1)}


def _one_by_one(job: Job, submissions: Sequence[Submission]) -> Iterator[SubmissionSummary]:
    """Grade each in a pool of its own: the one that breaks its pool is ungraded, no other."""
    for each in submissions:
        try:
            with _pool(job, 1) as pool:
                yield pool.submit(_work, each).result()
        except BrokenProcessPool:
            isolation = launcher(job.isolation).isolation
            result = ungraded_result(job.run, each, "the grading process died", isolation)
            write_submission(job.out, result)
            yield summarise(result, each.students, each.late)


@contextlib.contextmanager
def _pool(job: Job, size: int) -> Iterator[ProcessPoolExecutor]:
    """Give the processes of the job slots for a while; whatever happens, none outlives it.

    On an interruption they are killed, not asked: one that is asked while it starts or ends
    its own workers has no moment at which it could answer. The kernel ends what they started.
    """
    shared = (job.run, job.out, job.fresh, job.isolation)
    # Forked children inherit the prepared rubric; elsewhere it travels once to each of them.
    context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
    pool = ProcessPoolExecutor(size, context, _start, (shared,))
    try:
        yield pool
        pool.shutdown()
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        processes = multiprocessing.active_children()
        for process in processes:
            process.kill()
        for process in processes:
            process.join(timeout=5)
        remove_leftovers()
        raise


def _start(shared: tuple[Run, Path, bool, Chosen]) -> None:
    run, out, fresh, isolation = shared
    _slot[:] = [Slot(run, out, fresh, launcher(isolation))]
    Finalize(None, _slot[0].launcher.close, exitpriority=10)
    if sys.platform == "linux":
        die_with_parent()
    # Ctrl-C reaches the whole group of processes: the parent alone decides what follows.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, HELD)


@contextlib.contextmanager
def _interrupts_held() -> Iterator[None]:
    """Let interruptions wait while processes are forked: the half-started ones would take them."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    signal.pthread_sigmask(signal.SIG_BLOCK, HELD)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, HELD)


def _work(submission: Submission) -> SubmissionSummary:
    run, out, fresh, launcher = _slot[0]
    return grade_and_write(run, submission, out, fresh, launcher)

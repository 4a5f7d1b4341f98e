"""The bell between a worker and the grader: answers lie ready, whoever rings or doesn't."""

import os
import socket
import threading
import time
from collections.abc import Iterator
from typing import NamedTuple

import pytest

from grader.sandbox.inside import wire
from grader.sandbox.inside.outgoing import Belled
from grader.sandbox.slot import TimedStream

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the strict sandbox is Linux's")


class Ends(NamedTuple):
    """Both ends of a wire with a bell."""

    theirs: socket.socket
    rope: int
    outgoing: Belled
    stream: TimedStream


@pytest.fixture
def ends() -> Iterator[Ends]:
    """A worker's end and ours."""
    ours, theirs = socket.socketpair()
    bell, rope = os.pipe()
    stream = TimedStream(ours, bell)
    stream.deadline = time.monotonic() + 20
    yield Ends(theirs, rope, Belled(theirs.fileno(), rope), stream)
    stream.close()
    ours.close()
    theirs.close()
    try:
        os.close(rope)
    except OSError:
        return


def read(stream: TimedStream) -> dict[str, object]:
    """Return the header of the next frame."""
    return wire.read_frame(stream).header  # type: ignore[arg-type]


def test_frames_come_in_order_after_one_ring(ends: Ends) -> None:
    """Many answers, one waking."""
    for index in range(50):
        ends.outgoing.send(wire.encode_frame({"index": index}))
    ends.outgoing.rest()
    assert list(range(50)) == [read(ends.stream)["index"] for _ in range(50)]


def test_an_answer_without_a_ring_is_seen(ends: Ends) -> None:
    """A worker that never rings (it hangs in the next call) loses no answer."""
    timer = threading.Timer(0.1, lambda: ends.outgoing.send(wire.encode_frame({"index": 1})))
    timer.start()
    assert read(ends.stream)["index"] == 1


def test_a_worker_that_lets_go_of_its_bell_is_still_heard(ends: Ends) -> None:
    """It costs nobody anything but itself: we watch the wire."""
    os.close(ends.rope)
    timer = threading.Timer(0.1, lambda: ends.theirs.sendall(wire.encode_frame({"index": 2})))
    timer.start()
    assert read(ends.stream)["index"] == 2
    ends.theirs.close()
    assert ends.stream.read(10) == b""


def test_the_deadline_holds_whatever_rings(ends: Ends) -> None:
    """A worker that rings without end does not keep us waiting."""
    stop = threading.Event()

    def ring() -> None:
        while not stop.is_set():
            ends.outgoing.rest()

    ringing = threading.Thread(target=ring)
    ringing.start()
    ends.stream.deadline = time.monotonic() + 0.3
    try:
        with pytest.raises(TimeoutError):
            ends.stream.read(1)
    finally:
        stop.set()
        ringing.join()


def test_more_than_the_socket_holds_comes_through(ends: Ends) -> None:
    """The writer waits for its reader, and rings for it."""
    frames = [wire.encode_frame({"index": i, "text": "x" * 40_000}) for i in range(40)]

    def send() -> None:
        for frame in frames:
            ends.outgoing.send(frame)
        ends.outgoing.rest()

    sender = threading.Thread(target=send)
    sender.start()
    assert list(range(40)) == [read(ends.stream)["index"] for _ in frames]
    sender.join()

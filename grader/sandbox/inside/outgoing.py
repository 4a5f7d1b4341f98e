"""How a worker's frames leave it: at once, without waking the reader for each of them."""

import contextlib
import os
from typing import BinaryIO, Protocol

MOST_FRAMES, MOST_BYTES = 64, 2**15
"""What a socket surely takes without its reader's help."""


class Outgoing(Protocol):
    """Where frames go."""

    def send(self, data: bytes) -> None:
        """Hand one frame over; it outlives this process."""
        ...

    def rest(self) -> None:
        """Tell that nothing follows until the reader writes."""
        ...


class Stream:
    """Writes to a stream whose reader sees each frame as it comes."""

    def __init__(self, stream: BinaryIO) -> None:
        self.stream = stream

    def send(self, data: bytes) -> None:
        """Write and flush."""
        self.stream.write(data)
        self.stream.flush()

    def rest(self) -> None:
        """The reader knows already."""


class Belled:
    """Lays frames in a socket whose reader sleeps until the bell rings.

    Waking a process costs more than most answers take. The reader looks by itself now and
    then, so that it sees an answer in time also where the bell never rings.
    """

    def __init__(self, wire: int, bell: int) -> None:
        self.wire = wire
        self.bell = bell
        self.frames = 0
        self.bytes = 0
        os.set_blocking(bell, False)

    def send(self, data: bytes) -> None:
        """Lay a frame in the socket; ring before it may be full."""
        self.frames += 1
        self.bytes += len(data)
        if self.frames > MOST_FRAMES or self.bytes > MOST_BYTES:
            self.rest()
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(self.wire, rest) :]

    def rest(self) -> None:
        """Ring."""
        self.frames = self.bytes = 0
        with contextlib.suppress(OSError):
            os.write(self.bell, b"!")

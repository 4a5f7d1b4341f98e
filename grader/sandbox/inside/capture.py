"""What student code prints: kept up to a bound, the rest forgotten."""

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager


class BoundedText(io.TextIOBase):
    """A text stream that keeps its first `limit` characters."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.parts: list[str] = []
        self.size = 0

    def writable(self) -> bool:
        return True

    def isatty(self) -> bool:
        return False

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return "utf-8"

    def write(self, text: str) -> int:
        room = self.limit - self.size
        if room > 0:
            self.parts.append(text[:room])
            self.size += min(len(text), room)
        return len(text)

    def text(self) -> str:
        """Return what was kept."""
        return "".join(self.parts)


@contextmanager
def captured(limit: int) -> Iterator[BoundedText]:
    """Collect `print` output in place of the process's own streams."""
    stream = BoundedText(limit)
    before = sys.stdout, sys.stderr, sys.stdin
    sys.stdout, sys.stderr, sys.stdin = stream, stream, io.StringIO("")
    try:
        yield stream
    finally:
        sys.stdout, sys.stderr, sys.stdin = before

"""Workers started ahead: the next one gets ready while the present one, or we, still work."""

from collections.abc import Iterator
from contextlib import contextmanager

from grader.sandbox.process import ProcessChannel, ProcessLauncher


class AheadLauncher(ProcessLauncher):
    """Starts fresh processes as ever, and always one more than asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.spare: ProcessChannel | None = None
        self.get_ready()

    def start(self) -> ProcessChannel:
        """Return the channel of a process that has started already, and start the next."""
        ready, self.spare = self.spare, None
        self.latest = super().start() if ready is None else ready
        self.get_ready()
        return self.latest

    def get_ready(self) -> None:
        """Start a process for later; where that fails, it is tried again when one is asked for."""
        try:
            self.spare = ProcessChannel()
        except OSError:
            self.spare = None

    def close(self) -> None:
        """End the worker that may still run, and the one that waits."""
        super().close()
        if self.spare is not None:
            self.spare.kill()
            self.spare = None


@contextmanager
def launcher_ahead() -> Iterator[AheadLauncher]:
    """Give a launcher for a while; nothing of it is left afterwards."""
    launcher = AheadLauncher()
    try:
        yield launcher
    finally:
        launcher.close()

"""The console on which a command shows what students wrote."""

import sys
from typing import IO, Any, cast

from rich.console import Console

from grader.exports.github_commands import runner_reads
from grader.reports.visible import defused


class Harmless:
    """A stream in which nothing that is written is a command to a workflow's runner."""

    def __init__(self, stream: IO[str]) -> None:
        self.stream = stream

    def write(self, text: str) -> int:
        """Write text with its commands defused."""
        return self.stream.write(defused(text))

    def __getattr__(self, name: str) -> Any:
        """Be the stream in all else."""
        return getattr(self.stream, name)


def terminal(highlight: bool = True) -> Console:
    """Return a console for a reader.

    A student's text is shown as it is, except where a workflow's runner reads it, too.
    """
    if not runner_reads():
        return Console(highlight=highlight)
    return Console(file=cast(IO[str], Harmless(sys.stdout)), highlight=highlight)

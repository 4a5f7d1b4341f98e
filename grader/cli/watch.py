"""`grader check --watch`: look again whenever a file was saved, and keep the screen calm."""

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from rich.console import Console
from rich.text import Text

from grader.cli.failure import INTERRUPTED, CommandError
from grader.cli.terminal import terminal
from grader.desk.errors import DeskError
from grader.intake.names import is_code, is_written

POLL = 0.3
"""Seconds between two glances at the files."""
SKIPPED = frozenset(("__pycache__", "node_modules", "site-packages"))
MOST_FILES = 2000

Snapshot = frozenset[tuple[str, int, int]]
"""Path, time of the last change in nanoseconds, and size of each file."""


def watch(path: Path, show: Callable[[Console], int]) -> int:
    """Show a result now and after every change of PATH, until Ctrl-C; 130, as for any command.

    show: checks and prints; a CommandError or DeskError of it is printed, and the watching goes on.
    """
    screen = Screen(path)
    seen: Snapshot | None = None
    try:
        while True:
            now = settled(path)
            if now is not None and now != seen:
                seen = now
                screen.draw(show, there=bool(now))
            time.sleep(POLL)
    except KeyboardInterrupt:
        screen.end()
        return INTERRUPTED


class Screen:
    """What the terminal shows: the last result, and below it when that was."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.console = terminal()
        self.shown = ""
        self.wide = 0
        """Letters of the last line, where a terminal shows one that is written over."""

    def draw(self, show: Callable[[Console], int], there: bool) -> None:
        """Check, and draw anew only where the result is another one than before."""
        if there:
            self.tell(self.begun())
        text = self.checked(show) if there else f"{self.path}: not there; waiting for it\n"
        if text != self.shown:
            self.clear()
            self.console.file.write(text)
            self.shown = text
        self.told_when()

    def checked(self, show: Callable[[Console], int]) -> str:
        """Return all that a check prints."""
        with self.console.capture() as captured:
            try:
                show(self.console)
            except (CommandError, DeskError) as error:  # a file may be half written
                self.console.print(Text(str(error)))
        return captured.get()

    def clear(self) -> None:
        """Clear a terminal; anywhere else begin a new part."""
        if self.console.is_terminal:
            self.console.clear()
            self.wide = 0
        elif self.shown:
            self.console.file.write("\n\n")

    def told_when(self) -> None:
        """Write when this was."""
        self.tell(f"Checked at {time.strftime('%H:%M:%S')}. Watching {self.path}; Ctrl-C ends.")

    def begun(self) -> str:
        """Say that a check is under way, and that what is shown meanwhile was before it."""
        before = " Above is what it was before." if self.shown else ""
        return f"Checking {self.path.name or self.path}…{before}"

    def tell(self, line: str) -> None:
        """Write a line at once; on a terminal in place of the last one."""
        if self.console.is_terminal:
            self.console.file.write(f"\r{line:{self.wide}}")
            self.wide = len(line)
        else:
            self.console.file.write(f"{line}\n")
        self.console.file.flush()

    def end(self) -> None:
        """Leave the line of the time."""
        if self.console.is_terminal:
            self.console.file.write("\n")


def settled(path: Path) -> Snapshot | None:
    """Return how the files are, or None while they still change: someone is writing."""
    before = snapshot(path)
    time.sleep(POLL / 3)
    return before if snapshot(path) == before else None


def snapshot(path: Path) -> Snapshot:
    """Return how the files of a path are: its own, and the code beside a single file."""
    return frozenset(found for name in watched_files(path) if (found := stamp(name)) is not None)


def stamp(name: str) -> tuple[str, int, int] | None:
    """Return a file's name, time and size; None where it has just vanished."""
    try:
        status = os.stat(name)
    except OSError:
        return None
    return name, status.st_mtime_ns, status.st_size


def watched_files(path: Path) -> Iterator[str]:
    """Yield the files of code and written answers to look at; none of a file that isn't there."""
    if not path.exists():
        return
    if path.is_file():
        yield str(path)
        beside = sorted(file for file in path.parent.glob("*.py") if file != path)
        yield from map(str, beside[:MOST_FILES])
        return
    count = 0
    for folder, inner, names in os.walk(path):
        inner[:] = sorted(n for n in inner if n not in SKIPPED and not n.startswith("."))
        for name in sorted(names):
            if (is_code(name) or is_written(name)) and count < MOST_FILES:
                count += 1
                yield os.path.join(folder, name)

"""From paths on the command line to the wheels that are given out with an assignment."""

from collections.abc import Iterable
from pathlib import Path

from grader.assignment.errors import AssignmentError
from grader.assignment.wheel import Wheel, read_wheel
from grader.cli.failure import USAGE, CommandError


def named_wheels(paths: Iterable[Path]) -> list[Wheel]:
    """Return the wheels in files and folders; anything else ends the command with one line."""
    found: list[Wheel] = []
    for path in paths:
        inside = sorted(path.glob("*.whl")) if path.is_dir() else [path]
        if not inside:
            raise CommandError(USAGE, f"{path}: no wheel (.whl file) in this folder")
        try:
            found += map(read_wheel, inside)
        except AssignmentError as error:
            raise CommandError(USAGE, str(error)) from None
    return found

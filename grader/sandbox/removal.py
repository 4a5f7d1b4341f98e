"""Remove a folder whatever student code has done to it."""

import contextlib
import itertools
import os
from collections.abc import Iterator
from pathlib import Path

MOST_PASSES = 100_000
"""How deep a folder may be: a pass takes away one level, and nothing may hold us up for ever."""


def remove(folder: Path) -> None:
    """Remove a folder, however deep, even if student code took its permissions away.

    A link is removed, not followed. What can't be removed stays.
    """
    if folder.is_symlink() or not folder.is_dir():
        return
    numbers = itertools.count()
    with contextlib.suppress(OSError):
        for _ in range(MOST_PASSES):
            entries = opened(folder)
            if not entries:
                folder.rmdir()
                return
            for entry in entries:
                remove_entry(entry, folder, numbers)


def remove_entry(entry: Path, top: Path, numbers: Iterator[int]) -> None:
    """Remove what lies in the top folder; folders that lie in it in turn move up, for later."""
    if entry.is_symlink() or not entry.is_dir():
        unlink(entry)
        return
    for inner in opened(entry):
        if inner.is_symlink() or not inner.is_dir():
            unlink(inner)
        else:
            unlock(inner)
            inner.rename(free_name(top, numbers))
    entry.rmdir()


def opened(folder: Path) -> list[Path]:
    """Return what a folder holds, once we may."""
    unlock(folder)
    return [Path(entry.path) for entry in os.scandir(folder)]


def unlock(path: Path) -> None:
    """Give ourselves all rights to a folder or file that is no link."""
    with contextlib.suppress(OSError):
        path.chmod(0o700)


def unlink(path: Path) -> None:
    """Remove a file or link; where that needs rights to the file itself, take them first."""
    try:
        path.unlink()
    except PermissionError:
        if not path.is_symlink():
            unlock(path)
        path.unlink()


def free_name(top: Path, numbers: Iterator[int]) -> Path:
    """Return a path in a folder at which nothing lies."""
    return next(path for n in numbers if not os.path.lexists(path := top / f"removed-{n}"))

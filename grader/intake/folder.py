"""What lies in a folder: names and sizes, no contents, no links followed."""

import os
import stat
from collections import deque
from collections.abc import Iterator
from pathlib import Path

from grader.intake.entry import Entry
from grader.intake.limits import Limits
from grader.intake.names import distinct, verbatim
from grader.intake.noise import VENV_MARK, is_venv, worth

_EFFECTIVE = os.access in os.supports_effective_ids


def list_folder(root: Path, limits: Limits) -> tuple[Entry, ...]:
    """List all that lies in a folder and below it, noise left out, in a fixed order.

    Each folder directly in `root` is walked breadth first up to the limit of entries, so that a
    huge data set costs its owner's deepest files only and nobody else's.
    Raises OSError if `root` itself can't be read; below it, refusals are entries.
    """
    found: list[Entry] = []
    for child in _children(root, "", limits):
        found.append(child)
        if child.kind == "folder" and not child.why:
            found.extend(_below(child, limits))
    return tuple(found)


def look_at(path: Path, name: str, limits: Limits) -> Entry:
    """Describe one file or folder without opening it."""
    try:
        status = path.lstat()
    except OSError as error:
        return Entry(name, "file", 0, path, _unreadable(error))
    if stat.S_ISDIR(status.st_mode):
        return Entry(name, "folder", 0, path, _not_enterable(name, limits))
    if stat.S_ISLNK(status.st_mode):
        return Entry(name, "other", 0, path, "a symbolic link, which is not followed")
    if not stat.S_ISREG(status.st_mode):
        return Entry(name, "other", 0, path, "not a regular file (a pipe, socket or device)")
    why = limits.too_large(name, status.st_size)
    if not why and not _readable(path):
        why = "can't be read (permission denied)"
    return Entry(name, "file", status.st_size, path, why)


def _children(folder: Path, prefix: str, limits: Limits) -> list[Entry]:
    """Return what lies directly in a folder, sorted by name."""
    names = sorted(worth(set(os.listdir(folder))))
    entries = []
    for name, label in zip(names, distinct(map(verbatim, names)), strict=True):
        entry = look_at(folder / name, prefix + label, limits)
        if entry.kind != "folder" or not _environment(folder / name):
            entries.append(entry)
    return entries


def _below(top: Entry, limits: Limits) -> Iterator[Entry]:
    """Yield what lies below a folder, the shallow first."""
    left = limits.entries
    queue = deque([top])
    while queue:
        folder = queue.popleft()
        assert isinstance(folder.origin, Path)
        try:
            children = _children(folder.origin, f"{folder.path}/", limits)
        except OSError as error:
            yield folder._replace(why=_unreadable(error))
            continue
        for child in children:
            if left == 0:
                why = f"holds more than {limits.entries:,} files and folders; the rest was not read"
                yield top._replace(why=why)
                return
            left -= 1
            yield child
            if child.kind == "folder" and not child.why:
                queue.append(child)


def _environment(folder: Path) -> bool:
    """Say whether the folder is a virtual environment and nothing else."""
    try:
        return (folder / VENV_MARK).exists() and is_venv(os.listdir(folder))
    except OSError:
        return False


def _not_enterable(path: str, limits: Limits) -> str:
    """Return why a folder isn't walked, "" when it is."""
    if path.count("/") >= limits.folder_depth:
        return f"lies more than {limits.folder_depth} folders deep"
    return ""


def _readable(path: Path) -> bool:
    return os.access(path, os.R_OK, effective_ids=_EFFECTIVE)


def _unreadable(error: OSError) -> str:
    return f"can't be read ({(error.strerror or type(error).__name__).lower()})"

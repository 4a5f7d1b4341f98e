"""What a single file needs of its folder: the modules beside it and the packages they import."""

import os
import re
from pathlib import Path

from grader.intake.entry import Entry
from grader.intake.folder import list_folder, look_at
from grader.intake.limits import Limits
from grader.intake.names import verbatim

MODULE = ".py"
MOST_READ = 2 * 1024 * 1024
"""Bytes of one module that are looked through for imports."""
IMPORT = re.compile(rb"^[ \t]*(?:from[ \t]+([\w.]+)[ \t]+import\b|import[ \t]+([\w., \t]+))", re.M)


def with_neighbours(file: Path, limits: Limits) -> tuple[Entry, ...]:
    """Return a module, the modules beside it, and the folders that any of these import.

    Nothing else of the folder is looked at. Raises OSError where the folder can't be read.
    """
    folder = file.parent
    names = sorted(n for n in os.listdir(folder) if n.endswith(MODULE) and n != file.name)
    beside = [look_at(folder / name, verbatim(name), limits) for name in names]
    entries = [look_at(file.resolve(), verbatim(file.name), limits)]
    entries += [entry for entry in beside if entry.kind == "file" and not entry.why]
    unread, taken = list(entries), set[str]()
    while unread:
        for name in sorted(imported(unread.pop()) - taken):
            taken.add(name)
            inside = package(folder, name, limits)
            entries += inside
            unread += inside
    return tuple(entries)


def imported(entry: Entry) -> set[str]:
    """Return the first parts of the names that a module imports, however old its Python is."""
    if entry.why or not isinstance(entry.origin, Path):
        return set()
    try:
        with entry.origin.open("rb") as stream:
            text = stream.read(MOST_READ)
    except OSError:
        return set()
    found = [plain or several for plain, several in IMPORT.findall(text)]
    names = (name.split()[0] for each in found for name in each.split(b",") if name.split())
    return {name.split(b".")[0].decode("utf-8", "replace") for name in names}


def package(folder: Path, name: str, limits: Limits) -> list[Entry]:
    """Return the modules of a folder that is imported; none where there is no such folder."""
    place = folder / name
    if not name or not place.is_dir() or place.is_symlink():
        return []
    try:
        inside = list_folder(place, limits)
    except OSError:
        return []
    modules = (entry for entry in inside if entry.kind == "file" and entry.path.endswith(MODULE))
    return [entry._replace(path=f"{name}/{entry.path}") for entry in modules]

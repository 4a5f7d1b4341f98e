"""The files that lie beside a worker: the submission's own, stand-ins, probes, nothing else."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

MOST_BYTES = 16 * 2**20
MOST_CODE = 24 * 2**20
MOST_PLACES = 2000
"""Files and folders together: the worker's own folder has room for 4,096."""
MOST_NAME = 250
MOST_DEPTH = 40
MOST_PATH = 2000
"""Bytes; the system itself takes 4,095, the worker's folder included."""
WORK = "work"
COURSE = "course"
PROBES = "probes.py"


@dataclass(frozen=True)
class Layout:
    """Files by their path below the worker's base folder."""

    files: dict[str, np.ndarray]
    """The bytes of each, as the wire carries them; a path that ends in `/` is a folder."""
    has_course: bool
    has_probes: bool

    def folder(self, root: str) -> str:
        """Return the folder to work in: `root`, or the top where no file lies below that."""
        place = f"{WORK}/{root}".rstrip("/")
        return place if any(path.startswith(f"{place}/") for path in self.files) else WORK


def lay(
    texts: Mapping[str, str],
    data: Mapping[str, Path],
    course: Mapping[str, bytes],
    probes: bytes | None,
    withheld: Collection[str] = (),
) -> Layout:
    """Collect the files: the submission's code, its data while it fits in 16 MB, the course's own.

    `withheld` are stand-ins that must not lie there.
    """
    places = Places()
    files: dict[str, bytes] = {f"{WORK}/": b""}
    room = MOST_CODE
    for path, text in texts.items():
        content = text.encode("utf-8", "replace")
        if len(content) <= room and places.take(path):
            files[f"{WORK}/{path}"] = content
            room -= len(content)
    room = MOST_BYTES
    for path, source in sorted(data.items()):
        size = source.stat().st_size
        if size <= room and places.take(path):
            files[f"{WORK}/{path}"] = source.read_bytes()
            room -= size
    files |= {f"{COURSE}/{p}": text for p, text in course.items() if p not in withheld}
    if probes is not None:
        files[PROBES] = probes
    return Layout(
        {path: np.frombuffer(content, np.uint8) for path, content in files.items()},
        bool(course),
        probes is not None,
    )


class Places:
    """The files and folders that a submission has taken so far."""

    def __init__(self) -> None:
        self.files: set[str] = set()
        self.folders: set[str] = set()

    def take(self, path: str) -> bool:
        """Take the place of a file; False if it can't lie beside those that are there."""
        above = folders_of(path)
        taken = path in self.files or path in self.folders or not above.isdisjoint(self.files)
        if taken or not fits(path):
            return False
        new = above - self.folders
        if len(self.files) + len(self.folders) + len(new) >= MOST_PLACES:
            return False
        self.files.add(path)
        self.folders |= new
        return True


def fits(path: str) -> bool:
    """Say whether a path is one that every system can hold."""
    sizes = [len(part.encode("utf-8", "replace")) for part in path.split("/")]
    return max(sizes) <= MOST_NAME and sum(sizes) <= MOST_PATH and len(sizes) <= MOST_DEPTH


def folders_of(path: str) -> set[str]:
    """Return all folders that a path leads through."""
    parts = path.split("/")[:-1]
    return {"/".join(parts[:end]) for end in range(1, len(parts) + 1)}


def read_course(folder: Path | None) -> dict[str, bytes]:
    """Return the course's own files by path, without caches; empty where there are none."""
    if folder is None:
        return {}
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*.py"))
        if "__pycache__" not in path.parts
    }

"""The files that lie beside a worker: the submission's own, stand-ins, probes, nothing else."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

MOST_BYTES = 16 * 2**20
MOST_CODE = 24 * 2**20
MOST_FILES = 1000
MOST_NAME = 200
MOST_DEPTH = 40
WORK = "work"
COURSE = "course"
PROBES = "probes.py"


@dataclass(frozen=True)
class Layout:
    """Files by their path below the worker's base folder."""

    files: dict[str, np.ndarray]
    """The bytes of each, as the wire carries them."""
    has_course: bool
    has_probes: bool


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
    files: dict[str, bytes] = {}
    room = MOST_CODE
    for path, text in texts.items():
        content = text.encode("utf-8", "replace")
        if fits(path, files) and len(content) <= room:
            files[f"{WORK}/{path}"] = content
            room -= len(content)
    room = MOST_BYTES
    for path, source in sorted(data.items()):
        size = source.stat().st_size
        if size <= room and fits(path, files):
            files.setdefault(f"{WORK}/{path}", source.read_bytes())
            room -= size
    files |= {f"{COURSE}/{p}": text for p, text in course.items() if p not in withheld}
    if probes is not None:
        files[PROBES] = probes
    return Layout(
        {path: np.frombuffer(content, np.uint8) for path, content in files.items()},
        bool(course),
        probes is not None,
    )


def fits(path: str, files: Collection[str]) -> bool:
    """Say whether a file of this name can be laid out beside those that are."""
    short = all(len(part.encode("utf-8", "replace")) <= MOST_NAME for part in path.split("/"))
    return short and len(files) < MOST_FILES and path.count("/") < MOST_DEPTH


def read_course(folder: Path | None) -> dict[str, bytes]:
    """Return the course's own files by path, without caches; empty where there are none."""
    if folder is None:
        return {}
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*.py"))
        if "__pycache__" not in path.parts
    }

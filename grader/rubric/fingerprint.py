"""One hash over all that decides an assignment's marks."""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from grader.model.rubric import Rubric

CACHES = frozenset({"__pycache__"})
COMPILED = (".pyc", ".pyo")


def fingerprint(rubric_file: Path, rubric: Rubric) -> str:
    """Hash a rubric's file and every file of the folders that it names.

    rubric_file: the YAML; the paths in it start from its folder.
    Returns the SHA-256 in hexadecimal; caches and hidden files don't count, nor does the place
    of the folder on the machine.
    """
    whole = hashlib.sha256()
    _add(whole, "rubric", rubric_file)
    for name, file in named_files(rubric_file, rubric):
        _add(whole, name, file)
    return whole.hexdigest()


def named_files(rubric_file: Path, rubric: Rubric) -> Iterator[tuple[str, Path]]:
    """List all files that decide marks beside the rubric's own: what it names, each with a name."""
    for named in rubric.beside:
        for name, file in _files(rubric_file.parent / named):
            yield f"{named}/{name}", file


def _files(path: Path) -> Iterator[tuple[str, Path]]:
    """List the files of a folder by their names in it, or the one file."""
    if path.is_file():
        yield path.name, path
        return
    found: dict[str, Path] = {}
    for folder, inner, names in os.walk(path):
        inner[:] = [name for name in inner if name not in CACHES and not name.startswith(".")]
        for name in names:
            file = Path(folder, name)
            if not name.startswith(".") and not name.endswith(COMPILED) and file.is_file():
                found[file.relative_to(path).as_posix()] = file
    yield from sorted(found.items())


def _add(whole: "hashlib._Hash", name: str, file: Path) -> None:
    """Add a file's name and content, each hashed apart so that no two lists look alike."""
    whole.update(hashlib.sha256(name.encode(errors="surrogateescape")).digest())
    whole.update(hashlib.sha256(file.read_bytes()).digest())

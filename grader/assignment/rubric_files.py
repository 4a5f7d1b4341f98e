"""A rubric with everything that it names, to be moved to another machine as it lies."""

import os
from pathlib import Path

from grader.assignment.errors import AssignmentError
from grader.rubric.fingerprint import named_files
from grader.rubric.load import LoadedRubric


def rubric_files(loaded: LoadedRubric) -> tuple[str, dict[str, bytes]]:
    """Return the rubric's own path, and all its files by paths that lie to each other as here.

    Raises AssignmentError where the rubric names a place that no other machine has.
    """
    rubric = loaded.rubric
    for named in rubric.beside:
        if os.path.isabs(named):
            text = f"{loaded.path}: names {named}: use a path that starts from the rubric's folder"
            raise AssignmentError(text)
    own = _plain(loaded.path)
    found = {own: loaded.path}
    found |= {_plain(file): file for _, file in named_files(loaded.path, rubric)}
    top = os.path.commonpath([path.parent for path in found])
    files = {path.relative_to(top).as_posix(): file for path, file in found.items()}
    return own.relative_to(top).as_posix(), {
        path: files[path].read_bytes() for path in sorted(files)
    }


def starter_files(loaded: LoadedRubric) -> dict[str, bytes]:
    """Return what students start from, by paths in their folder; nothing where there is none."""
    start = f"{loaded.rubric.starter}/"
    named = named_files(loaded.path, loaded.rubric)
    return {
        name.removeprefix(start): file.read_bytes()
        for name, file in named
        if name.startswith(start)
    }


def _plain(path: Path) -> Path:
    """Return a path without `..`; links are not followed, so that names stay."""
    return Path(os.path.abspath(path))

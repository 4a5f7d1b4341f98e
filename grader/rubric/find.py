"""A rubric's file from the name that a user gave, or from where the user stands."""

import os
from collections.abc import Iterable
from pathlib import Path

from grader.rubric.errors import RubricNotFound
from grader.rubric.wording import listed, near_name, quoted

ENDINGS = (".yaml", ".yml")
FOLDER = "rubrics"
REPOSITORY = ".git"


def find_rubric(name: str, *, near: Path = Path(FOLDER)) -> Path:
    """Find the file of a rubric.

    name: the stem of a file in the rubrics' folder, or the path of a YAML file.
    near: the rubrics' folder.
    Raises RubricNotFound, in one line that suggests what may have been meant.
    """
    if is_path(name):
        return _by_path(name, near)
    if name in known_rubrics(near):
        files = (near / f"{name}{ending}" for ending in ENDINGS)
        return next(file for file in files if file.is_file())
    _refuse_folder(Path(name))
    raise RubricNotFound(f"no rubric {quoted(name)}{_known(name, near)}")


def is_path(name: str) -> bool:
    """Say whether a user's word for a rubric is a path, not a name."""
    return "/" in name or "\\" in name or name.lower().endswith(ENDINGS)


def known_rubrics(near: Path) -> tuple[str, ...]:
    """List the names of the rubrics in a folder, in alphabetical order; empty if there is none."""
    return tuple(sorted({file.stem for file in rubric_files(near)}))


def rubric_files(near: Path) -> tuple[Path, ...]:
    """List the rubrics in a folder, in alphabetical order; empty if there is none."""
    try:
        files = [file for file in near.iterdir() if file.suffix in ENDINGS and file.is_file()]
    except OSError:
        return ()
    return tuple(sorted(files))


def upwards(start: Path) -> tuple[Path, ...]:
    """Return a folder and those above it, up to the root of its repository or the user's home.

    Without such a bound it is the folder alone: what lies further up may be anybody's.
    """
    folder = Path(os.path.abspath(start))
    above = (folder, *folder.parents)
    home = Path(os.path.expanduser("~"))
    for count, each in enumerate(above, 1):
        if each == home or (each / REPOSITORY).exists():
            return above[:count]
    return (folder,)


def rubric_folder(starts: Iterable[Path] = (Path(),)) -> Path:
    """Return the nearest folder of rubrics, as seen from some folders; `rubrics` if none is."""
    folders = (place / FOLDER for start in starts for place in upwards(start))
    return next((as_typed(each) for each in folders if rubric_files(each)), Path(FOLDER))


def as_typed(path: Path) -> Path:
    """Return a path as a user here would type it."""
    try:
        return Path(os.path.relpath(path))
    except ValueError:  # it lies on another drive
        return path


def _by_path(name: str, near: Path) -> Path:
    path = Path(name)
    try:
        found = path.is_file()
    except (OSError, ValueError):
        found = False
    if not found:
        _refuse_folder(path)
        folders = (near, path.parent) if path.parent == Path() else (path.parent, near)
        folder = next((each for each in folders if known_rubrics(each)), near)
        raise RubricNotFound(f"no rubric file {quoted(path)}{_known(path.stem, folder)}")
    if path.suffix.lower() not in ENDINGS:
        raise RubricNotFound(f"a rubric is a .yaml file, {quoted(path)} is none")
    return path


def _refuse_folder(path: Path) -> None:
    if os.path.isdir(path):
        raise RubricNotFound(f"{quoted(path)} is a folder; name a .yaml file in it")


def _known(name: str, folder: Path) -> str:
    """Suggest the near name and list what the folder has."""
    known = known_rubrics(folder)
    if not known:
        return (
            f": there are no rubrics in {quoted(folder)}, here or above; run this where they are, "
            "or give the path of the rubric's .yaml file"
        )
    meant = near_name(name, known)
    suggestion = f": did you mean {quoted(meant)}?" if meant else "."
    return f"{suggestion} Known: {listed(known)}"

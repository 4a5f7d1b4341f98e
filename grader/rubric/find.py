"""A rubric's file from the name that a user gave."""

from pathlib import Path

from grader.rubric.errors import RubricNotFound
from grader.rubric.wording import listed, near_name, quoted

ENDINGS = (".yaml", ".yml")


def find_rubric(name: str, *, near: Path = Path("rubrics")) -> Path:
    """Find the file of a rubric.

    name: the stem of a file in the rubrics' folder, or the path of a YAML file.
    near: the rubrics' folder.
    Raises RubricNotFound, in one line that suggests what may have been meant.
    """
    if "/" in name or "\\" in name or name.lower().endswith(ENDINGS):
        return _by_path(name, near)
    if name in known_rubrics(near):
        files = (near / f"{name}{ending}" for ending in ENDINGS)
        return next(file for file in files if file.is_file())
    raise RubricNotFound(f"no rubric {quoted(name)}{_known(name, near)}")


def known_rubrics(near: Path) -> tuple[str, ...]:
    """List the names of the rubrics in a folder, in alphabetical order; empty if there is none."""
    try:
        files = [file for file in near.iterdir() if file.suffix in ENDINGS and file.is_file()]
    except OSError:
        return ()
    return tuple(sorted({file.stem for file in files}))


def _by_path(name: str, near: Path) -> Path:
    path = Path(name)
    try:
        found = path.is_file()
    except (OSError, ValueError):
        found = False
    if not found:
        folder = path.parent if known_rubrics(path.parent) else near
        raise RubricNotFound(f"no rubric file {quoted(path)}{_known(path.stem, folder)}")
    if path.suffix.lower() not in ENDINGS:
        raise RubricNotFound(f"a rubric is a .yaml file, {quoted(path)} is none")
    return path


def _known(name: str, folder: Path) -> str:
    """Suggest the near name and list what the folder has."""
    known = known_rubrics(folder)
    if not known:
        return f": there are no rubrics in {quoted(folder)}"
    meant = near_name(name, known)
    suggestion = f": did you mean {quoted(meant)}?" if meant else "."
    return f"{suggestion} Known: {listed(known)}"

"""Runs the grader as an ordinary user, also where this process is root's.

    python -m tests.sandbox.ordinary USER [ARGUMENTS OF THE GRADER]

A Python in a home folder that is closed to others is shown to that user, in a mount namespace of
its own: the machine is left alone.
"""

import os
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NoReturn

from grader.sandbox.inside import kernel

ROOT = Path(__file__).resolve().parents[2]
STRANGER = 60123
"""A user that no account belongs to."""
NOT_HERE = 77
"""The exit code that says why this can't be tried on this machine."""


def ordinary_user() -> int:
    """Return the user to grade as: this one, unless it is root."""
    return STRANGER if os.geteuid() == 0 else os.geteuid()


def run_as(user: int, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the grader as a user, with a temporary folder; return how it ended and what it said."""
    command = [sys.executable, "-m", "tests.sandbox.ordinary", str(user), *arguments]
    environment = {
        "PATH": os.defpath,
        "PYTHONDONTWRITEBYTECODE": "1",
        "HOME": str(folder),
        "TMPDIR": str(folder),
    }
    return subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300
    )


def needed() -> list[Path]:
    """Return the folders that a user must be able to reach: Python, its packages, the project."""
    python = [Path(sys.base_prefix), Path(sys.prefix), Path(sys.executable).resolve().parent]
    return [*dict.fromkeys(path.resolve() for path in (*python, ROOT))]


def closed_ancestor(path: Path) -> Path | None:
    """Return the topmost folder on the way to a path that others can't pass."""
    closed = [each for each in (*reversed(path.parents), path) if not each.stat().st_mode & 1]
    return closed[0] if closed else None


def open_up(paths: Iterable[Path]) -> None:
    """Lay an open folder over each closed one, holding nothing but the paths below it."""
    kernel.unshare(kernel.CLONE_NEWNS)
    kernel.mount("none", "/", None, kernel.MS_REC | kernel.MS_PRIVATE)
    hidden = {path: os.open(path, os.O_PATH) for path in paths if closed_ancestor(path)}
    for path, handle in hidden.items():
        covered = closed_ancestor(path)
        if covered is not None:
            kernel.mount("open", str(covered), "tmpfs", 0, "size=1m,mode=755")
        if not path.exists():
            path.mkdir(parents=True)
            source = f"/proc/self/fd/{handle}"
            kernel.mount(source, str(path), None, kernel.MS_BIND | kernel.MS_REC)


def become(user: int) -> None:
    """Give up being root, for good."""
    os.setgroups([])
    os.setgid(user)
    os.setuid(user)


def give_up(why: str) -> NoReturn:
    """End, saying why this can't be tried here."""
    print(why, file=sys.stderr)
    sys.exit(NOT_HERE)


def become_with_sight(user: int) -> None:
    """Become the user, who then sees what the tests need; end where that can't be tried."""
    if os.geteuid() == 0:
        try:
            open_up(needed())
        except OSError as error:
            give_up(f"root may not mount here: {error}")
        become(user)
    assert os.geteuid() == user != 0


def main(user: str, arguments: Sequence[str]) -> None:
    """Become the user, then the grader."""
    become_with_sight(int(user))
    for path in (sys.executable, __file__):
        if not os.access(path, os.R_OK):
            give_up(f"an ordinary user may not read {path}")
    os.execv(sys.executable, [sys.executable, "-m", "grader", *arguments])


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])

"""A folder goes whatever student code did to it, and nothing else is touched."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.sandbox.removal import remove
from tests.sandbox.ordinary import ordinary_user

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="other rights, no such links")
ROOT = Path(__file__).resolve().parents[2]
AS_ORDINARY_USER = """
import os, sys
from pathlib import Path
from grader.sandbox.removal import remove
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid(int(sys.argv[2]))
    os.setuid(int(sys.argv[2]))
remove(Path(sys.argv[1]))
"""


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder that an ordinary user can reach."""
    with tempfile.TemporaryDirectory() as name:
        os.chmod(name, 0o755)
        yield Path(name)


@pytest.fixture
def folder(place: Path) -> Path:
    """The folder to remove."""
    path = place / "folder"
    path.mkdir()
    return path


def remove_without_privilege(folder: Path) -> None:
    """Remove a folder as a user to whom rights matter: root passes everywhere."""
    if os.geteuid() == 0:
        for path in (folder.parent, *folder.parent.rglob("*")):
            os.chown(path, ordinary_user(), ordinary_user(), follow_symlinks=False)
    command = [sys.executable, "-c", AS_ORDINARY_USER, str(folder), str(ordinary_user())]
    subprocess.run(command, cwd=ROOT, check=True)


@pytest.mark.parametrize("rights", [0o000, 0o400, 0o500])
def test_locked_folders_in_locked_folders(folder: Path, rights: int) -> None:
    """Rights that student code took away are taken back, level by level."""
    inner = folder / "a" / "b" / "c"
    inner.mkdir(parents=True)
    (inner / "file").write_text("x")
    (inner / "file").chmod(0)
    for path in (inner, inner.parent, inner.parent.parent, folder):
        path.chmod(rights)
    remove_without_privilege(folder)

    assert not folder.exists()


def test_a_link_is_not_followed(folder: Path, place: Path) -> None:
    """What a link leads to keeps its content and its rights, also in a locked folder."""
    outside = place / "outside"
    outside.mkdir(mode=0o755)
    (outside / "file").write_text("kept")
    (outside / "file").chmod(0o644)
    (folder / "inner").mkdir()
    for name, target in (("to-folder", outside), ("to-file", outside / "file"), ("loop", folder)):
        (folder / "inner" / name).symlink_to(target)
        (folder / name).symlink_to(target)
    (folder / "inner").chmod(0o500)
    remove_without_privilege(folder)

    assert not folder.exists()
    assert "kept" == (outside / "file").read_text()
    assert (0o644, 0o755) == tuple(p.stat().st_mode & 0o777 for p in (outside / "file", outside))


def test_a_folder_that_is_a_link_is_left_alone(folder: Path, place: Path) -> None:
    """Nor is what it leads to emptied."""
    (folder / "file").write_text("kept")
    (place / "link").symlink_to(folder)
    remove(place / "link")

    assert "kept" == (folder / "file").read_text()


def test_a_folder_deeper_than_any_path(folder: Path) -> None:
    """Neither the longest path nor Python's recursion is a place to hide."""
    here = os.open(".", os.O_RDONLY)
    try:
        os.chdir(folder)
        for _ in range(3000):
            os.mkdir("d")
            os.chdir("d")
    finally:
        os.fchdir(here)
        os.close(here)
    remove(folder)

    assert not folder.exists()


def test_names_that_ours_could_meet(folder: Path) -> None:
    """What moves up on the way replaces nothing that student code has put there."""
    for number in range(4):
        (folder / f"removed-{number}" / "removed-0" / "removed-1").mkdir(parents=True)
        (folder / f"removed-{number}" / "removed-0" / "file").write_text("x")
    remove(folder)

    assert not folder.exists()


def test_a_folder_that_is_gone_already(folder: Path) -> None:
    """Removing twice is no fault."""
    remove(folder)
    remove(folder)

    assert not folder.exists()

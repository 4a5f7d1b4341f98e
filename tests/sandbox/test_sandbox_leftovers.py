"""What a killed run left is removed by the next; what others left is not touched."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from grader.sandbox.leftovers import (
    make_temporary,
    pid_namespace,
    remove_leftovers,
    temporary,
)


@pytest.fixture(autouse=True)
def own_temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A temporary folder of this test's own."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


@pytest.fixture
def ended() -> int:
    """The number of a process that has ended."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def test_folder_of_an_ended_process_is_removed(own_temporary: Path, ended: int) -> None:
    """Also what lies in it, and where the student took the permissions away."""
    folder = own_temporary / f"mathgrader-work-{pid_namespace()}-{ended}-abc_1"
    (folder / "locked").mkdir(parents=True)
    (folder / "locked" / "file").write_text("x")
    (folder / "locked").chmod(0)
    remove_leftovers()
    assert not folder.exists()


def test_folder_of_a_running_process_stays() -> None:
    """Two runs at once don't take each other's folders."""
    folder = make_temporary("work")
    remove_leftovers()
    assert folder.exists()
    remove_leftovers(own=True)
    assert not folder.exists()


def test_folder_is_gone_after_its_use() -> None:
    """The usual end of a temporary folder."""
    with temporary("intake") as folder:
        assert folder.is_dir()
    assert not folder.exists()


@pytest.mark.parametrize(
    "name",
    [
        "grader-check-{ended}-abc",  # another program's
        "mathgrader-work-{elsewhere}-{ended}-abc",  # of another container's run, maybe running
        "mathgrader-work-{here}-99999999999999999999-abc",  # no process has such a number
        "mathgrader-work-{here}-{ended}-a.b",
        "mathgrader-{ended}",
    ],
)
def test_what_is_not_ours_is_not_touched(own_temporary: Path, ended: int, name: str) -> None:
    """However much a name looks like one of ours."""
    here = pid_namespace()
    folder = own_temporary / name.format(ended=ended, here=here, elsewhere=here + 1)
    folder.mkdir()
    remove_leftovers()
    assert folder.exists()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs chown")
def test_folder_of_another_user_is_not_touched(own_temporary: Path, ended: int) -> None:
    """On a shared machine every user tidies up after himself alone."""
    folder = own_temporary / f"mathgrader-work-{pid_namespace()}-{ended}-abc"
    folder.mkdir()
    os.chown(folder, 12345, 12345)
    remove_leftovers()
    assert folder.exists()


def test_unreadable_temporary_folder_is_no_obstacle(
    own_temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Tidying up never keeps a class from being graded."""
    monkeypatch.setattr(tempfile, "tempdir", str(own_temporary / "missing"))
    remove_leftovers()

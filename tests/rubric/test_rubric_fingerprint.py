"""One hash changes with everything that decides marks, and with nothing else."""

import shutil
from pathlib import Path

import pytest

from grader.rubric.load import load_rubric
from tests.rubric.small_rubric import DATA, changed, written


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Make a rubric with all that it may name."""
    for name in ("stand_ins", "starter"):
        (tmp_path / name / "utils").mkdir(parents=True)
        (tmp_path / name / "utils" / "a.py").write_text(f"{name} = 1\n")
    data = changed("stand_ins", "stand_ins", data=changed("starter", "starter"))
    written(tmp_path, data)
    return tmp_path


def sha256(folder: Path) -> str:
    """Load the rubric of a folder; return its hash."""
    return load_rubric(folder / "small.yaml").sha256


@pytest.mark.parametrize(
    "name", ["small.yaml", "answers/words.py", "probes.py", "stand_ins/utils/a.py", "starter/b.py"]
)
def test_every_named_file_counts(folder: Path, name: str) -> None:
    """A changed or new file in anything the rubric names changes the hash."""
    before = sha256(folder)
    with (folder / name).open("a") as stream:
        stream.write("\n")

    assert before != sha256(folder)


def test_a_renamed_file_counts(folder: Path) -> None:
    """The same content under another name isn't the same reference."""
    before = sha256(folder)
    (folder / "starter/utils/a.py").rename(folder / "starter/utils/b.py")

    assert before != sha256(folder)


def test_caches_and_the_place_do_not_count(folder: Path, tmp_path: Path) -> None:
    """Bytecode, hidden files and where the folder lies leave the hash as it is."""
    before = sha256(folder)
    for name in ("answers/__pycache__/words.pyc", "answers/old.pyc", "starter/.cache/x"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("cached")
    copied = tmp_path / "elsewhere" / "deep"
    shutil.copytree(folder, copied, ignore=shutil.ignore_patterns("elsewhere"))

    assert before == sha256(folder)
    assert before == sha256(copied)


def test_files_not_named_do_not_count(folder: Path) -> None:
    """Another rubric in the same folder changes nothing."""
    before = sha256(folder)
    written(folder, DATA, "other.yaml")

    assert before == sha256(folder)

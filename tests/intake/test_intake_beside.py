"""A single file is read with the modules beside it and the packages they import, no more."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.intake.beside import IMPORT
from grader.intake.read import read_module

TREE = {
    "main.py": "import helper, tools.plots\nfrom   utils.treebank import x\n",
    "helper.py": "from inner import y",
    "unrelated.py": "",
    "notes.txt": "import secret",
    "utils/treebank.py": "import deep\n",
    "utils/data.csv": "1,2",
    "tools/__init__.py": "from . import plots",
    "tools/plots.py": "",
    "inner/y.py": "",
    "deep/z/w.py": "",
    "secret/answers.py": "",
    "node_modules/x/y.py": "",
}


def plant(folder: Path) -> Path:
    """Write the tree; return its main file."""
    for name, text in TREE.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder / "main.py"


def taken(file: Path, unpack: Path) -> list[str]:
    """Return the paths that are read."""
    unpack.mkdir(exist_ok=True)
    return sorted(each.path for each in read_module(file, unpack).files)


def test_only_what_is_imported_is_taken(tmp_path: Path) -> None:
    """Folders that nobody imports are not looked at, nor files that are no modules."""
    found = taken(plant(tmp_path / "here"), tmp_path / "unpack")

    assert [
        "deep/z/w.py", "helper.py", "inner/y.py", "main.py", "tools/__init__.py",
        "tools/plots.py", "unrelated.py", "utils/treebank.py",
    ] == found  # fmt: skip


def test_a_folder_that_cannot_be_read_does_no_harm(tmp_path: Path) -> None:
    """Whatever else lies at a repository's root is never opened."""
    file = plant(tmp_path / "here")
    asked: list[str] = []
    usual = os.listdir

    def listing(path: object = ".") -> list[str]:
        asked.append(str(path))
        return usual(path)  # type: ignore[call-overload, no-any-return]

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(os, "listdir", listing)
        taken(file, tmp_path / "unpack")

    assert asked
    assert not any("secret" in path or "node_modules" in path for path in asked)


def test_links_are_not_followed(tmp_path: Path) -> None:
    """Neither a module nor a package that is a link is taken."""
    file = plant(tmp_path / "here")
    (tmp_path / "else").mkdir()
    (tmp_path / "else" / "m.py").write_text("")
    (tmp_path / "here" / "linked.py").symlink_to(tmp_path / "else" / "m.py")
    (tmp_path / "here" / "pack").symlink_to(tmp_path / "else")
    file.write_text("import pack.m, linked\n")

    assert not {"linked.py", "pack/m.py"} & set(taken(file, tmp_path / "unpack"))


@given(st.binary(max_size=300))
def test_any_bytes_can_be_looked_through(data: bytes) -> None:
    """A half written file is no error."""
    assert isinstance(IMPORT.findall(data), list)

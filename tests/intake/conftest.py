"""Folders, zips and notebooks to read, built in a temporary folder."""

import io
import json
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

from grader.intake.read import read_class
from grader.model.submission import Intake, Submission, SubmittedFile

WANTED = ("word2vec.py", "sgd.py")

Files = Mapping[str, str | bytes]
ReadClass = Callable[..., Intake]
MakeTree = Callable[[Path, Files], Path]
MakeZip = Callable[[Files], bytes]
MakeNotebook = Callable[..., bytes]
MakeSubmission = Callable[..., Submission]


@pytest.fixture
def read(tmp_path_factory: pytest.TempPathFactory) -> ReadClass:
    """Read PATH as a class whose rubric wants word2vec.py and sgd.py."""

    def run(path: Path, max_file_mb: float = 20) -> Intake:
        return read_class(path, WANTED, tmp_path_factory.mktemp("unpack"), max_file_mb)

    return run


@pytest.fixture
def tree() -> MakeTree:
    """Write files below a folder; a name that ends in `/` makes an empty folder."""

    def build(root: Path, files: Files) -> Path:
        root.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            path = root / name
            if name.endswith("/"):
                path.mkdir(parents=True)
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return root

    return build


@pytest.fixture
def packed() -> MakeZip:
    """Make the bytes of a zip."""

    def build(files: Files) -> bytes:
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in files.items():
                archive.writestr(name, content)
        return buffer.getvalue()

    return build


@pytest.fixture
def notebook() -> MakeNotebook:
    """Make the bytes of a version 4 notebook from its code cells."""

    def build(*cells: str) -> bytes:
        made: Sequence[object] = [
            {"cell_type": "code", "metadata": {}, "outputs": [], "source": cell} for cell in cells
        ]
        return json.dumps({"cells": made, "metadata": {}, "nbformat": 4}).encode()

    return build


@pytest.fixture
def submission(tmp_path: Path, tree: MakeTree) -> MakeSubmission:
    """Make a submission of files on disk."""

    def build(files: Files, **more: object) -> Submission:
        root = tree(tmp_path / "submission", files)
        submitted = (SubmittedFile(n, root / n, (root / n).stat().st_size) for n in sorted(files))
        return Submission("alice", tuple(submitted), **more)  # type: ignore[arg-type]

    return build

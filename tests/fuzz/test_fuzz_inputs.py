"""Damaged rubrics, notebooks and zips: one clear error each, no crash, no hang."""

import io
import json
import random
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.intake.errors import IntakeError, NotebookError
from grader.intake.notebook import notebook_source
from grader.intake.read import read_class
from grader.rubric.errors import RubricErrors
from grader.rubric.load import load_rubric

ROOT = Path(__file__).resolve().parents[2]
RUBRICS = [path.read_bytes() for path in sorted((ROOT / "rubrics").glob("*.yaml"))]
NOTEBOOK = json.dumps(
    {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": {"kernelspec": {"language": "python", "name": "python3"}},
        "cells": [
            {
                "cell_type": "code",
                "source": ["%matplotlib inline\n", "def f(x):\n", "    return x"],
            },
            {"cell_type": "markdown", "source": "# hi"},
            {"cell_type": "code", "source": "def g(y=f):\n    return y"},
        ],
    }
).encode()


def honest_zip() -> bytes:
    """Return a zip of a class of two."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("ada/word2vec.py", "def sigmoid(x):\n    return x\n" * 20)
        archive.writestr("bo/sgd.py", "def sgd():\n    pass\n" * 20)
    return buffer.getvalue()


def damaged(rng: random.Random, data: bytes) -> bytes:
    """Flip, cut, repeat and insert bytes; now and then swap a whole word."""
    made = bytearray(data)
    for _ in range(rng.randint(1, 6)):
        place = rng.randrange(len(made))
        match rng.randrange(5):
            case 0:
                made[place] = rng.randrange(256)
            case 1:
                del made[place : place + rng.randint(1, 40)]
            case 2:
                made[place:place] = bytes(rng.randrange(256) for _ in range(rng.randint(1, 8)))
            case 3:
                made[place:place] = made[place : place + rng.randint(1, 60)]
            case _:
                made[place:place] = rng.choice([b"{", b"[", b": ", b"- ", b"\t", b"&a *a", b"!!x "])
        made = made or bytearray(b"x")
    return bytes(made)


def try_rubric(data: bytes, folder: Path) -> None:
    """Load a damaged rubric."""
    path = folder / "cs224n-2021-a2.yaml"
    path.write_bytes(data)
    try:
        load_rubric(path)
    except RubricErrors as errors:
        assert errors.problems


def try_notebook(data: bytes, folder: Path) -> None:
    """Read a damaged notebook."""
    try:
        notebook_source(data)
    except NotebookError as error:
        assert len(str(error).splitlines()) == 1


def try_zip(data: bytes, folder: Path) -> None:
    """Read a damaged zip as a class."""
    path = folder / "class.zip"
    path.write_bytes(data)
    with tempfile.TemporaryDirectory(dir=folder) as unpacked:
        try:
            read_class(path, {"word2vec.py", "sgd.py"}, Path(unpacked))
        except IntakeError as error:
            assert len(str(error).splitlines()) == 1


Attempt = Callable[[bytes, Path], None]
KINDS: dict[str, tuple[Attempt, list[bytes]]] = {
    "rubric": (try_rubric, RUBRICS),
    "notebook": (try_notebook, [NOTEBOOK]),
    "zip": (try_zip, [honest_zip()]),
}


def fuzz(kind: str, seed: int, count: int, folder: Path) -> int:
    """Try `count` damaged inputs; any other exception than ours is a failure."""
    attempt, honest = KINDS[kind]
    rng = random.Random(f"{kind}{seed}")
    for _ in range(count):
        attempt(damaged(rng, rng.choice(honest)), folder)
    return count


@pytest.mark.parametrize(("kind", "count"), [("rubric", 25), ("notebook", 150), ("zip", 150)])
def test_some_bad_inputs(kind: str, count: int, tmp_path: Path) -> None:
    """A sample of the long run."""
    assert count == fuzz(kind, 0, count, tmp_path)


@pytest.mark.prove
@pytest.mark.parametrize("seed", range(1, 18))
@pytest.mark.parametrize("kind", KINDS)
def test_ten_thousand_bad_inputs(kind: str, seed: int, tmp_path: Path) -> None:
    """Seventeen chunks of two hundred of each kind: ten thousand together."""
    assert 200 == fuzz(kind, seed, 200, tmp_path)

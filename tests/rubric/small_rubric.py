"""A small rubric with a reference of its own, for tests to spoil."""

import copy
import json
from pathlib import Path
from typing import Any

from grader.rubric.errors import RubricErrors
from grader.rubric.load import load_rubric

REFERENCE = """
from .arrays import Vector

import numpy as np
from jaxtyping import Float

Matrix = Float[np.ndarray, "V d"]


def loss(center: Float[np.ndarray, "d"], outside: Matrix, target: int, bias: float = 0.0):
    raise RuntimeError("lint must not run this")


def mean_loss(center, outside, target):
    return 0


def of_vector(vector: Vector):
    return 0


raise RuntimeError("lint must not import this")
"""
PROBES = """
def dataset(draws, names=()):
    return draws


def _hidden():
    return 0


raise RuntimeError("lint must not import this")
"""
DATA: dict[str, Any] = {
    "schema": 1,
    "id": "small",
    "title": "A small rubric",
    "seed": 7,
    "reference": "answers",
    "probes": "probes.py",
    "questions": [
        {
            "id": "pair",
            "title": "A pair",
            "file": "pair.py",
            "function": "pair",
            "aliases": ["pair_loss"],
            "arguments": [
                {"name": "v", "value": "center"},
                {"name": "o", "value": "target"},
                {"name": "U", "value": "outside"},
                {"name": "dataset"},
            ],
            "outputs": ["loss", "grad"],
            "reference": "words:loss",
            "axes": {"V": [3, 6], "d": [2, 4]},
            "inputs": {
                "target": {"index": "V"},
                "draws": {"sampler": "V", "not": "target", "count": 2},
                "dataset": {"probe": "dataset", "with": {"draws": "draws"}},
            },
            "suites": {"plain": {"cases": 20}, "large": {"cases": 20}},
            "checks": [
                {"id": "loss", "kind": "value", "points": 1, "output": "loss"},
                {"id": "grad", "kind": "gradient", "points": 1.5, "output": "grad"},
                {"id": "stable", "kind": "stable", "points": 0, "suite": "large"},
            ],
        }
    ],
}
QUESTION = ("questions", 0)


def changed(*path_and_value: Any, data: dict[str, Any] = DATA) -> dict[str, Any]:
    """Copy the data with one value put elsewhere: keys and positions, then the value."""
    copied = copy.deepcopy(data)
    *path, key, value = path_and_value
    around: Any = copied
    for step in path:
        around = around[step]
    around[key] = value
    return copied


def written(folder: Path, data: dict[str, Any] | str, name: str = "small.yaml") -> Path:
    """Write a rubric, given as data or as text, and the files that it names."""
    answers = folder / "answers"
    answers.mkdir(exist_ok=True)
    (answers / "words.py").write_text(REFERENCE)
    (folder / "probes.py").write_text(PROBES)
    path = folder / name
    path.write_text(data if isinstance(data, str) else json.dumps(data, indent=1))
    return path


def problems(path: Path) -> list[str]:
    """Load a rubric; return what is said, without the path of the folder."""
    try:
        load_rubric(path)
    except RubricErrors as errors:
        return str(errors).replace(f"{path.parent}/", "").splitlines()
    return []


def said(folder: Path, data: dict[str, Any] | str) -> list[str]:
    """Load a rubric given as data; return what is said of it, without the line numbers."""
    told = problems(written(folder, data))
    return [line.partition(": ")[2] for line in told]

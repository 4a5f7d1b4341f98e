"""The rubrics that ship, loaded and prepared once for all tests of them."""

from functools import cache
from pathlib import Path

import yaml

from grader.model.prepared import PreparedRubric
from grader.model.rubric import Rubric
from grader.rubric.expected import prepare_rubric

FOLDER = Path(__file__).parents[2] / "rubrics"
PROBES = FOLDER / "probes.py"
NAMES = ("cs224n-2017-a1", "cs224n-2021-a2", "cs224n-2023-a2")


@cache
def rubric(name: str) -> Rubric:
    """Return a shipped rubric."""
    return Rubric.model_validate(yaml.safe_load((FOLDER / f"{name}.yaml").read_text("utf-8")))


@cache
def prepared(name: str, seed: int | None = None) -> PreparedRubric:
    """Return a shipped rubric, prepared with its own seed or another."""
    return prepare_rubric(rubric(name), FOLDER, rubric(name).seed if seed is None else seed)

"""A shipped rubric cut down to one question, for tests to spoil."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]
RUBRICS = ROOT / "rubrics"
PATHS = ("reference", "probes", "starter", "solutions", "stand_ins", "written")
Change = Callable[[dict[str, Any], Path], None]
"""Spoils a rubric of one question; gets the folder in which it will stand."""


def cut_down(question: str, rubric: str = "cs224n-2021-a2") -> dict[str, Any]:
    """Return a shipped rubric with one question; its paths hold wherever it stands."""
    data: dict[str, Any] = yaml.safe_load((RUBRICS / f"{rubric}.yaml").read_text("utf-8"))
    data["questions"] = [each for each in data["questions"] if each["id"] == question]
    data["questions"][0].pop("uses", None)
    return {
        key: str((RUBRICS / value).resolve()) if key in PATHS else value
        for key, value in data.items()
    }


def written(data: dict[str, Any], folder: Path) -> Path:
    """Write a rubric, one value a line, and return its file."""
    file = folder / f"{data['id']}.yaml"
    file.write_text(json.dumps(data, indent=1), encoding="utf-8")
    return file


def check(data: dict[str, Any], name: str) -> dict[str, Any]:
    """Return a check of the only question."""
    (found,) = [each for each in data["questions"][0]["checks"] if each["id"] == name]
    spec: dict[str, Any] = found
    return spec

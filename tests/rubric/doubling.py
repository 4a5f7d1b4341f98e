"""The smallest rubric that can be graded with: one question, one wrong variant, all in a folder."""

import json
from pathlib import Path
from typing import Any

DECLARE = """
def mistake(of, slug):
    def declare(function):
        function.declaration = Declaration(of, {"near": "Close."}[slug])
        return function
    return declare


class Declaration:
    def __init__(self, of, student):
        self.of, self.slug, self.student, self.teacher, self.seen = of, "near", student, "", ""
"""
VARIANT = """
from .declare import mistake


@mistake("double", "near")
def tripled(x):
    return 3 * x
"""
RUBRIC: dict[str, Any] = {
    "schema": 1,
    "id": "small",
    "title": "Small",
    "seed": 1,
    "reference": "answers",
    "questions": [
        {
            "id": "double",
            "title": "Doubled",
            "file": "double.py",
            "function": "double",
            "arguments": [{"name": "x"}],
            "outputs": ["y"],
            "reference": "numbers:double",
            "axes": {"n": [2, 4]},
            "inputs": {"x": {"normal": ["n"]}},
            "suites": {"plain": {"cases": 20}},
            "checks": [{"id": "value", "kind": "value", "points": 1}],
        }
    ],
}


def doubling(folder: Path) -> Path:
    """Write the rubric with its reference and variants; return its file."""
    mistakes = folder / "answers" / "mistakes"
    mistakes.mkdir(parents=True)
    (mistakes.parent / "numbers.py").write_text("def double(x):\n    return 2 * x\n")
    (mistakes / "declare.py").write_text(DECLARE)
    (mistakes / "numbers.py").write_text(VARIANT)
    file = folder / "small.yaml"
    file.write_text(json.dumps(RUBRIC))
    return file


def hand_in(folder: Path, body: str) -> None:
    """Write one submission whose function does `body`."""
    folder.mkdir(parents=True)
    (folder / "double.py").write_text(f"def double(x):\n    {body}\n")

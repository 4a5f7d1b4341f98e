"""A small course with a hidden check, for packs: one question, a reference, a known mistake."""

import json
from pathlib import Path

REFERENCE = """
import numpy as np
from jaxtyping import Float

def pull(center: Float[np.ndarray, "d"], rows: Float[np.ndarray, "V d"]):
    apart_from_center = rows - center
    total_of_the_squares = float(np.sum(apart_from_center**2)) / 2
    return total_of_the_squares, -apart_from_center.sum(axis=0)

def secret_sum(center: Float[np.ndarray, "d"], rows: Float[np.ndarray, "V d"]):
    return pull(center, rows)
"""
MISTAKES = '''
from types import SimpleNamespace
from ..pulling import pull

def upside_down(center, rows):
    """A TEACHER knows that the minus is lost."""
    loss, slope_by_center = pull(center, rows)
    return loss, -slope_by_center

upside_down.declaration = SimpleNamespace(
    of="pull", slug="sign-flipped", student="Look at the direction of your gradient.",
    teacher="A TEACHER knows that the minus is lost.", seen="TEACHERS ONLY: seen in 1987",
)
'''
CHECK = {"kind": "value", "points": 1, "output": "loss"}
RUBRIC = {
    "schema": 1,
    "id": "pulls",
    "title": "Pulls",
    "description": "PROSE FOR AUTHORS",
    "seed": 11,
    "reference": "answers",
    "limits": {"call_seconds": 1, "import_seconds": 5, "submission_seconds": 20},
    "questions": [
        {
            "id": "pull",
            "title": "The pull of some rows",
            "file": "pulls.py",
            "function": "pull",
            "arguments": [{"name": "center"}, {"name": "rows"}],
            "outputs": ["loss", "grad"],
            "reference": "pulling:pull",
            "axes": {"V": [4, 6], "d": [2, 3]},
            "suites": {
                "plain": {"cases": 20},
                "kept": {"cases": 20, "reference": "pulling:secret_sum"},
            },
            "checks": [
                {"id": "loss", **CHECK},
                {"id": "grad", "kind": "gradient", "points": 2, "output": "grad"},
                {"id": "secret", **CHECK, "suite": "kept", "hidden": True, "hint": "HUSH"},
            ],
        }
    ],
}
RIGHT = """import numpy as np
def pull(center, rows):
    d = rows - center
    return 0.5 * (d * d).sum(), -d.sum(0)
"""
STUDENTS = {
    "right": RIGHT,
    "wrong": RIGHT.replace("-d.sum(0)", "d.sum(0)"),
    "hanging": RIGHT.replace("    return", "    while True: pass\n    return"),
    "crashing": RIGHT.replace("    return", "    import os; os._exit(3)\n    return"),
}
"""What students hand in, by what becomes of it."""


def write_course(folder: Path) -> Path:
    """Write the course; return the path of its rubric."""
    files = {
        "rubrics/pulls.yaml": json.dumps(RUBRIC, indent=1),
        "rubrics/answers/__init__.py": "",
        "rubrics/answers/pulling.py": REFERENCE,
        "rubrics/answers/mistakes/__init__.py": "",
        "rubrics/answers/mistakes/pulling.py": MISTAKES,
    }
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder / "rubrics" / "pulls.yaml"


def write_student(folder: Path, kind: str) -> Path:
    """Write what one student handed in; return the file."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "pulls.py"
    file.write_text(STUDENTS[kind])
    return file

"""Grade the class of the manual's example, and read what was written."""

import json
from pathlib import Path
from typing import Any

from grader.cli.main import main


def grade(folder: Path) -> int:
    """Grade the example's class; return the exit code.

    The rubric is named by an absolute path: one process may meet many `reference` folders.
    """
    rubric = str(folder / "rubrics" / "logistic.yaml")
    return main(["grade", "submissions/logistic", "--rubric", rubric, "--out", "reports/logistic"])


def result(folder: Path, student: str) -> Any:
    """Return a student's `result.json`."""
    path = folder / "reports" / "logistic" / "submissions" / student / "result.json"
    return json.loads(path.read_text(encoding="utf-8"))


def checks(folder: Path, student: str) -> dict[str, Any]:
    """Return a student's checks by the last part of their ids."""
    (question,) = result(folder, student)["questions"]
    return {check["id"].rpartition("/")[2]: check for check in question["checks"]}

"""Writes results as JSON in one fixed form, so that equal results are equal files."""

import json
from pathlib import Path
from typing import Any

from grader.model.results import ClassResult, SubmissionResult
from grader.reports.atomic import write_atomically


def result_json(result: SubmissionResult) -> str:
    """Return the text of `result.json`: keys in the model's order, indented by two."""
    return canonical_json(result.to_json_data())


def write_result_json(result: SubmissionResult, path: Path) -> None:
    """Write one submission's `result.json`."""
    write_atomically(path, result_json(result))


def write_class_json(result: ClassResult, path: Path) -> None:
    """Write the class's `results.json`."""
    write_atomically(path, canonical_json(result.model_dump(mode="json", by_alias=True)))


def canonical_json(data: dict[str, Any]) -> str:
    """Return `data` as JSON text with a line feed at its end; raises ValueError on NaN."""
    return json.dumps(data, indent=2, ensure_ascii=False, allow_nan=False) + "\n"

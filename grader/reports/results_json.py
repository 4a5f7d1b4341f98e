"""Writes results as JSON in one fixed form, so that equal results are equal files."""

from pathlib import Path

from grader.model.results import ClassResult, SubmissionResult
from grader.reports.atomic import write_atomically


def result_json(result: SubmissionResult) -> str:
    """Return the text of `result.json`: keys in the model's order, indented by two."""
    return result.model_dump_json(by_alias=True, indent=2) + "\n"


def write_result_json(result: SubmissionResult, path: Path) -> None:
    """Write one submission's `result.json`."""
    write_atomically(path, result_json(result))


def write_class_json(result: ClassResult, path: Path) -> None:
    """Write the class's `results.json`."""
    write_atomically(path, result.model_dump_json(by_alias=True, indent=2) + "\n")

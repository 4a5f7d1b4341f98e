"""Writes results as JSON in one fixed form, so that equal results are equal files."""

import re
from pathlib import Path

from grader.model.results import ClassResult, SubmissionResult
from grader.reports.atomic import write_atomically

UNSEEN = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
"""Characters that a terminal obeys or that turn text around; they stand within strings alone."""


def result_json(result: SubmissionResult) -> str:
    """Return the text of `result.json`: keys in the model's order, indented by two.

    Control characters and marks of direction are escaped: it may be printed as it is.
    """
    text = result.model_dump_json(by_alias=True, indent=2) + "\n"
    return UNSEEN.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def write_result_json(result: SubmissionResult, path: Path) -> None:
    """Write one submission's `result.json`."""
    write_atomically(path, result_json(result))


def write_class_json(result: ClassResult, path: Path) -> None:
    """Write the class's `results.json`."""
    write_atomically(path, result.model_dump_json(by_alias=True, indent=2) + "\n")

"""Folders and files that a rubric names beside itself."""

import os
from collections.abc import Iterator
from pathlib import Path

from grader.model.rubric import Rubric
from grader.rubric.errors import RubricProblem
from grader.rubric.positions import Positions
from grader.rubric.wording import near_name, quoted, shown


def problems(rubric: Rubric, positions: Positions) -> Iterator[RubricProblem]:
    """Look whether what the rubric names is there."""
    if uses_reference(rubric) and reference_files(positions.file.parent / rubric.reference) is None:
        expected = "must be a folder of .py files, or one such file"
        yield _missing("reference", rubric.reference, expected, positions)
    for key, name in (("stand_ins", rubric.stand_ins), ("starter", rubric.starter)):
        if name is not None and not os.path.isdir(positions.file.parent / name):
            yield _missing(key, name, "must be a folder", positions)
    for key, name, kind in (
        ("probes", rubric.probes, "a .py file"),
        ("written", rubric.written, "a .yaml file"),
    ):
        if name is not None and not os.path.isfile(positions.file.parent / name):
            yield _missing(key, name, f"must be {kind}", positions)


def uses_reference(rubric: Rubric) -> bool:
    """Tell whether a rubric needs its reference, which has a default, to be there."""
    return "reference" in rubric.model_fields_set or any(
        question.reference
        or question.accepted
        or any(suite.reference for suite in question.suites.values())
        for question in rubric.questions
    )


def reference_files(path: Path) -> dict[str, Path] | None:
    """List the modules of a reference, by name; None where there is no reference."""
    if os.path.isdir(path):
        return {file.stem: file for file in sorted(path.glob("*.py")) if file.stem != "__init__"}
    if path.suffix == ".py" and os.path.isfile(path):
        return {path.stem: path}
    return None


def _missing(key: str, name: str, expected: str, positions: Positions) -> RubricProblem:
    target = positions.file.parent / name
    try:
        beside = [each.name for each in target.parent.iterdir()]
    except (OSError, ValueError):
        beside = []
    near = near_name(target.name, set(beside) - {target.name})
    meant = f" (did you mean {quoted(near)}?)" if near else ""
    start = f", seen from {quoted(positions.file.parent)}"
    return positions.problem((key,), f"{expected}{start}{meant}", shown(name))

"""The manifest of the written part that a rubric names, read and looked through."""

import json
from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from grader.model.rubric import Rubric
from grader.model.written import Manifest
from grader.rubric.errors import RubricErrors, RubricProblem
from grader.rubric.lint_reference import References
from grader.rubric.positions import Positions
from grader.rubric.schema_errors import describe, is_echo
from grader.rubric.yaml_source import YamlSource, read_yaml


def load_manifest(path: Path, rubric: Rubric, folder: Path) -> Manifest:
    """Load the questions of a rubric's written part.

    path: its YAML file, as messages should name it.
    folder: the folder that the rubric's own paths start from.
    Raises RubricErrors with every problem that was found.
    """
    source = read_yaml(path)
    try:
        manifest = Manifest.model_validate_json(json.dumps(source.data), strict=True)
    except ValidationError as error:
        raise RubricErrors([*source.problems, *_described(error, source)]) from None
    problems = [*source.problems, *_problems(manifest, source.positions, rubric, folder)]
    if problems:
        raise RubricErrors(problems)
    return manifest


def _described(error: ValidationError, source: YamlSource) -> Iterator[RubricProblem]:
    for each in error.errors(include_url=False):
        if not is_echo(each, source.data):
            yield describe(each, source.data, source.positions, Manifest)


def _problems(
    manifest: Manifest, positions: Positions, rubric: Rubric, folder: Path
) -> Iterator[RubricProblem]:
    """Find what belongs to another assignment, or names a function that isn't there."""
    if manifest.id != rubric.id:
        yield positions.problem(("id",), f"must be the rubric's own, {rubric.id}", manifest.id)
    references = References(rubric, Positions(folder / positions.file.name))
    for number, question in enumerate(manifest.questions):
        wrong = references.wrong(question.expected.function) if question.expected else ""
        if wrong and question.expected is not None:
            place = ("questions", number, "expected", "function")
            yield positions.problem(place, wrong, question.expected.function)

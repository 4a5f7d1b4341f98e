"""A rubric's file, read, validated and looked through."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from grader.model.rubric import Rubric
from grader.rubric.errors import RubricErrors, RubricProblem
from grader.rubric.fingerprint import fingerprint
from grader.rubric.lint import lint
from grader.rubric.schema import validate
from grader.rubric.yaml_source import read_yaml

if TYPE_CHECKING:
    from grader.model.written import Manifest


@dataclass(frozen=True)
class LoadedRubric:
    """A rubric that can be used."""

    rubric: Rubric
    path: Path
    sha256: str
    """Over the file and everything that it names: reference, stand-ins, starter, probes."""
    folder: Path
    """The folder that the rubric's own paths start from."""

    @cached_property
    def manifest(self) -> "Manifest | None":
        """The questions of the written part, where the rubric has one; read when asked for.

        Raises RubricErrors with every problem that was found.
        """
        if self.rubric.written is None:
            return None
        from grader.rubric.manifest import load_manifest  # many checks go without

        return load_manifest(self.folder / self.rubric.written, self.rubric, self.folder)


def load_rubric(path: Path) -> LoadedRubric:
    """Load a rubric.

    path: its YAML file, as messages should name it.
    Raises RubricErrors with every problem that was found.
    """
    source = read_yaml(path)
    validated = validate(source)
    problems = [*source.problems, *validated.problems]
    if validated.rubric is not None:
        found = lint(validated.rubric, validated.positions)
        problems += [each for each in found if not _inherited(each, validated.problems)]
    if problems or validated.rubric is None:
        raise RubricErrors(problems)
    rubric = validated.rubric
    try:
        sha256 = fingerprint(path, rubric)
    except OSError as error:
        why = f"names a file that can't be read: {error.strerror} ({error.filename})"
        raise RubricErrors([RubricProblem(str(path), None, "", why)]) from None
    return LoadedRubric(rubric, path, sha256, path.parent)


def _inherited(problem: RubricProblem, earlier: Iterable[RubricProblem]) -> bool:
    """Tell whether a problem lies in what is wrong already, or is about something around it."""
    return any(
        _holds(problem.path, each.path) or _holds(each.path, problem.path) for each in earlier
    )


def _holds(outer: str, inner: str) -> bool:
    return inner == outer or inner.startswith((f"{outer}.", f"{outer}["))

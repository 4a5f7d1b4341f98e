"""The written part of a rubric, proven able to judge before a class meets it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from grader.rubric.errors import RubricErrors
from grader.rubric.load import LoadedRubric
from grader.rubric.yaml_source import read_yaml

if TYPE_CHECKING:
    from grader.model.written import Manifest


def sound_manifest(
    loaded: LoadedRubric, functions: Callable[[str], Callable[..., Any]], seed: int
) -> "Manifest | None":
    """Return the manifest of a rubric; every right answer that it names can be had.

    functions: gives the reference function of a name `module:function`.
    Raises RubricErrors with the line of each that can't.
    """
    manifest, written = loaded.manifest, loaded.rubric.written
    if manifest is None or written is None:
        return None
    from grader.written.soundness import unsound  # the engine takes long to load

    faults = list(unsound(manifest, functions, seed))
    if faults:
        positions = read_yaml(loaded.folder / written).positions
        raise RubricErrors(
            positions.problem(("questions", place, "expected"), why) for place, why in faults
        )
    return manifest

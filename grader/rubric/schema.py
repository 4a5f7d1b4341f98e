"""A rubric's data made into a Rubric, with all that is wrong in it told at once."""

import copy
import json
from dataclasses import dataclass, replace
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from grader.model.rubric import Limits, Rubric, ShowExpected
from grader.rubric.errors import RubricProblem
from grader.rubric.positions import Positions
from grader.rubric.schema_errors import describe, is_echo, meant_key, place, value_at
from grader.rubric.wording import Loc
from grader.rubric.yaml_source import YamlSource

SUBSTITUTES = {"schema": 1, "title": "", "seed": 0, "kind": "unmutated", "points": 0}
"""What stands in for a wrong value so that the rest can still be looked at."""
OPTIONAL = frozenset(
    {
        *("description", "show_expected", "limits", "formula", "counts", "cases", "expect", "hint"),
        *("hidden", "relative", "droppable"),
        *Limits.model_fields,
        *ShowExpected.model_fields,
    }
)
"""Wrong values that can be left out for the same purpose: nothing refers to them."""


@dataclass(frozen=True)
class Validated:
    """What came of a document."""

    rubric: Rubric | None
    """With substitutes where there are problems; None where too much is wrong to look further."""
    positions: Positions
    problems: tuple[RubricProblem, ...]


def validate(source: YamlSource) -> Validated:
    """Check a document against the rubric's model."""
    data, positions, problems = _with_known_keys(source)
    rubric, errors = _attempt(data)
    if rubric is None:
        problems += [describe(each, data, positions) for each in errors if not is_echo(each, data)]
        rubric = _attempt(data)[0] if _substitute(data, errors) else None
    return Validated(rubric if source.complete else None, positions, tuple(problems))


def _with_known_keys(source: YamlSource) -> tuple[Any, Positions, list[RubricProblem]]:
    """Tell unknown keys; read each as the one it was probably meant to be, else leave it out."""
    data, positions = copy.deepcopy(source.data), source.positions
    problems: list[RubricProblem] = []
    while extras := [each for each in _attempt(data)[1] if each["type"] == "extra_forbidden"]:
        problems += [describe(each, data, positions) for each in extras]
        for each in extras:
            loc = place(each)
            meant = meant_key(loc, data)
            around: Any = value_at(data, loc[:-1])
            value = around.pop(loc[-1])
            if meant is not None:
                around[meant] = value
                positions = _renamed(positions, loc, meant)
    return data, positions, problems


def _attempt(data: Any) -> tuple[Rubric | None, list[ErrorDetails]]:
    """Validate strictly, as JSON: `"no"` is no boolean there, yet a list may be a tuple."""
    try:
        return Rubric.model_validate_json(json.dumps(data), strict=True), []
    except ValidationError as error:
        return None, error.errors(include_url=False)


def _substitute(data: Any, errors: list[ErrorDetails]) -> bool:
    """Put substitutes for all wrong values; False where one has none."""
    for error in errors:
        if is_echo(error, data):
            continue
        loc = place(error)
        around, key = value_at(data, loc[:-1]), loc[-1] if loc else None
        if isinstance(around, dict) and key in SUBSTITUTES:
            around[key] = SUBSTITUTES[str(key)]
        elif isinstance(around, dict) and key in OPTIONAL:
            del around[key]
        else:
            return False
    return True


def _renamed(positions: Positions, loc: Loc, meant: str) -> Positions:
    here = (*loc[:-1], meant)
    moved = {
        (*here, *each[len(loc) :]): line
        for each, line in positions.lines.items()
        if each[: len(loc)] == loc
    }
    return replace(positions, lines={**positions.lines, **moved})

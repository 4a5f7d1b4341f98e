"""Expected values: the reference's answers to the cases, computed once a run."""

import copy
import math
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from grader.model.case import Case, CaseError, CaseValue, Probe
from grader.model.facts import ArrayValue, Value
from grader.model.prepared import Outputs, PreparedQuestion, PreparedRubric
from grader.model.rubric import Question, Rubric
from grader.rubric.cases import question_cases, suite_function
from grader.rubric.probes import ProbeFile
from grader.rubric.reference import Reference, ReferenceFunction, load_reference, parameter_names
from grader.rubric.small_cases import small_cases


def prepare_rubric(rubric: Rubric, folder: Path, seed: int, small: bool = False) -> PreparedRubric:
    """Make all cases of a rubric and compute what is expected of each.

    rubric: what is asked.
    folder: the folder that the rubric's own paths start from.
    seed: the run's seed.
    small: whether the small cases that show failures are wanted too.
    Raises CaseError or MissingReferenceError where the rubric asks for what isn't there.
    """
    reference = load_reference(folder / rubric.reference)
    probes = ProbeFile(folder / rubric.probes) if rubric.probes is not None else None
    questions = (
        prepare_question(each, seed, reference, probes, small) for each in rubric.questions
    )
    return PreparedRubric(rubric, seed, tuple(questions))


def prepare_question(
    question: Question,
    seed: int,
    reference: Reference,
    probes: ProbeFile | None,
    small: bool = False,
) -> PreparedQuestion:
    """Make the cases of one question and compute what is expected of each."""
    cases = question_cases(question, seed, reference)
    more = small_cases(question, seed, reference) if small else ()
    return prepare_cases(question, (*cases, *more), reference, probes)


def prepare_cases(
    question: Question, cases: tuple[Case, ...], reference: Reference, probes: ProbeFile | None
) -> PreparedQuestion:
    """Compute what is expected of some cases of a question."""
    cases = tuple(_spelt(case, probes) for case in cases)
    expected = {case.number: _answer(question, case, None, reference, probes) for case in cases}
    accepted = tuple(
        {case.number: _answer(question, case, name, reference, probes) for case in cases}
        for name in question.accepted
    )
    return PreparedQuestion(question, cases, expected, accepted)


def _spelt(case: Case, probes: ProbeFile | None) -> Case:
    """Return the case with each probe spelt out in Python, where the probes file can do that."""
    if probes is None or not any(isinstance(value, Probe) for value in case.values.values()):
        return case
    values = {
        name: probes.with_code(value) if isinstance(value, Probe) else value
        for name, value in case.values.items()
    }
    return replace(case, values=values)


def expected_outputs(
    question: Question, case: Case, function: ReferenceFunction, probes: ProbeFile | None
) -> Outputs:
    """Ask a reference function for the outputs of a case.

    question: names the outputs, in the order in which the function returns them.
    case: its values go to the function's parameters of the same names.
    function: gets copies, so that it cannot change the case.
    probes: makes the objects that the case describes.
    Raises CaseError where a parameter has no value, or an output is missing or not finite.
    """
    where = f"{question.id}/{case.suite}, case {case.number}"
    keywords = _keywords(function, case.values, probes, where)
    try:
        answer = function(**keywords)
    except Exception as error:
        told = f"{type(error).__name__}: {error}"
        raise CaseError(f"{where}: the reference {function.__name__} raised {told}") from error
    several = len(question.outputs) > 1
    parts = tuple(answer) if several and isinstance(answer, tuple) else (answer,)
    if len(parts) != len(question.outputs):
        raise CaseError(
            f"{where}: expected {len(question.outputs)} outputs of {function.__name__}, "
            f"got {len(parts)}"
        )
    outputs = {name: plain_value(part) for name, part in zip(question.outputs, parts, strict=True)}
    for name, output in outputs.items():
        if not all_finite(output):
            raise CaseError(f"{where}: {function.__name__} is not finite in {name}")
    return outputs


def plain_value(value: Any) -> Value:
    """Turn what a reference function returns into a value as facts have them."""
    if isinstance(value, np.ndarray):
        return ArrayValue(np.array(value))
    if isinstance(value, np.generic):
        scalar: Value = value.item()
        return scalar
    if isinstance(value, dict):
        return {str(key): plain_value(part) for key, part in value.items()}
    if isinstance(value, list):
        return [plain_value(part) for part in value]
    if isinstance(value, tuple):
        return tuple(plain_value(part) for part in value)
    if value is None or isinstance(value, bool | int | float | complex | str):
        return value
    raise CaseError(f"expected arrays, numbers and text, got {type(value).__name__}")


def all_finite(value: Value) -> bool:
    """Tell whether a value holds no NaN and no infinity."""
    if isinstance(value, ArrayValue):
        return bool(np.isfinite(value.data).all())
    if isinstance(value, float):
        return math.isfinite(value)
    if isinstance(value, dict):
        return all(map(all_finite, value.values()))
    if isinstance(value, list | tuple):
        return all(map(all_finite, value))
    return True


def _answer(
    question: Question,
    case: Case,
    accepted: str | None,
    reference: Reference,
    probes: ProbeFile | None,
) -> Outputs | None:
    if accepted is not None:
        return expected_outputs(question, case, reference.function(accepted), probes)
    function = suite_function(question, question.suites[case.suite], reference)
    return None if function is None else expected_outputs(question, case, function, probes)


def _keywords(
    function: ReferenceFunction,
    values: Mapping[str, CaseValue],
    probes: ProbeFile | None,
    where: str,
) -> dict[str, object]:
    keywords: dict[str, object] = {}
    for name, needed in parameter_names(function).items():
        if name in values:
            keywords[name] = _live(values[name], probes, where)
        elif needed:
            raise CaseError(f"{where}: expected an input {name!r} for {function.__name__}")
    return keywords


def _live(value: CaseValue, probes: ProbeFile | None, where: str) -> object:
    if not isinstance(value, Probe):
        return copy.deepcopy(value)
    if probes is None:
        raise CaseError(f"{where}: expected the rubric to name a probes file for {value.name!r}")
    return probes.instantiate(value)

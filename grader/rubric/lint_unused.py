"""Inputs and axes that a rubric describes and nothing takes: mostly misspelt names."""

import re
from collections.abc import Iterator

from grader.model.rubric import Question
from grader.rubric.case_inputs import CaseInputs, telling_cases
from grader.rubric.cases import suite_arguments
from grader.rubric.errors import RubricProblem
from grader.rubric.inputs import inputs_named_by
from grader.rubric.lint_inputs import layers
from grader.rubric.lint_reference import References
from grader.rubric.positions import Positions
from grader.rubric.wording import Loc

NAME = re.compile(r"[^\W\d]\w*")


def problems(
    question: Question, loc: Loc, positions: Positions, references: References
) -> Iterator[RubricProblem]:
    """Look at what one question describes but never uses."""
    taken: set[Loc] = set()
    measured: set[tuple[str, str]] = set()
    for case in telling_cases(question, loc, references):
        taken |= {case.entries[name][0] for name in _taken(question, case, references)}
        measured |= {(case.suite, axis) for axis in _axes(case)}
        if case.partly_known:
            return
    for place, inputs in layers(question, loc):
        for name in inputs:
            if (*place, name) not in taken:
                expected = "goes nowhere: no argument, other input or reference function takes it"
                yield positions.problem((*place, name), expected)
    anywhere = {axis for _, axis in measured}
    for axis in [each for each in question.axes if each not in anywhere]:
        yield positions.problem((*loc, "axes", axis), "measures no input of any suite")
    for name, suite in question.suites.items():
        for axis in suite.axes:
            if (name, axis) not in measured:
                expected = "measures no input of this suite"
                yield positions.problem((*loc, "suites", name, "axes", axis), expected)


def _taken(question: Question, case: CaseInputs, references: References) -> frozenset[str]:
    """Return which of the rubric's inputs of a case go anywhere."""
    names = {
        argument.value or argument.name
        for argument in suite_arguments(question, question.suites[case.suite])
        if argument.own is None
    }
    for _, spec in case.entries.values():
        names.update(inputs_named_by(spec))
    functions = [case.function, *map(references.signature, question.accepted)]
    for function in functions:
        if function is not None:
            names |= function.known
    if any(function is None or function.takes_any for function in functions):
        names |= set(case.entries)
    return frozenset(names & set(case.entries))


def _axes(case: CaseInputs) -> Iterator[str]:
    """Return every name in a case's inputs that may be an axis."""
    for _, spec in case.entries.values():
        yield from NAME.findall(str(list(spec.values())))
    for axes in case.function.arrays.values() if case.function else ():
        yield from NAME.findall(" ".join(axes))

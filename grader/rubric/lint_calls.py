"""Whether a call hands over all that its answer depends on."""

from collections.abc import Iterator

from grader.model.rubric import Question
from grader.rubric.case_inputs import CaseInputs, telling_cases
from grader.rubric.cases import suite_arguments
from grader.rubric.errors import RubricProblem
from grader.rubric.inputs import inputs_named_by, kind_of
from grader.rubric.lint_reference import References
from grader.rubric.positions import Positions
from grader.rubric.wording import Loc, listed, quoted

DRAWN = frozenset(
    {"normal", "uniform", "whole", "one_hot", "labels", "aligned", "index", "indices", "sampler"}
)
"""Kinds of input that tell nothing of the inputs that they name."""


def problems(
    question: Question, loc: Loc, positions: Positions, references: References
) -> Iterator[RubricProblem]:
    """Look at one question's calls; what several cases lack is told once."""
    told: set[Loc] = set()
    for case in telling_cases(question, loc, references):
        suite = question.suites[case.suite]
        place = (*loc, "arguments")
        if suite.arguments is not None:
            place = (*loc, "suites", case.suite, "arguments")
        missing = [] if place in told else sorted(_untold(question, case))
        if missing:
            told.add(place)
            values = listed(map(quoted, missing))
            expected = (
                f"hands over no {values}, which {quoted(suite.reference or question.reference)}"
            )
            yield positions.problem(place, f"{expected} takes: add `value: {missing[0]}`")


def _untold(question: Question, case: CaseInputs) -> set[str]:
    """Return the inputs that the reference takes and of which the call tells nothing."""
    if case.function is None or case.open:
        return set()
    arguments = suite_arguments(question, question.suites[case.suite])
    known = {each.value or each.name for each in arguments if each.own is None}
    for name in list(known):
        known |= _within(name, case)
    taken = {*case.function.required, *(case.function.known & set(case.entries))}
    return {name for name in taken - known if _is_made(name, case)}


def _within(name: str, case: CaseInputs) -> set[str]:
    """Return the inputs that an input holds or is worked out from, however far back."""
    if _is_drawn(name, case):
        return set()
    named = set(inputs_named_by(case.entries[name][1]))
    return named.union(*(_within(each, case) for each in named))


def _is_made(name: str, case: CaseInputs) -> bool:
    """Say whether an input can't be known to who isn't handed it: drawn, or an object of ours."""
    return _is_drawn(name, case) or kind_of(case.entries[name][1]) == "probe"


def _is_drawn(name: str, case: CaseInputs) -> bool:
    """Say whether an input is drawn at random; one that an annotation gives is."""
    return name not in case.entries or kind_of(case.entries[name][1]) in DRAWN

"""Cases of each suite, drawn to see whether they can be."""

from collections.abc import Iterator

import numpy as np

from grader.model.case import CaseError
from grader.model.rubric import Question
from grader.rubric import cases
from grader.rubric.axes import sample_sizes
from grader.rubric.case_inputs import CaseInputs, telling_cases
from grader.rubric.errors import RubricProblem
from grader.rubric.inputs import make_inputs, resolution_order
from grader.rubric.lint_reference import References
from grader.rubric.positions import Positions
from grader.rubric.wording import Loc, one_line, quoted

LONGEST_REASON = 200
SEED = 0


def problems(
    question: Question, loc: Loc, positions: Positions, references: References
) -> Iterator[RubricProblem]:
    """Draw the cases of a question that differ in their inputs; only the first failure counts."""
    for case in telling_cases(question, loc, references):
        reason = _reason(question, case)
        if reason:
            yield _told(reason, case, (*loc, "suites", case.suite), positions)
            return


def _reason(question: Question, case: CaseInputs) -> str:
    """Draw a case; return why it can't be, empty if it can."""
    if case.partly_known:
        return ""
    arrays = case.function.arrays if case.function else {}
    given = {name: {"normal": list(axes)} for name, axes in arrays.items()} | question.inputs
    whole = question.model_copy(update={"inputs": given})
    try:
        cases.suite_case(whole, case.suite, case.position, SEED, None)
    except CaseError as error:
        return str(error).removeprefix(f"{question.id}/{case.suite}: ")
    except Exception as error:
        # Options that make no sense (`scale: wide`) fail in numpy, each in its own way.
        return f"{_culprit(whole, case.suite, case.position)}: {type(error).__name__}: {error}"
    return ""


def _culprit(question: Question, suite: str, position: int) -> str:
    """Find the first input whose drawing fails."""
    spec = question.suites[suite]
    rng = np.random.default_rng(SEED)
    sizes = sample_sizes({**question.axes, **spec.axes}, position, spec.cases, rng)
    inputs = cases.case_inputs(question, spec, position, None)
    order = resolution_order(inputs)
    for number, name in enumerate(order):
        try:
            make_inputs({each: inputs[each] for each in order[: number + 1]}, sizes, position, rng)
        except Exception:
            return name
    return suite


def _told(reason: str, case: CaseInputs, loc: Loc, positions: Positions) -> RubricProblem:
    """Point at the input that a reason begins with, or else at the suite."""
    name, _, rest = reason.partition(": ")
    if name in case.entries:
        place, why = case.entries[name][0], rest
        where = f" in suite {quoted(case.suite)}"
    else:
        place, why, where = loc, reason, ""
    return positions.problem(place, f"can't be drawn{where}: {one_line(why, LONGEST_REASON)}")

"""Checks against the outputs, suites, references and other checks that they rely on."""

from collections.abc import Iterator
from decimal import Decimal
from graphlib import CycleError, TopologicalSorter

from grader.model.rubric import Check, Question, Rubric, Suite
from grader.rubric.errors import RubricProblem
from grader.rubric.positions import Positions
from grader.rubric.wording import Loc, choice, quoted, shown

FEWEST_CASES = 20
"""A loss or gradient that earns points is tried at least so often."""
COMPARED = frozenset({"value", "gradient", "shapes", "stable", "special", "repeats"})
"""Kinds of check that need expected values."""
TRIED_OFTEN = frozenset({"value", "gradient"})


def problems(rubric: Rubric, positions: Positions) -> Iterator[RubricProblem]:
    """Look at every check of a rubric, and at what all are worth together."""
    for number, question in enumerate(rubric.questions):
        loc = ("questions", number)
        for place, check in enumerate(question.checks):
            yield from _references(question, check, (*loc, "checks", place), positions)
            yield from _mistakes(check, (*loc, "checks", place, "mistakes"), positions)
        yield from _few_cases(question, loc, positions)
        yield from _uses(rubric, question, (*loc, "uses"), positions)
    if rubric.max_points == Decimal(0):
        expected = "must be worth points: give some check more than 0"
        yield positions.problem(("questions",), expected)
    yield from _needs(rubric, positions)
    if rubric.limits.call_seconds > rubric.limits.submission_seconds:
        expected = "must be at most submission_seconds, which all calls share"
        came = shown(rubric.limits.call_seconds)
        yield positions.problem(("limits", "call_seconds"), expected, came)


def _references(
    question: Question, check: Check, loc: Loc, positions: Positions
) -> Iterator[RubricProblem]:
    if check.output is not None and check.output not in question.outputs:
        expected = "must be one of the question's outputs" + choice(check.output, question.outputs)
        yield positions.problem((*loc, "output"), expected, shown(check.output))
    suite = question.suites.get(check.suite)
    if suite is None:
        expected = "must be one of the question's suites" + choice(check.suite, question.suites)
        yield positions.problem((*loc, "suite"), expected, shown(check.suite))
        return
    lacking = _lacking(question, check, suite)
    if lacking:
        yield positions.problem((*loc, "kind"), lacking, shown(check.kind))


def _mistakes(check: Check, loc: Loc, positions: Positions) -> Iterator[RubricProblem]:
    for slug, points in check.mistakes.items():
        if points >= check.points:
            expected = f"must be less than the check's own {check.points:g} points"
            yield positions.problem((*loc, slug), expected, shown(float(points)))


def _uses(
    rubric: Rubric, question: Question, loc: Loc, positions: Positions
) -> Iterator[RubricProblem]:
    others = [other.id for other in rubric.questions if other.id != question.id]
    for number, used in enumerate(question.uses):
        if used not in others:
            expected = "must be another question" + choice(used, others)
            yield positions.problem((*loc, number), expected, shown(used))


def _lacking(question: Question, check: Check, suite: Suite) -> str:
    """Say what a kind of check needs and doesn't have."""
    where = f"suite {quoted(check.suite)}"
    if check.kind in COMPARED and not (suite.reference or question.reference):
        return f"can't be judged without a `reference`, of the question or of {where}"
    if check.kind in COMPARED and not question.outputs:
        return "can't be judged without `outputs` of the question"
    if check.kind == "printed-verdict" and suite.expect is None:
        return f"can't be judged without `expect: accept` or `expect: reject` in {where}"
    entries = (question.inputs, suite.inputs, *suite.variants, *suite.special_cases.values())
    sampled = any("sampler" in spec for inputs in entries for spec in inputs.values())
    if check.kind == "repeats" and not sampled:
        return f"can't be judged without an input of kind `sampler` in {where}"
    return ""


def _few_cases(question: Question, loc: Loc, positions: Positions) -> Iterator[RubricProblem]:
    for name, suite in question.suites.items():
        judged = [
            check.id
            for check in question.checks
            if check.suite == name and check.points > 0 and check.kind in TRIED_OFTEN
        ]
        if judged and suite.cases < FEWEST_CASES:
            why = f"{quoted(judged[0])} earns points"
            expected = f"must be at least {FEWEST_CASES}, as {why}"
            yield positions.problem((*loc, "suites", name, "cases"), expected, shown(suite.cases))


def _needs(rubric: Rubric, positions: Positions) -> Iterator[RubricProblem]:
    places = {
        f"{question.id}/{check.id}": ("questions", number, "checks", place, "needs")
        for number, question in enumerate(rubric.questions)
        for place, check in enumerate(question.checks)
    }
    graph: dict[str, list[str]] = {}
    for question in rubric.questions:
        for check in question.checks:
            name = f"{question.id}/{check.id}"
            graph[name] = [needed for needed in check.needs if needed in places]
            for number, needed in enumerate(check.needs):
                if needed not in places:
                    expected = "must be a check, as question/check" + choice(needed, places)
                    yield positions.problem((*places[name], number), expected, shown(needed))
    if len(places) < sum(len(question.checks) for question in rubric.questions):
        return  # An id stands twice, so a circle may only seem to be one.
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        circle = list(reversed(error.args[1]))
        expected = f"must not lead back to its own check: {' needs '.join(circle)}"
        yield positions.problem(places[circle[0]], expected)

"""Whether every argument, input, probe and reference function finds the inputs that it needs."""

from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter

from grader.model.rubric import Argument, Question
from grader.rubric import lint_probes
from grader.rubric.case_inputs import CaseInputs, telling_cases
from grader.rubric.cases import suite_arguments
from grader.rubric.errors import RubricProblem
from grader.rubric.inputs import inputs_named_by
from grader.rubric.lint_reference import References
from grader.rubric.positions import Positions
from grader.rubric.wording import Loc, choice, did_you_mean, listed, quoted, shown


def problems(
    question: Question, loc: Loc, positions: Positions, references: References
) -> Iterator[RubricProblem]:
    """Look at one question's cases; a mistake that shows in several of them is told once."""
    told: set[str] = set()
    for case in telling_cases(question, loc, references):
        for problem in _of_case(question, loc, case, positions, references):
            if problem.path not in told:
                told.add(problem.path)
                yield problem


def _of_case(
    question: Question, loc: Loc, case: CaseInputs, positions: Positions, references: References
) -> Iterator[RubricProblem]:
    suite = question.suites[case.suite]
    here = loc if suite.arguments is None else (*loc, "suites", case.suite)
    for number, argument in enumerate(suite_arguments(question, suite)):
        yield from _argument(argument, case, (*here, "arguments", number), positions)
    yield from _inputs(case, positions)
    yield from lint_probes.problems(case.entries, positions, references.probes())
    if not case.open:
        yield from _functions(question, loc, case, positions, references)


def _functions(
    question: Question, loc: Loc, case: CaseInputs, positions: Positions, references: References
) -> Iterator[RubricProblem]:
    """Look whether reference functions find their parameters, if the arguments found theirs."""
    suite = question.suites[case.suite]
    sources = {each.value or each.name for each in suite_arguments(question, suite)}
    home = (*loc, "suites", case.suite) if suite.reference else loc
    named = [((*home, "reference"), suite.reference or question.reference)]
    named += [((*loc, "accepted", n), name) for n, name in enumerate(question.accepted)]
    for place, name in named:
        signature = references.signature(name)
        needed = set() if signature is None else set(signature.required)
        missing = sorted(needed - case.names - sources)
        if missing:
            takes = f"takes {listed(map(quoted, missing))}"
            known = listed(sorted(case.names))
            expected = f"{takes}, no input of suite {quoted(case.suite)} (known: {known})"
            yield positions.problem(place, expected, shown(name))


def _argument(
    argument: Argument, case: CaseInputs, loc: Loc, positions: Positions
) -> Iterator[RubricProblem]:
    source = argument.value or argument.name
    if argument.own is not None:
        if argument.value is not None:
            expected = "must not stand beside `value`: an argument has one source"
            yield positions.problem((*loc, "own"), expected, shown(argument.own))
        return
    if source not in case.names and not case.open:
        key = "value" if argument.value is not None else "name"
        hint = choice(source, case.names)
        expected = f"must be an input of suite {quoted(case.suite)}{hint}"
        yield positions.problem((*loc, key), expected, shown(source))
        return
    probed = source in case.entries and "probe" in case.entries[source][1]
    if argument.names and not probed:
        expected = f"needs {quoted(source)} to be an input of kind `probe`"
        yield positions.problem((*loc, "names"), expected)


def _inputs(case: CaseInputs, positions: Positions) -> Iterator[RubricProblem]:
    """Look whether the inputs that others name are there, and whether they form a circle."""
    graph: dict[str, list[str]] = {}
    for name, (loc, spec) in case.entries.items():
        graph[name] = [each for each in inputs_named_by(spec) if each in case.entries]
        for each in inputs_named_by(spec):
            if each not in case.names and not case.open:
                hint = did_you_mean(each, case.names - {name})
                yield positions.problem(
                    loc, f"names an input {quoted(each)} that isn't there{hint}"
                )
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        circle = " from ".join(reversed(error.args[1]))
        loc = case.entries[error.args[1][0]][0]
        yield positions.problem(loc, f"must not be made from itself: {circle}")

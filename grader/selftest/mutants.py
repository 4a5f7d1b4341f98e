"""Ways to spoil right answers such that a check has to fall short of them."""

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from grader.model.case import Case
from grader.model.facts import ArrayValue, Value
from grader.model.prepared import PreparedQuestion
from grader.model.rubric import Check, Question
from grader.selftest.answers import Answers, Verdict, printed, returned, right_answers

Spoil = Callable[[Value], Value]
OFF = 0.01
"""How far one entry is off, in parts of the largest: what a tolerance must not swallow."""
COMPARED = ("value", "gradient", "stable", "special", "repeats")


def on_numbers(change: Callable[[np.ndarray], np.ndarray]) -> Spoil:
    """Return a way to change every array and number in a value."""

    def spoil(value: Value) -> Value:
        match value:
            case ArrayValue(data=data):
                return ArrayValue(change(data.astype(np.float64)))
            case int() | float() if not isinstance(value, bool):
                return float(change(np.asarray(float(value))))
            case dict():
                return {name: spoil(part) for name, part in value.items()}
            case list():
                return [spoil(part) for part in value]
        return value

    return spoil


def one_entry_off(array: np.ndarray) -> np.ndarray:
    """Move the last entry by a little."""
    moved = np.array(array)
    moved.reshape(-1)[-1:] += OFF * float(np.abs(array).max(initial=0.0) or 1.0)
    return moved


def turned(value: Value) -> Value:
    """Give a vector a second axis and transpose a matrix; what has no axes stays as it is."""
    if not isinstance(value, ArrayValue) or value.data.ndim == 0:
        return value
    return ArrayValue(value.data.T if value.data.ndim == 2 else value.data[None])


NUMBERS: dict[str, Spoil] = {
    "sign flipped": on_numbers(lambda array: -array),
    "doubled": on_numbers(lambda array: 2 * array),
    "all zeros": on_numbers(np.zeros_like),
    "one entry off": on_numbers(one_entry_off),
    "not a number": on_numbers(lambda array: np.full(array.shape, np.nan)),
}


def mutants_of(prepared: PreparedQuestion, check: Check) -> Iterator[tuple[str, list[Answers]]]:
    """Yield each way to spoil what a check looks at, by name.

    With it come the answers of all cases, once for each output in which it can be planted: all
    that the check doesn't look at stays right, so that no other check hides this one.
    """
    question = prepared.question
    outputs = (check.output,) if check.output else question.outputs
    if check.kind in COMPARED:
        for name, spoil in NUMBERS.items():
            yield name, [spoilt(prepared, spoil, each, check.suite) for each in outputs]
    if asks_for_shapes(question, check):
        with_axes = [name for name in outputs if has_axes(prepared, check.suite, name)]
        if with_axes or check.kind == "shapes":
            yield "axes turned", [spoilt(prepared, turned, o, check.suite) for o in with_axes]
    if check.kind == "repeats":
        yield "repeats off", [spoilt_where_repeated(prepared, o, check.suite) for o in outputs]
    if check.kind == "unmutated":
        yield "arguments changed", [with_changed_arguments(prepared, check.suite)]
    if check.kind == "printed-verdict":
        yield from printed_mutants(prepared, check)


def spoilt(
    prepared: PreparedQuestion, spoil: Spoil, output: str, suite: str | None = None
) -> Answers:
    """Return right answers but for one output, in one suite or in all."""
    cases = prepared.cases if suite is None else prepared.suite_cases(suite)
    return _spoilt(prepared, cases, spoil, output)


def spoilt_where_repeated(prepared: PreparedQuestion, output: str, suite: str) -> Answers:
    """Return right answers but for one output wherever a negative is drawn twice."""
    cases = [case for case in prepared.suite_cases(suite) if repeats(prepared.question, case)]
    return _spoilt(prepared, cases, NUMBERS["doubled"], output)


def _spoilt(
    prepared: PreparedQuestion, cases: Sequence[Case], spoil: Spoil, output: str
) -> Answers:
    answers = right_answers(prepared)
    for case in cases:
        outputs = prepared.expected[case.number]
        if outputs is not None:
            changed = {**outputs, output: spoil(outputs[output])}
            answers[case.number] = returned(prepared.question, case, changed)
    return answers


def with_changed_arguments(prepared: PreparedQuestion, suite: str) -> Answers:
    """Return right answers of a function that changes the arrays that it is handed."""
    question, answers = prepared.question, right_answers(prepared)
    for case in prepared.suite_cases(suite):
        outputs, expect = prepared.expected[case.number], question.suites[suite].expect
        answers[case.number] = (
            printed(question, case, expect, changed=True)
            if outputs is None
            else returned(question, case, outputs, changed=True)
        )
    return answers


def printed_mutants(
    prepared: PreparedQuestion, check: Check
) -> Iterator[tuple[str, list[Answers]]]:
    """Yield a checker that says the opposite, and one that says nothing."""
    question = prepared.question
    right = question.suites[check.suite].expect
    wrong: dict[str, Verdict | None] = {
        "verdict turned": "reject" if right == "accept" else "accept",
        "no verdict": None,
    }
    for name, verdict in wrong.items():
        cases = prepared.suite_cases(check.suite)
        said = {case.number: printed(question, case, verdict) for case in cases}
        yield name, [{**right_answers(prepared), **said}]


def asks_for_shapes(question: Question, check: Check) -> bool:
    """Say whether a check has to see a wrong shape."""
    apart = any(other.kind == "shapes" for other in question.checks)
    return check.kind == "shapes" or (not apart and check.kind in ("value", "gradient"))


def has_axes(prepared: PreparedQuestion, suite: str, output: str) -> bool:
    """Say whether an output is a vector or a matrix in some case of a suite."""
    tables = (prepared.expected[case.number] or {} for case in prepared.suite_cases(suite))
    values = (outputs.get(output) for outputs in tables)
    return any(isinstance(value, ArrayValue) and value.data.ndim > 0 for value in values)


def repeats(question: Question, case: Case) -> bool:
    """Say whether a negative is drawn twice for one word."""
    inputs = {**question.inputs, **question.suites[case.suite].inputs}
    kept = [name for name, spec in inputs.items() if "accepted" in spec]
    drawn = kept or [name for name, spec in inputs.items() if "sampler" in spec]
    rows = (np.atleast_2d(np.asarray(case.values[name])) for name in drawn)
    return any(len(set(row.tolist())) < len(row) for each in rows for row in each)

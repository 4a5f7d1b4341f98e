"""What a mistake must cost, worked out check by check from its answers and the right ones."""

from collections.abc import Mapping, Sequence

import numpy as np

from grader.checks.outcome import Outcome, judge_output
from grader.grading.trials import plain
from grader.model.prepared import Outputs, PreparedQuestion
from grader.model.rubric import Check

Table = Mapping[tuple[str, str], Sequence[Outcome]]
"""How answers compare with the right ones, by suite and output, at the usual tolerance."""


def compared(prepared: PreparedQuestion, outputs: Mapping[int, Outputs]) -> Table:
    """Compare outputs, by case number, with the reference's; accepted alternatives don't count."""
    table: dict[tuple[str, str], list[Outcome]] = {}
    for case in prepared.cases:
        right = plain(prepared.expected[case.number])
        for name, value in outputs.get(case.number, {}).items():
            outcome = judge_output(value, right[name])
            table.setdefault((case.suite, name), []).append(outcome)
    return table


def shows(table: Table) -> bool:
    """Say whether anything is wrong, be it in number or in shape."""
    return any(not each.ok or not each.shape_ok for outcomes in table.values() for each in outcomes)


def must_see(
    check: Check, prepared: PreparedQuestion, table: Table, outputs: Mapping[int, Outputs]
) -> bool:
    """Say whether a check has to fall short of these answers."""
    names = (check.output,) if check.output else prepared.question.outputs
    apart = any(other.kind == "shapes" for other in prepared.question.checks)
    match check.kind:
        case "value" | "gradient":
            unshapely = not apart and _misshapen(table, check.suite, names)
            return _wrong(table, check.suite, names) or unshapely
        case "shapes":
            return _misshapen(table, check.suite, names)
        case "stable":
            return _wrong(table, check.suite, names)
        case "special" | "repeats":
            right = [name for name in names if not _wrong(table, "plain", [name])]
            if right:
                return _wrong(table, check.suite, right)
            return not any(is_multiple(prepared, outputs, name, check.suite) for name in names)
    return False


def is_multiple(
    prepared: PreparedQuestion, outputs: Mapping[int, Outputs], name: str, suite: str
) -> bool:
    """Say whether an output is the right one times one number, in `plain` and in a suite alike."""
    got: list[np.ndarray] = []
    due: list[np.ndarray] = []
    for case in prepared.cases:
        expected = prepared.expected[case.number]
        if case.suite in ("plain", suite) and case.number in outputs and expected is not None:
            got.append(np.asarray(plain(outputs[case.number])[name], dtype=float))
            due.append(np.asarray(plain(expected)[name], dtype=float))
    if not got or any(one.shape != other.shape for one, other in zip(got, due, strict=True)):
        return False
    one, other = (np.concatenate([np.ravel(part) for part in parts]) for parts in (got, due))
    factor = float(one @ other) / float(other @ other)
    return abs(factor) > 1e-4 and bool(np.allclose(one, factor * other, rtol=1e-5, atol=1e-9))


def _wrong(table: Table, suite: str, names: Sequence[str]) -> bool:
    return any(not each.ok for name in names for each in table.get((suite, name), ()))


def _misshapen(table: Table, suite: str, names: Sequence[str]) -> bool:
    return any(
        not each.shape_ok or each.reason == "wrong-shape"
        for name in names
        for each in table.get((suite, name), ())
    )


def agrees(outputs: Outputs, others: Outputs) -> bool:
    """Say whether outputs are those of another function, in number and in shape."""
    right = plain(others)
    judged = [judge_output(value, right[name]) for name, value in outputs.items() if name in right]
    return len(judged) == len(outputs) and all(each.ok and each.shape_ok for each in judged)

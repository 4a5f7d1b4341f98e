"""What a mistake must cost, worked out check by check from its answers and the right ones."""

from collections.abc import Mapping, Sequence

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


def must_see(check: Check, prepared: PreparedQuestion, table: Table) -> bool:
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
        case "repeats":
            right = [name for name in names if not _wrong(table, "plain", [name])]
            return not right or _wrong(table, check.suite, right)
    return False


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

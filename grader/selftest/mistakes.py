"""Every catalogued mistake costs what the rubric says, and is called by its name."""

from collections.abc import Collection, Iterator
from typing import NamedTuple

from grader.model.prepared import PreparedQuestion
from grader.model.results import CheckResult, QuestionResult
from grader.model.rubric import Check
from grader.rubric.wording import Loc
from grader.selftest.expectation import Table, agrees, compared, must_see, shows
from grader.selftest.fault import Fault
from grader.selftest.kill_table import Row, mark_of
from grader.selftest.planted import Planted, planted_mistakes
from grader.selftest.stage import Stage

NAMED_BY_ANSWERS = ("value", "gradient", "shapes")
"""Kinds of check whose wrong answers are compared with those of the catalogue."""


class Tried(NamedTuple):
    """What came of planting every mistake."""

    rows: tuple[Row, ...]
    faults: tuple[Fault, ...]
    earned: frozenset[tuple[str, str]]
    """Check and mistake, wherever one was named."""


def try_mistakes(stage: Stage, prepared: PreparedQuestion, loc: Loc) -> Tried:
    """Plant every catalogued mistake of a question, one at a time."""
    rows: list[Row] = []
    faults: list[Fault] = []
    earned: set[tuple[str, str]] = set()
    for planted in planted_mistakes(stage.run, prepared):
        result = stage.judge(prepared, planted.answers, named=True)
        rows.append(Row(called(planted), tuple(map(mark_of, result.checks))))
        faults += _faults(prepared, planted, result, loc)
        pairs = zip(prepared.question.checks, result.checks, strict=True)
        earned |= {(check.id, came.mistake) for check, came in pairs if came.mistake}
    return Tried(tuple(rows), tuple(faults), frozenset(earned))


def called(planted: Planted) -> str:
    """Name a mistake for an author: the variant and its slug."""
    return f"{planted.variant.name} ({planted.variant.slug})"


def _faults(
    prepared: PreparedQuestion, planted: Planted, result: QuestionResult, loc: Loc
) -> Iterator[Fault]:
    table, who = compared(prepared, planted.outputs), called(planted)
    if not shows(table):
        expected = "must have cases in which the mistake {} answers otherwise than the reference"
        yield Fault((*loc, "suites"), expected, "the same in all", who)
        return
    twin = _accepted_twin(prepared, planted)
    if twin is not None:
        expected = "must not answer as the mistake {} does"
        yield Fault((*loc, "accepted", twin), expected, "the same in all cases", who)
        return
    checks = prepared.question.checks
    if not any(must_see(check, prepared, table, planted.outputs) for check in checks):
        yield Fault((*loc, "checks"), "must fall short of the mistake {}", "full marks", who)
        return
    for place, came in enumerate(result.checks):
        where = (*loc, "checks", place)
        yield from _check_faults(prepared, planted, table, came, place, where)


def _check_faults(
    prepared: PreparedQuestion,
    planted: Planted,
    table: Table,
    came: CheckResult,
    place: int,
    loc: Loc,
) -> Iterator[Fault]:
    check, who = prepared.question.checks[place], called(planted)
    seen = came.verdict != "passed"
    if must_see(check, prepared, table, planted.outputs) != seen:
        expected = "must pass in spite of the mistake {}" if seen else "must see the mistake {}"
        yield Fault(loc, expected, f"{came.verdict}, {came.points:g} points", who)
        return
    due = due_points(check, came, planted.variant.slug)
    if came.points != due:
        yield Fault(loc, f"must give {due:g} points for the mistake {{}}", f"{came.points:g}", who)
    elif came.mistake != planted.variant.slug and must_name(check, came):
        expected = "must call the mistake {} by its name"
        yield Fault(loc, expected, came.mistake or "none", who)


def due_points(check: Check, came: CheckResult, slug: str) -> float:
    """Return what a check is worth where a mistake was made; a skipped one is worth nothing."""
    if came.verdict == "passed":
        return float(check.points)
    return 0.0 if came.verdict == "skipped" else float(check.mistakes.get(slug, 0))


def must_name(check: Check, came: CheckResult) -> bool:
    """Say whether a mistake must have its name: a wrong one is never right, none sometimes is.

    Only ordinary answers are compared with the catalogue; what looks like a placeholder of the
    starter is told as that.
    """
    if check.kind not in NAMED_BY_ANSWERS or came.verdict in ("passed", "skipped"):
        return False
    return came.mistake is not None or came.reason != "not-implemented"


def _accepted_twin(prepared: PreparedQuestion, planted: Planted) -> int | None:
    """Return which accepted alternative is this very mistake, if one is."""
    for number, accepted in enumerate(prepared.accepted):
        if all(agrees(outputs, accepted[case] or {}) for case, outputs in planted.outputs.items()):
            return number
    return None


def unearned_marks(
    prepared: PreparedQuestion, earned: Collection[tuple[str, str]], loc: Loc
) -> Iterator[Fault]:
    """Yield the marks of `mistakes` that nothing earns: no such mistake, or not in this check."""
    for place, check in enumerate(prepared.question.checks):
        for slug in check.mistakes:
            if (check.id, slug) not in earned:
                known = sorted(name for id_, name in earned if id_ == check.id)
                expected = f"must be a mistake that shows here: {', '.join(known) or 'none does'}"
                yield Fault((*loc, "checks", place, "mistakes", slug), expected, slug)

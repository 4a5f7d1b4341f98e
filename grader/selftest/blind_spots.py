"""Checks that can't fail, and outputs that may be wrong at no cost."""

from collections.abc import Iterator
from typing import NamedTuple

from grader.model.prepared import PreparedQuestion
from grader.model.results import CheckResult
from grader.rubric.wording import Loc
from grader.selftest.fault import Fault
from grader.selftest.kill_table import NOT_TRIED, SEEN, SKIPPED, SURVIVED, Row, mark_of
from grader.selftest.mutants import NUMBERS, mutants_of, spoilt
from grader.selftest.stage import Stage


class Spotted(NamedTuple):
    """What came of spoiling right answers in every way."""

    rows: tuple[Row, ...]
    faults: tuple[Fault, ...]
    earned: frozenset[tuple[str, str]]
    """Check and mistake, wherever one was named."""


def blind_spots(stage: Stage, prepared: PreparedQuestion, loc: Loc) -> Spotted:
    """Try every check on answers that are spoilt only where it looks."""
    question = prepared.question
    marks: dict[str, list[str]] = {}
    earned: set[tuple[str, str]] = set()
    for place, check in enumerate(question.checks):
        for name, planted in mutants_of(prepared, check):
            judged = [stage.judge(prepared, answers).checks[place] for answers in planted]
            earned |= {(check.id, each.mistake) for each in judged if each.mistake}
            row = marks.setdefault(name, [NOT_TRIED] * len(question.checks))
            row[place] = worst_mark(judged)
    rows = tuple(Row(name, tuple(row)) for name, row in marks.items())
    faults = (*_blind_checks(rows, loc), *_free_outputs(stage, prepared, loc))
    return Spotted(rows, faults, frozenset(earned))


def worst_mark(judged: list[CheckResult]) -> str:
    """Return the mark of the output in which a mutant fares best."""
    marks = {mark_of(each) for each in judged} or {SURVIVED}
    return next(mark for mark in (SURVIVED, SKIPPED, SEEN) if mark in marks)


def _blind_checks(rows: tuple[Row, ...], loc: Loc) -> Iterator[Fault]:
    came = {SURVIVED: "passed", SKIPPED: "skipped"}
    for row in rows:
        for place, mark in enumerate(row.marks):
            if mark in came:
                expected = "must fall short of answers spoilt where it looks ({})"
                yield Fault((*loc, "checks", place), expected, came[mark], row.mutant)


def _free_outputs(stage: Stage, prepared: PreparedQuestion, loc: Loc) -> Iterator[Fault]:
    """Yield the outputs that cost nothing when they are doubled everywhere."""
    question = prepared.question
    if question.max_points == 0 or not any(prepared.expected.values()):
        return
    for number, output in enumerate(question.outputs):
        result = stage.judge(prepared, spoilt(prepared, NUMBERS["doubled"], output))
        if result.points == float(question.max_points):
            expected = "must be looked at by a check that is worth points"
            yield Fault((*loc, "outputs", number), expected, f"{output} doubled for full points")

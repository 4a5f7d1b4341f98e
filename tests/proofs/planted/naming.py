"""Plant mistakes in a right solution, grade it, and look at how they are named."""

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from grader.grading.submission import grade_submission
from grader.model.results import CheckResult
from grader.sandbox.channel import Launcher
from tests.proofs.classroom import SOLUTIONS, SOLUTIONS_OF, run_of, submission_of
from tests.proofs.planted.mistakes import Planted, edited

UNNAMED = frozenset(
    (
        None,
        "wrong-gradient-right-loss",
        "wrong-loss-right-gradient",
        "wrong-loss-own-gradient",
    )
)
"""What a check carries where the mistake behind it was not recognised."""


class Naming(NamedTuple):
    """How the mistakes of one submission were named."""

    where: str
    missed: tuple[str, ...]
    """One line for each check that should carry a slug and carries none."""
    wrong: tuple[str, ...]
    """One line for each check that carries a slug which is not the right one."""


def graded(
    planted: Sequence[Planted], seed: int | None, folder: Path, launcher: Launcher
) -> list[CheckResult]:
    """Grade a right solution with some mistakes in it; return the question's checks."""
    first = planted[0]
    alice = folder / "alice"
    shutil.rmtree(alice, ignore_errors=True)
    shutil.copytree(SOLUTIONS / SOLUTIONS_OF[first.rubric] / first.style, alice)
    edits = tuple(edit for each in planted for edit in each.edits)
    (alice / first.file).write_text(edited(first.source(), edits), encoding="utf-8")
    run = run_of(first.rubric, seed, first.question)
    result = grade_submission(run, submission_of(alice), launcher)
    return [
        check
        for question in result.questions
        if question.id == first.question
        for check in question.checks
    ]


def naming(
    planted: Sequence[Planted], seed: int | None, folder: Path, launcher: Launcher
) -> Naming:
    """Plant mistakes with disjoint outputs together and say how each was named."""
    checks = graded(planted, seed, folder, launcher)
    found = {check.id.partition("/")[2]: check for check in checks}
    wanted = {name: each.slug for each in planted for name in each.spoils}
    where = f"{' + '.join(each.id for each in planted)}, seed {seed}"
    return Naming(where, _missed(found, wanted), _wrong(found, wanted))


def _missed(found: Mapping[str, CheckResult], wanted: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(
        f"{name} should be {slug}: {found[name].verdict}, {found[name].reason}, "
        f"{found[name].mistake}"
        for name, slug in sorted(wanted.items())
        if found[name].verdict != "failed" or found[name].mistake in UNNAMED
    )


def _wrong(found: Mapping[str, CheckResult], wanted: Mapping[str, str]) -> tuple[str, ...]:
    known = set(wanted.values())
    return tuple(
        f"{name} should be {wanted.get(name, sorted(known))}: {check.mistake}"
        for name, check in found.items()
        if check.mistake not in UNNAMED
        and check.mistake not in ({wanted[name]} if name in wanted else known)
    )

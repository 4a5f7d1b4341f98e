"""One small mistake in the reference, handed in as homework, is found by the checks."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from grader.sandbox.channel import Launcher
from tests.proofs.mutation.equivalents import listed, listed_keys
from tests.proofs.mutation.grading import fallen
from tests.proofs.mutation.mutants import Mutant, mutants_of, unchanged
from tests.proofs.mutation.students import STUDENTS

SAMPLES = 40
CHUNKS = 3
ADVICE_ALONE = {"normalize-rows/zero-rows (0)"}
"""Checks worth nothing that find a mistake that no check worth points does."""


def caught(mutant: Mutant, folder: Path, launcher: Launcher) -> list[str]:
    """Return the checks that a mutant does not pass."""
    folder.mkdir()
    return fallen(mutant.question, mutant.source, folder, launcher)


@pytest.mark.parametrize("question", STUDENTS)
def test_the_reference_handed_in_gets_full_points(
    question: str, tmp_path: Path, launcher: Launcher
) -> None:
    """The file that the mutants are made of passes every check, so only the mistake can fail."""
    assert [] == fallen(question, unchanged(question), tmp_path, launcher)


@pytest.mark.parametrize("number", range(SAMPLES))
def test_a_sample_of_the_mutants(number: int, tmp_path: Path, launcher: Launcher) -> None:
    """A mutant falls short of some check unless it is listed as equivalent; a listed one passes."""
    mutants = [mutant for question in STUDENTS for mutant in mutants_of(question)]
    mutant = mutants[number * len(mutants) // SAMPLES]

    survives = not caught(mutant, tmp_path / "folder", launcher)

    assert survives == (mutant.key in listed_keys(mutant.question)), mutant


@pytest.mark.prove
@pytest.mark.parametrize("chunk", range(CHUNKS))
@pytest.mark.parametrize("question", STUDENTS)
def test_all_mutants(question: str, chunk: int, tmp_path: Path, launcher: Launcher) -> None:
    """Exactly the listed mutants survive, and advice alone finds only what it is there for."""
    mutants = mutants_of(question)[chunk::CHUNKS]
    found = [caught(mutant, tmp_path / str(n), launcher) for n, mutant in enumerate(mutants)]
    survivors = [m for m, checks in zip(mutants, found, strict=True) if not checks]
    by_advice = {checks[0] for checks in found if checks and checks[0].endswith("(0)")}

    assert sorted(_wanted(question, mutants)) == sorted(mutant.key for mutant in survivors)
    assert by_advice <= ADVICE_ALONE


def _wanted(question: str, mutants: Sequence[Mutant]) -> set[tuple[str, str, str, str]]:
    return listed_keys(question) & {mutant.key for mutant in mutants}


def test_every_listed_mutant_exists_and_has_a_reason() -> None:
    """The list holds nothing that is no longer there, nothing twice and nothing unexplained."""
    keys = [key for entry in listed() for key in entry.keys]
    existing = {mutant.key for question in STUDENTS for mutant in mutants_of(question)}

    assert [] == [key for key in keys if key not in existing]
    assert len(keys) == len(set(keys))
    assert all(len(entry.why.split()) >= 5 for entry in listed())

"""The suite itself: how many attacks there are, that each has a name and says what it is after."""

from collections import Counter

import pytest

from tests.attacks import syscalls, test_attacks_grading, test_attacks_sandbox

FAMILIES = {**test_attacks_sandbox.FAMILIES, **test_attacks_grading.FAMILIES}
LEAST = 120


def test_there_are_enough_attacks() -> None:
    """At least 120, not counting the ones that are a line of a table of system calls."""
    count = sum(map(len, FAMILIES.values())) - len(syscalls.ATTACKS)

    assert count >= LEAST


@pytest.mark.parametrize("family", sorted(FAMILIES))
def test_names_are_distinct(family: str) -> None:
    """A name stands for one attack of its family."""
    counts = Counter(attack.name for attack in FAMILIES[family])

    assert [] == [name for name, count in counts.items() if count > 1]


@pytest.mark.parametrize("family", sorted(FAMILIES))
def test_every_attack_says_what_winning_would_be(family: str) -> None:
    """A sentence's end: no capital, no full stop, more than a word."""
    odd = [
        attack.name
        for attack in FAMILIES[family]
        if len(attack.wins_if.split()) < 3 or attack.wins_if.endswith(".")
    ]

    assert [] == odd

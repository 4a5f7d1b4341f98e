"""No attack on the sandbox wins, and homework after it sees the world that was there before."""

import pytest

from tests.attacks import escaping, exhausting, forging, poisoning, reaching_out, reading, syscalls
from tests.attacks.arena import Arena
from tests.attacks.attack import Attack

FAMILIES = {
    "reading": reading.ATTACKS,
    "forging": forging.ATTACKS,
    "exhausting": exhausting.ATTACKS,
    "escaping": (*escaping.ATTACKS, *syscalls.ATTACKS),
    "poisoning": poisoning.ATTACKS,
    "reaching-out": reaching_out.ATTACKS,
}


def cases() -> list[object]:
    """Return every attack, with its family and name as the test's id."""
    return [
        pytest.param(attack, id=f"{family}:{attack.name}")
        for family, attacks in FAMILIES.items()
        for attack in attacks
    ]


@pytest.mark.parametrize("attack", cases())
def test_no_attack_wins(attack: Attack, arena: Arena) -> None:
    """It does not get what it is after, nor break, hold up or fill our own side."""
    evidence = arena.attack(attack)

    assert [] == arena.won(attack, evidence), evidence.said()[:500]

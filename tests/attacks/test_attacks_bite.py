"""The suite bites: with any layer switched off, attacks win that the layer holds back."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from grader.sandbox.slot import LAYERS, ForkLauncher
from tests.attacks import escaping, exhausting, poisoning, reaching_out, reading, syscalls
from tests.attacks.arena import Arena
from tests.attacks.attack import Attack
from tests.attacks.bait import planted

HELD_BACK_BY = {
    "namespaces": "size-of-a-neighbours-file permissions times",
    "landlock": "list-root device-of-the-host",
    "seccomp": "fork processes threads pair keyctl shmget personality fork-in-machine-code",
    "rlimits": "byte-array numpy-empty mapped-memory raised-limits",
}
"""By layer: attacks that win as soon as this one is off, all others being on.

None of them harms the machine that the tests run on when it wins.
"""
LONG = {"call_seconds": 20.0, "import_seconds": 20.0, "submission_seconds": 60.0}
ALL = {
    attack.name: attack
    for module in (reading, exhausting, escaping, syscalls, poisoning, reaching_out)
    for attack in module.ATTACKS
}


def without(layer: str) -> list[Attack]:
    """Return the attacks that a layer holds back, as far as this machine has them.

    They get all the time they need to win: a busy machine must not hold them back.
    """
    return [
        replace(ALL[name], limits=ALL[name].limits.model_copy(update=LONG))
        for name in HELD_BACK_BY[layer].split()
        if name in ALL
    ]


@pytest.fixture(params=LAYERS)
def layer(request: pytest.FixtureRequest) -> str:
    """Each layer in turn."""
    return str(request.param)


@pytest.fixture
def breached(layer: str) -> Iterator[Arena]:
    """A sandbox without one layer, and bait of its own: it may come to harm."""
    with planted() as bait:
        launcher = ForkLauncher([each for each in LAYERS if each != layer])
        yield Arena(launcher, bait)
        launcher.close()


def test_a_missing_layer_shows(layer: str, breached: Arena) -> None:
    """With a layer off, exactly these attacks win that none can win otherwise."""
    attacks = without(layer)

    won = {attack.name for attack in attacks if attack.won(breached.attack(attack))}

    assert {attack.name for attack in attacks} == won


def test_every_layer_has_attacks_of_its_own() -> None:
    """No layer is there for nothing, and none of the attacks named here is unknown."""
    known = {name for names in HELD_BACK_BY.values() for name in names.split()}

    assert set(LAYERS) == set(HELD_BACK_BY)
    assert all(without(layer) for layer in LAYERS)
    assert {"fork-in-machine-code"} >= known - set(ALL)

"""One bait and one fork server for all attacks of a test process."""

import sys
from collections.abc import Iterator

import pytest

from grader.sandbox.slot import ForkLauncher
from tests.attacks.arena import Arena
from tests.attacks.attack import Bait
from tests.attacks.bait import planted

collect_ignore_glob = [] if sys.platform == "linux" else ["test_*.py"]


@pytest.fixture(scope="session")
def bait() -> Iterator[Bait]:
    """The host's valuables; planted before any fork server starts, so that it could inherit."""
    with planted() as bait:
        yield bait


@pytest.fixture(scope="session")
def launcher(bait: Bait) -> Iterator[ForkLauncher]:
    """A strict fork server that all attacks share, as submissions of a class do."""
    launcher = ForkLauncher()
    yield launcher
    launcher.close()


@pytest.fixture(scope="session")
def arena(launcher: ForkLauncher, bait: Bait) -> Arena:
    """Where sandbox-level attacks run."""
    return Arena(launcher, bait)

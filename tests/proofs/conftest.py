"""What the proofs share: student code is kept in as strictly as this machine can."""

from collections.abc import Iterator

import pytest

from grader.sandbox.channel import Launcher
from grader.sandbox.isolation import choose
from grader.sandbox.isolation import launcher as launcher_of


@pytest.fixture(scope="session")
def launcher() -> Iterator[Launcher]:
    """Start workers for all proofs of a test process."""
    made = launcher_of(choose("auto"))
    yield made
    made.close()

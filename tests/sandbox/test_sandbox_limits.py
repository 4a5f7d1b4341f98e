"""Resource limits hold after they were set, or setting them fails aloud."""

import subprocess
import sys
from pathlib import Path

import pytest

from grader.sandbox.inside.limits import apply, enforce

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limits")
ROOT = Path(__file__).resolve().parents[2]
LOWERED = """
import resource
from grader.sandbox.inside.limits import enforce
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, {hard}))
enforce({{"RLIMIT_FSIZE": 2000}})
print(max(resource.getrlimit(resource.RLIMIT_FSIZE)))
"""


def test_a_limit_that_does_not_hold_is_told() -> None:
    """What strict isolation counts on is never left out in silence."""
    with pytest.raises(OSError, match=r"these limits can't be set here: RLIMIT_MISSING$"):
        enforce({"RLIMIT_MISSING": 1})


def test_reduced_isolation_takes_what_it_can_get() -> None:
    """Elsewhere a limit that the system does not know is left out."""
    apply({"RLIMIT_MISSING": 1})


@pytest.mark.parametrize("hard", [1000, 2000, 3000])
def test_a_lower_limit_of_the_users_is_as_good(hard: int) -> None:
    """An account whose own limits are tighter than ours can still grade strictly."""
    command = [sys.executable, "-c", LOWERED.format(hard=hard)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)

    assert (0, "") == (run.returncode, run.stderr)
    assert int(run.stdout) <= 2000

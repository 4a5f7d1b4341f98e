"""Laws of what is still the starter's skeleton, and what somebody wrote."""

import pytest

from grader.grading.untouched import is_untouched


@pytest.mark.parametrize(
    "line",
    [
        "pass",
        "raise NotImplementedError",
        'raise NotImplementedError("your turn")',
        "raise NotImplemented",
        "assert False",
        "return None",
    ],
)
def test_a_placeholder_is_the_starters(line: str) -> None:
    """What a starter puts where work is due is nobody's work."""
    assert is_untouched(f'def f(x):\n    """Doc."""\n    {line}\n', ("f",))


@pytest.mark.parametrize(
    "line",
    [
        'raise ValueError("x must be positive")',
        "raise errors.Gone",
        "raise SystemExit",
        "sys.exit(1)",
        "exit()",
        "os._exit(0)",
    ],
)
def test_an_own_exception_or_exit_was_written(line: str) -> None:
    """Somebody wrote that line: the report tells what it does, not that nothing is there."""
    assert not is_untouched(f'def f(x):\n    """Doc."""\n    {line}\n', ("f",))

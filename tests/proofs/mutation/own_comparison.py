"""When a slope counts as another one: the homework's starter gives this line, nobody writes it."""

from typing import Any


def differs(slope: float, given: Any) -> bool:
    """Say whether a slope is off by more than 1e-5, relative to its size but at least to 1."""
    return bool(abs(slope - given) / max(1, abs(slope), abs(given)) > 1e-5)

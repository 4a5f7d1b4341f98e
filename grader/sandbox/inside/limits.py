"""Resource limits of the worker process, set before any student code runs."""

import contextlib

try:
    import resource
except ImportError:  # Windows has no such limits
    resource = None  # type: ignore[assignment]


def apply(limits: dict[str, int]) -> None:
    """Set each limit that this system knows, for good."""
    for name, value in limits.items():
        lower(name, value)


def enforce(limits: dict[str, int]) -> None:
    """Set each limit, for good; raises OSError where one doesn't hold afterwards."""
    loose = [name for name, value in limits.items() if not lower(name, value)]
    if loose:
        raise OSError(f"these limits can't be set here: {', '.join(loose)}")


def lower(name: str, value: int) -> bool:
    """Set a limit as far as this system lets us; say whether it, or a lower one, holds."""
    kind = getattr(resource, name, None)
    if kind is None:
        return False
    with contextlib.suppress(ValueError, OSError):  # macOS refuses an address-space limit
        resource.setrlimit(kind, (value, value))
    try:
        return 0 <= resource.getrlimit(kind)[1] <= value
    except OSError:
        return False

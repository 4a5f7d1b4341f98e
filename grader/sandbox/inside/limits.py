"""Resource limits of the worker process, set before any student code runs."""

try:
    import resource
except ImportError:  # Windows has no such limits
    resource = None  # type: ignore[assignment]


def apply(limits: dict[str, int]) -> None:
    """Set each limit that this system knows, for good."""
    if resource is None:
        return
    for name, value in limits.items():
        kind = getattr(resource, name, None)
        if kind is None:
            continue
        try:
            resource.setrlimit(kind, (value, value))
        except (ValueError, OSError):
            continue  # macOS refuses an address-space limit; the wall clock still holds

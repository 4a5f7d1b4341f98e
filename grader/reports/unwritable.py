"""A place that can't be written to, for a reason that its user can mend."""

import contextlib
import errno
import os
from collections.abc import Iterator
from pathlib import Path

USERS = frozenset(
    {
        errno.EACCES,
        errno.EPERM,
        errno.EROFS,
        errno.EEXIST,
        errno.EISDIR,
        errno.ENOTDIR,
        errno.ENAMETOOLONG,
        errno.ELOOP,
    }
)
"""What the user has chosen wrongly; a full or broken disk is not among it."""


class UnwritableError(OSError):
    """Something can't be written where the user wants it; the text is one line for them."""

    def __str__(self) -> str:
        return f"{self.filename}: can't be written ({(self.strerror or 'no reason').lower()})"


@contextlib.contextmanager
def naming(place: Path) -> Iterator[None]:
    """Turn a refusal of the system into UnwritableError about `place`; pass on all else."""
    try:
        yield
    except OSError as error:
        if error.errno not in USERS or isinstance(error, UnwritableError):
            raise
        raise UnwritableError(error.errno, error.strerror, str(place)) from error


def make_folder(folder: Path) -> None:
    """Make a folder that can be written to, and those above it, where there is none.

    Raises UnwritableError where that can't be.
    """
    with naming(folder):
        folder.mkdir(parents=True, exist_ok=True)
        if not os.access(folder, os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

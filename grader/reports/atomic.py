"""Writes a file whole or not at all."""

import errno
import os
from pathlib import Path
from secrets import token_hex

from grader.reports.unwritable import UnwritableError, make_folder, naming


def write_atomically(path: Path, text: str) -> None:
    """Write `text` to `path` as UTF-8, making its folder where there is none.

    Line ends are written as they are. Otherwise as `write_bytes_atomically`.
    """
    write_bytes_atomically(path, text.encode("utf-8", "backslashreplace"))


def write_bytes_atomically(path: Path, data: bytes) -> None:
    """Write `data` to `path`, making its folder where there is none.

    A reader sees the old file or the new one, never a part: the data go to a temporary file
    beside it, which then takes its name.
    Raises UnwritableError where the folder or file can't be written, OSError where the disk is
    full; no temporary file stays behind.
    """
    if path.is_dir():
        raise UnwritableError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    make_folder(path.parent)
    # Opened plainly rather than by `tempfile`, whose files no one else may read.
    temporary = path.with_name(f".{token_hex(6)}.part")
    try:
        with naming(path), temporary.open("xb") as file:
            file.write(data)
        with naming(path):
            temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise

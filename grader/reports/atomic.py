"""Writes a file whole or not at all."""

from pathlib import Path
from secrets import token_hex


def write_atomically(path: Path, text: str) -> None:
    """Write `text` to `path` as UTF-8, making its folder where there is none.

    Line ends are written as they are. Otherwise as `write_bytes_atomically`.
    """
    write_bytes_atomically(path, text.encode("utf-8", "backslashreplace"))


def write_bytes_atomically(path: Path, data: bytes) -> None:
    """Write `data` to `path`, making its folder where there is none.

    A reader sees the old file or the new one, never a part: the data go to a temporary file
    beside it, which then takes its name.
    Raises OSError where the folder or file can't be written; no temporary file stays behind.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    # Opened plainly rather than by `tempfile`, whose files no one else may read.
    temporary = path.with_name(f".{token_hex(6)}.part")
    try:
        with temporary.open("xb") as file:
            file.write(data)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise

"""Writes a file whole or not at all."""

from pathlib import Path
from secrets import token_hex


def write_atomically(path: Path, text: str) -> None:
    """Write `text` to `path` as UTF-8, making its folder where there is none.

    A reader sees the old file or the new one, never a part: the text goes to a temporary file
    beside it, which then takes its name. Line ends are written as they are.
    Raises OSError where the folder or file can't be written; no temporary file stays behind.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    # Opened plainly rather than by `tempfile`, whose files no one else may read.
    temporary = path.with_name(f".{token_hex(6)}.part")
    try:
        with temporary.open("x", encoding="utf-8", errors="backslashreplace", newline="") as file:
            file.write(text)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise

"""The text of a rubric's file, read with care."""

import re
import stat
from pathlib import Path

from grader.rubric.errors import RubricErrors, RubricProblem

MOST_BYTES = 1_000_000
UNWRITABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that YAML doesn't allow in a document, written as they are."""


def read_text(path: Path) -> str:
    """Read a file as UTF-8 text.

    Raises RubricErrors where it is missing, no file, too large, or no such text.
    """
    try:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode):
            kind = "a folder" if stat.S_ISDIR(mode) else "something else"
            raise _refused(path, None, "must be a file", kind)
        with path.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
            size = path.stat().st_size
    except FileNotFoundError:
        raise _refused(path, None, "no such file") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise _refused(path, None, f"can't be read: {reason}") from None
    if len(data) > MOST_BYTES:
        raise _refused(path, None, "must be at most 1 MB", f"{max(size, len(data)) / 1e6:.1f} MB")
    return _decoded(path, data)


def _decoded(path: Path, data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _refused(
            path, line, "must be UTF-8 text", f"byte 0x{data[error.start]:02x}"
        ) from None
    odd = UNWRITABLE.search(text)
    if odd:
        line = text.count("\n", 0, odd.start()) + 1
        raise _refused(path, line, "must be plain text", f"character U+{ord(odd[0]):04X}")
    return text


def _refused(path: Path, line: int | None, expected: str, came: str = "") -> RubricErrors:
    return RubricErrors([RubricProblem(str(path), line, "", expected, came)])

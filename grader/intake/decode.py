"""Source code as students save it: any encoding becomes text, and never an error."""

import codecs
import re
from typing import NamedTuple

_CODING = re.compile(r"^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)", re.ASCII)
_BLANK = re.compile(r"^[ \t\f]*(?:#.*)?$")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""UTF-32 before UTF-16: its little-endian mark begins with the other's."""
_NOT_FOR_SOURCE = frozenset(
    {"punycode", "idna", "undefined", "unicode-escape", "raw-unicode-escape", "utf-7"}
)
"""Codecs by which a comment could become code, or that take quadratic time.

By the names that Python has for them: `utf7` and `punycode-` are names for them too.
"""


class Decoded(NamedTuple):
    """Text with `\\n` line ends, and what had to be done for it (or "").

    A coding line in it says UTF-8, so that Python reads the text back from a UTF-8 file.
    """

    text: str
    remark: str


def decode_source(data: bytes) -> Decoded:
    """Decode a Python file as Python would, and where Python would give up, as an editor would.

    Args: the file's bytes. Never raises.
    """
    text, remark = _text(data)
    remarks = [remark] if remark else []
    if nulls := text.count("\0"):
        text = text.replace("\0", "")
        remarks.append(f"{nulls} NUL {'byte' if nulls == 1 else 'bytes'} left out")
    return Decoded(_redeclared(unified(text)), "; ".join(remarks))


def unified(text: str) -> str:
    """Return the text with `\\n` line ends and without lone surrogates, which no file can hold."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.encode("utf-8", "replace").decode("utf-8")


def _text(data: bytes) -> tuple[str, str]:
    """Return the text and a remark on the encoding."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _marked(data[len(mark) :], name)
    if wide := _wide(data):
        return data.decode(wide, "replace"), f"read as {wide.upper()}"
    declared = _declared(data)
    if declared:
        text = _decoded(data, declared)
        # read as UTF-16 or EBCDIC, a coding line in ASCII is nonsense: nobody saved it so
        if text is not None and _named(text) == declared:
            return text, ""
    text = _decoded(data, "utf-8")
    if text is not None:
        return text, f"encoding {declared} is declared, but the file is UTF-8" if declared else ""
    return _western(data, declared or "utf-8")


def _marked(data: bytes, name: str) -> tuple[str, str]:
    """Decode what follows a byte order mark."""
    text = _decoded(data, name)
    if text is None and name == "utf-8":
        return _western(data, name)
    if text is None:
        return data.decode(name, "replace"), f"damaged {name.upper()}: some characters are lost"
    return text, "" if name == "utf-8" else f"read as {name.upper()}"


def _western(data: bytes, expected: str) -> tuple[str, str]:
    """Decode bytes that aren't what they should be: as Windows does, or else byte by byte."""
    line = 1 + data[: _first_bad(data)].count(b"\n")
    for name in ("cp1252", "latin-1"):
        text = _decoded(data, name)
        if text is not None:
            return text, f"line {line} is not {expected}: read as {name}"
    raise AssertionError("latin-1 decodes any bytes")


def _first_bad(data: bytes) -> int:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start
    return 0


def _wide(data: bytes) -> str:
    """Recognise UTF-16 without a mark: nearly each second byte of source code is zero then."""
    head = data[: 1024 - 1024 % 2]
    half = len(head) // 2
    for name, zeros, others in (("utf-16-le", head[1::2], head[::2]),
                                ("utf-16-be", head[::2], head[1::2])):  # fmt: skip
        if half >= 4 and zeros.count(0) * 10 >= half * 9 and others.count(0) * 10 <= half:
            return name
    return ""


def _declared(data: bytes) -> str:
    """Return the encoding that a file declares (PEP 263), "" if none."""
    return _named(data[:4096].decode("latin-1"))


def _named(text: str) -> str:
    """Return the encoding that one of the first two lines names, "" if none does."""
    match = _coding_line(re.split(r"\r\n|\r|\n", text, maxsplit=2)[:2])[1]
    return match[1].lower().replace("_", "-") if match else ""


def _redeclared(text: str) -> str:
    """Let a coding line say UTF-8."""
    lines = text.split("\n", 2)
    index, match = _coding_line(lines[:2])
    if match is None:
        return text
    lines[index] = f"{match.string[: match.start(1)]}utf-8{match.string[match.end(1) :]}"
    return "\n".join(lines)


def _coding_line(lines: list[str]) -> tuple[int, re.Match[str] | None]:
    """Find the coding line among the first lines; comments alone may stand before it."""
    for index, line in enumerate(lines):
        if match := _CODING.match(line):
            return index, match
        if not _BLANK.match(line):
            break
    return 0, None


def _decoded(data: bytes, name: str) -> str | None:
    """Decode strictly; None if the bytes don't fit or there is no such text encoding."""
    try:
        if codecs.lookup(name).name in _NOT_FOR_SOURCE:
            return None
        return data.decode(name)
    except (LookupError, ValueError):
        return None

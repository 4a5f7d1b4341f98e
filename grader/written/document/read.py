"""A handed-in file as a document, or the one line that says why it is not read."""

import html
import json
import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from grader.written import limits
from grader.written.document.spans import Span
from grader.written.document.visible import visible

_ENTITY = re.compile("&(?:lt|gt|le|ge|ne|quot|apos|nbsp|#39|#x27);")
"""Signs that a Markdown editor writes as HTML."""
Format = Literal["markdown", "latex"]


@dataclass(frozen=True)
class Document:
    """A written homework as text."""

    name: str
    text: str
    format: Format = "markdown"
    cells: tuple[tuple[int, int], ...] = ()
    """Of a notebook: (first line of the text, number of the cell) for each markdown cell."""
    aside: tuple[Span, ...] = ()
    """Code and hidden elements in the text: no formula is read there."""

    def place(self, line: int) -> str:
        """Return where a line is, in words: `line 12`, or `cell 3, line 2`."""
        for first, cell in reversed(self.cells):
            if line >= first:
                return f"cell {cell}, line {line - first + 1}"
        return f"line {line}"


@dataclass(frozen=True)
class Unreadable:
    """A file that can't be read as a written homework, and why, in one line."""

    name: str
    why: str


def read_document(name: str, content: bytes) -> Document | Unreadable:
    """Return the document in a file's bytes: Markdown, LaTeX, or a notebook's markdown cells."""
    if content[:5] == b"%PDF-":
        return Unreadable(name, "this is a PDF: hand in its source (.md, .tex or .ipynb)")
    if content[:4] in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x89PNG") or b"\x00" in content[:4096]:
        return Unreadable(name, "this is no text: hand in a .md, .tex or .ipynb file")
    if len(content) > 4 * limits.DOCUMENT_CHARACTERS:
        return Unreadable(name, _too_long(len(content)))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("latin-1")
    if name.endswith(".ipynb"):
        return _notebook(name, text)
    return _document(name, text, "latex" if name.endswith(".tex") else "markdown")


def _too_long(characters: int) -> str:
    return (
        f"the file is too long: {characters:,} characters, "
        f"at most {limits.DOCUMENT_CHARACTERS:,} are read"
    )


def _document(
    name: str, text: str, kind: Format, cells: tuple[tuple[int, int], ...] = ()
) -> Document | Unreadable:
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    if len(text) > limits.DOCUMENT_CHARACTERS:
        return Unreadable(name, _too_long(len(text)))
    if kind == "markdown":
        text = _ENTITY.sub(lambda found: html.unescape(found[0]), text)
    if not text.strip():
        return Unreadable(name, "the file is empty")
    text, aside = visible(name, text)
    found = re.search(r"\\(?:input|include|import|subfile)\b\s*\{?([^}\s]{0,80})", text)
    if found:
        return Unreadable(name, f"`{found[0][:100]}` is not followed: put everything in one file")
    return Document(name, text, kind, cells, aside)


def _notebook(name: str, text: str) -> Document | Unreadable:
    try:
        cells = json.loads(text)["cells"]
        sources = [
            (number, "".join(cell["source"]))
            for number, cell in enumerate(cells, start=1)
            if cell["cell_type"] == "markdown"
        ]
    except (ValueError, KeyError, TypeError, RecursionError):
        return Unreadable(name, "this is no notebook that can be read")
    lines: list[str] = []
    starts: list[tuple[int, int]] = []
    for number, source in sources:
        starts.append((len(lines) + 1, number))
        lines.extend([*source.split("\n"), ""])
    return _document(name, "\n".join(lines), "markdown", tuple(starts))

"""A Jupyter notebook becomes one Python module."""

import json
from collections.abc import Iterator
from typing import NamedTuple

from grader.intake.cells import Cell, CellLine, cell, commented_out, defines, in_order
from grader.intake.decode import unified
from grader.intake.errors import NotebookError
from grader.intake.magics import without_magics

MOST_CODE = 400_000
MOST_CELLS = 5_000


class NotebookSource(NamedTuple):
    """The code of a notebook."""

    text: str
    line_origin: tuple[CellLine, ...]
    """For each line of the text, the cell and the line in it that it came from."""
    remarks: tuple[str, ...]

    def origin(self, line: int) -> CellLine | None:
        """Return where a line of the text came from, counted from 1; None beyond the text."""
        return self.line_origin[line - 1] if 1 <= line <= len(self.line_origin) else None


def notebook_source(data: bytes) -> NotebookSource:
    """Join the code cells of a notebook, in their order, to one module.

    Args: the file's bytes, in any version of the format. What only IPython understands becomes
    comments. A cell that is no Python 3 and defines nothing is left out, as it stops nobody who
    runs the notebook by hand. Raises NotebookError if it isn't a notebook, or not one in Python.
    """
    document = _document(data)
    remarks: list[str] = []
    cells: list[Cell] = []
    room = MOST_CODE
    for number, source in enumerate(_sources(document), start=1):
        room -= len(source)
        if number > MOST_CELLS:
            raise NotebookError(f"a notebook with more than {MOST_CELLS:,} cells of code")
        if room < 0:
            raise NotebookError(f"a notebook with more than {MOST_CODE:,} characters of code")
        if not source.strip():
            continue
        plain = without_magics(source.split("\n"))
        if plain.remark:
            remarks.append(f"cell {number} {plain.remark}")
        origins = [CellLine(number, line) for line in range(1, len(plain.lines) + 1)]
        one = cell(number, plain.lines, origins)
        if one.problem and not defines(one):
            remarks.append(f"cell {number} is no Python 3 and was left out ({one.problem})")
            one = commented_out(one)
        cells.append(one)
    ordered = in_order(cells)
    lines = [line for one in ordered.cells for line in one.lines]
    return NotebookSource(
        "".join(f"{line}\n" for line in lines),
        tuple(origin for one in ordered.cells for origin in one.origins),
        (*remarks, *ordered.remarks),
    )


def _document(data: bytes) -> dict[str, object]:
    """Parse the JSON. Raises NotebookError."""
    try:
        document = json.loads(data)
    except RecursionError:
        raise NotebookError("not a notebook: its JSON is nested too deeply") from None
    except ValueError as error:  # JSONDecodeError, UnicodeDecodeError, numbers of 5,000 digits
        raise NotebookError(f"not a notebook: its JSON is broken ({error})") from None
    if not isinstance(document, dict):
        raise NotebookError("not a notebook: expected a JSON object with cells")
    language = _language(document)
    if language and not language.lower().startswith(("python", "ipython")):
        raise NotebookError(f"a notebook in {language[:40]!r}, expected Python")
    return document


def _language(document: dict[str, object]) -> str:
    """Return the language that the notebook says it is in, or ""."""
    metadata = document.get("metadata")
    if isinstance(metadata, dict):
        for part, key in (("language_info", "name"), ("kernelspec", "language")):
            described = metadata.get(part)
            name = described.get(key) if isinstance(described, dict) else None
            if isinstance(name, str) and name:
                return name
    return ""


def _sources(document: dict[str, object]) -> Iterator[str]:
    """Yield the text of each code cell. Raises NotebookError without cells."""
    sheets = document.get("worksheets")  # versions 2 and 3 had sheets of cells
    holders = [*sheets] if isinstance(sheets, list) else [document]
    lists = [holder.get("cells") for holder in holders if isinstance(holder, dict)]
    if not any(isinstance(cells, list) for cells in lists):
        raise NotebookError("not a notebook: expected a list of cells")
    for cells in lists:
        for one in cells if isinstance(cells, list) else []:
            if isinstance(one, dict) and one.get("cell_type") == "code":
                yield _text(one)


def _text(one: dict[str, object]) -> str:
    """Return a code cell's text: `source` since version 4, `input` before, `code` in the first."""
    source = one.get("source", one.get("input", one.get("code", "")))
    parts = source if isinstance(source, list) else [source]
    texts = [part for part in parts if isinstance(part, str)]
    ended = any(text.endswith("\n") for text in texts)  # version 2 split lines without their ends
    joined = ("" if ended else "\n").join(texts)
    return unified(joined.replace("\0", "")).rstrip("\n")

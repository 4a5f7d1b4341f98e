"""Reads a table of marks: a CSV file with a row a mark, as a spreadsheet leaves it."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from grader.gradebook.cells import unguarded
from grader.gradebook.points import wrong_points
from grader.model.override import MOST_TEXT, OverrideEntry

NEEDED = ("submission", "check", "points", "why")
COLUMNS = (*NEEDED, "author")
TOLD_ONLY = ("max_points", "answer")
"""Columns that `--waiting` writes for who marks, and that say nothing on the mark."""
SEPARATORS = ",;\t"
SHOWN = 40
"""Letters of a cell that is not the one expected."""
_NUMBER = re.compile(r"(\d+[.,]?\d*|[.,]\d+)", re.ASCII)


class Trouble(NamedTuple):
    """What is wrong in a line of a table."""

    line: int
    what: str


class MarkTableError(Exception):
    """A table whose marks can't be given; the text is a line for each trouble."""

    def __init__(self, path: Path, troubles: Sequence[Trouble]) -> None:
        self.lines = tuple(f"{path}:{line}: {what}" for line, what in sorted(troubles))
        super().__init__("\n".join(self.lines))


class Row(NamedTuple):
    """A row with points: its cells as they were typed, and the line at which it begins."""

    line: int
    submission: str
    check: str
    points: str
    why: str
    author: str


class Skipped(NamedTuple):
    """A row without points: not marked yet."""

    line: int
    has_reason: bool


class MarkTable(NamedTuple):
    """What a file of marks says, and what of it can't be read."""

    path: Path
    rows: tuple[Row, ...]
    skipped: tuple[Skipped, ...]
    troubles: tuple[Trouble, ...]


class Marks(NamedTuple):
    """The marks of a table, each with its line, as far as their rows are right by themselves."""

    path: Path
    entries: tuple[tuple[int, OverrideEntry], ...]
    troubles: tuple[Trouble, ...]


def read_table(path: Path) -> MarkTable:
    """Read a table of marks. Raises MarkTableError where it isn't one."""
    text = _text(path)
    separator = max(SEPARATORS, key=text.partition("\n")[0].count)
    columns: list[str] = []
    rows, skipped, troubles = list[Row](), list[Skipped](), list[Trouble]()
    for line, cells in _records(text, separator):
        if isinstance(cells, str):
            troubles.append(Trouble(line, cells))
        elif not columns:
            columns = _columns(path, line, cells)
        elif any(cell.strip() for cell in cells[len(columns) :]):
            what = f"{len(cells)} cells, the header has {len(columns)}"
            troubles.append(Trouble(line, f"{what}; put a text with `{separator}` in quotes"))
        else:
            row = _row(line, dict(zip(columns, cells, strict=False)))
            if row.points:
                rows.append(row)
            else:
                skipped.append(Skipped(line, bool(row.why)))
    if not columns:
        raise MarkTableError(path, troubles or [Trouble(1, f"empty; expected {_header()}")])
    return MarkTable(path, tuple(rows), tuple(skipped), tuple(troubles))


def marks_of(table: MarkTable, author: str, at: str) -> Marks:
    """Return the marks of a table; `author` gives those of rows without one."""
    entries, troubles = list[tuple[int, OverrideEntry]](), list(table.troubles)
    for row in table.rows:
        named = row._replace(author=row.author or author)
        wrong = list(_wrong(named))
        troubles += (Trouble(row.line, what) for what in wrong)
        if not wrong:
            entries.append((row.line, _entry(named, at)))
    return Marks(table.path, tuple(entries), tuple(troubles))


def _text(path: Path) -> str:
    try:
        data = path.read_bytes()
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise MarkTableError(path, [Trouble(1, f"not readable ({why})")]) from None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        what = "not UTF-8; save the table as CSV in UTF-8"
        raise MarkTableError(path, [Trouble(line, what)]) from None


def _records(text: str, separator: str) -> Iterator[tuple[int, list[str] | str]]:
    """Yield each record that isn't blank with the line at which it begins.

    In the place of what can't be read stands why; there the reading ends.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        advice = "a cell with quotes stands in quotes, each quote in it twice"
        yield line, f"not readable as CSV from here on ({error}); {advice}"


def _columns(path: Path, line: int, cells: Sequence[str]) -> list[str]:
    """Return the names of the columns. Raises MarkTableError where one is missing or unknown."""
    names = [cell.strip().lower() for cell in cells]
    while not names[-1]:
        names.pop()
    troubles = [f"no column `{name}`" for name in NEEDED if name not in names]
    for name in dict.fromkeys(names):
        if name not in (*COLUMNS, *TOLD_ONLY):
            troubles.append(f"unknown column `{name[:SHOWN]}`")
        elif names.count(name) > 1:
            troubles.append(f"column `{name}` is there {names.count(name)} times")
    if troubles:
        what = f"{'; '.join(troubles)}; expected {_header()}"
        raise MarkTableError(path, [Trouble(line, what)])
    return names


def _header() -> str:
    return f"a header row with {', '.join(NEEDED)}, and `author` if you like"


def _row(line: int, cells: dict[str, str]) -> Row:
    submission = unguarded(cells.get("submission", ""))
    check = unguarded(cells.get("check", "").strip())
    points, why, author = (cells.get(name, "").strip() for name in ("points", "why", "author"))
    return Row(line, submission, check, points, why, author)


def _wrong(row: Row) -> Iterator[str]:
    """Yield what is wrong in a row whatever the class is."""
    if _NUMBER.fullmatch(row.points) is None:
        yield f"`{row.points[:SHOWN]}` is no number of points; expected one from 0 up"
    elif what := wrong_points(_number(row.points)):
        yield what
    if not row.why:
        yield "no reason; say in `why` what the points are for, it is kept with the mark"
    for name, text in (("why", row.why), ("author", row.author)):
        if len(text) > MOST_TEXT:
            yield f"`{name}` has {len(text)} characters, expected at most {MOST_TEXT}"


def _number(cell: str) -> float:
    return float(cell.replace(",", "."))


def _entry(row: Row, at: str) -> OverrideEntry:
    return OverrideEntry(
        submission=row.submission,
        check=row.check,
        points=_number(row.points),
        why=row.why,
        author=row.author,
        at=at,
    )

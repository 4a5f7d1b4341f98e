"""A CSV file of another system, in which single cells change and every other byte stays."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from grader.exports.errors import ExportError

SEPARATORS = (",", ";", "\t")
BOM = "\ufeff"
SHOWN = 80
"""Characters of a text that is not the one expected."""
_NUMBER = re.compile(r"\s*(-?\d+)(?:[.,](\d+))?\s*")
_COMMA = re.compile(r"\s*-?\d+,\d{1,2}\s*")
_POINT = re.compile(r"\s*-?\d+\.\d+\s*")


class Cell(NamedTuple):
    """One cell: where it stands in the text, and what it says."""

    start: int
    end: int
    value: str
    quoted: bool


@dataclass(frozen=True)
class Table:
    """A CSV file, read so that it can be written back."""

    text: str
    encoding: str
    separator: str
    records: tuple[tuple[Cell, ...], ...]

    def values(self, record: int) -> list[str]:
        """Return what the cells of a record say."""
        return [cell.value for cell in self.records[record]]

    def filled(self, new: Mapping[tuple[int, int], str]) -> bytes:
        """Return the file with other values in some cells, by (record, column).

        A cell keeps its quotes, and gets them where the new value needs them.
        """
        parts, done = [], 0
        for record, column in sorted(new):
            cell, value = self.records[record][column], new[record, column]
            if cell.quoted or any(sign in value for sign in (self.separator, '"', "\r", "\n")):
                value = '"' + value.replace('"', '""') + '"'
            parts += [self.text[done : cell.start], value]
            done = cell.end
        return "".join([*parts, self.text[done:]]).encode(self.encoding)


def read_table(data: bytes, accepts: Callable[[Sequence[str]], bool], expected: str) -> Table:
    """Read a CSV file whose header `accepts` knows, whatever its separator.

    Raises ExportError where no separator gives such a header; `expected` says what was expected.
    """
    text, encoding = _decoded(data, expected)
    start = len(BOM) if text.startswith(BOM) else 0
    for separator in SEPARATORS:
        if accepts(_first_record(text, start, separator)):
            return Table(text, encoding, separator, _records(text, start, separator))
    first = text[start:].split("\n", 1)[0].strip()[:SHOWN]
    raise ExportError(f"not such a file: expected {expected}, got `{first}`")


def as_number(value: str) -> Decimal | None:
    """Return what a cell says as a number, with a point or a comma; None if it is none."""
    match = _NUMBER.fullmatch(value)
    return None if match is None else Decimal(f"{match[1]}.{match[2] or 0}")


def has_decimal_commas(values: Sequence[str], separator: str) -> bool:
    """Say whether numbers are written with a comma: as seen, else as the separator suggests."""
    if any(_POINT.fullmatch(value) for value in values):
        return False
    return any(_COMMA.fullmatch(value) for value in values) or separator == ";"


def _decoded(data: bytes, expected: str) -> tuple[str, str]:
    if b"\x00" in data or data.startswith(b"PK"):
        raise ExportError(
            f"not a CSV file (a spreadsheet, a zip, or UTF-16): expected {expected}, as it was "
            "downloaded"
        )
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        # Any bytes are Latin-1, and come back as they were.
        return data.decode("latin-1"), "latin-1"


def _first_record(text: str, start: int, separator: str) -> list[str]:
    try:
        records = _records(text, start, separator, most=1)
    except ExportError:
        return []
    return [cell.value for cell in records[0]] if records else []


def _missing_quote(cell: re.Match[str] | None) -> str:
    """Say that a cell's quotes don't pair, and what to do.

    cell: what the next quotes make of it, and what stands behind them; None without such quotes.
    """
    advice = "close it, or download the file again"
    if cell is None:
        return f"a quote is opened and never closed: {advice}"
    behind = f"`{cell[2].strip()[:SHOWN]}`"
    return f"a quote is opened, and the next stands in the midst of text, before {behind}: {advice}"


def _records(
    text: str, start: int, separator: str, most: int | None = None
) -> tuple[tuple[Cell, ...], ...]:
    """Take the text apart as Python's `csv` would, keeping where each cell stands.

    Stricter in one thing: text behind a closing quote is a sign that an earlier quote was never
    closed, and that the rows between them were taken for one cell.
    """
    quoted = re.compile(rf'"((?:[^"]+|"")*+)"([^{separator}\r\n]*)')
    plain = re.compile(rf"[^{separator}\r\n]*")
    line_end = re.compile("\r\n|\r|\n")
    records: list[tuple[Cell, ...]] = []
    record: list[Cell] = []
    at = start
    while at < len(text) or record:
        opens = text.startswith('"', at)
        match = (quoted if opens else plain).match(text, at)
        if match is None or (opens and match[2].strip()):
            line = len(line_end.findall(text, 0, at)) + 1
            raise ExportError(f"line {line}: {_missing_quote(match)}")
        value = match[1].replace('""', '"') + match[2] if opens else match[0]
        record.append(Cell(at, match.end(), value, opens))
        at = match.end()
        if text.startswith(separator, at):
            at += 1
            continue
        records.append(tuple(record))
        record = []
        if len(records) == most:
            break
        ending = line_end.match(text, at)
        at = ending.end() if ending else len(text)
    return tuple(records)

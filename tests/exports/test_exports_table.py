"""Laws of the table in which single cells change: it reads as `csv` does, and keeps every byte."""

import csv
import io
import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.exports.errors import ExportError
from grader.exports.table import Table, as_number, has_decimal_commas, read_table

CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=12)
ROWS = st.lists(st.lists(CELLS, min_size=2, max_size=5), min_size=1, max_size=6)


def read(data: bytes, title: str = "A") -> Table:
    """Read a table whose first line has a column of that title."""
    return read_table(data, lambda cells: title in cells and len(cells) > 1, "a table with `A`")


def written(rows: list[list[str]], separator: str, end: str, everywhere: bool) -> str:
    """Return rows as Python's `csv` writes them."""
    text = io.StringIO(newline="")
    quoting = csv.QUOTE_ALL if everywhere else csv.QUOTE_MINIMAL
    writer = csv.writer(text, delimiter=separator, lineterminator="\r\n", quoting=quoting)
    writer.writerows(rows)
    whole = text.getvalue()
    # Only the ends of rows: `csv` writes \r\n there, and cells keep theirs in quotes.
    return (
        whole
        if end == "\r\n" or "\r" in "".join(map("".join, rows))
        else "".join(part + end for part in whole.split("\r\n")[:-1])
    )


@given(
    ROWS,
    st.sampled_from(",;\t"),
    st.sampled_from(["\r\n", "\n", "\r"]),
    st.booleans(),
    st.booleans(),
)
def test_it_reads_as_csv_does_and_writes_back_every_byte(
    rows: list[list[str]], separator: str, end: str, everywhere: bool, bom: bool
) -> None:
    """Values are those that Python's reader finds; unchanged, the file is the same bytes."""
    text = written([["A", "B"], *rows], separator, end, everywhere)
    data = (b"\xef\xbb\xbf" if bom else b"") + text.encode()

    table = read(data)

    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    assert list(reader) == [table.values(at) for at in range(len(table.records))]
    assert data == table.filled({})


@given(ROWS, st.sampled_from(",;\t"), st.booleans(), st.data())
def test_only_the_changed_cell_changes(
    rows: list[list[str]], separator: str, everywhere: bool, data: st.DataObject
) -> None:
    """What stands before and behind it is the same; what is read is the new value."""
    text = written([["A", "B"], *rows], separator, "\r\n", everywhere)
    table = read(text.encode())
    record = data.draw(st.integers(0, len(table.records) - 1))
    column = data.draw(st.integers(0, len(table.records[record]) - 1))
    cell = table.records[record][column]
    new = data.draw(st.sampled_from(["7", "17.5", "17,5", "a;b", 'a"b', ""]))

    after = table.filled({(record, column): new}).decode()

    assert after.startswith(text[: cell.start]) and after.endswith(text[cell.end :])
    rows_after = list(csv.reader(io.StringIO(after, newline=""), delimiter=separator))
    expected = [table.values(at) for at in range(len(table.records))]
    expected[record][column] = new
    assert [row or [""] for row in rows_after] == expected or "" in (new, *expected[record])


@given(st.text(st.sampled_from('A,;"\r\n x'), max_size=30))
def test_no_text_breaks_the_reader(text: str) -> None:
    """Any text is read as a table that writes back the same, or refused in one line."""
    data = f"A,B\r\n{text}".encode()
    try:
        table = read(data)
    except ExportError as error:
        assert re.match(r"line \d+: a quote is opened", str(error))
    else:
        assert data == table.filled({})


def test_other_encodings_come_back_as_they_were() -> None:
    """A file of an older Excel is no UTF-8, and keeps its bytes."""
    data = "A;B\r\nJosé;\r\n".encode("latin-1")

    table = read(data)

    assert ["José", ""] == table.values(1)
    assert "A;B\r\nJosé;7\r\n".encode("latin-1") == table.filled({(1, 1): "7"})


@pytest.mark.parametrize("data", [b"PK\x03\x04...", "A,B\n".encode("utf-16"), b"A,B\n\x00"])
def test_a_spreadsheet_is_no_csv(data: bytes) -> None:
    """What is no text is named as such."""
    with pytest.raises(ExportError, match="not a CSV file"):
        read(data)


def test_another_table_is_refused_by_its_header() -> None:
    """The first line that came is shown beside what was expected."""
    with pytest.raises(ExportError, match="expected a table with `A`, got `X,Y`"):
        read(b"X,Y\r\n1,2\r\n")


def test_an_open_quote_is_named_with_its_line() -> None:
    """A quote that swallows the rest is no guess."""
    with pytest.raises(ExportError, match=r"^line 3: a quote is opened and never closed: close it"):
        read(b'A,B\n1,2\n"open,2\n')


def test_an_open_quote_swallows_no_rows() -> None:
    """Where a later cell has quotes, these would close it, and all rows between were one cell."""
    with pytest.raises(
        ExportError, match=r"^line 3: a quote is opened, and the next stands .* before `Turing`"
    ):
        read(b'A,B\n1,2\n"Lovelace,3\nBoole,4\n"Turing, Alan",5\n')


def test_blanks_behind_a_quote_are_no_sign_of_an_open_one() -> None:
    """Python's `csv` reads them as part of the cell, and so it is here."""
    assert ["x ", "2"] == read(b'A,B\n"x" ,2\n').values(1)


@pytest.mark.parametrize(
    ("text", "value"),
    [("17.5", "17.5"), (" 17,50 ", "17.5"), ("-1", "-1"), ("", None), ("A-", None), ("5%", None)],
)
def test_numbers_in_cells(text: str, value: str | None) -> None:
    """A point or a comma, and nothing else beside the digits."""
    assert (None if value is None else Decimal(value)) == as_number(text)


@pytest.mark.parametrize(
    ("values", "separator", "commas"),
    [
        (["10,00", ""], ",", True),
        (["10.00", ""], ";", False),
        (["10"], ";", True),
        (["10"], ",", False),
    ],
)
def test_decimal_commas_as_seen(values: list[str], separator: str, commas: bool) -> None:
    """What the file does decides; without a sign of it, the separator."""
    assert commas is has_decimal_commas(values, separator)

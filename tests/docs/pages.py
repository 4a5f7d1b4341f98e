"""The manual's pages as tests read them: their files, tables and names."""

import re
from dataclasses import dataclass
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FILE = re.compile(r"^`([\w./-]+)`\n\n```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL)
NAME = re.compile(r"`([^`\n]+)`")


@dataclass(frozen=True)
class Table:
    """A table: the titles of its columns and the cells of its rows."""

    titles: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def names(self) -> list[str]:
        """What each row is about: the names in its first cell."""
        return [name for row in self.rows for name in NAME.findall(row[0])]

    def row(self, name: str) -> tuple[str, ...]:
        """Return the row that is about a name."""
        return next(row for row in self.rows if name in NAME.findall(row[0]))


def page(name: str) -> str:
    """Return the text of a page."""
    return (DOCS / name).read_text(encoding="utf-8")


def files(text: str) -> dict[str, str]:
    """Return the files of a page: code blocks below a line that is a path and nothing else."""
    return dict(FILE.findall(text))


def blocks(text: str, language: str) -> list[str]:
    """Return a page's code blocks in a language."""
    return [body for name, body in FENCE.findall(text) if name == language]


def names(text: str) -> frozenset[str]:
    """Return everything that a page sets in code within a line."""
    return frozenset(NAME.findall(FENCE.sub("", text)))


def section(text: str, heading: str) -> str:
    """Return what stands below a heading, up to the next one of any level."""
    parts = re.split(r"^#+ (.*)\n", FENCE.sub("", text), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))[heading]


def tables(text: str) -> list[Table]:
    """Return the tables of a text, in order."""
    found = re.findall(r"(?:^\|.*\|\n)+", FENCE.sub("", text), flags=re.MULTILINE)
    return [_table(lines.splitlines()) for lines in found]


def _table(lines: list[str]) -> Table:
    rows = [tuple(cell.strip() for cell in line.strip("|").split("|")) for line in lines]
    return Table(rows[0], tuple(rows[2:]))

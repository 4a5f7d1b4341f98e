"""Reads a page's structure with the standard library's parser, for the tests."""

from html.parser import HTMLParser
from typing import NamedTuple


class Tag(NamedTuple):
    """A start tag: its name and its attributes' names."""

    name: str
    attributes: tuple[str, ...]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[Tag] = []
        self.links: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(Tag(tag, tuple(name for name, _ in attrs)))
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def _read(page: str) -> _Reader:
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return reader


def tags(page: str) -> list[Tag]:
    """Return all start tags of `page` in order."""
    return _read(page).tags


def links(page: str) -> list[str]:
    """Return the values of all `href` and `src`."""
    return _read(page).links


def text(page: str) -> str:
    """Return all text of `page`, white space made single."""
    return " ".join("".join(_read(page).text).split())

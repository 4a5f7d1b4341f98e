"""Read the manual's pages: an entry for every word that a report may say."""

import re
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

PAGES = (
    "mistakes.md",
    "mistakes_word2vec.md",
    "mistakes_functions.md",
    "mistakes_training.md",
    "mistakes_written.md",
    "reasons.md",
    "verdicts.md",
    "checks.md",
    "ideas.md",
)
"""In the order in which they are listed; each holds one group of entries."""
_HEADING = re.compile(r"^## +(\S+)$", re.MULTILINE)


class Entry(NamedTuple):
    """What the manual says under one heading."""

    slug: str
    group: str
    """The title of its page."""
    title: str
    paragraphs: tuple[str, ...]
    """Markdown, each in one line; the last begins with `Next:`."""


def paragraph(slug: str) -> Entry | None:
    """Return the entry of a slug, or None where the manual has none."""
    return _by_slug().get(slug)


def known() -> list[Entry]:
    """Return all entries, page by page."""
    return list(_by_slug().values())


def entries(page: str) -> Iterator[Entry]:
    """Yield the entries of a page's text: `# group`, then `## slug`, a title, paragraphs."""
    head, *parts = _HEADING.split(page)
    group = head.strip().removeprefix("#").strip()
    for slug, body in zip(parts[::2], parts[1::2], strict=True):
        title, *paragraphs = (" ".join(block.split()) for block in body.strip().split("\n\n"))
        yield Entry(slug, group, title.strip("*"), tuple(paragraphs))


@lru_cache(maxsize=1)
def _by_slug() -> dict[str, Entry]:
    folder = files("grader.manual")
    return {
        entry.slug: entry
        for name in PAGES
        for entry in entries((folder / name).read_text(encoding="utf-8"))
    }

"""`grader explain`: what the manual says of a word in a report."""

import re
import textwrap
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from itertools import groupby

from rich.console import Console
from rich.markdown import Markdown
from rich.theme import Theme

from grader.cli.failure import OK, USAGE, CommandError
from grader.manual.pages import Entry, known, paragraph

WIDTH = 80
MOST = 3
NEAR = 0.7
"""From here on a slug is like enough to be what was meant."""
THEME = Theme({"markdown.code": "bold cyan"})
"""Code without the black box that would stand out on a light screen."""
LIST_HINT = "`grader explain` lists all that it can explain"


def explain(words: Sequence[str]) -> int:
    """Print the manual's entry on each slug, however it is spelt; all titles where none is given.

    One that the manual doesn't know ends the command before anything is printed.
    """
    asked = slugs(words)
    if not asked:
        print(listing(known()))
        return OK
    console = Console(theme=THEME)
    for number, entry in enumerate([found(slug) for slug in asked]):
        if number:
            console.print()
        show(entry, console)
    return OK


def slugs(words: Sequence[str]) -> list[str]:
    """Return the slugs that are meant, each once: all words together make one, or each does."""
    whole = as_slug(words)
    if whole in (entry.slug for entry in known()):
        return [whole]
    return list(dict.fromkeys(slug for word in words if (slug := as_slug([word]))))


def found(slug: str) -> Entry:
    """Return the manual's entry; one that it lacks ends the command."""
    entry = paragraph(slug)
    if entry is None:
        raise CommandError(USAGE, unknown(slug))
    return entry


def as_slug(words: Iterable[str]) -> str:
    """Return words as a slug: `Sign_flipped`, `sign flipped` and `sign-flipped` are the same."""
    return re.sub(r"[\s_-]+", "-", " ".join(words).lower()).strip("-")


def unknown(slug: str) -> str:
    """Say that the manual has no such entry, and which ones are near."""
    slugs = [entry.slug for entry in known()]
    holding = [name for name in slugs if slug in name][:MOST]
    near = holding or get_close_matches(slug, slugs, MOST, NEAR)
    if not near:
        return f"no entry `{slug}`; {LIST_HINT}"
    return f"no entry `{slug}`; did you mean {' or '.join(f'`{name}`' for name in near)}?"


def show(entry: Entry, console: Console) -> None:
    """Print an entry: styled where the terminal has colours, as plain lines elsewhere."""
    if console.color_system is None or console.no_color:
        text = plain(entry, min(console.width, WIDTH))
        console.print(text, markup=False, highlight=False, soft_wrap=True)
    else:
        text = "\n\n".join((f"**{entry.title}** (`{entry.slug}`)", *entry.paragraphs))
        console.print(Markdown(text), width=min(console.width, WIDTH))


def plain(entry: Entry, width: int) -> str:
    """Return an entry in lines that fit the width."""
    blocks = (f"{entry.title} ({entry.slug})", *entry.paragraphs)
    return "\n\n".join(
        textwrap.fill(block, width, break_on_hyphens=False, break_long_words=False)
        for block in blocks
    )


def listing(entries: Iterable[Entry]) -> str:
    """Return all entries by group, a line each."""
    parts = []
    for group, members in groupby(entries, key=lambda entry: entry.group):
        rows = list(members)
        wide = max(len(entry.slug) for entry in rows)
        lines = (f"  {entry.slug:{wide}}  {entry.title}" for entry in rows)
        parts.append("\n".join((group, *lines)))
    return "\n\n".join(parts)

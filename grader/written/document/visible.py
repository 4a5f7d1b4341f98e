"""What a reader of the rendered document sees as text: the rest is blanked or set aside.

Comments are blanked, line for line. Code, hidden elements and what is shown struck out stay as
they are, apart from the text: no formula is read there, but something stands there.
"""

from typing import NamedTuple

from grader.written import limits
from grader.written.document.hidden_latex import hidden_latex
from grader.written.document.hidden_markdown import hidden_markdown
from grader.written.document.spans import Hidden, Span, blanked, merged


class Visible(NamedTuple):
    """A text without its comments, and the spans in it that are no text."""

    text: str
    aside: tuple[Span, ...]


def visible(name: str, text: str) -> Visible:
    """Return what a reader sees of a document; offsets and lines stay where they were.

    name: of the file: it tells what renders the text.
    """
    hidden = _hidden(name.casefold(), text)
    aside = merged(hidden.aside)
    if len(aside) > limits.ASIDES:
        last = aside[limits.ASIDES - 1]
        aside = (*aside[: limits.ASIDES - 1], (last[0], len(text)))
    return Visible(blanked(text, merged(hidden.comments)), aside)


def _hidden(name: str, text: str) -> Hidden:
    if name.endswith(".tex"):
        return hidden_latex(text)
    return hidden_markdown(text, rendered=not name.endswith(".txt"))

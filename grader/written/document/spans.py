"""Spans of a text: what is hidden in it, merged and blanked."""

import re
from collections.abc import Iterable
from typing import NamedTuple

ANSWER_MARKER = re.compile(r"[\s%#>*_-]*<!--\s*answer:\s*([A-Za-z0-9_]+)\s*-->\s*")
"""A line that is an answer marker and nothing else."""
Span = tuple[int, int]
"""Where it starts and where it ends."""


class Hidden(NamedTuple):
    """What no reader sees as text."""

    comments: list[Span]
    """Meant for nobody: nothing stands there."""
    aside: list[Span]
    """Code, and what is hidden by a trick: something stands there, but no formula is read."""


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return spans in order, those that overlap as one."""
    kept: list[Span] = []
    for start, end in sorted(spans):
        if kept and start < kept[-1][1]:
            kept[-1] = kept[-1][0], max(end, kept[-1][1])
        elif start < end:
            kept.append((start, end))
    return tuple(kept)


def blanked(text: str, spans: Iterable[Span]) -> str:
    """Return a text with spaces in place of spans in order, its lines kept."""
    parts: list[str] = []
    position = 0
    for start, end in spans:
        parts.append(text[position:start])
        parts.append(re.sub(r"[^\n]", " ", text[start:end]))
        position = end
    return "".join([*parts, text[position:]])

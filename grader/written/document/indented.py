"""The code of a Markdown text that is code by its indent: behind an empty line, in no list."""

import re
from collections.abc import Iterator

from grader.written.document.spans import Span

_ITEM = re.compile(r" {0,3}(?:[-*+]|\d{1,9}[.)])(?=\s|$)")
_CODE = re.compile(r"(?: {4}| {0,3}\t)[ \t]*\S")


def code_lines(text: str) -> Iterator[Span]:
    """Yield where each block of indented code starts and ends."""
    empty, in_list, code = True, False, False
    start = end = position = 0
    for line in text.split("\n"):
        stop = position + len(line)
        if not line.strip():
            empty = True
        elif _CODE.match(line):
            if code:
                end = stop
            elif empty and not in_list:
                code, start, end = True, position, stop
            empty = False
        else:
            if code:
                yield start, end
            item = _ITEM.match(line)
            # Words at the margin end a list once an empty line stands between.
            in_list = bool(item) or (in_list and (not empty or line[:1] == " "))
            empty = code = False
            # Nothing but a heading or a rule may stand right above code.
            empty = bool(re.match(r" {0,3}(?:#{1,6}\s|(?:[-*_]\s*){3,}$)", line[:200]))
        position = stop + 1
    if code:
        yield start, end

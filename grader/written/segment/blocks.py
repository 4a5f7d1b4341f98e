"""A text as blocks in order: words and formulas, with the place of each."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from grader.written import limits
from grader.written.document.spans import Span

BlockKind = Literal["words", "inline", "display", "aside"]

_ENVIRONMENTS = (
    "equation align aligned gather multline eqnarray alignat flalign displaymath math split "
    "dmath IEEEeqnarray"
).split()
_OPEN = re.compile(
    r"(?P<comment><!--)|(?P<escaped>\\\$)|(?P<double>\$\$)"
    r"|(?P<single>\$)|(?P<square>\\\[)|(?P<round>\\\()"
    r"|\\begin\{(?P<env>(?:" + "|".join(_ENVIRONMENTS) + r")\*?)\}",
    re.DOTALL,
)


@dataclass(frozen=True)
class Block:
    """Words or a formula and where it starts; `content` starts at `start`.

    What stands aside is shown as it is: it is neither read nor nothing.
    """

    kind: BlockKind
    content: str
    start: int


def blocks_of(text: str, aside: Sequence[Span] = ()) -> list[Block]:
    """Return the blocks of a text; what opens and never closes is words.

    aside: spans of code and of what is hidden, in order.
    """
    blocks: list[Block] = []
    position = words_from = 0
    formulas = 0
    closers = _Closers(text)
    waiting = list(reversed(aside))
    found = _OPEN.search(text)
    while formulas < limits.FORMULAS:
        if found is not None and found.start() < position:
            found = _OPEN.search(text, position)
        while waiting and waiting[-1][0] < position:
            waiting.pop()
        if waiting and (found is None or waiting[-1][0] <= found.start()):
            start, position = waiting.pop()
            if words_from < start:
                blocks.append(Block("words", text[words_from:start], words_from))
            blocks.append(Block("aside", text[start:position], start))
            words_from = position
            continue
        if found is None:
            break
        span = _formula(text, found, closers)
        if span is None:
            position = _past(found, closers)
            continue
        kind, start, end, after = span
        if words_from < found.start():
            blocks.append(Block("words", text[words_from : found.start()], words_from))
        blocks.append(Block(kind, text[start:end], start))
        formulas += 1
        position = words_from = after
    if words_from < len(text):
        blocks.append(Block("words", text[words_from:], words_from))
    return blocks


class _Closers:
    """Finds closing signs, remembering those that don't come any more."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.missing: set[str] = set()

    def find(self, sign: str, start: int) -> int:
        """Return where a sign comes next, or -1."""
        if sign in self.missing:
            return -1
        found = self.text.find(sign, start)
        if found < 0:
            self.missing.add(sign)
        return found


def _formula(
    text: str, found: re.Match[str], closers: _Closers
) -> tuple[BlockKind, int, int, int] | None:
    """Return (kind, start and end of the content, end of all), or None where it's no formula."""
    start = found.end()
    if found["double"]:
        end = closers.find("$$", start)
        return None if end < 0 else ("display", start, end, end + 2)
    if found["square"]:
        end = closers.find("\\]", start)
        return None if end < 0 else ("display", start, end, end + 2)
    if found["round"]:
        end = closers.find("\\)", start)
        return None if end < 0 else ("inline", start, end, end + 2)
    if found["env"]:
        closing = f"\\end{{{found['env']}}}"
        end = closers.find(closing, start)
        # The environment's own name stays: its content is rows.
        return None if end < 0 else ("display", start, end, end + len(closing))
    if found["single"]:
        return _dollar(text, start)
    return None


def _dollar(text: str, start: int) -> tuple[BlockKind, int, int, int] | None:
    """Return an inline formula, which ends before the next empty line."""
    limit = text.find("\n\n", start)
    limit = len(text) if limit < 0 else limit
    end = start
    while True:
        end = text.find("$", end, limit)
        if end < 0 or end == start:
            return None
        if text[end - 1] != "\\":
            return "inline", start, end, end + 1
        end += 1


def _past(found: re.Match[str], closers: _Closers) -> int:
    """Return where to go on behind something that is no formula."""
    if found["comment"]:
        end = closers.find("-->", found.end())
        return found.end() if end < 0 else end + 3
    return found.end()

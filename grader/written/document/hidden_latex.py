"""What LaTeX does not typeset: comments, `\\iffalse`, verbatim, all behind the document's end."""

import re
from collections.abc import Iterator

from grader.written.document.macros import read_macros
from grader.written.document.spans import ANSWER_MARKER, Hidden, Span

_START = re.compile(
    r"(?P<escaped>\\[\\%{}])|(?P<comment>%[^\n]*)"
    r"|\\begin\s*\{(?P<env>comment|verbatim\*?|Verbatim|lstlisting|minted|alltt|filecontents\*?)\}"
    r"|(?P<false>\\if(?:false|0)(?![A-Za-z]))|(?P<end>\\end\s*\{document\})"
    r"|(?P<verb>\\(?:verb\*?|lstinline)(?![A-Za-z*])(?:\[[^\]\n]{0,80}\])?(?P<sign>[^\sA-Za-z*]))"
    r"|(?P<white>\\(?:textcolor|color)\s*\{\s*white\s*\})"
    r"|(?P<macro>\\[A-Za-z]+)"
)
_BRANCH = re.compile(
    r"\\(?:(?P<open>if(?!f\b|thenelse\b)[A-Za-z@]*)|(?P<else>else|or)|fi)(?![A-Za-z])"
)


def hidden_latex(text: str) -> Hidden:
    """Return what a LaTeX document does not typeset as text."""
    hidden = Hidden([], [])
    gobbling = _gobbling(text)
    missing: set[str] = set()
    position = 0
    while (found := _START.search(text, position)) is not None:
        start, position = found.span()
        if found["comment"]:
            line = text[text.rfind("\n", 0, start) + 1 : position]
            if not ANSWER_MARKER.fullmatch(line):
                hidden.comments.append((start, position))
        elif found["env"]:
            closing = f"\\end{{{found['env']}}}"
            end = -1 if closing in missing else text.find(closing, position)
            if end < 0:
                missing.add(closing)
                continue
            position = end + len(closing)
            place = hidden.comments if found["env"] == "comment" else hidden.aside
            place.append((start, position))
        elif found["false"]:
            hidden.comments.extend(_untaken(text, start, position))
            position = max(position, hidden.comments[-1][1])
        elif found["end"]:
            hidden.comments.append((position, len(text)))
            break
        elif found["verb"]:
            closing = "}" if found["sign"] == "{" else found["sign"]
            limit = text.find("\n", position)
            end = text.find(closing, position, limit if limit >= 0 else len(text))
            if end >= 0:
                position = end + 1
                hidden.aside.append((start, position))
        elif found["white"]:
            position = _white(text, found)
            hidden.aside.append((start, position))
        elif found["macro"] in gobbling:
            position = _group(text, position)
            hidden.aside.append((start, position))
    return hidden


def _untaken(text: str, start: int, position: int) -> Iterator[Span]:
    """Yield what `\\iffalse` leaves out: up to its `\\else`, or to its `\\fi`."""
    depth = 1
    for found in _BRANCH.finditer(text, position):
        if found["open"]:
            depth += 1
        elif found["else"] and depth == 1:
            yield start, found.end()
            return
        elif not found["else"]:
            depth -= 1
            if depth == 0:
                yield start, found.end()
                return
    yield start, len(text)


def _white(text: str, found: re.Match[str]) -> int:
    """Return where white text ends: with its group, or with the group that it stands in."""
    if found[0].startswith("\\text"):
        return _group(text, found.end())
    return _group(text, found.end(), depth=1)


def _group(text: str, start: int, depth: int = 0) -> int:
    """Return where the groups behind a command end, or the group that a place is in."""
    position = start
    for found in re.compile(r"\\.|[{}]|\n[ \t]*\n|[^\s{}\\]+", re.DOTALL).finditer(text, start):
        if found[0] == "{":
            depth += 1
        elif found[0] == "}":
            depth -= 1
            position = found.end()
            if depth <= 0:
                return position
        elif depth == 0:
            return position
        position = found.end()
        if position - start > _LONGEST:
            break
    return position


def _gobbling(text: str) -> set[str]:
    """Return the macros that leave their arguments out."""
    _, macros = read_macros(text)
    return {name for name, each in macros.items() if each.arguments and "#" not in each.body}


_LONGEST = 20_000
"""Characters of a group that are looked through for its end."""

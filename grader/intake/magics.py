"""IPython's own syntax in a cell becomes comments, line for line."""

import re
from typing import NamedTuple

_PYTHON_BODIED = frozenset({"time", "timeit", "capture", "prun", "python", "python3"})
_WRITES = re.compile(r"%%(?:writefile|file)\s+(?:-a\s+)?(?P<file>\S+\.py)\s*$")
_CELL_MAGIC = re.compile(r"%%(?P<name>\w*)")
_MAGIC = re.compile(r"[%!?]|(?:pip|conda)\s+install\b|[\w.*]+\?{1,2}\s*;?$")
_ASSIGNED = re.compile(r"(?P<target>\s*[A-Za-z_][\w\s,.\[\]]*?)\s*=\s*(?P<magic>[%!]\S.*)")
_TOKEN = re.compile(
    r"""\#.*|'{3}|"{3}|'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|[()\[\]{}]|\\$""", re.VERBOSE
)


_LONG_STRING_END = {
    quote: re.compile(rf"(?:\\.|(?!{quote}).)*?{quote}") for quote in ("'''", '"""')
}
_LONGEST = 300
"""Longer lines are data: no magic to look for."""


class Plain(NamedTuple):
    """A cell's lines as Python, and a remark (or "")."""

    lines: list[str]
    remark: str


class _State(NamedTuple):
    """Where a line begins: inside brackets, inside a long string, after a backslash."""

    depth: int = 0
    quote: str = ""
    continued: bool = False

    @property
    def fresh(self) -> bool:
        """Whether a statement begins here; `% x` on a continued line is a right operand."""
        return self == (0, "", False)


def without_magics(lines: list[str]) -> Plain:
    """Comment out what only IPython understands, so that each line keeps its number.

    Args: a code cell's lines. A cell for another language is commented out as a whole, as is one
    that writes a file; one that writes a Python file is kept, for students hand in such cells.
    """
    first = next((index for index, line in enumerate(lines) if line.strip()), 0)
    head = lines[first].strip() if lines else ""
    match = _CELL_MAGIC.match(head)
    if match is None:
        return Plain(_line_magics(lines), "")
    rest = [*(["# " + line for line in lines[: first + 1]]), *_line_magics(lines[first + 1 :])]
    if writes := _WRITES.match(head):
        return Plain(rest, f"writes {writes['file']}: taken as code")
    if match["name"] in _PYTHON_BODIED:
        return Plain(rest, "")
    return Plain(["# " + line for line in lines], f"is for %%{match['name']}: left out")


def _line_magics(lines: list[str]) -> list[str]:
    """Comment out the magics among the lines."""
    plain = []
    state, in_magic = _State(), False
    for line in lines:
        if in_magic or (state.fresh and _MAGIC.match(line.strip())):
            plain.append(f"# {line.strip()}" if in_magic else _commented(line))
            in_magic = line.endswith("\\")
        elif state.fresh and (match := _assigned(line)):
            plain.append(f"{match['target']} = None  # {match['magic']}")
        else:
            plain.append(line)
            state = _after(line, state)
    return plain


def _assigned(line: str) -> re.Match[str] | None:
    """Recognise `files = !ls`."""
    return _ASSIGNED.fullmatch(line) if len(line) <= _LONGEST else None


def _commented(line: str) -> str:
    """Make a comment of a line; where it is indented, of a line that may be a block's only one."""
    text = line.lstrip()
    indent = line[: len(line) - len(text)]
    return f"{indent}pass  # {text}" if indent else f"# {text}"


def _after(line: str, state: _State) -> _State:
    """Return the state after a line of Python."""
    depth, quote, continued = state.depth, state.quote, False
    if len(line) > _LONGEST:
        return _State(depth, quote, continued)
    at = 0
    while at < len(line):
        if quote:
            at, quote = _leave(line, at, quote)
            continue
        match = _TOKEN.search(line, at)
        if match is None:
            break
        token, at = match[0], match.end()
        if token in ("'''", '"""'):
            quote = token
        elif token in "([{":
            depth += 1
        elif token in ")]}":
            depth = max(0, depth - 1)
        elif token == "\\":
            continued = True
    return _State(depth, quote, continued)


def _leave(line: str, at: int, quote: str) -> tuple[int, str]:
    """Find the end of a long string; return where to go on, and the quote if it isn't there."""
    match = _LONG_STRING_END[quote].match(line, at)
    return (match.end(), "") if match else (len(line), quote)

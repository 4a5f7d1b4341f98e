"""Tell Python 2 code from broken Python 3 code, and name the line."""

import re

LINE_MARKS = (
    (
        "a print statement",
        re.compile(r"^\s*(?:[^#'\"]*[:;]\s*)?print(?:\s+[^\s(=.,)\]]|\s*>>|\s+\(.*\)\s*[,%]|\s*$)"),
    ),
    ("`except …, e`", re.compile(r"^\s*except\s+[\w.()]+(?:\s*,\s*[\w.]+\))?\s*,\s*\w+\s*:")),
    ("`raise …, …`", re.compile(r"^\s*raise\s+[\w.]+\s*,\s*")),
    ("the operator `<>`", re.compile(r"^[^#'\"]*<>")),
    ("an exec statement", re.compile(r"^\s*exec\s+[^\s(=]")),
    ("backquotes", re.compile(r"^[^#'\"]*`[^`]+`")),
    ("a number like `0777` or `10L`", re.compile(r"^[^#'\"]*(?<![\w.])(?:0\d+|\d+[lL])(?![\w.])")),
    ("a `ur` string", re.compile(r"^[^#'\"]*\b[uU][rR]['\"]")),
    ("unpacking in a parameter list", re.compile(r"^\s*(?:def\s+\w+\s*\([^)]*\(|.*\blambda\s*\()")),
)
NAMES = {
    "xrange": "`xrange`",
    "raw_input": "`raw_input`",
    "unicode": "`unicode`",
    "basestring": "`basestring`",
    "reduce": "`reduce` as a builtin",
    "unichr": "`unichr`",
    "long": "`long`",
    "cmp": "`cmp`",
    "execfile": "`execfile`",
    "file": "`file`",
}
ATTRIBUTES = (
    "iteritems",
    "itervalues",
    "iterkeys",
    "has_key",
    "itertools.izip",
    "izip",
    "maketrans",
)


MESSAGES = {
    "Missing parentheses in call to 'print'": "a print statement",
    "Missing parentheses in call to 'exec'": "an exec statement",
    "multiple exception types must be parenthesized": "`except …, e`",
    "leading zeros in decimal integer": "a number like `0777`",
}


def python2_syntax(text: str, error: SyntaxError) -> tuple[int, str] | None:
    """Return (line, what) if the line that Python 3 stumbles over is good Python 2."""
    line = error.lineno or 0
    for message, what in MESSAGES.items():
        if message in (error.msg or ""):
            return line, what
    lines = text.splitlines()
    if 0 < line <= len(lines):
        for what, pattern in LINE_MARKS:
            if pattern.search(lines[line - 1]):
                return line, what
    return None


def python2_name(exception: BaseException) -> str | None:
    """Return what a run-time exception names that existed in Python 2 only."""
    if isinstance(exception, NameError):
        return NAMES.get(exception.name or "")
    if isinstance(exception, AttributeError) and exception.name in ATTRIBUTES:
        return f"`.{exception.name}`"
    return None

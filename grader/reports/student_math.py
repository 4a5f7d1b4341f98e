"""A student's own formulas: set as they are meant, within a budget for the whole page."""

import re
from collections.abc import Iterator, Mapping

from markupsafe import Markup, escape

from grader.model.derivation import Macro
from grader.reports.formula import Style, formula
from grader.reports.visible import visible

BUDGET = 30_000
"""Letters of formulas that a page sets, of each formula once; a long homework has 10,000."""
USES = 200
"""Most macros that are opened in one formula, one within another counted."""
GROWN = 1_500
"""Most letters of a formula with its macros opened."""
TEXT = 12_000
"""Most letters of a free text that a page shows."""
_MANGLED = (
    (re.compile(r"\\_(?=[{A-Za-z0-9])"), "_"),
    (re.compile(r"\*\{"), "_{"),
    (re.compile(r"(?<![\\A-Za-z])(softmax|sigmoid|exp|log|ln|tanh|diag)(?![A-Za-z])"), r"\\\1 "),
)
"""What Markdown made of an underscore, and functions without a backslash: read so, set so."""
_UNKNOWN = (
    (re.compile(r"\\(?:nonumber|notag|qedhere|!|label\{[^{}]*\})"), ""),
    (re.compile(r"\\(?:hdots|dotsi)(?![A-Za-z])"), r"\\dots "),
    (re.compile(r"\\(diag|softmax|sigmoid|relu|ReLU)(?![A-Za-z])"), r"\\operatorname{\1}"),
    (re.compile(r"\\(begin|end)\{(?:aligned|split|gathered|eqnarray\*?)\}"), r"\\\1{align*}"),
)
"""What the converter doesn't know, and what says the same."""
_UPRIGHT = re.compile(r"\\(?:text|mathrm|operatorname|mbox)\b")
_MATHS = re.compile(
    r"\$\$([^$]{1,1500})\$\$|\$([^$\n]{1,500})\$"
    r"|\\\[((?:[^\\]|\\[^\]]){1,1500})\\\]|\\\(((?:[^\\]|\\[^)]){1,500})\\\)"
)
_COMMAND = re.compile(r"\\[A-Za-z]+")
_ENDS_IN_COMMAND = re.compile(r"\\[A-Za-z]+$")
_ARGUMENT = re.compile(r"#(\d)")


class StudentMath:
    """Sets the formulas of one page; what is over its budget is shown as its source."""

    def __init__(self, macros: Mapping[str, Mapping[str, Macro]], budget: int = BUDGET) -> None:
        """Take the macros of each source (a file, a submission) by its name."""
        self._macros = macros
        self._left = budget
        self._paid: set[str] = set()

    def set(self, latex: str, source: str, style: Style = "row", relation: str = "") -> Markup:
        """Return a formula of `source` as MathML, or as code; `relation` stands before it."""
        shown = f"{relation} {latex}" if relation else latex
        opened = _meant(expanded(shown, self._macros.get(source, {})))
        if opened not in self._paid:
            self._paid.add(opened)
            self._left -= len(opened)
        if self._left >= 0:
            made = formula(opened, style)
            if made.startswith("<math"):
                return made
        return Markup('<code class="formula">{}</code>').format(visible(shown))

    def text(self, text: str, source: str) -> Markup:
        """Return a text with its formulas set and everything else escaped."""
        shown = text.strip()
        shown = shown if len(shown) <= TEXT else f"{shown[:TEXT]}…"
        return Markup("").join(self._parts(shown, source))

    def _parts(self, text: str, source: str) -> Iterator[Markup]:
        at = 0
        for found in _MATHS.finditer(text):
            yield escape(visible(text[at : found.start()]))
            inner = next(group for group in found.groups() if group is not None)
            style: Style = "row" if found[1] or found[3] else "inline"
            yield self.set(_rows(inner.strip()), source, style)
            at = found.end()
        yield escape(visible(text[at:]))


def expanded(source: str, macros: Mapping[str, Macro]) -> str:
    """Return LaTeX with the student's macros opened; as it was where that leads too far."""
    text, at = source, 0
    for _ in range(USES):
        found = _COMMAND.search(text, at)
        if found is None:
            return text
        macro = macros.get(found[0])
        if macro is None:
            at = found.end()
            continue
        arguments, end = _arguments(text, found.end(), macro.arguments)
        body = _filled(macro.body, arguments)
        # Blanks keep letters from being read as a part of the name of a command beside them.
        before = text[: found.start()]
        if _ENDS_IN_COMMAND.search(before):
            before += " "
        text = f"{before}{body} {text[end:].lstrip()}"
        at = len(before)
        if len(text) > GROWN:
            return source
    return source


def _filled(body: str, arguments: list[str]) -> str:
    def argument(found: re.Match[str]) -> str:
        number = int(found[1])
        return arguments[number - 1] if 0 < number <= len(arguments) else ""

    return _ARGUMENT.sub(argument, body)


def _arguments(text: str, at: int, count: int) -> tuple[list[str], int]:
    """Return what a macro is given, each a group, a command or a sign, and where it ends."""
    found: list[str] = []
    while len(found) < count:
        while at < len(text) and text[at].isspace():
            at += 1
        end = _end_of_argument(text, at)
        found.append(text[at + 1 : end - 1] if text[at : at + 1] == "{" else text[at:end])
        at = end
    return found, at


def _end_of_argument(text: str, at: int) -> int:
    if text[at : at + 1] != "{":
        command = _COMMAND.match(text, at)
        return command.end() if command else min(at + 1, len(text))
    depth = 0
    for end in range(at, len(text)):
        depth += (text[end] == "{") - (text[end] == "}")
        if depth == 0:
            return end + 1
    return len(text)


def _meant(source: str) -> str:
    changes = _UNKNOWN if _UPRIGHT.search(source) else (*_MANGLED, *_UNKNOWN)
    for written, read in changes:
        source = written.sub(read, source)
    return source


def _rows(source: str) -> str:
    """Return a formula of several rows as such."""
    several = ("\\\\" in source or "&" in source) and "\\begin{" not in source
    return f"\\begin{{align*}}{source}\\end{{align*}}" if several else source

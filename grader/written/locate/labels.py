"""Labels at the start of a line: `b(i)`, `2 b`, `### (b)`, `Question 1`, `Q3 c)`, `6.1`."""

import re
from typing import NamedTuple

_ROMAN = {"i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"}
_LEAD = re.compile(
    r"^\s*(?P<lead>(?:\#{1,6}\s*|={2,}\s*|\|\s*|>\s*|[-*+]\s+|\\(?:sub)*section\*?\s*\{|\\(?:sub)?paragraph\*?\s*\{"
    r"|\\item\b\s*\[?|\\textbf\s*\{|\\textit\s*\{|\\noindent\b\s*|\\large\b\s*|\\bf\b\s*|\$\s*\\text\s*\{\s*"
    r"|[*_]{1,3}(?=\S)|~)*)\s*"
)
_WORD = re.compile(
    r"(?P<word>question|problem|part|exercise|task|answer\s+to|solution\s+to|ad|section|written"
    r"|(?:teil)?aufgabe|teil|frage|exercice|probl[èe]me|partie|ejercicio|problema|pregunta|parte"
    r"|esercizio|domanda|q)\b\s*\.?\s*(?=[\dA-Za-z(])|q(?=\d)",
    re.IGNORECASE,
)
_PIECE = re.compile(
    r"\s*(?:\\?[*_]+\s*)*(?:"
    r"\(\s*(?P<paren>\d{1,2}|[A-Za-z]|[ivx]{1,5})\s*\)"
    r"|(?P<number>\d{1,2})(?![\d])(?P<nd>\s*[.):]|(?=\s)|(?=[A-Za-z(])|(?=[*_}\]])|$)"
    r"|(?P<roman>[ivx]{2,5})(?P<rd>\s*[.):]|(?=[*_}\]\s]|$))"
    r"|(?P<letter>[A-Za-z])(?P<ld>\s*[.):]|(?=\()|(?=[*_}\]])|(?=\s)|$)"
    r")(?:\\?[*_}]+)*"
)


_BARE = re.compile(r"^\s*(\d{1,2})\s*([a-z])(?:\s+([ivx]{1,4}))?\s*$")
"""A line that is a label and nothing else: `1 b ii`."""


class Label(NamedTuple):
    """A label as its parts from the outside in, and the rest of its line."""

    parts: tuple[str, ...]
    rest: str
    strong: bool
    """Whether its line is marked as a heading."""


def label_of(line: str) -> Label | None:
    """Return the label that a line starts with, or None."""
    bare = _BARE.match(line)
    if bare:
        return Label(tuple(each.lower() for each in bare.groups() if each), "", True)
    if re.match(r"\s*(?:e\.\s?g\b|i\.\s?e\b)", line):
        return None
    lead = _LEAD.match(line)
    assert lead is not None
    marked = lead["lead"].strip()
    heading = marked.startswith(("#", "=", "\\s", "\\p")) or "section" in marked
    strong = heading or bool(re.search(r"[*_]|textbf|\\item\s*\[", marked))
    rest = line[lead.end() :]
    if heading:
        rest = re.sub(r"\$\s*([A-Za-z0-9]{1,3})\s*\$", r"\1", rest)
    rest = re.sub(r"^[Qq][*_]{1,3}(?=\d)", "Q", rest)
    word = _WORD.match(rest)
    if word:
        rest = rest[word.end() :]
    parts: list[str] = []
    ended = False
    while len(parts) < 4:
        found = _PIECE.match(rest)
        if not found or (parts and _is_words(found, parts, heading, rest)):
            break
        part = (found["paren"] or found["number"] or found["roman"] or found["letter"]).lower()
        delimited = bool(
            found["paren"]
            or (found["nd"] or "").strip()
            or (found["rd"] or "").strip()
            or (found["ld"] or "").strip()
        )
        alone = not rest[found.end() :].strip(" *_}]$.:)\\")
        follows = rest[found.end() : found.end() + 1] in ("(",)
        points = re.match(r"\s*\(\d+\s*(?:points?|pts?|marks?)\b", rest[found.end() :])
        bold_ended = strong and rest[found.end() - 1 : found.end()] in "*_}"
        cell = marked.startswith("|") and re.match(r"\s*\|", rest[found.end() :])
        if not (
            delimited
            or cell
            or alone
            or follows
            or heading
            or word
            or points
            or bold_ended
            or _next_label(rest[found.end() :])
        ):
            break
        parts.append(part)
        rest = rest[found.end() :]
        ended = True
    if not parts or not ended:
        return None
    return Label(tuple(parts), rest.strip(" *_}]:.)"), strong or word is not None)


def _next_label(rest: str) -> bool:
    return bool(re.match(r"\s*\(?[a-z0-9]{1,3}\)|[a-z](?:[.:(]|\s*$)", rest))


def _is_words(found: re.Match[str], parts: list[str], heading: bool, rest: str) -> bool:
    """Tell a word such as the `a` of `(b) a gradient` from a further part of the label."""
    after = rest[found.end() : found.end() + 2]
    if found["paren"] or (found["ld"] or "").strip() or (found["rd"] or "").strip():
        return False
    if found["number"]:
        return not (found["nd"] or "").strip() and bool(after.strip()) and not heading
    return bool(re.match(r"\s*[A-Za-z$\\]", rest[found.end() :]))


def is_roman(part: str) -> bool:
    """Tell a part that may be a roman number."""
    return part in _ROMAN

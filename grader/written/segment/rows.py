"""A display as rows, and a row as statements: what is joined by = and what is set apart."""

from dataclasses import dataclass
from itertools import accumulate
from typing import Literal

from grader.written.parse.tokens import Token
from grader.written.segment.row_environments import without_row_environments

_RELATIONS = {
    "=",
    r"\neq",
    r"\in",
    r"\notin",
    r"\leq",
    r"\geq",
    "<",
    ">",
    r"\approx",
    ":=",
    r"\propto",
    r"\sim",
}
_JUMPS = {
    r"\Rightarrow",
    r"\to",
    r"\quad",
    ",",
    ";",
    r"\because",
    r"\mapsto",
    r"\downarrow",
    r"\land",
}

Start = Literal["new", "equals", "operator"]


@dataclass(frozen=True)
class Side:
    """One side of a statement: the relation before it ('' for the first) and its tokens."""

    relation: str
    tokens: tuple[Token, ...]


@dataclass(frozen=True)
class Statement:
    """Sides joined by relations; `words` stood before it in the row."""

    sides: tuple[Side, ...]
    words: str = ""
    after: str = ""
    """What set it apart from the statement before in the same row."""

    @property
    def continues(self) -> bool:
        """Tell whether it goes on from what stands before it: it begins with a relation."""
        return bool(self.sides) and self.sides[0].relation != ""


def rows_of(tokens: list[Token]) -> list[list[Token]]:
    """Return the rows of a display, without the signs that align them."""
    tokens = without_row_environments(tokens)
    rows: list[list[Token]] = [[]]
    depth = 0
    for token in tokens:
        if token.text in (r"\begin", "{"):
            depth += 1
        elif token.text in (r"\end", "}"):
            depth -= 1
        if depth == 0 and token.text in (r"\\", r"\newline", r"\cr", r"\intertext"):
            rows.append([])
        elif depth == 0 and token.text == "&":
            continue
        elif token.text != r"\hline":
            rows[-1].append(token)
    return [row for row in rows if row]


def statements_of(row: list[Token]) -> list[Statement]:
    """Return the statements of a row in order."""
    nested = _nested(row)
    restriction = _restriction(row)
    statements: list[Statement] = []
    sides: list[Side] = []
    current: list[Token] = []
    relation, words, after = "", "", ""

    def close_side(next_relation: str) -> None:
        nonlocal current, relation
        if current or (relation == "" and next_relation and not sides):
            if current:
                sides.append(Side(relation, tuple(current)))
            relation = next_relation
        elif next_relation:
            relation = next_relation
        current = []

    def close_statement(why: str) -> None:
        nonlocal sides, words, after, relation
        close_side("")
        if sides:
            statements.append(Statement(tuple(sides), words.strip(), after))
            words = ""
        sides, after, relation = [], why, ""

    for index, token in enumerate(row):
        if index == restriction:
            close_statement("words")
        if nested[index]:
            current.append(token)
        elif (token.kind == "text" and not _in_formula(row, index)) or (
            token.kind == "word"
            and token.text
            in (
                "If",
                "if",
                "where",
                "when",
                "When",
                "for",
                "For",
                "and",
                "or",
                "with",
                "otherwise",
                "all",
                "else",
            )
        ):
            close_statement("words")
            words += " " + token.text
        elif token.text == ":" and index + 1 < len(row) and row[index + 1].text == "=":
            close_side(":=")
        elif token.text == "=" and index and row[index - 1].text == ":":
            continue
        elif token.text in _RELATIONS:
            close_side(token.text)
        elif token.text in _JUMPS:
            close_statement(token.text)
        elif token.text in (".", ":", "!", "?") and (index + 1 == len(row) or token.text == ":"):
            close_statement("words")
        else:
            current.append(token)
    close_statement("")
    if words.strip():
        statements.append(Statement((), words.strip(), after))
    return statements


_RESTRICTING = {r"\neq", r"\in", r"\notin", r"\leq", r"\geq", "<", ">"}


def _restriction(row: list[Token]) -> int:
    """Return where a condition in brackets starts that ends a row: `0 (w \\neq c)`; -1 for none."""
    texts = [each.text for each in row]
    last = len(texts) - 1
    while last > 0 and texts[last] in (".", ",", ";"):
        last -= 1
    if last < 0 or texts[last] != ")":
        return -1
    depth = 0
    for index in range(last, 0, -1):
        depth += {")": 1, "}": 1, "(": -1, "{": -1}.get(texts[index], 0)
        if depth == 1 and texts[index] in _RESTRICTING:
            return _opening(texts, index)
        if depth == 0:
            return -1
    return -1


def _opening(texts: list[str], index: int) -> int:
    """Return where the round bracket opens that encloses a place."""
    depth = 1
    while index > 0 and depth:
        index -= 1
        depth += {")": 1, "}": 1, "(": -1, "{": -1}.get(texts[index], 0)
    return index if texts[index] == "(" and index else -1


_SYMBOLS = {
    "softmax",
    "sigmoid",
    "exp",
    "log",
    "max",
    "relu",
    "vocab",
    "vocabulary",
    "loss",
    "ce",
    "tanh",
    "cost",
}


def _in_formula(row: list[Token], index: int) -> bool:
    """Tell text that belongs to a formula: a script, a known name, an operand."""
    if _is_symbol(row[index].text):
        return True
    before = row[index - 1].text if index else ""
    after = row[index + 1].text if index + 1 < len(row) else ""
    return before in ("_", "^") or after in (r"\times", r"\cdot", "*", "+", "/", "^", "_")


def _is_symbol(text: str) -> bool:
    return text.strip().lower() in _SYMBOLS or text.strip() in ("J", "L", "E")


def _nested(row: list[Token]) -> list[bool]:
    """Tell of each token whether matched brackets enclose it (or are it)."""
    edges = [0] * (len(row) + 1)
    waiting: list[tuple[str, int]] = []
    opening = {"{": "}", "(": ")", "[": "]", r"\{": r"\}", r"\begin": r"\end"}
    closing = set(opening.values())
    for index, token in enumerate(row):
        if token.text in opening and token.kind in ("mark", "command"):
            waiting.append((token.text, index))
        elif token.text in closing and token.kind in ("mark", "command"):
            partner = _partner(waiting, token.text, opening)
            if partner is None:
                continue
            start = waiting[partner][1]
            del waiting[partner:]
            edges[start] += 1
            edges[index + 1] -= 1
    return [depth > 0 for depth in accumulate(edges[:-1])]


def _partner(waiting: list[tuple[str, int]], close: str, opening: dict[str, str]) -> int | None:
    """Return which open bracket a closing one ends: the last of its kind in the same braces."""
    for position in range(len(waiting) - 1, -1, -1):
        sign = waiting[position][0]
        if opening[sign] == close:
            return position
        if close in (")", "]") and sign in ("(", "["):
            return position
        if sign in ("{", r"\begin"):
            return None
    return None

"""Names that the words give to the number of times that a sample was drawn: n_k, K_s, c_s."""

import re

from grader.written.evaluate.naming import Definitions, indexed_key
from grader.written.parse.tree import Name, Node, Number, Relation, Total

_SYMBOL = r"\$?\s*(?P<base>[A-Za-z])_\{?(?:w_\{?)?(?P<letter>[a-z])\}{0,2}\s*\$?"
_NUMBER = (
    r"(?:number of (?:times|occurrences|appearances|draws)|how often|how many|(?:the )?count"
    r"|multiplicity)"
)
_SAYINGS = (
    re.compile(
        _SYMBOL
        + r"\s*(?:be|is|=|:|denotes?|counts?|gives|stands for|means)?\s*(?:the\s+)?"
        + _NUMBER
    ),
    re.compile(_SYMBOL + r"\s*(?:counts?|times)\b"),
    re.compile(_NUMBER + r"[^.$]{0,40}\$?[^.$]{0,20}\$?[^.$]{0,20}(?:is|by|as|be)\s+" + _SYMBOL),
)
_NOT_COUNTS = set("uvwyU")


def counted(text: str) -> Definitions:
    """Return the symbols that a text says to be counts of a sample, each with its meaning."""
    found: dict[str, tuple[Node, str]] = {}
    text = " ".join(text.split())
    for saying in _SAYINGS:
        for match in saying.finditer(text):
            if match["base"] not in _NOT_COUNTS:
                name = Name(match["base"], "", (Name(match["letter"]),))
                found[indexed_key(name)] = (_meaning(match["letter"]), match["letter"])
    return found


def _meaning(letter: str) -> Node:
    """Return the number of samples that are the same word as the one with this letter."""
    bound = "#"
    same = Relation(Name("w", "", (Name(bound),)), "=", Name("w", "", (Name(letter),)))
    return Total((Name(bound), same), None, Number(1.0))

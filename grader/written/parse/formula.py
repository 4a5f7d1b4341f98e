"""A formula's source or tokens as a tree, or what is not understood in it."""

from dataclasses import dataclass
from functools import cache

from grader.written import limits
from grader.written.parse.grammar import Grammar
from grader.written.parse.lexical import cleaned
from grader.written.parse.notes import Note
from grader.written.parse.tokens import Token, tokenize
from grader.written.parse.tree import Node
from grader.written.parse.trouble import ParseTrouble


@dataclass(frozen=True)
class Parsed:
    """A formula that is understood, and how it was read."""

    tree: Node
    notes: tuple[Note, ...] = ()
    alternatives: tuple[Node, ...] = ()
    """Of a formula that lost a bracket: what it is with the bracket put back elsewhere."""


@dataclass(frozen=True)
class Unread:
    """A formula that is not understood, and why; `at` is where in the document."""

    why: str
    at: int = 0


def parse_tokens(tokens: list[Token]) -> Parsed | Unread:
    """Parse cleaned tokens; a formula that is not understood is a value, no exception."""
    if not tokens:
        return Unread("an empty formula")
    try:
        grammar = Grammar(tokens)
        tree = grammar.whole()
    except ParseTrouble as trouble:
        return Unread(trouble.message, trouble.at)
    notes = tuple(grammar.notes)
    lost = any(each.slug == "bracket-lost" for each in notes)
    return Parsed(tree, notes, _elsewhere(tokens) if lost else ())


def _elsewhere(tokens: list[Token]) -> tuple[Node, ...]:
    """Return the trees with a lost bracket put before each + or - that it could stand before."""
    waiting: list[tuple[str, int]] = []
    for index, token in enumerate(tokens):
        if token.text in ("(", "[", "{"):
            waiting.append((token.text, index))
        elif token.text in (")", "]", "}") and waiting:
            waiting.pop()
    opened = [index for text, index in waiting if text != "{"]
    if len(opened) != 1:
        return ()
    trees: list[Node] = []
    depth = 0
    for index in range(opened[0] + 1, len(tokens)):
        depth += {"(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1}.get(tokens[index].text, 0)
        if len(trees) == 3 or index > opened[0] + limits.LOOKAHEAD:
            break
        if depth == 0 and tokens[index].text in ("+", "-") and index > opened[0] + 1:
            closing = Token("mark", ")", tokens[index].at)
            try:
                trees.append(Grammar([*tokens[:index], closing, *tokens[index:]]).whole())
            except ParseTrouble:
                continue
    return tuple(trees)


def parse(source: str) -> Parsed | Unread:
    """Parse the source of one formula."""
    if len(source) > limits.FORMULA_CHARACTERS:
        return Unread(f"a formula of more than {limits.FORMULA_CHARACTERS} characters")
    try:
        tokens, notes = cleaned(tokenize(source))
    except ParseTrouble as trouble:
        return Unread(trouble.message, trouble.at)
    parsed = parse_tokens(tokens)
    if isinstance(parsed, Parsed):
        return Parsed(parsed.tree, (*notes, *parsed.notes), parsed.alternatives)
    return parsed


@cache
def known_tree(latex: str) -> Node:
    """Return the tree of a formula of our own, which can be read."""
    parsed = parse(latex)
    assert isinstance(parsed, Parsed), latex
    return parsed.tree

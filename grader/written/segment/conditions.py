"""Conditions: w = o, w \\neq o, x > 0, k \\in S, apart from claims."""

from collections.abc import Iterator

from grader.written.parse.grammar import Grammar
from grader.written.parse.tokens import Kind, Token
from grader.written.parse.tree import Name, Negative, Node, Number, Relation, Set
from grader.written.parse.trouble import ParseTrouble
from grader.written.segment.rows import Side, Statement

_CLAIMED = {"=", ":="}


def is_condition(statement: Statement) -> bool:
    """Tell a condition by its relation signs (no equality among them), or as w = o."""
    relations = [each.relation for each in statement.sides[1:]]
    if relations and not set(relations) & _CLAIMED:
        return True
    return condition_of(statement) is not None


def condition_of(statement: Statement) -> tuple[Node, ...] | None:
    """Return the conditions of a statement; None where it is none or is not understood."""
    sides = statement.sides
    if sides and sides[0].relation:
        return None
    if len(sides) == 1 and sides[0].tokens[0].text == "(":
        return _bracketed(sides[0])
    if len(sides) < 2:
        return None
    relations = [each.relation for each in sides[1:]]
    tokens = [token for side in sides for token in _with_relation(side)]
    if len(tokens) > 40:
        return None
    try:
        grammar = Grammar(tokens)
        found = grammar.conditions()
    except ParseTrouble:
        return None
    if grammar.position < grammar.end or not found:
        return None
    flat = tuple(r for each in found for r in (each.elements if isinstance(each, Set) else (each,)))
    if not all(isinstance(each, Relation) for each in flat):
        return None
    if set(relations) & _CLAIMED and not all(_about_index(each) for each in flat):
        return None
    return flat


def _bracketed(side: Side) -> tuple[Node, ...] | None:
    """Return the conditions in brackets: (w \\neq o)."""
    try:
        grammar = Grammar(list(side.tokens))
        found = grammar.conditions()
    except ParseTrouble:
        return None
    if grammar.position < grammar.end:
        return None
    if found and all(isinstance(each, Relation) and _about_index(each) for each in found):
        return found
    return None


def _with_relation(side: Side) -> Iterator[Token]:
    first = side.tokens[0]
    if side.relation:
        kind: Kind = "command" if side.relation.startswith("\\") else "mark"
        yield first._replace(kind=kind, text=side.relation)
    yield from side.tokens


def _about_index(node: Node) -> bool:
    """Tell a condition on an index or a sign of x: both sides are letters or numbers."""
    if not isinstance(node, Relation):
        return False
    if node.sign in ("in", "notin", "!=", "<", ">", "<=", ">="):
        return True
    return _small(node.left) and (_small(node.right) or isinstance(node.right, Number))


def _small(node: Node) -> bool:
    """Tell an index: a letter other than those of vectors, or w_s."""
    if isinstance(node, Negative):
        return _small(node.of)
    if not isinstance(node, Name) or node.accent:
        return False
    if node.base in ("w", "W") and len(node.subs) == 1:
        return True
    return not node.subs and node.base in set("abcijklmnopqrstwxOWx")

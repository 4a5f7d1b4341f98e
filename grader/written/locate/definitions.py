"""The student's own names: z = U^T v_c, x_w = u_w^T v_c, delta = \\hat{y} - y."""

from grader.written.evaluate.naming import Definitions, definition_key, indexed_key
from grader.written.parse.tree import Name, Node, Number, Product, walk
from grader.written.segment.chain import Chain

BORROWED = {"v", "u", "s", "p", "q", "g", "r", "a", "z", "h", "t"}
"""Letters that a definition may take over even where the world knows them."""
_GIVEN = {
    ("u", 1), ("U", 0), ("U", 1), ("v", 1), ("V", 0), ("V", 1), ("y", 0), ("y", 1), ("x", 0),
    ("x", 1), ("theta", 0), ("theta", 1), ("W", 1), ("b", 1), ("w", 0), ("w", 1), ("o", 0),
    ("c", 0), ("k", 0), ("K", 0), ("m", 0), ("alpha", 0), ("D", 1), ("H", 0), ("X", 0), ("h", 0),
    ("j", 0), ("i", 0), ("f", 0), ("J", 0),
}  # fmt: skip


def defined_by(chain: Chain, known: Definitions) -> dict[str, tuple[Node, str]]:
    """Return the names that a chain defines; empty where its left-hand side is no new name."""
    if len(chain.members) < 2 or chain.members[1].relation not in ("=", ":="):
        return {}
    name, body = _named(chain.members[0].tree), chain.members[1].tree
    if name is None or body is None or isinstance(body, Number):
        return {}
    given = (name.base, len(name.subs)) in _GIVEN and name.accent in ("", "hat")
    scores = name.base in ("theta", "x", "z") and _of_words(body)
    if given and not scores and not (name.base in BORROWED and not name.subs):
        return {}
    if name.base == "h" and any(each.base == "W" for each in walk(body) if isinstance(each, Name)):
        return {}
    if name in walk(body):
        return {}
    if len(name.subs) == 1 and isinstance(name.subs[0], Name) and not name.subs[0].subs:
        letter = name.subs[0].base
        if letter not in ("o", "c") and any(
            each.base == letter for each in walk(body) if isinstance(each, Name)
        ):
            return {indexed_key(name): (body, letter)}
    return {definition_key(name): (body, "")}


def _of_words(body: Node) -> bool:
    """Tell a formula of word vectors: theta = U^T v_c gives theta a meaning of its own."""
    return any(isinstance(each, Name) and each.base in "uUvV" for each in walk(body))


def _named(tree: Node | None) -> Name | None:
    """Return the name on a left-hand side: z, x_w, or u of u(v_c)."""
    if isinstance(tree, Name):
        return tree
    if isinstance(tree, Product) and len(tree.factors) == 2:
        first, second = tree.factors
        if isinstance(first, Name) and isinstance(second, Name) and not first.subs:
            return first
    return None

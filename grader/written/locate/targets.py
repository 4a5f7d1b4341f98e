"""What a chain is about: the loss's world and what it is differentiated by."""

from dataclasses import dataclass
from functools import cache

from grader.model.written import WorldName
from grader.written.parse.formula import Parsed, parse
from grader.written.parse.tree import (
    Apply,
    Derivative,
    Dots,
    Loss,
    Name,
    Node,
    Number,
    Plus,
    Product,
    Relation,
    Transposed,
    walk,
)
from grader.written.worlds.words import loss_kind

INDEX_LETTERS = set("abdefghijklmnpqrsuwxyz")


@dataclass(frozen=True)
class Target:
    """A symbol that something is differentiated by, without the names of its indices."""

    base: str
    accent: str = ""
    index: str = ""
    """`true` (o), `center` (c), `any` (w, k, w_s), `offset` (w_{t+j}), `number`, or nothing."""


def target_of(by: Node) -> Target | None:
    """Return what a derivative is taken by; None where it is no single symbol."""
    if isinstance(by, Transposed):
        return target_of(by.of)
    if not isinstance(by, Name):
        return None
    plain: list[Node] = [each for each in by.subs if not isinstance(each, Relation)]
    if not plain and by.subs and isinstance(by.subs[0], Relation):
        plain = [by.subs[0].left]
    if len(plain) > 1:
        return Target(by.base, by.accent, "several")
    index = _index_kind(plain[0]) if plain else ""
    base = by.base
    if base in ("u", "U"):
        base = "u" if index else "U"
    elif base in ("v", "V") and (index or by.base == "v" or by.accent):
        base = "v"
    elif base in ("x", "X", "z", "theta", "vartheta"):
        base = "x"
    if base == "v" and not index and not by.accent:
        index = "center"
    return Target(base, by.accent, index)


def _index_kind(node: Node) -> str:
    match node:
        case Name("o" | "O", "", ()):
            return "true"
        case Number(0):
            return "true"
        case Name("c" | "C", "", ()):
            return "center"
        case Name(_, "", (sub,)):
            return "offset" if _has_t(sub) else "any"
        case Name() | Product():
            return "any"
        case Plus():
            return "offset" if _has_t(node) else "any"
        case Number():
            return "number"
    return "several"


def _has_t(node: Node) -> bool:
    return any(isinstance(each, Name) and each.base == "t" for each in walk(node))


def index_letters(by: Node) -> tuple[str, ...]:
    """Return the index letters that a left-hand side introduces: w, k, s of w_s, j of w_{t+j}."""
    if isinstance(by, Transposed):
        return index_letters(by.of)
    if not isinstance(by, Name):
        return ()
    found: list[str] = []
    for sub in by.subs:
        sub = sub.left if isinstance(sub, Relation) else sub
        names = [each for each in walk(sub) if isinstance(each, Name)]
        for name in names:
            # In w_s and w_{t+j}, w is the word, not an index.
            if not name.subs and not (name.base == "w" and len(names) > 1):
                found.append(name.base)
    return tuple(each for each in dict.fromkeys(found) if each not in _FIXED)


_FIXED = ("o", "O", "c", "C", "t", "K", "V", "m")


@cache
def manifest_target(latex: str) -> Target:
    """Return the target that a manifest writes as LaTeX."""
    parsed = parse(latex)
    assert isinstance(parsed, Parsed), latex
    target = target_of(parsed.tree)
    assert target is not None, latex
    return target


def derivative_head(tree: Node | None) -> Derivative | None:
    """Return the derivative of a loss or function that a left-hand side is; None for others."""
    if isinstance(tree, Derivative) and isinstance(tree.of, Loss):
        return None if _of_pair(tree.of) else tree
    match tree:
        case Derivative(Apply("sigmoid" | "f" | "max", (_, *_))):
            return tree
        case Apply("f" | "sigmoid", (Name() as by,), 1):
            return Derivative(Apply(tree.function, tree.arguments), by)
    return None


def _of_pair(loss: Loss) -> bool:
    """Tell the loss of one pair of a window, J(v_c, w_{t+j}, U), from that of the window."""
    nodes = [node for each in loss.arguments for node in walk(each)]
    window = loss_kind(loss) in ("skip", "cbow") or any(isinstance(each, Dots) for each in nodes)
    return not window and Name("t") in nodes


def world_of_loss(head: Derivative) -> WorldName | None:
    """Return the world that a left-hand side names by itself."""
    if isinstance(head.of, Apply):
        return "sigmoid" if head.of.function == "sigmoid" else "leaky-relu"
    assert isinstance(head.of, Loss)
    if any(_has_t(each) for each in head.of.arguments):
        return "skip-gram" if loss_kind(head.of) != "cbow" else "cbow"
    kinds: dict[str, WorldName] = {
        "skip": "skip-gram",
        "cbow": "cbow",
        "neg": "negative-sampling",
    }
    by_x = isinstance(head.by, Name) and head.by.base in ("x", "X")
    if head.of.base == "F" and len(head.of.arguments) == 1 and by_x:
        return "leaky-relu"
    kind = loss_kind(head.of)
    if kind == "naive" and head.of.base not in ("CE", "H"):
        return "naive-softmax"
    return kinds.get(kind)

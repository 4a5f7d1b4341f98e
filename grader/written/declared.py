"""The layout of U that the student states: in words, by its shape, or by the scores U^T v_c."""

import re
from collections.abc import Sequence
from itertools import pairwise

from grader.written.parse.tree import Matrix, Name, Node, Product, Transposed, walk
from grader.written.segment.chain import Chain, Region
from grader.written.worlds.world import Layout

WORDS: dict[Layout, str] = {
    "columns": "the words are the columns of U",
    "rows": "the words are the rows of U",
}


def declared_layout(chains: Sequence[Chain], regions: Sequence[Region]) -> Layout | None:
    """Return the layout that is stated in words or by the scores; None where it is not clear."""
    said = in_words(regions)
    scores = {_by_product(*pair) for chain in chains for pair in _pairs(chain)} - {None}
    found = scores | ({said} if said is not None else set())
    return found.pop() if len(found) == 1 else None


def in_words(regions: Sequence[Region]) -> Layout | None:
    """Return the layout that the words before the first answers declare; None where unclear."""
    text = " ".join(each.text for each in regions[:2])
    rows, columns = bool(_ROWS.search(text)), bool(_COLUMNS.search(text))
    if rows == columns:
        return None
    return "rows" if rows else "columns"


def own_definition(chains: Sequence[Chain]) -> Layout | None:
    """Return the layout that the student's own definition of U gives: U = [u_1, ..., u_V]."""
    for chain in chains:
        first, *rest = [each.tree for each in chain.members]
        if not (isinstance(first, Name) and first.base == "U" and not first.subs):
            continue
        for tree in rest:
            if isinstance(tree, Matrix):
                return "columns" if len(tree.rows) == 1 else "rows"
    return None


def is_table(node: Node) -> bool:
    """Tell U itself from a vector of it."""
    return isinstance(node, Name) and node.base == "U" and not node.subs and not node.accent


def _pairs(chain: Chain) -> list[tuple[Node, Node]]:
    """Return the factors that stand side by side in a chain's products."""
    trees = [each.tree for each in chain.members if each.tree is not None]
    products = [each for tree in trees for each in walk(tree) if isinstance(each, Product)]
    return [pair for product in products for pair in pairwise(product.factors)]


def _by_product(left: Node, right: Node) -> Layout | None:
    """Return the layout in which U times a center vector is defined: U^T v_c needs columns."""
    if _is_center(right):
        if isinstance(left, Transposed) and is_table(left.of):
            return "columns"
        return "rows" if is_table(left) else None
    if _is_center(left) and isinstance(right, Transposed) and is_table(right.of):
        return "rows"
    return "columns" if _is_center(left) and is_table(right) else None


def _is_center(node: Node) -> bool:
    """Tell v_c, as a column or transposed."""
    bare = node.of if isinstance(node, Transposed) else node
    return isinstance(bare, Name) and bare.base == "v" and bare.subs == (Name("c"),)


_ROWS = re.compile(
    r"as (?:its|the|a) (?:\$?\w+\$?-?th )?row\b|"
    r"rows?\s*=\s*words?|words? (?:per|a|in each) row|each row (?:is|of|holds)|rows of \$?U"
    r"|\b(?:one|a) row (?:for|per) (?:each |every )?word"
    r"|\bword (?:vectors )?(?:as|are) (?:the )?rows"
    r"|(?:V\||\bV\b|vocab\w*\)?)\}?\s*(?:,|\\times|×|x)\s*[dD]\b",
    re.IGNORECASE,
)
_COLUMNS = re.compile(
    r"as (?:its|the|a) (?:\$?\w+\$?-?th )?column\b|"
    r"columns?\s*=\s*words?|words? (?:per|a|in each) column|each column (?:is|of|holds)"
    r"|columns of \$?U|\b(?:one|a) column (?:for|per) (?:each |every )?word"
    r"|\bword (?:vectors )?(?:as|are) (?:the )?columns"
    r"|\b[dD]\s*(?:,|\\times|×|x)\s*\{?(?:\||V\b|vocab|\\V)",
    re.IGNORECASE,
)

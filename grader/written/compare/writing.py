"""How a document writes its dot products: a kind reading is for those who always write so."""

from collections.abc import Iterable
from itertools import pairwise

from grader.written.parse.tree import Name, Node, Product, Transposed, walk


def writes_dots_plainly(trees: Iterable[Node]) -> bool:
    """Tell whether most products of two word vectors stand without a transpose: u_o v_c.

    Where u_o^T v_c is written out as often, u_o v_c lost its transpose: that is no way of writing.
    """
    plain = written_out = 0
    for tree in trees:
        for node in walk(tree):
            if not isinstance(node, Product):
                continue
            for left, right in pairwise(node.factors):
                turned = isinstance(left, Transposed) + isinstance(right, Transposed)
                if _is_vector(left) and _is_vector(right):
                    plain += turned == 0
                    written_out += turned == 1
    return plain > written_out


def _is_vector(node: Node) -> bool:
    """Tell a word vector, transposed or not."""
    bare = node.of if isinstance(node, Transposed) else node
    return isinstance(bare, Name) and bare.base in ("u", "v") and bool(bare.subs)

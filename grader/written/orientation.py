"""Whether word vectors are rows or columns: what stands inside the document's exp and sigma."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from grader.written.parse.tree import Apply, Name, Node, Product, Transposed, walk
from grader.written.segment.chain import Chain
from grader.written.worlds.world import Layout


def chosen_vectors(chains: Sequence[Chain]) -> Layout:
    """Return how most scores are written: u^T v of columns, or u v^T of rows.

    Only inside a function of one number, where the other product would be a matrix.
    """
    rows = columns = 0
    for product in _scores(chains):
        for left, right in pairwise(product.factors):
            rows += _is_vector(left) and isinstance(right, Transposed) and _is_vector(right.of)
            columns += isinstance(left, Transposed) and _is_vector(left.of) and _is_vector(right)
    return "rows" if rows > columns else "columns"


def _scores(chains: Sequence[Chain]) -> Iterator[Product]:
    """Yield the products inside the arguments of exp, log and the sigmoid."""
    for chain in chains:
        for member in chain.members:
            for node in () if member.tree is None else walk(member.tree):
                if isinstance(node, Apply) and node.function in ("exp", "log", "sigmoid"):
                    inside = (each for argument in node.arguments for each in walk(argument))
                    yield from (each for each in inside if isinstance(each, Product))


def _is_vector(node: Node) -> bool:
    return isinstance(node, Name) and node.base in ("u", "v") and bool(node.subs)

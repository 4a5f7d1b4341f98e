"""Edits that complete a formula: a factor or a sum that belongs around it is missing."""

from collections.abc import Iterator

from grader.model.written import WorldName
from grader.written.diagnose.edits import Mutant, edited
from grader.written.parse.formula import known_tree
from grader.written.parse.tree import Apply, Name, Node, Product, Total

_FACTORS: dict[WorldName, tuple[str, ...]] = {
    "sigmoid": (r"\sigma(x)", r"1 - \sigma(x)"),
    "two-layers": (r"h \circ (1 - h)", "h", "1 - h"),
}
_WINDOW = r"\sum_{-m \le j \le m, j \ne 0} x"


def completed(tree: Node, world: WorldName | None) -> Iterator[Mutant]:
    """Yield a formula with one thing more, as its loss may ask for."""
    if world in ("skip-gram", "cbow"):
        window = known_tree(_WINDOW)
        assert isinstance(window, Total)
        whole = Total(window.below, window.above, tree)
        yield Mutant(whole, "missing-term", "the sum over the window is missing")
    for latex in _FACTORS.get(world, ()) if world is not None else ():
        factor = known_tree(latex)
        if world == "sigmoid":
            yield Mutant(Product((tree, factor), ("",)), "missing-term", "a factor is missing")
        else:
            yield from edited(tree, lambda node, factor=factor: _between(node, factor))  # type: ignore[misc]
    if world == "two-layers":
        yield from edited(tree, _slope)


def _between(node: Node, factor: Node) -> Iterator[tuple[Node, str, str]]:
    """Yield a product with a factor more, entry by entry, behind each of its factors."""
    if not isinstance(node, Product):
        return
    for place in range(1, len(node.factors)):
        left, right = node.factors[:place], node.factors[place:]
        first = left[0] if len(left) == 1 else Product(left, node.glue[: place - 1])
        both = Product((first, factor), ("hadamard",))
        glue = ("", *node.glue[place:])
        yield Product((both, *right), glue), "missing-term", "an entrywise factor is missing"


def _slope(node: Node) -> Iterator[tuple[Node, str, str]]:
    """Yield the slope of the hidden layer where it is taken at what is the sigmoid already."""
    if node == Apply("sigmoid", (Name("h"),), 1):
        slope = known_tree(r"h \circ (1 - h)")
        yield slope, "wrong-function", "the slope is taken at the sigmoid's value"

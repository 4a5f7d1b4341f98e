"""The names inside a tree, counted once for every node."""

from grader.written.parse.tree import Name, Node, children


class Letters:
    """Remembers which names stand inside each node, by the node's identity."""

    def __init__(self) -> None:
        self._kept: dict[int, tuple[Node, frozenset[str]]] = {}

    def of(self, node: Node) -> frozenset[str]:
        """Return the names of all symbols inside a node, indices among them."""
        kept = self._kept.get(id(node))
        if kept is None:
            found = frozenset[str]().union(*(self.of(each) for each in children(node)))
            if isinstance(node, Name):
                found |= {node.base}
            # The node is kept too, so that its identity is not given to another.
            kept = self._kept[id(node)] = (node, found)
        return kept[1]

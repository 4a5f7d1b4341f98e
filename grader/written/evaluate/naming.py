"""The student's own names: under which key each is kept."""

from collections.abc import Mapping

from grader.written.parse.tree import Name, Node, Number

Definitions = Mapping[str, tuple[Node, str]]
"""The student's own names: what each stands for, and its index letter where it has one."""


def definition_key(name: Name) -> str:
    """Return the name under which a student's own symbol is kept, index letters included."""
    subs = ",".join(_printed(each) for each in name.subs)
    return f"{name.base}|{name.accent}|{subs}"


def indexed_key(name: Name) -> str:
    """Return the name under which a symbol with any one index is kept: x_w, whatever w is."""
    return f"{name.base}|{name.accent}|#"


def _printed(node: Node) -> str:
    if isinstance(node, Name):
        return definition_key(node)
    if isinstance(node, Number):
        return f"{node.value:g}"
    return repr(node)

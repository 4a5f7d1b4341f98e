"""Left-hand sides that contradict the case they stand in, repaired with a note."""

from dataclasses import fields, is_dataclass, replace
from typing import Any

from grader.written.locate.targets import derivative_head, target_of
from grader.written.parse.formula import Parsed
from grader.written.parse.notes import Note
from grader.written.parse.tree import Derivative, Name, Relation
from grader.written.segment.chain import Chain

_NOTE = Note("true-word-for-other", "notation", "u_o stands where the case w != o is about u_w")


def in_its_case(chain: Chain) -> Chain:
    """Return the chain with derivatives by u_o read as by u_w where the case says w != o."""
    head = derivative_head(chain.members[0].tree)
    target = None if head is None else target_of(head.by)
    if head is None or target is None or (target.base, target.index) != ("u", "true"):
        return chain
    letters = [
        each.left
        for each in chain.conditions
        if isinstance(each, Relation)
        and each.sign == "!="
        and isinstance(each.left, Name)
        and each.right in (Name("o"), Name("O"))
    ]
    if not letters or not isinstance(head.by, Name):
        return chain
    wanted = Name(head.by.base, "", (letters[-1],))
    members = []
    for member in chain.members:
        parsed = member.parsed
        if isinstance(parsed, Parsed):
            tree = _exchanged(parsed.tree, head.by, wanted)
            if tree != parsed.tree:
                parsed = Parsed(tree, (*parsed.notes, _NOTE))
        members.append(replace(member, parsed=parsed))
    return replace(chain, members=tuple(members))


def _exchanged(node: Any, old: Name, new: Name) -> Any:
    """Return a tree with what derivatives are taken by exchanged."""
    if isinstance(node, tuple):
        return tuple(_exchanged(each, old, new) for each in node)
    if not is_dataclass(node) or isinstance(node, type):
        return node
    if isinstance(node, Derivative) and node.by == old:
        return Derivative(_exchanged(node.of, old, new), new)
    values = [_exchanged(getattr(node, each.name), old, new) for each in fields(node)]
    return type(node)(*values)

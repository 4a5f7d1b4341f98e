"""The left-hand side of a final answer: is it the derivative that is asked for, and no other?"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from grader.model.written import WrittenQuestion
from grader.written.compare.judgement import Tried
from grader.written.evaluate.naming import definition_key
from grader.written.locate.targets import derivative_head
from grader.written.parse.tree import Apply, Derivative, Loss, Name, Node, walk
from grader.written.session import Session


def other_head(tried: Sequence[Tried]) -> bool:
    """Tell a left-hand side that names the derivative and is something else: -D, 2D, D - R.

    What such an equation says of the derivative is for a person to work out.
    """
    for each in tried:
        head = each.chain.members[0].tree
        if len(each.chain.members) < 2 or head is None or not each.expected:
            continue
        if not has_operator(head):
            continue
        outcome = each.bench.compare_with(head, each.expected, RELATIVE)
        if outcome.truth == "fails":
            return True
        if outcome.truth == "cannot-tell" and derivative_head(head) is None:
            return True
    return False


def turned_round(tried: Tried) -> bool:
    """Tell a right answer on the left of the derivative that it is: U(y-hat - y) = dJ/dv_c."""
    earlier = [each.tree for each in tried.chain.members[:-1] if each.tree is not None]
    return bool(tried.expected) and any(
        tried.bench.compare_with(each, tried.expected, RELATIVE).truth == "holds"
        for each in earlier
        if not has_operator(each)
    )


def higher_derivative(tried: Tried) -> bool:
    """Tell a left-hand side that is not read and has the sign of a second derivative."""
    head = tried.chain.members[0]
    return head.tree is None and bool(_HIGHER.search(head.source))


def has_operator(tree: Node) -> bool:
    """Tell a formula with a derivative, a loss or a prime in it."""
    return any(
        isinstance(each, Derivative | Loss) or (isinstance(each, Apply) and each.primes > 0)
        for each in walk(tree)
    )


_HIGHER = re.compile(r"(?:\\partial|\\nabla|\bd)\s*\^")
RELATIVE = 1e-6
"""Derivatives of the loss may be numerical ones."""


def names_only(tree: Node, question: WrittenQuestion, session: Session) -> str:
    """Return a name in a formula that stands for nothing but a derivative; empty if none does.

    To call the derivative g and to answer g is not to take it.
    """
    named = Named(session, question.world in ("sigmoid", "leaky-relu"))
    for name in _names(tree):
        if named.a_derivative(name, frozenset()):
            return name.base
    return ""


class Named(NamedTuple):
    """What the names of a document stand for."""

    session: Session
    slopes: bool
    """Whether a function with a prime is what the question asks for."""

    def a_derivative(self, name: Name, seen: frozenset[str]) -> bool:
        """Tell whether everything that a name is set equal to still has an operator in it."""
        key = definition_key(name)
        bodies = [
            member.tree
            for chain in self.session.chains
            if len(chain.members) > 1 and _is(chain.members[0].tree, key)
            for member in chain.members[1:]
        ]
        known = [each for each in bodies if each is not None]
        if not known or key in seen:
            return False
        return all(self.operated(each, seen | {key}) for each in known)

    def operated(self, tree: Node, seen: frozenset[str]) -> bool:
        """Tell whether a formula has an operator in it, by name or by sign."""
        if any(isinstance(each, Derivative | Loss) or self.primed(each) for each in walk(tree)):
            return True
        return any(self.a_derivative(each, seen) for each in _names(tree))

    def primed(self, node: Node) -> bool:
        """Tell a slope that is asked for."""
        return self.slopes and isinstance(node, Apply) and node.primes > 0


def _names(tree: Node) -> Iterator[Name]:
    yield from (each for each in walk(tree) if isinstance(each, Name))


def _is(tree: Node | None, key: str) -> bool:
    return isinstance(tree, Name) and definition_key(tree) == key

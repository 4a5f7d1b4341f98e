"""The form of a final answer: operators still in it, symbols that the handout does not allow."""

from grader.model.written import WrittenQuestion
from grader.written.locate.targets import Target, target_of
from grader.written.parse.formula import Parsed, parse
from grader.written.parse.tree import Apply, Derivative, Loss, Name, Node, Probability, Total, walk
from grader.written.worlds.world import World


def untaken(tree: Node, question: WrittenQuestion, target: Target | None, world: World) -> bool:
    """Tell whether a derivative that the question asks for is still to be taken.

    Where operators are refused, any operator counts; where the loss of a pair may stay (the
    question only sums), the operator on the question's own loss counts.
    """
    for node in walk(tree):
        if isinstance(node, Apply) and node.primes and question.world in ("sigmoid", "leaky-relu"):
            return True
        if isinstance(node, Derivative):
            if "derivative" in question.refused:
                return True
            if not isinstance(node.of, Loss):
                return True
            if world.is_main(node.of) and (
                target is None or target_of(node.by) == target or "loss" in question.refused
            ):
                return True
    bare = [each for each in walk(tree) if isinstance(each, Loss)]
    inside = [
        each
        for node in walk(tree)
        if isinstance(node, Derivative)
        for each in walk(node.of)
        if isinstance(each, Loss)
    ]
    return len(bare) > len(inside)


def bare_in_sum(tree: Node) -> bool:
    """Tell a loss without arguments inside a sum: is it the sum's own or each term's?"""
    return any(
        isinstance(node, Loss) and not node.arguments
        for total in walk(tree)
        if isinstance(total, Total)
        for node in walk(total.body)
    )


def other_symbols(tree: Node, question: WrittenQuestion) -> list[str]:
    """Return what the handout does not allow in a final answer: exp, sums, single entries."""
    if not question.in_terms_of:
        return []
    allowed = set()
    for latex in question.in_terms_of:
        parsed = parse(latex)
        if isinstance(parsed, Parsed) and isinstance(parsed.tree, Name):
            allowed.add((parsed.tree.base, parsed.tree.accent))
    found: list[str] = []
    for node in walk(tree):
        if isinstance(node, Total):
            found.append("a sum")
        elif isinstance(node, Apply):
            found.append(node.function)
        elif isinstance(node, Probability):
            found.append("P( )")
        elif isinstance(node, Name) and (node.base, node.accent) in allowed and node.subs:
            found.append("single entries")
    return list(dict.fromkeys(found))

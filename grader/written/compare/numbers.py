"""Numbers that no right answer has: they may be right by accident, or within the tolerance."""

from grader.model.written import WrittenQuestion
from grader.written.parse.tree import Node, Number, Power, walk

LARGEST = 9
"""Integers up to this stand in formulas for their own sake."""


def odd_number(tree: Node, question: WrittenQuestion) -> bool:
    """Tell a formula with a number that only a calculation brings: 10^{-12}, e^{-100}, 0.3.

    A leaky rectifier's slope may be a number, and a count is one.
    """
    if question.kind == "value" or question.world == "leaky-relu":
        return False
    numbers = [each.value for each in walk(tree) if isinstance(each, Number)]
    powers = [each for each in walk(tree) if isinstance(each, Power)]
    return any(abs(each) > LARGEST or each != int(each) for each in numbers) or any(
        isinstance(each.base, Number) and each.base.value > 1 for each in powers
    )

"""The value of a tree in a world."""

from grader.written.evaluate import operations as ops
from grader.written.evaluate.binding import bind, holds
from grader.written.evaluate.differentials import Differentials
from grader.written.evaluate.trouble import CannotTell
from grader.written.evaluate.value import Value, scalar
from grader.written.parse.tree import (
    Apply,
    Branches,
    Derivative,
    Dots,
    Loss,
    Matrix,
    Name,
    Negative,
    Node,
    Norm,
    Number,
    Plus,
    Power,
    Probability,
    Product,
    Quotient,
    Total,
    Transposed,
)


class Evaluator(Differentials):
    """Evaluates trees in one world, with one set of definitions and one leniency."""

    def _fresh(self, node: Node) -> Value:
        match node:
            case Number(value):
                return scalar(value, literal=True)
            case Name():
                return self._symbol(node)
            case Plus(terms):
                return self._sum(terms)
            case Negative(of):
                return ops.negated(self.value(of))
            case Product():
                return self._product(node)
            case Quotient(top, bottom):
                return self._quotient(top, bottom)
            case Power(base, exponent):
                return self._power(base, exponent)
            case Transposed(of):
                return self.value(of).transposed
            case Apply():
                return self._applied(node)
            case Loss():
                return self.world.loss(node, self)
            case Probability(word, given):
                return self.world.probability(word, given, self)
            case Total():
                return self._total(node)
            case Derivative(of, by):
                return self._derivative(of, by)
            case Branches():
                return self._branch(node)
            case Matrix(rows):
                return self._matrix(rows)
            case Norm(of, double):
                return self._norm(of, double)
            case Dots():
                raise CannotTell("the dots are not clear")
        raise CannotTell("a condition stands where a value is expected")

    def _total(self, node: Total) -> Value:
        letter, places, remark = bind(node, self)
        if remark:
            self.remarks.add(remark)
        before = self.indices.get(letter)
        values = []
        try:
            for place in places:
                self.indices[letter] = place
                values.append(self.value(node.body))
        finally:
            if before is None:
                self.indices.pop(letter, None)
            else:
                self.indices[letter] = before
        return ops.total(values, self.leniency)

    def _branch(self, node: Branches) -> Value:
        chosen: Node | None = None
        for value, conditions in zip(node.values, node.conditions, strict=True):
            applies = conditions is None or all(holds(each, self) for each in conditions)
            if applies and chosen is None:
                chosen = value
        if chosen is None:
            raise CannotTell("no case of the case distinction applies")
        return self.value(chosen)

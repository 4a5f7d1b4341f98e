"""Sums, products, functions and matrices of values."""

import numpy as np

from grader.written.evaluate import operations as ops
from grader.written.evaluate.binding import bind
from grader.written.evaluate.context import Context
from grader.written.evaluate.dots import INDEX, filled, pattern
from grader.written.evaluate.trouble import CannotTell, IllTyped
from grader.written.evaluate.value import Value, scalar
from grader.written.parse.tree import (
    Apply,
    Dots,
    Name,
    Negative,
    Node,
    Number,
    Product,
    Relation,
    Total,
)


class Arithmetic(Context):
    """The values of all nodes but sums over an index, cases and derivatives."""

    def _sum(self, terms: tuple[Node, ...]) -> Value:
        if any(isinstance(_unsigned(each), Dots) for each in terms):
            return self.value(filled(terms))
        return ops.total([self.value(each) for each in terms], self.leniency)

    def _product(self, node: Product) -> Value:
        result = self.value(node.factors[0])
        for factor, glue in zip(node.factors[1:], node.glue, strict=True):
            value = self.value(factor)
            if glue == "dot":
                result = ops.dotted(result, value, self.leniency)
            elif glue == "hadamard":
                result = ops.entrywise(result, value, self.leniency)
            elif glue == "times" and not (result.is_scalar or value.is_scalar):
                result = ops.multiplied(result, value)
            else:
                result = ops.multiplied(result, value, self.leniency)
        return result

    def _quotient(self, top: Node, bottom: Node) -> Value:
        below = self.value(bottom)
        if not below.array.all():
            raise CannotTell("a division by zero")
        return ops.divided(self.value(top), below, self.leniency)

    def _power(self, base: Node, exponent: Node) -> Value:
        value, power = self.value(base), self.value(exponent)
        number = power.array.real.ravel()[0] if power.is_scalar and power.literal else None
        if number == 0.5:
            return ops.root(value)
        if number == 2 and not value.is_scalar and self.leniency.same_shape == "dot":
            return ops.dotted(value, value)
        return ops.raised(value, power)

    def _applied(self, node: Apply) -> Value:
        if node.function == "entry":
            return self._entry(node)
        if node.primes:
            return self._primed(node)
        arguments = [self.value(each) for each in node.arguments]
        if node.function == "f" and len(arguments) == 1:
            return self.world.function(arguments[0])
        if node.function in _UNARY:
            if len(arguments) != 1:
                raise CannotTell(f"{node.function} takes one argument")
            return _UNARY[node.function](arguments[0])
        if node.function in ("max", "relu", "ReLU"):
            if len(arguments) == 1:
                arguments.append(scalar(0, literal=True))
            result = arguments[0]
            for each in arguments[1:]:
                result = ops.larger(result, each)
            return result
        if node.function == "min":
            return ops.negated(ops.larger(*(ops.negated(each) for each in arguments)))
        raise CannotTell(f"the function {node.function} is not known here")

    def _primed(self, node: Apply) -> Value:
        if node.primes > 1 or len(node.arguments) != 1:
            raise CannotTell("a second derivative is not understood")
        argument = node.arguments[0]
        if node.function == "sigmoid":
            return ops.sigmoid_prime(self.value(argument))
        if node.function in ("f", "max") and isinstance(argument, Name):
            return self._derivative(Apply(node.function, node.arguments), argument)
        raise CannotTell(f"the derivative of {node.function} is not known here")

    def _entry(self, node: Apply) -> Value:
        call, *subs = node.arguments
        if len(subs) != 1:
            raise CannotTell("an entry with several indices")
        vector = self.value(call)
        index = self.index(subs[0])
        at = self.world.word(index) if index.domain != "component" else index.at
        flat = vector.array.reshape(vector.array.shape[0], -1)
        if not 0 <= at < flat.shape[1]:
            raise CannotTell("an entry that is not there")
        return Value(flat[:, at].reshape(-1, 1, 1))

    def _norm(self, of: Node, double: bool) -> Value:
        if not double:
            if isinstance(of, Name) and of.base in ("V", "Vocab", "K", "N", "W", "S"):
                return self.world.symbol(Name("|" + of.base + "|"), self)
            raise CannotTell("single bars are not understood here")
        return ops.length(self.value(of))

    def _matrix(self, rows: tuple[tuple[Node, ...], ...]) -> Value:
        """Return blocks put together; dots between blocks are filled in."""
        if len(rows) > 1 and any(all(isinstance(c, Dots) for c in row) for row in rows):
            if any(len(row) != 1 for row in rows):
                raise CannotTell("a matrix with dots in both directions is not evaluated")
            cells = tuple(row[0] for row in rows)
            return Value(np.concatenate(self._same_batch(self._listed(cells)), axis=1))
        blocks = [self._row(row) for row in rows]
        widths = {block.shape[1] for block in blocks}
        if len(widths) != 1:
            raise IllTyped("the rows of the matrix have different lengths")
        return Value(np.concatenate(self._same_batch(blocks), axis=1))

    def _row(self, row: tuple[Node, ...]) -> Value:
        values = self._listed(row)
        if len({each.shape[0] for each in values}) != 1:
            raise IllTyped("the entries of the matrix have different heights")
        return Value(np.concatenate(self._same_batch(values), axis=2))

    def _listed(self, nodes: tuple[Node, ...]) -> list[Value]:
        """Return the values of entries in a line, dots between them filled in."""
        if not any(isinstance(each, Dots) for each in nodes):
            return [self.value(each) for each in nodes]
        body, end = pattern(nodes)
        count = Total((Relation(Name(INDEX), "=", Number(1.0)),), end, body)
        _, places, _ = bind(count, self)
        values = []
        for place in places:
            self.indices[INDEX] = place
            values.append(self.value(body))
        del self.indices[INDEX]
        if len({each.shape for each in values}) != 1:
            raise IllTyped("the entries of the matrix have different shapes")
        return values

    def _same_batch(self, values: list[Value]) -> list[np.ndarray]:
        batch = max(each.array.shape[0] for each in values)
        return [np.broadcast_to(each.array, (batch, *each.shape)) for each in values]

    def _derivative(self, of: Node, by: Node) -> Value:
        """Return the derivative of one thing by another."""
        raise NotImplementedError


def _unsigned(node: Node) -> Node:
    return node.of if isinstance(node, Negative) else node


_UNARY = {
    "exp": ops.exponential,
    "log": ops.logarithm,
    "ln": ops.logarithm,
    "sigmoid": ops.sigmoid,
    "softmax": ops.softmax,
    "tanh": ops.tanh,
}

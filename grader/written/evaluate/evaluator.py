"""The value of a tree in a world."""

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np

from grader.written import limits
from grader.written.evaluate import operations as ops
from grader.written.evaluate.binding import bind, holds
from grader.written.evaluate.budget import Budget
from grader.written.evaluate.dots import INDEX, filled, pattern
from grader.written.evaluate.letters import Letters
from grader.written.evaluate.operations import STRICT, Leniency
from grader.written.evaluate.trouble import CannotTell, IllTyped
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
    Relation,
    Total,
    Transposed,
    walk,
)
from grader.written.worlds.index import Index
from grader.written.worlds.world import Leaf, World

STEP = 1e-30
"""Imaginary step of a derivative; the error is of its square."""

Definitions = Mapping[str, tuple[Node, str]]
"""The student's own names: what each stands for, and its index letter where it has one."""


class Evaluator:
    """Evaluates trees in one world, with one set of definitions and one leniency."""

    def __init__(
        self,
        world: World,
        definitions: Definitions = MappingProxyType({}),
        leniency: Leniency = STRICT,
        budget: Budget | None = None,
        letters: Letters | None = None,
    ) -> None:
        self.world = world
        self.definitions = definitions
        self.leniency = leniency
        self.budget = budget if budget is not None else Budget(limits.EVALUATION_STEPS)
        self.indices: dict[str, Index] = dict(world.free)
        self.depth = 0
        self.overrides: dict[str, np.ndarray] = {}
        self.remarks: set[str] = set()
        self._opening: tuple[str, ...] = ()
        self._memo: dict[tuple[object, ...], Value] = {}
        self._letters = letters if letters is not None else Letters()
        self._defined_letters: dict[frozenset[str], frozenset[str]] = {}

    # what worlds ask

    def array(self, key: str) -> np.ndarray:
        """Return an array (batch, rows, columns), perturbed while a derivative is taken."""
        if key in self.overrides:
            return self.overrides[key]
        return self.world.arrays[key]

    def perturbed(self, key: str) -> bool:
        """Tell whether a derivative is being taken by this array."""
        return key in self.overrides

    def index(self, node: Node) -> Index:
        """Return what an index expression stands for."""
        return self.world.index_of(node, self)

    def remark(self, words: str) -> None:
        """Record how something was read."""
        self.remarks.add(words)

    # values

    def value(self, node: Node) -> Value:
        """Return the value of a tree; raises CannotTell or IllTyped."""
        self.budget.spend()
        if self.depth > limits.DEPTH:
            raise CannotTell("a formula nested too deeply to be evaluated")
        key = self._key(node)
        found = self._memo.get(key)
        if found is None:
            self.depth += 1
            found = self._fresh(node)
            self.depth -= 1
            if not np.isfinite(found.array).all():
                raise CannotTell("a value that is not finite")
            self._memo[key] = found
        return found

    def _key(self, node: Node) -> tuple[object, ...]:
        """Return what the value depends on: the tree and the index letters in it."""
        letters = self._letters.of(node)
        if self.definitions:
            letters = self._with_defined(letters)
        return (id(node), *((key, at) for key, at in self.indices.items() if key in letters))

    def _with_defined(self, letters: frozenset[str]) -> frozenset[str]:
        """Return letters and those inside the definitions that they use, directly or not."""
        kept = self._defined_letters.get(letters)
        if kept is None:
            kept, before = letters, 0
            while len(kept) != before:
                before = len(kept)
                for key, (tree, _) in self.definitions.items():
                    if key.split("|")[0] in kept:
                        kept |= self._letters.of(tree)
            self._defined_letters[letters] = kept
        return kept

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

    def _symbol(self, name: Name) -> Value:
        defined = self._definition(name)
        if defined is not None:
            return defined
        return self.world.symbol(name, self)

    def _definition(self, name: Name) -> Value | None:
        key = definition_key(name)
        letter = ""
        if key not in self.definitions and len(name.subs) == 1:
            key = indexed_key(name)
        if key not in self.definitions:
            return self._entry_of_definition(name)
        tree, letter = self.definitions[key]
        if key in self.overrides:
            return Value(self.overrides[key])
        if key in self._opening:
            raise CannotTell(f"{name.base} is defined by itself")
        if len(self._opening) > limits.MACRO_DEPTH:
            raise CannotTell("definitions within definitions, too deep")
        before = self.indices.get(letter) if letter else None
        if letter:
            self.indices[letter] = self.index(name.subs[0])
        self._opening = (*self._opening, key)
        try:
            return self.value(tree)
        finally:
            self._opening = self._opening[:-1]
            if letter and before is None:
                del self.indices[letter]
            elif letter and before is not None:
                self.indices[letter] = before

    def _entry_of_definition(self, name: Name) -> Value | None:
        """Return an entry of a vector that the student defined: z_w of z = U^T v_c."""
        whole = definition_key(Name(name.base, name.accent))
        if len(name.subs) != 1 or whole not in self.definitions or name.base in "uUvVy":
            return None
        vector = self._definition(Name(name.base, name.accent))
        index = self.index(name.subs[0])
        at = self.world.word(index) if index.domain in ("word", "sample", "offset") else index.at
        assert vector is not None
        if 1 not in vector.shape or not 0 <= at < max(vector.shape):
            raise CannotTell(f"{name.base} has no such entry")
        flat = vector.array.reshape(vector.array.shape[0], -1)
        return Value(flat[:, at].reshape(-1, 1, 1))

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

    # sums and cases

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

    # derivatives

    def _derivative(self, of: Node, by: Node) -> Value:
        if isinstance(by, Transposed):
            return self._derivative(of, by.of).transposed
        if not isinstance(by, Name):
            raise CannotTell("what is differentiated by is not understood")
        if self.overrides:
            raise CannotTell("a derivative within a derivative")
        leaf, shaper = self._leaf(by, of)
        base = self.array(leaf.key) if leaf.key in self.world.arrays else self._defined(leaf.key)
        rows, columns = base.shape[1], base.shape[2]
        entries = np.arange(rows * columns).reshape(rows, columns)
        if leaf.at is not None:
            entries = entries[leaf.at : leaf.at + 1]
        wanted = entries.ravel()
        perturbed = np.repeat(base.astype(np.complex128), len(wanted), axis=0)
        flat = perturbed.reshape(len(wanted), -1)
        flat[np.arange(len(wanted)), wanted] += 1j * STEP
        inner = Evaluator(self.world, self.definitions, self.leniency, self.budget, self._letters)
        inner.indices = dict(self.indices)
        # A name of the student's own for something of the world varies with it.
        inner.overrides = {leaf.key: perturbed, definition_key(by): perturbed}
        inner._opening = self._opening
        inner.depth = self.depth
        value = inner.value(of)
        self.remarks |= inner.remarks
        return self._collected(value, len(wanted), leaf, shaper)

    def _leaf(self, by: Name, of: Node) -> tuple[Leaf, bool]:
        key = definition_key(by)
        if key not in self.definitions:
            return self.world.leaf(by, self), True
        value = self._defined(key)
        for derived in self.world.derived:
            array = self.world.arrays[derived]
            if array.shape == value.shape and np.allclose(array, value, rtol=1e-9, atol=0.0):
                return Leaf(derived), True
        if any(isinstance(each, Loss) for each in walk(of)):
            raise CannotTell("how the loss depends on this is not known")
        return Leaf(key), False

    def _defined(self, key: str) -> np.ndarray:
        return self.value(self.definitions[key][0]).array

    def _collected(self, value: Value, count: int, leaf: Leaf, of_world: bool) -> Value:
        """Return the imaginary parts in the shape of what was differentiated by."""
        slopes = value.array.imag / STEP
        if slopes.shape[0] == 1:
            slopes = np.repeat(slopes, count, axis=0)
        if value.is_scalar:
            numbers = slopes.ravel()
            if of_world:
                return self.world.shaped(leaf, numbers)
            rows, columns = self._defined(leaf.key).shape[1:]
            return Value(numbers.reshape(1, rows, columns).astype(np.complex128))
        if count == 1:
            return Value(slopes.astype(np.complex128))
        if not slopes.any():
            return scalar(0, literal=True)
        raise CannotTell("the derivative of a vector by a vector: its layout is not said")


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

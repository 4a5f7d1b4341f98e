"""Known functions, sums, indicators, accents: what starts with a sign of its own."""

from grader.written.parse.environments import Environments
from grader.written.parse.tree import (
    Apply,
    Branches,
    Dots,
    Name,
    Negative,
    Node,
    Number,
    Plus,
    Power,
    Product,
    Relation,
    Set,
    Total,
)
from grader.written.parse.vocabulary import CLOSING


class Functions(Environments):
    """Functions with their arguments, and signs that reach over what follows."""

    def applied(self, function: str) -> Node:
        """Parse the arguments of a known function, with or without brackets."""
        primes = 0
        while self.peek() in ("'", "^"):
            if self.peek() == "^":
                if self.peek(1) == "'":
                    self.position += 2
                    primes += 1
                    continue
                inside = self.tokens[self.position + 2].text if self.position + 2 < self.end else ""
                if self.peek(1) == "{" and inside == "'":
                    self.position += 4
                    primes += 1
                    continue
                if function == "sigmoid" and inside_power(self.peek(1), inside):
                    return self._power_of(function)
                raise self.trouble(f"a power of the function {function} is not understood")
            self.take()
            primes += 1
        if self.peek() == "_":
            raise self.trouble(f"a subscript of the function {function} is not understood")
        if self.peek() in CLOSING:
            self.take()
            was, self._open = self._open, ()
            arguments = [self.expression()]
            while self.accept(","):
                arguments.append(self.expression())
            self._open = was
            self.closing()
            return self.scripts_of_call(Apply(function, tuple(arguments), primes))
        if self.peek() == "{":
            return self.scripts_of_call(Apply(function, (self.braced(),), primes))
        if function in ("exp", "log") and self.position < self.end:
            return Apply(function, (self.argument(),), primes)
        if function in ("sigmoid", "softmax") and self.starts_factor():
            return Apply(function, (self.factor(),), primes)
        raise self.trouble(f"the function {function} has no argument")

    def _power_of(self, function: str) -> Node:
        """Parse sigma^2(x), the square of the value."""
        self.take()
        exponent = self.script_content()
        if self.peek() not in CLOSING:
            raise self.trouble(f"a power of the function {function} is not understood")
        return Power(self.applied(function), exponent)

    def scripts_of_call(self, call: Apply) -> Node:
        """Parse what follows a call; softmax(x)_i is an entry."""
        if call.function == "softmax" and self.peek() == "_":
            self.take()
            subs = self.subscripts()
            return self.scripts(Apply("entry", (call, *subs)))
        return self.scripts(call)

    def argument(self) -> Node:
        """Parse the bare argument of a function: factors that stand side by side."""
        factors = [self.factor()]
        while self.starts_factor():
            factors.append(self.factor())
        if len(factors) == 1:
            return factors[0]
        return Product(tuple(factors), ("",) * (len(factors) - 1))  # type: ignore[arg-type]

    def sigma(self) -> Node:
        """Parse the sigmoid, or a name of the student's own: \\sigma_o."""
        self.take()
        if self.peek() == "_":
            return self.scripts(Name("sigma"))
        return self.applied("sigmoid")

    def indicator(self) -> Node:
        """Parse 1{w = o}: one where the condition holds, else zero."""
        self.take()
        if self.accept("_"):
            conditions = self.subscripts()
        elif self.peek() in CLOSING:
            self.take()
            conditions = (self.condition(),)
            self.closing()
        else:
            raise self.trouble("what the indicator is about is not understood")
        if not all(isinstance(each, Relation | Set) for each in conditions):
            raise self.trouble("what the indicator is about is not understood")
        return Branches((Number(1.0), Number(0.0)), (conditions, None))

    def count(self) -> Node:
        """Parse |{i : w_i = w_s}|, the number of samples with a property."""
        self.position += 2
        letter = self.expression()
        if not self.accept(":", "|") or not isinstance(letter, Name):
            raise self.trouble("what is counted is not understood")
        conditions = self.conditions_before(r"\}")
        self.closing()
        if not self.accept("|"):
            raise self.trouble("a closing | is expected")
        return Total((letter, *conditions), None, Number(1.0))

    def _counts(self) -> bool:
        """Tell |{i : ...}| from the size of a set that is listed."""
        texts = [self.peek(ahead) for ahead in range(1, 8)]
        ends = {":", r"\}", "|"} & set(texts[1:])
        return texts[0] == r"\{" and bool(ends) and ":" in texts

    def conditions_before(self, sign: str) -> tuple[Node, ...]:
        """Parse conditions up to a closing sign."""
        close = next(
            (at for at in range(self.position, self.end) if self.tokens[at].text == sign), self.end
        )
        return self._within_until(close)

    def _within_until(self, close: int) -> tuple[Node, ...]:
        outer_end, self.end = self.end, close
        found = self.conditions()
        self.end = outer_end
        return found

    def accented(self) -> Node:
        """Parse a hat, a tilde or a bar over a symbol."""
        accent = self.take().text[1:]
        inner = self.script_content()
        if isinstance(inner, Name) and not inner.accent:
            return self.scripts(Name(inner.base, accent, inner.subs))
        if isinstance(inner, Plus) and isinstance(inner.terms[0], Name):
            self.note("hat-too-wide", "notation", "the hat reaches over more than its symbol")
            first = inner.terms[0]
            return self.scripts(Plus((Name(first.base, accent, first.subs), *inner.terms[1:])))
        raise self.trouble(f"a {accent} over an expression is not understood")

    def root(self) -> Node:
        """Parse a square root."""
        self.take()
        if self.peek() == "[":
            raise self.trouble("a root that is not a square root is not understood")
        return Power(self.script_content(), Number(0.5))

    def dots(self) -> Node:
        """Parse an ellipsis."""
        self.take()
        return Dots()

    def total(self) -> Node:
        """Parse a sum sign, its range, and the product that it sums."""
        self.take()
        below: tuple[Node, ...] = ()
        above: Node | None = None
        while self.peek() in ("_", "^") and self.position < self.end:
            if self.take().text == "_":
                below = self.subscripts()
            else:
                above = self.script_content()
        if self.peek() == "-":
            self.take()
            return Total(below, above, Negative(self.term()))
        return Total(below, above, self.term())


def inside_power(first: str, second: str) -> bool:
    """Tell a power of a function that is a plain number: ^2 or ^{2}."""
    return first in ("2", "3") or (first == "{" and second in ("2", "3"))

"""Fractions, and derivatives in all their spellings."""

from grader.written.parse.losses import Losses
from grader.written.parse.tree import (
    Apply,
    Derivative,
    Name,
    Negative,
    Node,
    Product,
    Quotient,
    Transposed,
)
from grader.written.parse.vocabulary import BARE, CLOSING, DEPARTING


class Derivatives(Losses):
    """A fraction of partials, a nabla, dJ/dv in one line."""

    def fraction(self) -> Node:
        """Parse a fraction; a fraction of partials is a derivative."""
        self.take()
        if self.peek() != "{" or self.partner[self.position] + 1 >= self.end:
            return self.scripts(Quotient(self.script_content(), self.script_content()))
        top = self._slice()
        bottom = self._slice()
        if self._departs(bottom):
            return self.derivative(top, bottom)
        return self.scripts(
            Quotient(self._within(top, self.expression), self._within(bottom, self.expression))
        )

    def _departs(self, span: tuple[int, int]) -> bool:
        """Tell whether a denominator is a partial or a differential."""
        texts = [each.text for each in self.tokens[span[0] : span[1]]]
        if not texts:
            return False
        if texts[0] == r"\partial":
            return True
        return (
            texts[0] in ("d", r"\delta") and len(texts) > 1 and texts[1] not in ("_", "^", "+", "-")
        )

    def derivative(self, top: tuple[int, int], bottom: tuple[int, int]) -> Node:
        """Parse a fraction of partials: with its numerator, or as an operator on what follows."""
        by = self._within((bottom[0] + 1, bottom[1]), self._by)
        extra: Node | None = None
        if isinstance(by, Product):
            by, extra = self._swallowed(by)
        by = self._variable(by)
        start = top[0]
        negative = False
        while start < top[1] and self.tokens[start].text in ("-", "+"):
            negative ^= self.tokens[start].text == "-"
            start += 1
        signed = self.tokens[start].text if start < top[1] else ""
        departs = signed in DEPARTING and not (
            signed == r"\delta" and self.tokens[bottom[0]].text != r"\delta"
        )
        if departs and start + 1 == top[1]:
            of = extra if extra is not None else self.operand()
            node: Node = Derivative(of, by)
        elif departs and start + 2 == top[1] and self.tokens[start + 1].text in BARE:
            node = Derivative(Apply(BARE[self.tokens[start + 1].text], (by,)), by)
        elif departs:
            of = self._within((start + 1, top[1]), self.expression)
            node = Derivative(of, by)
        else:
            self.note("partial-lost", "notation", "a \\partial is missing in the numerator")
            of = self._within((start, top[1]), self.expression)
            node = Derivative(of, by)
        node = self.scripts(node)
        return Negative(node) if negative else node

    def _by(self) -> Node:
        return self.term()

    def _swallowed(self, by: Product) -> tuple[Node, Node]:
        """Take apart a denominator that holds what is differentiated too."""
        self.note(
            "operand-in-denominator",
            "guess",
            "what is differentiated stands in the denominator",
        )
        rest = by.factors[1:]
        inner = rest[0] if len(rest) == 1 else Product(rest, by.glue[1:])
        return by.factors[0], inner

    def operand(self) -> Node:
        """Parse what a derivative operator acts on: a bracket, or the product that follows."""
        self.accept(r"\cdot")
        if self.peek() in CLOSING:
            return self.scripts(self.bracketed())
        if self.peek() == "-":
            self.take()
            return Negative(self.argument())
        return self.argument()

    def nabla(self) -> Node:
        """Parse a nabla with what it differentiates by below it."""
        self.take()
        if not self.accept("_"):
            raise self.trouble("a nabla without what it differentiates by")
        by = self.inside_braces(self._by) if self.peek() == "{" else self.script_content()
        if self.peek() == "_":
            self.take()
            if not (isinstance(by, Name) and not by.subs):
                raise self.trouble("what a nabla differentiates by is not understood")
            by = Name(by.base, by.accent, self.subscripts())
        return Derivative(self.operand(), self._variable(by))

    def _variable(self, by: Node) -> Name | Transposed:
        """Return what is differentiated by, which must be a symbol."""
        if isinstance(by, Name | Transposed):
            return by
        raise self.trouble("what is differentiated by is no symbol")

    def partial(self) -> Node:
        """Parse a partial outside a fraction: \\partial J / \\partial v_c, or \\partial_{v_c} J."""
        if self.peek(1) == "_":
            return self.nabla()
        return self.slashed_derivative()

    def _is_departing(self) -> bool:
        """Tell whether a d starts a differential quotient written with a slash."""
        depth = 0
        for index in self.ahead(self.position):
            text = self.tokens[index].text
            depth += {"(": 1, ")": -1, "{": 1, "}": -1}.get(text, 0)
            if depth == 0 and text in ("+", "-", "="):
                return False
            if depth == 0 and text == "/":
                return index + 1 < self.end and self.tokens[index + 1].text in ("d", r"\partial")
        return False

    def slashed_derivative(self) -> Node:
        """Parse dJ/dv_c written in one line."""
        self.take()
        of = self.operand_before_slash()
        if not self.accept("/"):
            raise self.trouble("a partial outside a fraction is not understood")
        if not self.accept("d", r"\partial"):
            raise self.trouble("a differential is expected after the slash")
        by = self.factor()
        if isinstance(of, Apply) and not of.arguments:
            of = Apply(of.function, (by,))
        return Derivative(of if of is not None else self.operand(), self._variable(by))

    def operand_before_slash(self) -> Node | None:
        """Parse the numerator of a slashed derivative; None where it is an operator."""
        if self.peek() == "/":
            return None
        if self.peek() in BARE and self.peek(1) == "/":
            return Apply(BARE[self.take().text], ())
        return self.argument()

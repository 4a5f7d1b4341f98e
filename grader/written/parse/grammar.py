"""The grammar of the homework's formulas: sums of products of factors with scripts."""

from grader.written.parse.functions import Functions
from grader.written.parse.tree import (
    Apply,
    Glue,
    Matrix,
    Name,
    Negative,
    Node,
    Norm,
    Number,
    Plus,
    Product,
    Quotient,
    Set,
)
from grader.written.parse.vocabulary import CLOSING, FUNCTIONS, GLUE, GREEK, LOSSES


class Grammar(Functions):
    """The whole grammar; each method consumes what it understands or raises ParseTrouble."""

    def whole(self) -> Node:
        """Parse all tokens as one expression."""
        node = self.expression()
        if self.position < self.end:
            raise self.trouble(f"`{self.peek()}` is not expected here")
        return node

    def expression(self) -> Node:
        """Parse terms joined by + and -."""
        self._deeper()
        terms = [self.signed_term()]
        while self.peek() in ("+", "-", r"\pm", r"\mp") and self.position < self.end:
            if self.peek() in (r"\pm", r"\mp"):
                raise self.trouble("plus or minus: which?")
            terms.append(self.signed_term())
        self.depth -= 1
        return terms[0] if len(terms) == 1 else Plus(tuple(terms))

    def signed_term(self) -> Node:
        """Parse a term with the signs before it."""
        negative = False
        while self.peek() in ("+", "-") and self.position < self.end:
            negative ^= self.take().text == "-"
        term = self.term()
        return Negative(term) if negative else term

    def term(self) -> Node:
        """Parse factors joined by nothing, dots, crosses, entrywise signs and slashes."""
        factors = [self.factor()]
        glue: list[Glue] = []
        while True:
            if self.peek() in GLUE:
                glue.append(GLUE[self.take().text])
                factors.append(self.signed_factor())
            elif self.peek() == "/":
                self.take()
                self._divide(factors, glue)
            elif self.starts_factor():
                glue.append("")
                factors.append(self.factor())
            else:
                break
        return factors[0] if len(factors) == 1 else Product(tuple(factors), tuple(glue))

    def _divide(self, factors: list[Node], glue: list[Glue]) -> None:
        """Divide the last factor by the next; a/bc is refused, for it has two readings."""
        bottom = self.factor()
        if self.starts_factor() and self.peek() not in ("(", "["):
            raise self.trouble("after a slash it is not clear what is divided: use \\frac")
        factors[-1] = Quotient(factors[-1], bottom)

    def signed_factor(self) -> Node:
        """Parse a factor that may carry a minus sign: a \\cdot -b."""
        if self.accept("-"):
            return Negative(self.factor())
        return self.factor()

    def starts_factor(self) -> bool:
        """Tell whether another factor stands next."""
        text, kind = self.peek(), self.kind()
        if kind in ("letter", "number"):
            return True
        if kind == "word":
            return text in FUNCTIONS or text in LOSSES or text in ("yhat", "diag", "vocab", "Vocab")
        if kind == "command":
            return (
                text in GREEK
                or text in _COMMANDS
                or text == r"\begin"
                or (text == r"\|" and not self._inside("norm"))
            )
        if text == "|":
            return not self._inside("bar")
        return text in ("(", "[", "{")

    def factor(self) -> Node:
        """Parse an atom and its scripts, one level deeper."""
        self._deeper()
        node = self._atom()
        self.depth -= 1
        return node

    def _atom(self) -> Node:
        text, kind = self.peek(), self.kind()
        if kind == "number":
            return self.scripts(Number(float(self.take().text)))
        if kind == "letter":
            return self.letter()
        if kind == "word":
            return self.word()
        if kind == "text":
            return self.text()
        if text in CLOSING:
            return self.scripts(self.bracketed())
        if text == "{":
            return self.scripts(self.braced())
        if text == "|" and self._counts():
            return self.count()
        if text == "|":
            return self.scripts(self.fenced("|", "bar"))
        if text == r"\|":
            return self.scripts(self.fenced(r"\|", "norm"))
        if text in GREEK:
            self.take()
            return self.scripts(Name(text[1:]))
        method = _COMMANDS.get(text)
        if method is not None:
            return method(self)
        if text == r"\begin":
            return self.scripts(self.environment())
        if not text:
            raise self.trouble("the formula ends where something must follow")
        raise self.trouble(f"`{text}` is not understood")

    def letter(self) -> Node:
        """Parse a letter: a symbol, a loss, a probability, e to the power of."""
        text = self.peek()
        if text == "e" and self.peek(1) == "^":
            self.position += 2
            return Apply("exp", (self.script_content(),))
        if text in ("P", "p") and self.peek(1) == "(" and self._has_bar():
            self.take()
            return self.scripts(self.probability())
        if text in ("J", "L") or (text in LOSSES and self._calls(text)):
            return self.loss()
        if text == "d" and self._is_departing():
            return self.slashed_derivative()
        if text == "f" and (self.peek(1) in ("(", "'")):
            return self.applied(self.take().text)
        self.take()
        if text == "V" and self.peek() == "c":
            self.take()
            self.note("subscript-lost", "notation", "`Vc` is read as V_c")
            return self.scripts(Name("V", "", (Name("c"),)))
        return self.scripts(Name(text))

    def word(self) -> Node:
        """Parse a known word: a function, a loss, y-hat."""
        text = self.peek()
        if text in LOSSES:
            return self.loss()
        if text in FUNCTIONS:
            return self.applied(
                "log" if self.take().text == "ln" else self.tokens[self.position - 1].text
            )
        if text == "yhat":
            self.take()
            return self.scripts(Name("y", "hat"))
        if text in ("vocab", "Vocab"):
            self.take()
            return self.scripts(Name("Vocab"))
        if text == "diag":
            raise self.trouble("diag( ) is not understood")
        raise self.trouble(f"the word `{text}` is not expected here")

    def text(self) -> Node:
        """Parse a word in a text command that stands for a symbol or a function."""
        text = self.peek().strip()
        lowered = text.lower()
        if lowered in ("softmax", "sigmoid", "exp", "log", "max", "relu", "tanh"):
            self.take()
            return self.applied(lowered)
        if text in LOSSES or lowered in ("loss", "cost"):
            return self.loss()
        if lowered in ("vocab", "vocabulary"):
            self.take()
            return self.scripts(Name("Vocab"))
        raise self.trouble(f"the words `{text}` are not understood inside a formula")

    def bracketed(self) -> Node:
        """Parse what stands in round, square or curly brackets."""
        opening = self.take().text
        was, self._open = self._open, ()
        node = self.expression()
        if opening == r"\{" or self.peek() == ",":
            node = self._listed(node, opening)
        self._open = was
        self.closing()
        return node

    def _listed(self, first: Node, opening: str) -> Node:
        elements = [first]
        while self.accept(","):
            elements.append(self.expression())
        if opening == r"\{" and (len(elements) > 1 or isinstance(first, Name)):
            return Set(tuple(elements))
        if opening == "[" and len(elements) > 1:
            return Matrix((tuple(elements),))
        if len(elements) > 1:
            raise self.trouble("a list in round brackets is not understood here")
        return first

    def braced(self) -> Node:
        """Parse a brace group."""
        return self.inside_braces(self.expression)

    def fenced(self, fence: str, name: str) -> Node:
        """Parse the length of a vector or the size of a set."""
        self.take()
        was, self._open = self._open, (*self._open, name)
        node = self.expression()
        self._open = was
        if not self.accept(fence):
            raise self.trouble(f"a closing {fence} is expected")
        if name == "norm" and self.peek() == "_":
            self.take()
            if self.script_content() != Number(2.0):
                raise self.trouble("only the Euclidean length is understood")
        return Norm(node, name == "norm")


_COMMANDS = {
    r"\indicator": Grammar.indicator,
    r"\frac": Grammar.fraction,
    r"\sum": Grammar.total,
    r"\sigma": Grammar.sigma,
    r"\hat": Grammar.accented,
    r"\tilde": Grammar.accented,
    r"\bar": Grammar.accented,
    r"\nabla": Grammar.nabla,
    r"\partial": Grammar.partial,
    r"\sqrt": Grammar.root,
    r"\dots": Grammar.dots,
    r"\vdots": Grammar.dots,
}

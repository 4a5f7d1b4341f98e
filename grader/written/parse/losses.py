"""Losses with labels and arguments, and probabilities."""

from grader.written.parse.scripts import Scripts
from grader.written.parse.tree import Loss, Node, Probability


class Losses(Scripts):
    """J, J_{neg-sample}(v_c, o, U), CE(y, p), P(o | c)."""

    def loss(self) -> Node:
        """Parse a loss with its label and its arguments."""
        base = self.take().text
        if self.kind(-1) == "text":
            base = "J"
        label = ""
        if self.peek() == "_":
            self.take()
            label = self.raw_script()
        arguments: tuple[Node, ...] = ()
        if self.peek() == "(":
            self.take()
            arguments = self.inside_brackets(self.conditions)
        if self.peek() == "'":
            raise self.trouble("a prime of a loss is not understood")
        return self.scripts(Loss(base, label, arguments))

    def _calls(self, text: str) -> bool:
        """Tell F(x) and H(y, p), losses with arguments, from letters beside a bracket."""
        if self.peek(1) == "_":
            return text != "H" and text != "E"
        if self.peek(1) != "(":
            return False
        depth = 0
        for index in self.ahead(self.position + 1):
            sign = self.tokens[index].text
            depth += {"(": 1, ")": -1}.get(sign, 0)
            if depth == 1 and sign == ",":
                return True
            if depth == 0:
                break
        return text == "F"

    def _has_bar(self) -> bool:
        depth = 0
        for index in self.ahead(self.position + 1):
            text = self.tokens[index].text
            depth += {"(": 1, ")": -1}.get(text, 0)
            if depth == 0:
                return False
            if text == "|":
                return True
        return False

    def probability(self) -> Node:
        """Parse (O = w | C = c) by the word and what is given."""
        self.take()
        node: Node = self.inside_brackets(self._word_given)
        return node

    def _word_given(self) -> Node:
        word = self._event()
        if not self.accept("|"):
            raise self.trouble("a bar is expected in a probability")
        return Probability(word, self._event())

    def _event(self) -> Node:
        was, self._open = self._open, ("bar",)
        node = self.expression()
        if self.accept("="):
            node = self.expression()
        self._open = was
        return node

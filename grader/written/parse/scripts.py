"""Subscripts, superscripts, and conditions below a sum sign."""

from grader.written.parse.cursor import Cursor
from grader.written.parse.tree import Derivative, Dots, Name, Node, Power, Relation, Set, Transposed
from grader.written.parse.vocabulary import RELATIONS


class Scripts(Cursor):
    """What stands below and above an atom."""

    def scripts(self, node: Node) -> Node:
        """Parse the subscripts, transposes, powers and primes behind an atom."""
        pending: list[tuple[str, Node | None]] = []
        while self.position < self.end:
            if self.peek() == "_":
                self.take()
                node = self._subscripted(node)
            elif self.peek() == "^":
                self.take()
                pending.append(self._superscript())
            elif self.peek() == "'" and isinstance(node, Name) and not node.subs:
                # w' is another index letter.
                self.take()
                node = Name(node.base + "'", node.accent)
            elif self.peek() == "'":
                raise self.trouble("a prime is not understood here")
            elif self.peek() == "!":
                raise self.trouble("a factorial is not understood here")
            else:
                break
        for kind, exponent in pending:
            if kind == "T":
                node = Transposed(node)
            elif exponent is not None:
                node = Power(node, exponent)
        return node

    def _subscripted(self, node: Node) -> Node:
        subs = self.subscripts()
        if isinstance(node, Name) and not node.subs:
            return Name(node.base, node.accent, subs)
        restricted = all(isinstance(each, Relation) for each in subs)
        if isinstance(node, Derivative) and restricted:
            # A restriction such as (w != c) below the whole fraction.
            return node
        raise self.trouble("a subscript of a whole expression is not understood")

    def _superscript(self) -> tuple[str, Node | None]:
        token = self.peek()
        if token in ("T", r"\top", "t") and self.kind() in ("letter", "command"):
            self.take()
            return "T", None
        if token == "{":
            inside = [each.text for each in self.tokens[self.position + 1 : self._close()]]
            if inside in (["T"], [r"\top"], ["t"], ["{", "T", "}"]):
                self.position = self._close() + 1
                return "T", None
            if inside in (["(", "i", ")"], ["(", "t", ")"]):
                raise self.trouble("an index above a symbol is not understood")
        return "power", self.script_content()

    def script_content(self) -> Node:
        """Parse a script: a group, or a single sign."""
        if self.peek() == "{":
            node: Node = self.inside_braces(self.expression)
            return node
        outer_end, self.end = self.end, min(self.end, self.position + 1)
        if self.peek().startswith("\\") and self.peek() in (r"\hat", r"\frac", r"\text"):
            self.end = outer_end
        node = self.factor()
        self.end = outer_end
        return node

    def subscripts(self) -> tuple[Node, ...]:
        """Parse what stands below a symbol: indices and conditions between commas."""
        if self.peek() == "{":
            found: tuple[Node, ...] = self.inside_braces(self.conditions)
            return found
        if self.kind() == "text":
            return (Name(self.take().text.strip()),)
        return (self.script_content(),)

    def conditions(self) -> tuple[Node, ...]:
        """Parse indices and conditions between commas, as below a sum sign."""
        found: list[Node] = []
        while self.position < self.end:
            if self.accept(",", ";", r"\quad", r"\\", ":"):
                continue
            if self.peek() == r"\substack":
                self.take()
                found.extend(self.inside_braces(self.conditions))
                continue
            if self.kind() == "text" or (self.peek() == r"\forall"):
                word = self.take().text.strip()
                if word in (r"\forall", "all", "where", "s.t.", "and", "for", "if", "with"):
                    continue
                found.append(Name(word))
                continue
            found.append(self.condition())
            if self.peek() == r"\setminus":
                found.append(self._without(found[-1]))
        return tuple(found)

    def _without(self, member: Node) -> Node:
        """Parse \\setminus \\{0\\} behind a condition j \\in ...: j is not 0."""
        self.take()
        if not isinstance(member, Relation) or member.sign != "in":
            raise self.trouble("a set difference is not understood")
        if self.peek() not in ("{", r"\{"):
            return Relation(member.left, "!=", self.factor())
        if self.peek() == "{":
            return Relation(member.left, "!=", self.inside_braces(self.expression))
        self.take()
        out = self.expression()
        self.closing()
        return Relation(member.left, "!=", out)

    def condition(self) -> Node:
        """Parse an index or a condition: w, k = 1, -m \\leq j \\leq m, w \\neq o."""
        bracket = self.peek() == "(" and self._relation_in_brackets()
        if bracket:
            self.take()
        node: Node = self.expression()
        chain: list[Node] = []
        while self.peek() in RELATIONS and self.position < self.end:
            sign = RELATIONS[self.take().text]
            right = self._right_side()
            chain.append(Relation(node, sign, right))
            node = right
        if bracket:
            self.closing()
        if not chain:
            return node
        if len(chain) == 1:
            return chain[0]
        return Set(tuple(chain))

    def _relation_in_brackets(self) -> bool:
        depth = 0
        for index in self.ahead(self.position):
            text = self.tokens[index].text
            depth += {"(": 1, ")": -1}.get(text, 0)
            if depth == 0:
                return False
            if text in RELATIONS:
                return True
        return False

    def _right_side(self) -> Node:
        if self.kind() == "text":
            return Name(self.take().text.strip())
        if self.peek() == "{":
            listed: Node = self.inside_braces(self._list)
            return listed
        if self.peek() == "[":
            self.take()
            elements = [self.expression()]
            while self.accept(","):
                elements.append(self.expression())
            self.closing()
            return Set(tuple(elements))
        if self.peek() == r"\dots":
            self.take()
            return Dots()
        return self.expression()

    def _list(self) -> Node:
        """Parse the elements of a set whose braces are plain: {-m, ..., m}."""
        elements = [self.expression()]
        while self.accept(","):
            elements.append(self.expression())
        return elements[0] if len(elements) == 1 else Set(tuple(elements))

"""A cursor over the tokens of a formula: groups, brackets, bounds."""

from collections.abc import Callable
from typing import TypeVar

from grader.written import limits
from grader.written.parse.notes import Note
from grader.written.parse.tokens import Token
from grader.written.parse.tree import Node
from grader.written.parse.trouble import ParseTrouble

Parsed_ = TypeVar("Parsed_")


class Cursor:
    """What all parts of the grammar stand on; it never passes over a sign."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.partner = _partners(tokens)
        self.position = 0
        self.end = len(tokens)
        self.depth = 0
        self.notes: list[Note] = []
        self._open: tuple[str, ...] = ()
        """Fences that are open here: a bar ends one, where it would else start one."""

    def peek(self, ahead: int = 0) -> str:
        """Return the text of a coming token, empty at the end of the present group."""
        index = self.position + ahead
        return self.tokens[index].text if index < self.end else ""

    def kind(self, ahead: int = 0) -> str:
        """Return the kind of a coming token, empty at the end of the present group."""
        index = self.position + ahead
        return self.tokens[index].kind if index < self.end else ""

    def ahead(self, start: int) -> range:
        """Return the places from `start` on that are looked at to decide what comes."""
        return range(start, min(self.end, start + limits.LOOKAHEAD))

    def take(self) -> Token:
        """Consume one token."""
        if self.position >= self.end:
            raise self.trouble("the formula ends too early")
        token = self.tokens[self.position]
        self.position += 1
        return token

    def accept(self, *texts: str) -> bool:
        """Consume the next token if it is one of these."""
        if self.peek() in texts and self.position < self.end:
            self.position += 1
            return True
        return False

    def trouble(self, message: str) -> ParseTrouble:
        """Return a complaint about the present place."""
        index = min(self.position, len(self.tokens) - 1)
        return ParseTrouble(message, self.tokens[index].at if self.tokens else 0)

    def note(self, slug: str, severity: str, message: str) -> None:
        """Record a repair."""
        self.notes.append(Note(slug, severity, message))  # type: ignore[arg-type]

    def _deeper(self) -> None:
        """Count a level of nesting; beyond the bound the formula is not read."""
        self.depth += 1
        if self.depth > 2 * limits.NESTING:
            raise self.trouble(f"a formula nested deeper than {limits.NESTING}")

    def _inside(self, what: str) -> bool:
        return what in self._open

    def _close(self) -> int:
        return self.partner[self.position]

    def inside_braces(self, parse: Callable[[], Parsed_]) -> Parsed_:
        """Run a parser on exactly the content of the brace group that opens here."""
        start = self.position
        close = self.partner[start]
        outer_end, outer_open = self.end, self._open
        self.position, self.end, self._open = start + 1, close, ()
        node = parse()
        if self.position < self.end:
            raise self.trouble(f"`{self.peek()}` is not expected here")
        self.position, self.end, self._open = close + 1, outer_end, outer_open
        return node

    def inside_brackets(self, parse: Callable[[], Parsed_]) -> Parsed_:
        """Run a parser on what stands up to the matching round bracket."""
        depth, index = 1, self.position
        while index < self.end:
            depth += {"(": 1, ")": -1}.get(self.tokens[index].text, 0)
            if depth == 0:
                break
            index += 1
        else:
            self.note("bracket-lost", "notation", "a closing bracket is missing")
        outer_end, outer_open = self.end, self._open
        self.end, self._open = index, ()
        node = parse()
        if self.position < self.end:
            raise self.trouble(f"`{self.peek()}` is not expected here")
        self.end, self._open = outer_end, outer_open
        self.position = min(index + 1, self.end)
        return node

    def _slice(self) -> tuple[int, int]:
        """Return where the next group's content starts and ends, and step over it."""
        if self.peek() == "{":
            start, close = self.position + 1, self._close()
            self.position = close + 1
            return start, close
        start = self.position
        self.take()
        return start, self.position

    def _within(self, span: tuple[int, int], parse: Callable[[], Parsed_]) -> Parsed_:
        """Run a parser on exactly these tokens, then come back."""
        outer = self.position, self.end, self._open
        self.position, self.end, self._open = span[0], span[1], ()
        node = parse()
        if self.position < self.end:
            raise self.trouble(f"`{self.peek()}` is not expected here")
        self.position, self.end, self._open = outer
        return node

    def raw_script(self) -> str:
        """Return the plain characters of a script."""
        if self.peek() == "{":
            close = self._close()
            text = "".join(each.text for each in self.tokens[self.position + 1 : close])
            self.position = close + 1
            return text
        return self.take().text

    def closing(self) -> None:
        """Consume a closing bracket; at the end of a group a lost one is put back."""
        if self.accept(")", "]", r"\}"):
            return
        if self.position >= self.end:
            self.note("bracket-lost", "guess", "a closing bracket is missing: it is put at the end")
            return
        raise self.trouble(f"a closing bracket is expected before `{self.peek()}`")

    # what the grammar adds

    def expression(self) -> Node:
        """Parse terms joined by + and -."""
        raise NotImplementedError

    def term(self) -> Node:
        """Parse factors joined by nothing, dots, crosses, entrywise signs and slashes."""
        raise NotImplementedError

    def factor(self) -> Node:
        """Parse an atom and its scripts, one level deeper."""
        raise NotImplementedError

    def argument(self) -> Node:
        """Parse the bare argument of a function: factors that stand side by side."""
        raise NotImplementedError

    def braced(self) -> Node:
        """Parse a brace group."""
        raise NotImplementedError

    def starts_factor(self) -> bool:
        """Tell whether another factor stands next."""
        raise NotImplementedError

    def bracketed(self) -> Node:
        """Parse what stands in round, square or curly brackets."""
        raise NotImplementedError


def _partners(tokens: list[Token]) -> dict[int, int]:
    """Return for every opening brace where it closes.

    Raises ParseTrouble for braces that don't match or are nested too deeply.
    """
    partners: dict[int, int] = {}
    waiting: list[int] = []
    for index, token in enumerate(tokens):
        if token.kind != "mark":
            continue
        if token.text == "{":
            waiting.append(index)
            if len(waiting) > limits.NESTING:
                raise ParseTrouble(f"braces nested deeper than {limits.NESTING}", token.at)
        elif token.text == "}":
            if not waiting:
                raise ParseTrouble("a closing brace too many", token.at)
            partners[waiting.pop()] = index
    if waiting:
        raise ParseTrouble("a brace is not closed", tokens[waiting[-1]].at)
    return partners

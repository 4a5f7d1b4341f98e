"""The sides of a statement as expressions: their source, where it ends, how it is parsed."""

import re
from dataclasses import replace

from grader.written import limits
from grader.written.document.macros import expanded
from grader.written.parse.formula import Parsed, Unread, parse_tokens
from grader.written.parse.lexical import cleaned
from grader.written.parse.notes import Note
from grader.written.parse.tokens import Token, tokenize
from grader.written.parse.trouble import ParseTrouble
from grader.written.segment.chain import Chain, Expression, joined
from grader.written.segment.in_force import InForce
from grader.written.segment.plain_math import braced_labels, set_braces
from grader.written.segment.rows import Side, Statement


class Expressions(InForce):
    """Parses within the allowance of the document."""

    def _tokens(self, source: str, start: int) -> tuple[list[Token], list[Note]]:
        """Return a formula's cleaned tokens; raises ParseTrouble beyond the bounds."""
        if len(source) > limits.FORMULA_CHARACTERS:
            raise ParseTrouble(
                f"a formula of more than {limits.FORMULA_CHARACTERS} characters", start
            )
        self.allowance.take(1, start)
        raw = tokenize(source, start)
        self.allowance.take(len(raw), start)
        raw = braced_labels(set_braces(raw)) if self.plain else raw
        return cleaned(expanded(raw, self.macros, self.allowance))

    def _expression(self, side: Side, notes: tuple[Note, ...]) -> Expression:
        start, end = side.tokens[0].at, side.tokens[-1]
        tokens = list(side.tokens)
        while tokens and tokens[-1].text in (".", ",", ";", ":") and tokens[-1].kind == "mark":
            tokens.pop()
        parsed = parse_tokens(tokens)
        line = self.line(start)
        sized = re.search(r"\\(?:left|[bB]igg?l?)\s*$", self.text[max(0, start - 8) : start])
        if sized:
            start -= len(sized[0])
        source = self.text[start : self._source_end(end)].strip() or "".join(
            each.text for each in tokens
        )
        if isinstance(parsed, Unread):
            self.reading.unread.append((line, source, parsed.why))
        relation = {"": "", ":=": ":="}.get(side.relation, "=")
        if side.relation not in ("", "=", ":="):
            relation = side.relation
        return Expression(source, line, parsed, relation, notes)

    def _lengthened(
        self, last: Chain, statement: Statement, members: tuple[Expression, ...]
    ) -> Chain:
        end = last.members[-1]
        source = f"{end.source} {members[0].source}"
        parsed = self._parse_source(source)
        longer = Expression(source, end.line, parsed, end.relation, end.notes + members[0].notes)
        return joined(replace(last, members=(*last.members[:-1], longer)), members[1:])

    def _parse_source(self, source: str) -> Parsed | Unread:
        try:
            tokens, _ = self._tokens(source, 0)
        except ParseTrouble as trouble:
            return Unread(trouble.message)
        return parse_tokens(tokens)

    def _source_end(self, token: Token) -> int:
        end = token.at + len(token.text)
        if token.kind in ("text", "word"):
            found = re.compile(r"\\?[A-Za-z]*\s*\{[^{}]*\}|\\?[A-Za-z]+").match(self.text, token.at)
            return found.end() if found else end
        if self.text.startswith(token.text, token.at):
            return end
        return self._macro_end(token.at)

    def _macro_end(self, at: int) -> int:
        """Return where a macro's use ends, its arguments included."""
        found = re.compile(r"\\[A-Za-z]+").match(self.text, at)
        if found is None:
            return at + 1
        end = found.end()
        macro = self.macros.get(found[0])
        for _ in range(macro.arguments if macro is not None else 0):
            group = re.compile(r"\s*\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}|\s*\S").match(self.text, end)
            end = group.end() if group else end
        return end

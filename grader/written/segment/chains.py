"""Statements as chains: what goes on from a chain, and what starts a new one."""

from dataclasses import replace

from grader.written import limits
from grader.written.parse.notes import Note
from grader.written.parse.tree import Name, Node
from grader.written.segment.blocks import Block
from grader.written.segment.chain import Chain, Expression, joined
from grader.written.segment.expressions import Expressions
from grader.written.segment.rows import Statement


class Chains(Expressions):
    """Adds each statement to the chain that it goes on from, or starts one."""

    def _statement(
        self,
        statement: Statement,
        notes: tuple[Note, ...],
        display: bool,
        row: int,
        place: int,
        extra: tuple[Node, ...],
        unclear: bool,
        block: Block,
    ) -> None:
        members = tuple(self._expression(each, notes) for each in statement.sides)
        if self.announced is not None and not display and len(members) == 1:
            if self.announced.line == members[0].line:
                members = (self.announced, replace(members[0], relation="="))
            self.announced = None
        last = self._last(display)
        if statement.continues and last is not None and place == 0:
            self._replace(last, joined(last, members))
        elif place and statement.after in (",", "words", r"\quad") and _is_name(members[0]):
            self._add(
                Chain(
                    members, self.region.number, 0, display, self.conditions + extra,
                    words=self.words_before.strip()[-120:], aside=last is not None and display,
                )
            )  # fmt: skip
        elif self._goes_on(statement, row, place, display) and last is not None:
            self._replace(last, self._lengthened(last, statement, members))
        elif (
            display
            and row == 0
            and place == 0
            and self.adjacent
            and last is not None
            and len(members) == 1
            and not statement.words
        ):
            first = members[0]
            implied = Expression(first.source, first.line, first.parsed, "implied", first.notes)
            self._replace(last, joined(last, (implied, *members[1:])))
        else:
            self._add(
                Chain(
                    members,
                    self.region.number,
                    len(self.reading.chains),
                    display,
                    self.conditions + extra,
                    self.conditions if self.condition_line != members[0].line else (),
                    self.words_before.strip()[-120:],
                    self.around.after[:120],
                    definition=statement.sides[-1].relation == ":=",
                    alone=self.around.alone and place == 0 and not display,
                    case=self._is_case(statement, block),
                    unclear_condition=self.unclear or unclear,
                )
            )
        self.adjacent = display
        if not display:
            self.words_before = ""

    def _goes_on(self, statement: Statement, row: int, place: int, display: bool) -> bool:
        """Tell whether a row lengthens the expression before it: it starts with a sign."""
        if place or not display:
            return False
        first = statement.sides[0].tokens[0].text
        if first in ("+", r"\cdot", r"\times", r"\odot", r"\circ"):
            return row > 0 or self.adjacent
        return first == "-" and row > 0 and len(statement.sides) == 1

    def _add(self, chain: Chain) -> None:
        if len(self.reading.chains) >= limits.FORMULAS:
            return
        number, example = len(self.reading.chains), self.around.example
        self.reading.chains.append(replace(chain, number=number, example=example))

    def _last(self, display: bool) -> Chain | None:
        """Return the chain that a continuing line goes on from: the last of its kind."""
        for chain in reversed(self.reading.chains):
            if chain.region != self.region.number:
                break
            if chain.display == display and not chain.aside:
                return chain
        chains = self.reading.chains
        if chains and chains[-1].region == self.region.number:
            return chains[-1]
        return None


def _is_name(member: Expression) -> bool:
    return isinstance(member.tree, Name)

"""The conditions in force where a formula stands: `when $w = o$`, `for all x > 0`."""

import re
from dataclasses import replace

from grader.written.parse.tree import Name, Node, Relation
from grader.written.segment.blocks import Block
from grader.written.segment.chain import Chain
from grader.written.segment.places import LONG_LINE, Places
from grader.written.segment.rows import Statement
from grader.written.segment.surroundings import leads_to_case, leads_to_value

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_LONG_FOR_A_CASE = 1_000
"""Characters of a line beyond which it is running text."""
_DELIMITERS = re.compile(r"^\s*(?:\$|\\\))|(?:\$|\\\()\s*$")


class InForce(Places):
    """Puts conditions in force, on the chain before them, or on the value behind them."""

    def _plain(self, piece: str) -> None:
        self.region.words.append(piece)
        bare = (_COMMENT.sub("", piece) if len(piece) < LONG_LINE else piece).strip()
        if not bare:
            return
        self.adjacent = False
        self.words_before = (self.words_before + " " + bare)[-200:]
        plain = re.search(r"(?<![\w$])([a-z])\s*(=|≠|!=|<>)\s*([o0])(?![\w$])", bare)
        if plain and len(re.findall(r"[A-Za-z]{2,}", bare)) <= 8 and "$" not in bare:
            sign = "=" if plain[2] == "=" else "!="
            relation = Relation(Name(plain[1]), sign, Name("o"))
            self._condition((relation,), 0, self.line_here)
            return
        if re.search(r"\b(?:otherwise|else)\b", bare, re.IGNORECASE):
            self.unclear = True

    def _row_words(self, words: str) -> None:
        lowered = words.lower()
        self.region.words.append(" " + words + " ")
        if "otherwise" in lowered or "else" in lowered:
            self.unclear = True

    def _follows_claim(self, block: Block) -> bool:
        """Tell `$y_w = 0$ for $w \\neq o$`: a condition behind the claim that it is about."""
        if not self.reading.chains:
            return False
        last = self.reading.chains[-1]
        line = self.line(block.start)
        if last.members[-1].line != line or last.display:
            return False
        between = self.text[self.breaks[line - 1] : block.start].rsplit("$", 2)
        return leads_to_case(between[-2] if len(between) > 1 else "")

    def _attach(self, found: tuple[Node, ...]) -> None:
        """Put conditions on the chain that stands just before them."""
        last = self.reading.chains[-1]
        kept = tuple(each for each in last.conditions if each not in last.inherited)
        case = len(last.members) == 1
        self._replace(last, replace(last, conditions=kept + found, inherited=(), case=case))

    def _introduces_value(self, block: Block) -> bool:
        """Tell `for $w = o$ it is $...$`: a condition with its value right behind it."""
        between, opened, _ = self.around.after.partition("$")
        return bool(opened) and leads_to_value(between)

    def _introduces_case(self, block: Block) -> bool:
        """Tell `When $w = o$` from a condition in running text."""
        if self.around.opens_case:
            return True
        line = self.line(block.start)
        start = self.breaks[line - 1]
        end = self.breaks[line] if line < len(self.breaks) else len(self.text)
        if end - start > _LONG_FOR_A_CASE:
            return False
        words = re.findall(r"[A-Za-z]{2,}", re.sub(r"\$[^$]*\$", " ", self.text[start:end]))
        return len(words) <= 5

    def _condition(self, found: tuple[Node, ...], place: int, line: int) -> None:
        """Put a condition in force; a new one on the same letter takes the old one's place."""
        letters = {_subject(each) for each in found}
        same_row = place > 0
        kept = tuple(each for each in self.conditions if _subject(each) not in letters)
        if same_row or self.condition_at == (line, len(self.reading.chains)):
            kept = self.conditions
        self.conditions = kept + found
        self.condition_line = line
        self.condition_at = line, len(self.reading.chains)
        self.unclear = False

    def _is_case(self, statement: Statement, block: Block) -> bool:
        """Tell a value whose condition stands right before it."""
        if len(statement.sides) != 1 or self.case_at < 0:
            return False
        between = _DELIMITERS.sub("", self.text[self.case_at : block.start])
        return self.case_at < block.start and leads_to_value(between)

    def _replace(self, old: Chain, new: Chain) -> None:
        self.reading.chains[old.number] = new


def _subject(node: Node) -> str:
    if isinstance(node, Relation):
        return _subject(node.left)
    return node.base if isinstance(node, Name) else ""

"""A document as regions and chains: the second stage in order."""

import re
from dataclasses import replace

from grader.written.locate.labels import label_of
from grader.written.locate.paths import path_after
from grader.written.locate.targets import derivative_head
from grader.written.parse.formula import Parsed, Unread, parse_tokens
from grader.written.parse.notes import Note
from grader.written.parse.tokens import Token
from grader.written.parse.tree import Derivative, Loss, Name, Node
from grader.written.parse.trouble import ParseTrouble
from grader.written.segment.blocks import Block, blocks_of
from grader.written.segment.chain import Chain, Expression
from grader.written.segment.chains import Chains
from grader.written.segment.conditions import condition_of, is_condition
from grader.written.segment.places import Reading
from grader.written.segment.plain_math import with_formulas
from grader.written.segment.rows import Statement, rows_of, statements_of
from grader.written.segment.surroundings import Surroundings, around, names_target


class Reader(Chains):
    """Goes through the blocks of a text once, from top to bottom."""

    def read(self) -> Reading:
        """Return the regions and chains of the whole text."""
        tex = blocks_of(self.text, self.aside)
        blocks = with_formulas(tex)
        self.plain = blocks is not tex
        for block in blocks:
            if block.kind == "words":
                self._words(block)
            elif block.kind == "aside":
                self.region.words.append(block.content)
                self.adjacent = False
            else:
                self._formula(block)
        return self.reading

    def _words(self, block: Block) -> None:
        position = block.start
        for piece in block.content.split("\n"):
            if not piece:
                position += 1
                if position <= block.start + len(block.content):
                    self._empty_line()
                continue
            at_start = position == 0 or self.text[position - 1] == "\n"
            end = self.text.find("\n", position)
            whole = self.text[position : end if end >= 0 else len(self.text)]
            if at_start:
                self._line_start(whole, position)
            self.line_here = self.line(position)
            self._plain(piece)
            position += len(piece) + 1
            if position <= block.start + len(block.content):
                self.region.words.append("\n")

    def _empty_line(self) -> None:
        """Keep a line's end, but no more than two of a row."""
        words = self.region.words
        if words[-2:] != ["\n", "\n"]:
            words.append("\n")

    def _formula(self, block: Block) -> None:
        if re.search(r"~~\s*[$\\(\[]*$", self.text[max(0, block.start - 6) : block.start]):
            # Struck out: the student took it back.
            self.region.words.append(block.content)
            return
        display = block.kind == "display"
        sign = "$$" if display else "$"
        self.region.words.append(f"{sign}{block.content}{sign}")
        self.region.formulas.append(block.content)
        try:
            tokens, notes = self._tokens(block.content, block.start)
        except ParseTrouble as trouble:
            self._unread(block, trouble.message, display)
            return
        for note in notes:
            self.reading.repairs.append((self.line(block.start), note))
        if "".join(each.text for each in tokens) in ("", r"\downarrow", r"\to"):
            return
        self.around = Surroundings("", "")
        if not display:
            self.around = around(self.text, block.start, block.start + len(block.content))
            if self._announces(tokens, block):
                return
        for number, row in enumerate(rows_of(tokens)):
            self._row(row, tuple(dict.fromkeys(notes)), display, number, block)
        if display:
            self.words_before = ""

    def _announces(self, tokens: list[Token], block: Block) -> bool:
        """Keep a symbol before a colon at the start of a line: what is differentiated by."""
        if not names_target(self.around.after) or self.around.example:
            return False
        ends_open = bool(tokens) and tokens[-1].text == "="
        parsed = parse_tokens(tokens[:-1] if ends_open else tokens)
        if not isinstance(parsed, Parsed):
            return False
        tree = parsed.tree
        named = isinstance(tree, Name) and tree.base in ("u", "v", "U", "V", "x", "theta")
        if not named and derivative_head(tree) is None:
            return False
        head = Derivative(Loss("J"), tree) if isinstance(tree, Name) else tree
        self.announced = Expression(
            block.content.strip(), self.line(block.start), Parsed(head, (_ANNOUNCED,)), ""
        )
        return True

    def _unread(self, block: Block, why: str, display: bool) -> None:
        line = self.line(block.start)
        self.reading.unread.append((line, block.content.strip(), why))
        expression = Expression(block.content.strip(), line, Unread(why, block.start), "", ())
        self._add(
            Chain((expression,), self.region.number, 0, display, self.conditions, self.conditions)
        )
        self.adjacent = display

    def _row(
        self, row: list[Token], notes: tuple[Note, ...], display: bool, number: int, block: Block
    ) -> None:
        row = self._row_label(row)
        statements = statements_of(row)
        trailing = self._trailing_conditions(statements)
        for place, statement in enumerate(statements):
            if statement.words:
                self._row_words(statement.words)
            if not statement.sides or place in trailing:
                continue
            found = condition_of(statement)
            if found is not None:
                if not display and self._follows_claim(block):
                    self._attach(found)
                elif not display and self._introduces_value(block):
                    self._condition(found, place, self.line(block.start))
                    self.case_at = block.start + len(block.content)
                elif display or self._introduces_case(block):
                    self._condition(found, place, self.line(block.start))
                continue
            extra: tuple[Node, ...] = ()
            unclear = False
            for later in range(place + 1, len(statements)):
                if later in trailing:
                    parsed = condition_of(statements[later])
                    extra += parsed or ()
                    unclear |= parsed is None
                else:
                    break
            before = len(self.reading.chains)
            self._statement(statement, notes, display, number, place, extra, unclear, block)
            value = extra and place and len(statement.sides) == 1 and not statement.continues
            if value and len(self.reading.chains) > before:
                last = self.reading.chains[-1]
                self._replace(last, replace(last, case=True))

    def _row_label(self, row: list[Token]) -> list[Token]:
        """Open a region where a row starts with a label in words: \\text{c)}."""
        if not row or row[0].kind != "text":
            plain = self._bare_label(row)
            if plain is None:
                return row
            text, rest = plain
        else:
            text, rest = row[0].text, row[1:]
            if rest and _roman_token(rest):
                more = self._bare_label(rest)
                if more is not None:
                    text, rest = text + " " + more[0], more[1]
        label = label_of(text)
        if label is None or label.rest:
            return row
        path, others = path_after(self.last_path, label.parts, self.last_others)
        self._open(path, others, "", row[0].at)
        return list(rest)

    def _bare_label(self, row: list[Token]) -> tuple[str, list[Token]] | None:
        """Return a label such as (ii) or i) that starts a row, and what follows it."""
        texts = [each.text for each in row[:7]]
        joined_ = "".join(texts)
        found = re.match(r"\(?(?:i{1,3}|iv|vi{0,3})\)", joined_)
        if not found or (len(found[0]) < 4 and not joined_.startswith(found[0] + r"\quad")):
            return None
        count, length = 0, 0
        while length < len(found[0]):
            length += len(texts[count])
            count += 1
        if count >= len(row):
            return None
        return found[0], row[count:]

    def _trailing_conditions(self, statements: list[Statement]) -> set[int]:
        """Return which statements are conditions that follow a claim in the same row."""
        found: set[int] = set()
        claim = False
        for place, statement in enumerate(statements):
            if claim and _is_range(statements[place:]):
                del statements[place:]
                break
            words = statement.words.lower()
            about = bool(re.search(r"\b(?:for|if|when|where|with|all)\b", words))
            if (claim and statement.sides and is_condition(statement)) or (
                claim and about and statement.sides and condition_of(statement) is not None
            ):
                found.add(place)
            elif (statement.sides and len(statement.sides) > 1) or statement.continues:
                claim = True
        return found


_ANNOUNCED = Note("head-in-words", "notation", "the symbol before the colon is differentiated by")


def _roman_token(row: list[Token]) -> bool:
    return bool(row) and row[0].text in ("i", "v", "(")


def _is_range(statements: list[Statement]) -> bool:
    """Tell `k = 1, 2, \\dots, K`, which speaks of all cases."""
    if len(statements) < 3 or len(statements[0].sides) != 2:
        return False
    texts = [[token.text for side in each.sides for token in side.tokens] for each in statements]
    inner = [each for each in texts[1:-1] if each not in (["2"], ["3"])]
    return texts[0][1:] == ["1"] and inner == [[r"\dots"]] and len(texts[-1]) == 1

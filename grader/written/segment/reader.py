"""A document as regions and chains: the second stage in order."""

import bisect
import re
from dataclasses import dataclass, field, replace

from grader.written import limits
from grader.written.document.macros import Macros, expanded
from grader.written.locate.labels import label_of
from grader.written.locate.paths import path_after
from grader.written.locate.targets import derivative_head
from grader.written.parse.formula import Parsed, Unread, parse_tokens
from grader.written.parse.lexical import cleaned
from grader.written.parse.notes import Note
from grader.written.parse.tokens import Token, tokenize
from grader.written.parse.tree import Derivative, Loss, Name, Node, Relation
from grader.written.parse.trouble import ParseTrouble
from grader.written.segment.blocks import Block, blocks_of
from grader.written.segment.chain import Chain, Expression, Region, joined
from grader.written.segment.conditions import condition_of, is_condition
from grader.written.segment.counters import Counters
from grader.written.segment.plain_math import set_braces, with_formulas
from grader.written.segment.rows import Side, Statement, rows_of, statements_of
from grader.written.segment.surroundings import (
    Surroundings,
    around,
    leads_to_case,
    leads_to_value,
    names_target,
)

_ANSWER = re.compile(
    r"^[\W_]*(?:my\s+)?(?:answer|solution|ans|proof|a)[\W_]*(?:[:.][\W_]*.*)?$", re.IGNORECASE
)
_MARKER = re.compile(r"<!--\s*answer:\s*([A-Za-z0-9_]+)\s*-->")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


_LONG_LINE = 20_000
"""Characters of a line beyond which it is not searched for headings and comments."""


@dataclass
class Reading:
    """Regions and chains of a document, and what could not be read."""

    regions: list[Region] = field(default_factory=list)
    chains: list[Chain] = field(default_factory=list)
    unread: list[tuple[int, str, str]] = field(default_factory=list)
    repairs: list[tuple[int, Note]] = field(default_factory=list)


class Reader:
    """Goes through the blocks of a text once, from top to bottom."""

    def __init__(self, text: str, macros: Macros) -> None:
        self.text = text
        self.macros = macros
        self.breaks = [0] + [found.end() for found in re.finditer("\n", text)]
        self.counters = Counters(text)
        self.reading = Reading()
        self.reading.regions.append(Region(0, (), (), "", 1))
        self.last_path: tuple[str, ...] = ()
        self.conditions: tuple[Node, ...] = ()
        self.line_here = 0
        self.condition_line = 0
        self.condition_at = 0, 0
        self.unclear = False
        self.words_before = ""
        self.adjacent = False
        """Whether only white space stands between the last display and here."""
        self.around = Surroundings("", "")
        self.plain = False
        """Whether the text has no TeX, so that formulas were found among its words."""
        self.case_at = -1
        """Where the last condition in running text ends."""
        self.announced: Expression | None = None
        """The derivative by a symbol that stands before a colon: `$v_c$: $...$`."""
        self.broken = False
        """Whether a formula that could not be segmented stands just before."""

    def read(self) -> Reading:
        """Return the regions and chains of the whole text."""
        tex = blocks_of(self.text)
        blocks = with_formulas(tex)
        self.plain = blocks is not tex
        for block in blocks:
            if block.kind == "words":
                self._words(block)
            else:
                self._formula(block)
        return self.reading

    @property
    def region(self) -> Region:
        """Return the region that is being filled."""
        return self.reading.regions[-1]

    def line(self, offset: int) -> int:
        """Return the line number of a place in the text."""
        return bisect.bisect_right(self.breaks, offset)

    # words

    def _words(self, block: Block) -> None:
        position = block.start
        for piece in block.content.split("\n"):
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

    def _line_start(self, whole: str, offset: int) -> None:
        if len(whole) > _LONG_LINE:
            return
        marker = _MARKER.search(whole)
        if marker:
            self._open((marker[1],), (), whole, offset)
            self.region.marker = marker[1]
            return
        if _ANSWER.match(whole.split("$")[0]) and not label_of(whole):
            self.region.answer_from = len(self.reading.chains)
            self.region.text_from = len(self.region.words) + 1
            self.conditions, self.adjacent = (), False
            return
        label = label_of(whole)
        section, item = self.counters.section(whole), self.counters.item(whole)
        if item:
            number = self.last_path[:1] if self.last_path and self.last_path[0].isdigit() else ()
            self._open((*number, *item), (), whole, offset)
        elif label is not None:
            path, others = path_after(self.last_path, label.parts)
            self._open(path, others, label.rest, offset)
        elif re.match(r"\s*(?:#{1,6}\s|\\(?:sub)*section)", whole):
            title = re.sub(r"^\s*(?:#+|\\(?:sub)*section\*?\{)\s*", "", whole).rstrip("} ")
            self._open((section,) if section else (), (), title, offset)

    def _open(
        self,
        path: tuple[str, ...],
        others: tuple[tuple[str, ...], ...],
        heading: str,
        offset: int,
    ) -> None:
        number = len(self.reading.regions)
        if number >= limits.REGIONS:
            return
        if path:
            self.last_path = path
        self.reading.regions.append(Region(number, path, others, heading, self.line(offset)))
        self.conditions, self.adjacent, self.words_before = (), False, ""
        self.unclear = False

    def _plain(self, piece: str) -> None:
        self.region.words.append(piece)
        bare = (_COMMENT.sub("", piece) if len(piece) < _LONG_LINE else piece).strip()
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

    # formulas

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
            if len(block.content) > limits.FORMULA_CHARACTERS:
                raise ParseTrouble(
                    f"a formula of more than {limits.FORMULA_CHARACTERS} characters", block.start
                )
            raw = tokenize(block.content, block.start)
            tokens, notes = cleaned(expanded(set_braces(raw) if self.plain else raw, self.macros))
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
        path, others = path_after(self.last_path, label.parts)
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

    def _row_words(self, words: str) -> None:
        lowered = words.lower()
        self.region.words.append(" " + words + " ")
        if "otherwise" in lowered or "else" in lowered:
            self.unclear = True

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
                    definition=statement.sides[-1].relation == ":=",
                    alone=self.around.alone and place == 0 and not display,
                    case=self._is_case(statement, block),
                    unclear_condition=self.unclear or unclear,
                )
            )
        self.adjacent = display
        if not display:
            self.words_before = ""

    def _is_case(self, statement: Statement, block: Block) -> bool:
        """Tell a value whose condition stands right before it."""
        if len(statement.sides) != 1 or self.case_at < 0:
            return False
        between = _DELIMITERS.sub("", self.text[self.case_at : block.start])
        return self.case_at < block.start and leads_to_value(between)

    def _goes_on(self, statement: Statement, row: int, place: int, display: bool) -> bool:
        """Tell whether a row lengthens the expression before it: it starts with a sign."""
        if place or not display:
            return False
        first = statement.sides[0].tokens[0].text
        if first in ("+", r"\cdot", r"\times", r"\odot", r"\circ"):
            return row > 0 or self.adjacent
        return first == "-" and row > 0 and len(statement.sides) == 1

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
            raw = tokenize(source)
            tokens, _ = cleaned(expanded(set_braces(raw) if self.plain else raw, self.macros))
        except ParseTrouble as trouble:
            return Unread(trouble.message)
        return parse_tokens(tokens)

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

    # chains

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

    def _replace(self, old: Chain, new: Chain) -> None:
        self.reading.chains[old.number] = new


_DELIMITERS = re.compile(r"^\s*(?:\$|\\\))|(?:\$|\\\()\s*$")
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


def _is_name(member: Expression) -> bool:
    return isinstance(member.tree, Name)


def _subject(node: Node) -> str:
    if isinstance(node, Relation):
        return _subject(node.left)
    return node.base if isinstance(node, Name) else ""

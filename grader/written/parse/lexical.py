"""Tokens without their layout: sizes, fonts, spacing and colours dropped, synonyms unified."""

from grader.written import limits
from grader.written.parse.notes import Note
from grader.written.parse.tokens import Token
from grader.written.parse.trouble import ParseTrouble

_DROPPED = set(
    r"\left \right \big \Big \bigg \Bigg \bigl \bigr \Bigl \Bigr \biggl \biggr \Biggl \Biggr"
    r" \displaystyle \textstyle \scriptstyle \limits \nolimits \, \; \: \! \> \/ \nonumber"
    r" \notag \mathbf \boldsymbol \bm \pmb \vec \mathbb \mathcal \mathsf \mathrm \mathit \rm \bf"
    r" \boxed \underline \mathscr \mathfrak \it \hfill \centering \noindent \strut"
    r" \middle \mathop \ensuremath \small \large \allowbreak \smash".split()
) | {"\\ ", "\\\n"}
_DROPPED_WITH_GROUP = set(
    r"\tag \label \color \hspace \vspace \phantom \textcolor \ref \eqref \cite \footnote"
    r" \hphantom \vphantom \mspace \kern".split()
)
_BRACED_LABEL = {r"\underbrace": "_", r"\overbrace": "^"}
_SAME = {
    r"\dfrac": r"\frac",
    r"\tfrac": r"\frac",
    r"\cfrac": r"\frac",
    r"\widehat": r"\hat",
    r"\widetilde": r"\tilde",
    r"\overline": r"\bar",
    r"\Sigma": r"\sum",
    r"\lVert": r"\|",
    r"\rVert": r"\|",
    r"\Vert": r"\|",
    r"\ne": r"\neq",
    r"\le": r"\leq",
    r"\leqslant": r"\leq",
    r"\ge": r"\geq",
    r"\geqslant": r"\geq",
    r"\lbrace": r"\{",
    r"\rbrace": r"\}",
    r"\ldots": r"\dots",
    r"\cdots": r"\dots",
    r"\hdots": r"\dots",
    r"\dotsb": r"\dots",
    r"\dotsc": r"\dots",
    r"\ddots": r"\dots",
    r"\implies": r"\Rightarrow",
    r"\Longrightarrow": r"\Rightarrow",
    r"\Leftrightarrow": r"\Rightarrow",
    r"\iff": r"\Rightarrow",
    r"\longrightarrow": r"\to",
    r"\rightarrow": r"\to",
    r"\therefore": r"\Rightarrow",
    r"\leadsto": r"\to",
    r"\bullet": r"\cdot",
    r"\centerdot": r"\cdot",
    r"\varnothing": r"\emptyset",
    r"\qquad": r"\quad",
    r"\triangleq": "=",
    r"\equiv": "=",
    r"\coloneqq": ":=",
    r"\ell": "L",
    r"\bigodot": r"\odot",
    r"\intercal": r"\top",
    r"\dag": r"\top",
}
_MARKS = {
    r"\lvert": "|",
    r"\rvert": "|",
    r"\vert": "|",
    r"\mid": "|",
    r"\colon": ":",
    r"\ast": "*",
    r"\star": "*",
    r"\prime": "'",
    r"\lbrack": "[",
    r"\rbrack": "]",
    r"\lparen": "(",
    r"\rparen": ")",
    r"\*": "*",
    r"\|": r"\|",
}
_WORD_COMMANDS = set(r"\exp \log \ln \max \min \tanh \softmax \sigmoid \relu \diag \det".split())


def cleaned(tokens: list[Token]) -> tuple[list[Token], list[Note]]:
    """Return the tokens that carry meaning, and what was repaired among them."""
    kept: list[Token] = []
    notes: list[Note] = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        index += 1
        if token.kind == "mark" and token.text == "~":
            continue
        if token.text == "{" and _empty_group(tokens, index) and _no_argument(kept):
            index += 1
            continue
        if token.kind == "mark" and token.text == "*" and _opens(tokens, index):
            notes.append(_EATEN)
            kept.append(Token("mark", "_", token.at))
            continue
        if token.text == "." and [each.text for each in tokens[index : index + 2]] == [".", "."]:
            kept.append(Token("command", r"\dots", token.at))
            index += 2
            continue
        if token.text == "x" and [e.text for e in tokens[index : index + 4]] == [
            "_",
            "{",
            "p",
            "}",
        ]:
            notes.append(_SCANNED)
            kept.append(Token("word", "exp", token.at))
            index += 4
            continue
        if token.text == "(" and _only_words(tokens, index):
            index += 2
            continue
        if token.kind != "command":
            kept.append(token)
            continue
        if token.text == r"\left" and _braced_array(tokens, index):
            tokens = _as_cases(tokens, index)
        elif token.text == r"\mathbb" and _is_one(tokens, index):
            kept.append(Token("command", r"\indicator", token.at))
            index += 3
        elif token.text in _DROPPED:
            # \left. and \right. stand for no bracket at all.
            if token.text in (r"\left", r"\right") and index < len(tokens):
                index += tokens[index].text == "."
        elif token.text in _DROPPED_WITH_GROUP:
            index = _after_group(tokens, index)
        elif token.text in _BRACED_LABEL:
            index = _unbraced(tokens, index, _BRACED_LABEL[token.text], kept)
        elif token.text == r"\_":
            notes.append(_ESCAPED)
            kept.append(Token("mark", "_", token.at))
        elif token.text in _MARKS:
            kind = "command" if _MARKS[token.text].startswith("\\") else "mark"
            kept.append(Token(kind, _MARKS[token.text], token.at))  # type: ignore[arg-type]
        elif token.text in _WORD_COMMANDS:
            kept.append(Token("word", token.text[1:], token.at))
        elif token.text in _SAME:
            same = _SAME[token.text]
            kept.append(
                Token("command", same, token.at)
                if same.startswith("\\")
                else Token("letter" if same.isalpha() else "mark", same, token.at)
            )
        else:
            kept.append(token)
    if len(kept) > limits.FORMULA_TOKENS:
        raise ParseTrouble(f"a formula of more than {limits.FORMULA_TOKENS} signs", kept[0].at)
    return kept, notes


_EATEN = Note("underscore-lost", "notation", "`*{` is read as `_{`: Markdown ate an underscore")
_SCANNED = Note("exp-scanned", "guess", "`x_{p}` is read as exp")
_ESCAPED = Note("underscore-escaped", "spelling", r"`\_` is read as a subscript")


def _opens(tokens: list[Token], index: int) -> bool:
    return index < len(tokens) and tokens[index].text == "{" and tokens[index].kind == "mark"


def _empty_group(tokens: list[Token], index: int) -> bool:
    return index < len(tokens) and tokens[index].text == "}"


def _no_argument(kept: list[Token]) -> bool:
    """Tell that an empty group is no argument of what stands before it."""
    return not kept or kept[-1].text not in (r"\frac", r"\sqrt", r"\hat", "_", "^", "}", r"\begin")


def _braced_array(tokens: list[Token], index: int) -> bool:
    """Tell a case distinction by hand: \\left\\{ \\begin{array} with two columns."""
    texts = [each.text for each in tokens[index : index + 3]]
    if texts != [r"\{", r"\begin", "{"]:
        return False
    end = _end_of_array(tokens, index)
    return end is not None and any(each.text == "&" for each in tokens[index:end])


def _end_of_array(tokens: list[Token], index: int) -> int | None:
    depth = 0
    for position in range(index + 1, len(tokens)):
        depth += {r"\begin": 1, r"\end": -1}.get(tokens[position].text, 0)
        if depth == 0:
            return position
    return None


def _as_cases(tokens: list[Token], index: int) -> list[Token]:
    """Return the tokens with the braced array that starts here as an environment of cases."""
    end = _end_of_array(tokens, index)
    assert end is not None
    start, stop = tokens[index].at, tokens[end].at
    inside = _after_group(tokens, _after_group(tokens, index + 2))
    behind = _after_group(tokens, end + 1)
    rest = tokens[behind:]
    if [each.text for each in rest[:2]] == [r"\right", "."]:
        stop, rest = rest[1].at, rest[2:]
    opened = [Token("command", r"\begin", start), *_cases(start)]
    closed = [Token("command", r"\end", stop), *_cases(stop)]
    return [*tokens[:index], *opened, *tokens[inside:end], *closed, *rest]


def _cases(at: int) -> list[Token]:
    letters = [Token("letter", each, at) for each in "cases"]
    return [Token("mark", "{", at), *letters, Token("mark", "}", at)]


def _only_words(tokens: list[Token], index: int) -> bool:
    """Tell a remark in brackets: (\\text{right prediction})."""
    after = tokens[index : index + 2]
    return (
        len(after) == 2
        and after[0].kind == "text"
        and " " in after[0].text
        and after[1].text == ")"
    )


def _is_one(tokens: list[Token], index: int) -> bool:
    return [each.text for each in tokens[index : index + 3]] == ["{", "1", "}"]


def _after_group(tokens: list[Token], index: int) -> int:
    """Return the position behind the group that starts here; here where there is none."""
    if not _opens(tokens, index):
        return index
    depth = 0
    for position in range(index, len(tokens)):
        if tokens[position].kind == "mark":
            depth += {"{": 1, "}": -1}.get(tokens[position].text, 0)
        if depth == 0:
            return position + 1
    return len(tokens)


def _unbraced(tokens: list[Token], index: int, sign: str, kept: list[Token]) -> int:
    """Keep the content of an underbrace in its braces and skip its label."""
    after = _after_group(tokens, index)
    inner, _ = cleaned(tokens[index:after])
    kept.extend(inner)
    if after < len(tokens) and tokens[after].text == sign:
        return _after_group(tokens, after + 1)
    return after

"""Formulas in a text without any TeX: lines such as `∂J/∂v_c = U(ŷ − y)` among words."""

import re
from collections.abc import Iterator

from grader.written import limits
from grader.written.locate.labels import label_of
from grader.written.parse.tokens import Token
from grader.written.segment.blocks import Block

_KNOWN = set(
    "exp log ln softmax sigmoid sigma theta alpha sum max min CE relu ReLU tanh yhat if for when"
    " where otherwise all else dx dJ dU Vocab vocab".split()
)
_WORD = re.compile(r"(?<![\w\\^{])[^\W\d_]{2,}(?![\w(])|(?<![\w\\^{])[^\W\d_]{3,}(?=\()")
_RELATION = re.compile(r"[=≠<>≤≥∈]")
_STRONG = re.compile(r"[=∂∇ΣσŷᵀΣ∑∘⊙·∈]|[A-Za-z]_|\^|[₀-₉ᵢⱼₖ]|[A-Za-z)]\s*[+−*/-]\s*[A-Za-z(]")
_RULE = re.compile(r"={2,}|-{3,}|_{3,}|<!--")


def with_formulas(blocks: list[Block]) -> list[Block]:
    """Return the blocks of a text, with formulas found in its words where it has no others."""
    if any(each.kind in ("inline", "display") for each in blocks):
        return blocks
    parts = [
        part for block in blocks for part in (_split(block) if block.kind == "words" else [block])
    ]
    formulas = [place for place, part in enumerate(parts) if part.kind in ("inline", "display")]
    return parts[: formulas[limits.FORMULAS]] if len(formulas) > limits.FORMULAS else parts


def _split(block: Block) -> Iterator[Block]:
    """Yield the words and formulas of one block in order."""
    start = taken = 0
    for line in block.content.splitlines(keepends=True):
        for first, last, display in _spans(line.rstrip("\n")):
            if taken < start + first:
                yield Block("words", block.content[taken : start + first], block.start + taken)
            kind = "display" if display else "inline"
            taken = start + last
            yield Block(kind, block.content[start + first : taken], block.start + start + first)  # type: ignore[arg-type]
        start += len(line)
    if taken < len(block.content):
        yield Block("words", block.content[taken:], block.start + taken)


def _spans(line: str) -> Iterator[tuple[int, int, bool]]:
    """Yield where formulas start and end in a line, and whether they start it."""
    if len(line) > 2_000 or _RULE.search(line) or not _STRONG.search(line):
        return
    label = label_of(line)
    begin = line.find(label.rest) if label is not None and label.rest else 0
    if label is not None and not label.rest:
        return
    words = [each for each in _WORD.finditer(line, begin) if _is_word(each[0])]
    edges = [begin, *(at for each in words for at in each.span()), len(line)]
    for number in range(0, len(edges), 2):
        first, last = _trimmed(line, edges[number], edges[number + 1])
        piece = line[first:last]
        starts = not line[begin:first].strip()
        if not _STRONG.search(piece) or not any(each.isalnum() for each in piece):
            continue
        whole = starts and (not words or len(piece) > 5)
        if whole or _RELATION.search(piece[1:]):
            yield first, last, starts


def _is_word(text: str) -> bool:
    """Tell a word of the text from symbols side by side: Uy, σx, dJ."""
    if text in _KNOWN or not all(each.isascii() or "À" <= each <= "ÿ" for each in text):
        return False
    return not (len(text) == 2 and text[0] in "UVWd")


def _trimmed(line: str, first: int, last: int) -> tuple[int, int]:
    """Return a span without the punctuation that joins it to the words around it."""
    while first < last and line[first] in " \t,;:.)-–—":
        first += 1
    whole = line[first:last]
    kept = whole.rstrip(" \t,;:.=(")
    if "=" in whole[len(kept) :]:
        # `..., k =` in front of words is no part of the formula.
        kept = re.sub(r",\s*[^\s,=]{1,3}$", "", kept)
    return first, first + len(kept)


def braced_labels(tokens: list[Token]) -> list[Token]:
    """Return tokens with the label of a loss as one group: `J_sg` is J_{sg}, not J_s times g."""
    kept: list[Token] = []
    index = 0
    while index < len(tokens):
        end = index + 2
        if [each.text for each in tokens[index : index + 2]] in (["J", "_"], ["L", "_"]):
            while end < len(tokens) and _goes_on(tokens[end - 1], tokens[end]):
                end += 1
        if end > index + 3:
            kept += tokens[index : index + 2]
            kept.append(Token("mark", "{", tokens[index + 2].at))
            kept += tokens[index + 2 : end]
            kept.append(Token("mark", "}", tokens[end - 1].at))
            index = end
        else:
            kept.append(tokens[index])
            index += 1
    return kept


def _goes_on(before: Token, token: Token) -> bool:
    """Tell a letter right behind a sign."""
    return token.kind in ("letter", "word") and token.at == before.at + len(before.text)


def set_braces(tokens: list[Token]) -> list[Token]:
    """Return tokens with braces that are no group of TeX as those of a set."""
    kept: list[Token] = []
    waiting: list[bool] = []
    for token in tokens:
        if token.text == "{" and token.kind == "mark":
            group = bool(kept) and kept[-1].text in ("_", "^", r"\hat", r"\frac", r"\mathbb")
            waiting.append(group)
            kept.append(token if group else Token("command", r"\{", token.at))
        elif token.text == "}" and token.kind == "mark" and waiting:
            kept.append(token if waiting.pop() else Token("command", r"\}", token.at))
        else:
            kept.append(token)
    return kept

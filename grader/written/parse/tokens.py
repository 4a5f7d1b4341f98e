"""LaTeX mathematics as tokens: commands, letters, words, numbers, marks."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Literal, NamedTuple

from grader.written.parse.trouble import ParseTrouble
from grader.written.parse.unicode_math import plain

Kind = Literal["command", "letter", "word", "number", "mark", "text"]


class Token(NamedTuple):
    """One token and where it starts in the source."""

    kind: Kind
    text: str
    at: int


WORDS = (
    "softmax sigmoid tanh relu ReLU exp log ln max min CE vocab Vocab otherwise where else "
    "when When if If for For all and or with yhat diag det"
).split()
_SPELLED = ("sigma", "theta", "alpha", "sum")
"""Names of signs that a plain text spells out; TeX has them behind a backslash."""
_WORD = re.compile("|".join(sorted(map(re.escape, (*WORDS, *_SPELLED)), key=len, reverse=True)))
_TOKEN = re.compile(
    r"(?P<command>\\(?:[A-Za-z]+|.))|(?P<number>\d+(?:\.\d+)?)|(?P<letters>[A-Za-z]+)"
    r"|(?P<space>\s+)|(?P<mark>.)",
    re.DOTALL,
)
_TEXT = {
    r"\text",
    r"\textrm",
    r"\textit",
    r"\textbf",
    r"\texttt",
    r"\textsf",
    r"\mbox",
    r"\hbox",
    r"\textnormal",
}
_NAMED = {r"\operatorname", r"\mathrm", r"\rm", r"\mathtt", r"\mathsf"}


def tokenize(source: str, start: int = 0) -> list[Token]:
    """Return the tokens of a formula; `start` is where it begins in its document.

    Text commands become one `text` token; comments are dropped.
    """
    source = re.sub(r"(?<!\\)%[^\n]*", lambda found: " " * len(found[0]), source)
    tokens: list[Token] = []
    position = 0
    while position < len(source):
        found = _TOKEN.match(source, position)
        assert found is not None
        position = found.end()
        if found["command"]:
            if found[0] in _TEXT:
                text, position = _braced_text(source, position)
                tokens.append(Token("text", text, start + found.start()))
            elif found[0] in _NAMED or found[0] == r"\mathit":
                text, after = _braced_text(source, position)
                if re.fullmatch(r"[A-Za-z][A-Za-z -]+", text):
                    position = after
                    kind: Kind = "word" if text in WORDS else "text"
                    tokens.append(Token(kind, text, start + found.start()))
                elif re.fullmatch("[A-Za-z]", text):
                    position = after
                    tokens.append(Token("letter", text, start + found.start()))
                else:
                    tokens.append(Token("command", found[0], start + found.start()))
            else:
                tokens.append(Token("command", found[0], start + found.start()))
        elif found["number"]:
            tokens.append(Token("number", found[0], start + found.start()))
        elif found["letters"]:
            tokens.extend(_letters(found[0], start + found.start()))
        elif found["mark"]:
            tokens.extend(_mark(found[0], start + found.start()))
    return tokens


def _letters(run: str, at: int) -> Iterator[Token]:
    position = 0
    while position < len(run):
        word = _WORD.match(run, position)
        if word and word[0] in _SPELLED:
            yield Token("command", "\\" + word[0], at + position)
            position = word.end()
        elif word:
            yield Token("word", word[0], at + position)
            position = word.end()
        else:
            yield Token("letter", run[position], at + position)
            position += 1


def _mark(character: str, at: int) -> Iterator[Token]:
    if ord(character) < 128:
        yield Token("mark", character, at)
        return
    latex = plain(character)
    if latex is None:
        name = unicodedata.name(character, "an unknown sign").lower()
        raise ParseTrouble(f"the sign {character!r} ({name}) is not understood", at)
    for token in tokenize(latex):
        yield token._replace(at=at)


def _braced_text(source: str, position: int) -> tuple[str, int]:
    """Return the text in the braces that follow (or one character), and where it ends."""
    found = re.compile(r"\s*\{([^{}]*)\}|\s*(\S)").match(source, position)
    if not found:
        # Braces inside text: take the text up to the balance.
        return _nested_text(source, position)
    if found[1] is None and found[2] == "{":
        return _nested_text(source, position)
    return (found[1] if found[1] is not None else found[2]).strip(), found.end()


def _nested_text(source: str, position: int) -> tuple[str, int]:
    depth = 0
    for index in range(position, len(source)):
        depth += {"{": 1, "}": -1}.get(source[index], 0)
        if depth == 0 and source[index] == "}":
            return re.sub(r"[{}$]", "", source[position:index]).strip(), index + 1
    return "", len(source)

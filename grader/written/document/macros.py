"""The student's own macros: read from the document, expanded within bounds."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from grader.written import limits
from grader.written.document.allowance import Allowance
from grader.written.parse.tokens import Token, tokenize
from grader.written.parse.trouble import ParseTrouble

_NEW = re.compile(
    r"\\(?:re)?newcommand\*?\s*\{?\s*(\\[A-Za-z]+)\s*\}?\s*(?:\[(\d)\])?\s*(?=\{)"
    r"|\\(?:provide|declare)command\*?\s*\{?\s*(\\[A-Za-z]+)\s*\}?\s*(?:\[(\d)\])?\s*(?=\{)"
    r"|\\def\s*(\\[A-Za-z]+)\s*((?:#\d)*)\s*(?=\{)"
    r"|\\DeclareMathOperator\*?\s*\{?\s*(\\[A-Za-z]+)\s*\}?\s*(?=\{)"
)


@dataclass(frozen=True)
class Macro:
    """A macro: how many arguments it takes and what it stands for."""

    arguments: int
    body: str


Macros = Mapping[str, Macro]


def read_macros(text: str) -> tuple[str, dict[str, Macro]]:
    """Return the text without its macro definitions (lines kept), and the macros."""
    macros: dict[str, Macro] = {}
    kept: list[str] = []
    position = 0
    for number, found in enumerate(_NEW.finditer(text)):
        if number >= limits.MACROS:
            break
        if found.start() < position:
            continue
        end = _balanced(text, found.end())
        if end is None:
            continue
        body = text[found.end() + 1 : end - 1]
        name = found[1] or found[3] or found[5] or found[7]
        if found[7]:
            body = rf"\operatorname{{{body}}}"
        count = int(found[2] or found[4] or len(found[6] or "") // 2 or 0)
        macros[name] = Macro(count, body)
        kept.append(text[position : found.start()])
        kept.append(re.sub(r"[^\n]", " ", text[found.start() : end]))
        position = end
    kept.append(text[position:])
    return "".join(kept), macros


def _balanced(text: str, start: int) -> int | None:
    """Return where the brace group that opens at `start` ends; None where it does not."""
    depth = 0
    for index in range(start, min(len(text), start + limits.FORMULA_CHARACTERS)):
        if text[index] == "{" and text[index - 1] != "\\":
            depth += 1
        elif text[index] == "}" and text[index - 1] != "\\":
            depth -= 1
            if depth == 0:
                return index + 1
    return None


def expanded(tokens: list[Token], macros: Macros, allowance: Allowance) -> list[Token]:
    """Return tokens with all macros replaced; raises ParseTrouble beyond the bounds."""
    if not any(each.text in macros for each in tokens if each.kind == "command"):
        return tokens
    waiting = [(each, 0) for each in reversed(tokens)]
    done: list[Token] = []
    uses = 0
    while waiting:
        token, depth = waiting.pop()
        macro = macros.get(token.text) if token.kind == "command" else None
        if macro is None:
            done.append(token)
            continue
        uses += 1
        if uses > limits.EXPANSIONS or depth >= limits.MACRO_DEPTH:
            raise ParseTrouble(f"the macro {token.text} expands without end", token.at)
        arguments = [_argument(waiting) for _ in range(macro.arguments)]
        body = _filled(macro.body, arguments, token.at)
        allowance.take(len(body) + 1, token.at)
        if len(body) + len(waiting) > limits.FORMULA_TOKENS:
            raise ParseTrouble(f"the macro {token.text} grows too long", token.at)
        waiting.extend((each, depth + 1) for each in reversed(body))
    return done


def _argument(waiting: list[tuple[Token, int]]) -> list[Token]:
    """Take the next group or token off the tokens that wait."""
    taken: list[Token] = []
    depth = 0
    while waiting:
        token, _ = waiting.pop()
        if token.kind == "mark" and token.text == "{":
            depth += 1
        elif token.kind == "mark" and token.text == "}":
            depth -= 1
        taken.append(token)
        if depth <= 0:
            break
    if len(taken) > 1:
        return taken[1:-1]
    return taken


def _filled(body: str, arguments: list[list[Token]], at: int) -> list[Token]:
    parts = re.split(r"#(\d)", body)
    tokens: list[Token] = []
    for position, part in enumerate(parts):
        if position % 2 == 0:
            tokens.extend(each._replace(at=at) for each in tokenize(part))
        elif int(part) <= len(arguments):
            tokens.append(Token("mark", "{", at))
            tokens.extend(arguments[int(part) - 1])
            tokens.append(Token("mark", "}", at))
    return tokens

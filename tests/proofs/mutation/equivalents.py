"""Reads the list of mutants that no right check could tell from the reference."""

from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path
from typing import NamedTuple

LIST = Path(__file__).with_name("equivalent.txt")


class Equivalent(NamedTuple):
    """Mutations of a line that change no answer that the homework asks for, and why."""

    questions: tuple[str, ...]
    function: str
    before: str
    after: tuple[str, ...]
    why: str

    @property
    def keys(self) -> tuple[tuple[str, str, str, str], ...]:
        """The keys of its mutants, in each question one for each mutation."""
        return tuple(
            (question, self.function, self.before, after)
            for question in self.questions
            for after in self.after
        )


def read_equivalents(text: str) -> list[Equivalent]:
    """Parse entries of four parts, apart by empty lines; lines that begin with # are comments.

    `@ question, question: module.function`, `- the line`, `+ the line as mutated` (or several
    of them), then the reason, which may run over several lines. Raises ValueError for anything
    else.
    """
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return [_entry(block) for block in _blocks(lines)]


def _blocks(lines: list[str]) -> Iterator[list[str]]:
    block: list[str] = []
    for line in [*lines, ""]:
        if line.strip():
            block.append(line)
        elif block:
            yield block
            block = []


def _entry(block: list[str]) -> Equivalent:
    after = [line[2:] for line in takewhile(lambda line: line.startswith("+ "), block[2:])]
    reason = block[2 + len(after) :]
    if [line[:2] for line in block[:2]] != ["@ ", "- "] or not after or not reason:
        raise ValueError(f"expected lines that begin with @, -, + and a reason, got {block}")
    questions, _, function = block[0][2:].partition(": ")
    why = " ".join(line.strip() for line in reason)
    return Equivalent(tuple(questions.split(", ")), function, block[1][2:], tuple(after), why)


def listed() -> list[Equivalent]:
    """Return the entries of the list."""
    return read_equivalents(LIST.read_text("utf-8"))


def listed_keys(question: str) -> set[tuple[str, str, str, str]]:
    """Return the keys of the listed mutants of a question."""
    return {key for entry in listed() for key in entry.keys if key[0] == question}

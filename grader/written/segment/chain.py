"""Chains of expressions that a student joins by equality, with where they stand."""

from dataclasses import dataclass, field, replace

from grader.written.parse.formula import Parsed, Unread
from grader.written.parse.notes import Note
from grader.written.parse.tree import Node


@dataclass(frozen=True)
class Expression:
    """One expression of a chain."""

    source: str
    line: int
    parsed: Parsed | Unread
    relation: str
    """`=`, `implied`, `:=`, or `` where the chain starts with it."""
    notes: tuple[Note, ...] = ()
    """Repairs of its row."""

    @property
    def tree(self) -> Node | None:
        """Return its tree; None where it is not understood."""
        return self.parsed.tree if isinstance(self.parsed, Parsed) else None


@dataclass(frozen=True)
class Chain:
    """Expressions that are claimed equal."""

    members: tuple[Expression, ...]
    region: int
    number: int
    display: bool
    conditions: tuple[Node, ...] = ()
    """Conditions in force where it stands: w = o, x > 0."""
    inherited: tuple[Node, ...] = ()
    """Those of the conditions that stand on an earlier line."""
    words: str = ""
    """The words just before it."""
    behind: str = ""
    """Of an inline formula, the words right behind it on its line."""
    aside: bool = False
    """Whether it stands behind a comma and only explains a name: ..., u = sigma(x)."""
    definition: bool = False
    alone: bool = False
    """Whether it is an inline formula that starts its line, as an answer does."""
    case: bool = False
    """Whether it is a value right beside its condition: `$w = o$: $...$`."""
    example: bool = False
    """Whether it stands in brackets or behind `e.g.`."""
    unclear_condition: bool = False
    """Whether a condition stands beside it that is not understood."""


@dataclass
class Region:
    """What stands under one label."""

    number: int
    path: tuple[str, ...]
    alternatives: tuple[tuple[str, ...], ...]
    heading: str
    line: int
    words: list[str] = field(default_factory=list)
    """Its words in order, formulas as their source."""
    formulas: list[str] = field(default_factory=list)
    answer_from: int | None = None
    """Number of the first chain behind an `Answer:` line."""
    text_from: int | None = None
    marker: str = ""
    """Question id of an answer marker."""

    @property
    def text(self) -> str:
        """Return its words and formulas as they stand, without the copied question."""
        start = self.text_from if self.text_from is not None else 0
        return "\n".join(each for each in "".join(self.words[start:]).split("\n")).strip()


def joined(chain: Chain, more: tuple[Expression, ...]) -> Chain:
    """Return a chain with more expressions behind it."""
    return replace(chain, members=chain.members + more)

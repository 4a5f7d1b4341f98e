"""What is found of one answer before points are given."""

from dataclasses import dataclass
from typing import Literal

from grader.written.compare.outcome import Outcome
from grader.written.compare.workbench import Workbench
from grader.written.evaluate.value import Value
from grader.written.parse.tree import Node
from grader.written.segment.chain import Chain, Expression

Finding = Literal["right", "wrong", "cannot-tell", "free-text", "unanswered", "not-located"]


@dataclass(frozen=True)
class Tried:
    """A final expression, where it was tried and what it should have been."""

    chain: Chain
    expression: Expression
    bench: Workbench
    expected: tuple[Value, ...]
    outcome: Outcome


@dataclass(frozen=True)
class Judgement:
    """The finding on one question."""

    finding: Finding
    why: str = ""
    mistake: str | None = None
    tried: tuple[Tried, ...] = ()
    chains: tuple[Chain, ...] = ()
    """All chains that belong to the answer, in order."""
    notes: tuple[tuple[str, str, str], ...] = ()
    """(slug, severity, message)"""
    wrong_tree: Node | None = None

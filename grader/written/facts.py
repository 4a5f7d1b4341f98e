"""What the grader of written answers says: verdicts, lines, repairs; no marks, no HTML."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Verdict = Literal["passed", "failed", "needs-review"]
Reason = Literal[
    "", "wrong-value", "wrong-shape", "unanswered", "cannot-tell", "free-text", "missing-file"
]
LineVerdict = Literal["holds", "fails", "cannot-tell", "not-a-claim"]
Severity = Literal["spelling", "notation", "guess", "layout"]


@dataclass(frozen=True)
class Remark:
    """One repair, kind reading or convention, in words."""

    slug: str
    severity: Severity
    message: str


@dataclass(frozen=True)
class Values:
    """Both sides of a wrong line on one small instance, as nested lists of rounded numbers."""

    claimed: tuple[tuple[float, ...], ...]
    right: tuple[tuple[float, ...], ...]
    instance: str
    """The instance in words: sizes, and which words are c, o, w."""


@dataclass(frozen=True)
class Edit:
    """The single edit that mends a wrong formula."""

    mistake: str
    message: str
    mended: str
    """The formula with the edit made, as LaTeX."""


@dataclass(frozen=True)
class LineFacts:
    """One expression of a derivation."""

    source: str
    """The student's own LaTeX, relation sign excluded."""
    relation: str
    """What stands before it: `=`, or `` where it starts a chain, or `implied`."""
    line: int
    place: str
    chain: int
    read: bool
    verdict: LineVerdict
    why: str = ""
    against_head: LineVerdict = "not-a-claim"
    values: Values | None = None
    edit: Edit | None = None
    remarks: tuple[Remark, ...] = ()
    first_wrong: bool = False


@dataclass(frozen=True)
class AnswerFacts:
    """What is known of the answer to one question."""

    question: str
    verdict: Verdict
    reason: Reason
    points: Decimal | None
    """What the machine gives; None where a person must look."""
    max_points: Decimal
    message: str
    mistake: str | None = None
    final: tuple[str, ...] = ()
    """LaTeX of the final answer, one for each case of a case distinction."""
    line: int | None = None
    place: str = ""
    lines: tuple[LineFacts, ...] = ()
    edit: Edit | None = None
    convention: str = ""
    remarks: tuple[Remark, ...] = ()
    text: str = ""
    """Of a free text: what the student wrote."""


@dataclass(frozen=True)
class WrittenFacts:
    """All that was found in one document."""

    document: str
    refused: str
    """Why nothing was read, in one line; empty where the document was read."""
    answers: tuple[AnswerFacts, ...]
    layout: Literal["columns", "rows"]
    layout_message: str
    lines: tuple[LineFacts, ...]
    """Every line of the document, those of no answer too."""
    repairs: tuple[Remark, ...]
    unread: tuple[tuple[str, str, str], ...]
    """Formulas that could not be read: (place, source, why)."""

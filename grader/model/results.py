"""What the grader decided: the shape of `result.json` and `results.json`."""

from typing import Literal

from pydantic import Field

from grader.model.derivation import Derivation, WrittenFile
from grader.model.frozen import Frozen

WRITTEN = "written/"
"""Before the id of a written question, where it stands beside those of the code."""
Part = Literal["code", "written"]
AskedPart = Literal["code", "written", "all"]
Status = Literal["graded", "needs-review", "ungraded"]
Verdict = Literal["passed", "failed", "errored", "skipped", "needs-review", "ungraded"]
Reason = Literal[
    "wrong-value",
    "wrong-shape",
    "wrong-type",
    "not-finite",
    "raised",
    "timeout",
    "out-of-memory",
    "killed",
    "missing-function",
    "not-implemented",
    "import-failed",
    "syntax-error",
    "python-2",
    "missing-file",
    "mutated-input",
    "unstable",
    "refused-file",
    "cannot-tell",
    "free-text",
    "unanswered",
]


class Cases(Frozen):
    """How many cases were run and how many of them passed."""

    run: int = Field(ge=0)
    passed: int = Field(ge=0)


class FollowThrough(Frozen):
    """What a check inherits from a wrong helper of the student's own."""

    helper: str
    own: Verdict
    with_right_helper: Verdict


class Shown(Frozen):
    """A value for people: its kind and shape, and its numbers as printed strings."""

    kind: str
    """`array`, `number`, `text`, `list`, `nothing`, `other`, `exception`."""
    shape: tuple[int, ...] | None = None
    dtype: str | None = None
    cells: tuple[tuple[str, ...], ...] = ()
    """A number is one cell, a vector one row, a matrix its rows (at most 12 x 12 shown)."""
    text: str = ""
    """The value in one line of Python, cut to 400 characters."""
    truncated: bool = False


class Difference(Frozen):
    """Where an answer departs from the expected one, entry by entry."""

    wrong: tuple[tuple[bool, ...], ...]
    """One flag for each shown cell of `got`."""
    wrong_entries: int
    entries: int
    worst: str = ""
    """The worst entry in words: `[1, 0]: got -0.25, off by 0.5`."""
    relative: tuple[tuple[float, ...], ...] = ()
    """For a heat map: |got - expected| / scale, clipped to [0, 1], one for each shown cell."""


class Counterexample(Frozen):
    """One case that shows the failure."""

    inputs: dict[str, Shown]
    """By the name of the student's own argument, in call order."""
    call: str = ""
    """The call as the student would type it."""
    output: str = ""
    """Which output is shown, in the student's words (`gradCenterVec`)."""
    expected: Shown | None
    """None where the rubric says that expected values are not shown."""
    got: Shown
    case: int
    difference: Difference | None = None


class Override(Frozen):
    """A person's mark on a check, and what the machine had given."""

    verdict: Verdict
    reason: Reason | None
    points: float | None
    """The machine's own; the check around this has the person's."""
    author: str
    why: str
    at: str
    """When, in UTC: `2026-11-21T17:20:05Z`."""


class CheckResult(Frozen):
    """The verdict on one check."""

    id: str
    """`question/check`."""
    kind: str
    title: str = ""
    verdict: Verdict
    reason: Reason | None = None
    points: float | None
    """None where the check is ungraded or waits for a person."""
    max_points: float
    cases: Cases
    mistake: str | None = None
    follow_through: FollowThrough | None = None
    message: str = ""
    """What happened, in one or two sentences for the student; plain text."""
    hint: str = ""
    """What to look at next; plain text."""
    remarks: tuple[str, ...] = ()
    """Advice that costs nothing."""
    trace: tuple[str, ...] = ()
    """The student's own frames of an exception, `file:line in function: code`."""
    output: str = ""
    """What the student's code printed in the failing case, cut."""
    counterexample: Counterexample | None = None
    derivation: Derivation | None = None
    """Of a written answer: what was found."""
    replay: str = ""
    hidden: bool = False
    """True where the rubric keeps the check from students: it counts and is not told."""
    override: Override | None = None
    """Where a person gave the mark; verdict, reason and points are then as the person decided."""


class QuestionResult(Frozen):
    """The verdicts on one question."""

    id: str
    part: Part
    title: str
    formula: str = ""
    function: str = ""
    file: str = ""
    """Where the function was found, or where it was looked for."""
    points: float
    max_points: float
    counted: bool = True
    """False for an optional question that was not attempted: it counts in no total."""
    remarks: tuple[str, ...] = ()
    checks: tuple[CheckResult, ...]


class FileRecord(Frozen):
    """A file that was judged."""

    path: str
    sha256: str


class Isolation(Frozen):
    """What kept the student's code in."""

    level: Literal["strict", "reduced"]
    layers: tuple[str, ...]


class SubmissionResult(Frozen):
    """Everything decided about one submission: the content of `result.json`."""

    schema_: Literal[1] = Field(default=1, alias="schema")
    assignment: str
    title: str = ""
    submission: str
    seed: int
    grader_version: str
    rubric_sha256: str
    part: AskedPart | None = None
    """What was asked for; None: the code, and written answers where there are such."""
    files: tuple[FileRecord, ...]
    isolation: Isolation
    status: Status
    points: float | None
    """None where our fault left the submission ungraded."""
    points_pending: float = 0.0
    max_points: float
    remarks: tuple[str, ...] = ()
    written: tuple[WrittenFile, ...] = ()
    """The files in which written answers were looked for."""
    questions: tuple[QuestionResult, ...]


class SubmissionRow(Frozen):
    """One submission's line in `results.json`."""

    id: str
    status: Status
    points: float | None
    max_points: float


class ClassResult(Frozen):
    """The content of `results.json`."""

    schema_: Literal[1] = Field(default=1, alias="schema")
    assignment: str
    seed: int
    submissions: tuple[SubmissionRow, ...]

"""A submission in a few lines: what the class page and the grade table keep of a result."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from sys import intern

from grader.model.derivation import Derivation, Macro
from grader.model.results import (
    CheckResult,
    QuestionResult,
    Reason,
    Status,
    SubmissionResult,
    Verdict,
)
from grader.model.submission import NOT_READ, NOT_TAKEN, UNREAD, Student

REASON_LENGTH = 140
WORST_FIRST: tuple[Verdict, ...] = (
    "ungraded",
    "needs-review",
    "errored",
    "failed",
    "skipped",
    "passed",
)
LOOK: dict[Reason, str] = {
    "python-2": "could not be imported",
    "syntax-error": "could not be imported",
    "import-failed": "could not be imported",
    "missing-file": "file missing",
    "refused-file": "file refused",
    "missing-function": "function missing",
    "timeout": "ran out of time",
    "out-of-memory": "ran out of memory",
    "killed": "ended its own process",
}
"""Reasons for which a person may want to look at the files; a wrong value is none of them."""
NOTHING_THERE: tuple[Reason, ...] = ("missing-file", "refused-file", "unanswered")
LONGEST_ANSWER = 1_200
"""Letters of a waiting answer that are kept: enough to mark most, and to tell two apart."""


@dataclass(frozen=True, slots=True)
class QuestionMark:
    """The mark of one question."""

    id: str
    title: str
    points: float
    max_points: float
    counted: bool
    worst: Verdict
    """The verdict that weighs most among the checks that carry points."""
    by_hand: bool = False
    """Whether a person gave points in it."""
    there: bool = True
    """Whether the file that it asks for was handed in and taken, and not left empty."""

    @property
    def final(self) -> bool:
        """Whether no check of it waits for a person or for us."""
        return self.worst not in ("ungraded", "needs-review")


@dataclass(frozen=True, slots=True)
class Waiting:
    """A check that a person must decide: what the class page shows of it, and no more."""

    check: str
    question: int
    """Number of its question in the result, from 0."""
    title: str
    max_points: float
    why: str
    """Why it can't be judged; empty where it never is, as a free text."""
    formulas: tuple[str, ...] = ()
    """LaTeX of the final answer, as far as one was found."""
    text: str = ""
    """What the student wrote where it is no formula, cut; the report has all of it."""
    criteria: tuple[str, ...] = ()
    macros: tuple[tuple[str, Macro], ...] = ()
    """The student's own macros that the answer uses."""


@dataclass(frozen=True, slots=True)
class SubmissionSummary:
    """What stays in memory of a submission once its own files are written."""

    id: str
    students: tuple[Student, ...]
    status: Status
    points: float | None
    points_pending: float
    max_points: float
    late: bool
    questions: tuple[QuestionMark, ...]
    reasons: tuple[str, ...]
    """Why a person should look, one line each; empty where nobody needs to."""
    by_hand: tuple[CheckResult, ...] = ()
    """The checks that a person gave the marks of."""
    waiting: tuple[Waiting, ...] = ()
    """The checks that wait for a person."""

    @property
    def names(self) -> tuple[str, ...]:
        """The students' names, as far as they are known."""
        return tuple(student.name for student in self.students if student.name)

    @property
    def final_points(self) -> float | None:
        """The total, or None while a person or a second run must still decide."""
        return self.points if self.status == "graded" else None


def summarise(
    result: SubmissionResult, students: Sequence[Student] = (), late: bool = False
) -> SubmissionSummary:
    """Return the summary of `result`, with what the intake knows of its students."""
    return SubmissionSummary(
        id=result.submission,
        students=tuple(students),
        status=result.status,
        points=result.points,
        points_pending=result.points_pending,
        max_points=result.max_points,
        late=late,
        questions=tuple(_question_mark(question) for question in result.questions),
        reasons=tuple(dict.fromkeys(_reasons(result))),
        by_hand=tuple(c for q in result.questions for c in q.checks if c.override is not None),
        waiting=tuple(_waiting(result)),
    )


def worst_verdict(checks: Sequence[CheckResult]) -> Verdict:
    """Return the weightiest verdict; checks worth nothing speak only where no other does."""
    scored = [check for check in checks if check.max_points > 0] or checks
    return min((check.verdict for check in scored), key=WORST_FIRST.index, default="skipped")


def _question_mark(question: QuestionResult) -> QuestionMark:
    return QuestionMark(
        # A class shares a handful of questions: interned, their names are held once.
        id=intern(question.id),
        title=intern(question.title),
        points=question.points,
        max_points=question.max_points,
        counted=question.counted,
        worst=worst_verdict(question.checks),
        by_hand=any(check.override is not None for check in question.checks),
        there=any(check.reason not in NOTHING_THERE for check in question.checks),
    )


def _reasons(result: SubmissionResult) -> Iterator[str]:
    checks = [(question, check) for question in result.questions for check in question.checks]
    ungraded = [check for _, check in checks if check.verdict == "ungraded"]
    if result.status == "ungraded" or ungraded:
        detail = next((_first_line(check.message) for check in ungraded if check.message), "")
        yield _cut(f"ungraded: {detail}" if detail else "ungraded")
    copies = (r for question in result.questions for r in question.remarks if NOT_TAKEN in r)
    for remark in islice(dict.fromkeys(copies), 1):
        yield _cut(f"several copies: {remark}")
    yield from (_cut(remark) for remark in result.remarks if remark.startswith(NOT_READ))
    yield from (_cut(remark) for remark in result.remarks if UNREAD in remark)
    yield from (_cut(f"{each.path}: {each.refused}") for each in result.written if each.refused)
    troubles: dict[str, dict[str, None]] = {}
    for question, check in checks:
        open_ = question.counted and check.max_points > 0 and check.override is None
        if open_ and check.reason in LOOK:
            troubles.setdefault(LOOK[check.reason], {})[_trouble(question, check)] = None
    for phrase, told in troubles.items():
        shown = list(told)[: 2 if len(told) == 2 else 1]
        more = f" (and {len(told) - 1} more)" if len(told) > 2 else ""
        for each in shown:
            yield _cut(f"{phrase}: {each}", REASON_LENGTH - len(more)) + more


def _waiting(result: SubmissionResult) -> Iterator[Waiting]:
    macros = {file.path: file.macros for file in result.written}
    for number, question in enumerate(result.questions):
        for check in question.checks:
            if check.verdict == "needs-review":
                yield _wait(check, number, question, macros.get(question.file, {}))


def _wait(
    check: CheckResult, number: int, question: QuestionResult, macros: Mapping[str, Macro]
) -> Waiting:
    found = check.derivation or Derivation()
    text = found.text.strip()
    read = bool(text) and check.reason == "free-text"
    return Waiting(
        # Equal in most of a class: interned, these are held once.
        check=intern(check.id),
        question=number,
        title=intern(question.title or question.id),
        max_points=check.max_points,
        why="" if read else intern(_cut(check.message, 2 * REASON_LENGTH)),
        # What stands under the heading has the formulas, and those that weren't understood.
        formulas=tuple(intern(_cut(each, LONGEST_ANSWER)) for each in found.final if not text),
        text=intern(_cut(text, LONGEST_ANSWER)),
        criteria=tuple(map(intern, found.criteria)),
        macros=tuple(_used(" ".join((*found.final, text)), macros)),
    )


def _used(text: str, macros: Mapping[str, Macro]) -> Iterator[tuple[str, Macro]]:
    """Yield the macros that a text uses, and those that these use, in the order of definition."""
    used: set[str] = set()
    while new := {name for name in macros if name not in used and name in text}:
        used |= new
        text = " ".join(macros[name].body for name in new)
    yield from ((name, macro) for name, macro in macros.items() if name in used)


def _trouble(question: QuestionResult, check: CheckResult) -> str:
    """Say a trouble in one line; checks lost to the same cause come out the same."""
    if check.reason in ("timeout", "out-of-memory", "killed", "missing-function"):
        return question.function or question.id
    reason = (check.reason or "").replace("-", " ")
    return _first_line(check.message) or f"{question.file} ({reason})"


def _first_line(text: str) -> str:
    return text.strip().split("\n", 1)[0].strip().rstrip(".")


def _cut(text: str, most: int = REASON_LENGTH) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"

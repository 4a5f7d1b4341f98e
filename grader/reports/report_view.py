"""Arranges a result for the student's page: what is said where, before any HTML."""

from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import Markup

from grader.manual.pages import Entry
from grader.model.results import CheckResult, Difference, QuestionResult, SubmissionResult, Verdict
from grader.model.summary import worst_verdict
from grader.reports import words
from grader.reports.causes import (
    Group,
    file_cause,
    first_cause,
    grouped,
    is_advice,
    lost_at_once,
    worth_advising,
)
from grader.reports.formula import formula
from grader.reports.grid import Grid, compared, unspelt, wrong_entries
from grader.reports.meaning import likely_reason, meaning
from grader.reports.student_math import StudentMath
from grader.reports.written_view import (
    AnswerView,
    FileView,
    answer_check,
    answer_view,
    file_view,
    unjudged,
)


class Told(NamedTuple):
    """What the page has said already, as it grows."""

    lost: dict[tuple[str, str], tuple[str, str]]
    """By lost file: anchor and title of the question that told it first."""
    explained: set[tuple[str, str]]
    """Anchor of the question, slug of the manual's entry."""


class Example(NamedTuple):
    """A case that shows a failure."""

    call: str
    given: tuple[tuple[str, str], ...]
    """Name and text of the inputs that the call does not spell out."""
    grids: tuple[Grid, ...]
    wrong: str
    legend: str
    """How wrong entries are marked, where some are."""
    hidden: bool
    """Whether the expected value is kept back."""


class Block(NamedTuple):
    """One failure (or wait) with everything that is said about it."""

    title: str
    verdict: Verdict
    outcome: str
    marks: str
    inherited: str
    mistake: str
    meaning: Entry | None
    """The manual's entry, in the first block of a question that is about it."""
    same_as: tuple[str, str] | None
    check: CheckResult
    example: Example | None


class Written(NamedTuple):
    """The answer to a written question, and the failure or wait that is told of it."""

    block: Block
    answer: AnswerView


class QuestionView(NamedTuple):
    """One question of the page."""

    anchor: str
    question: QuestionResult
    title: str
    formula: Markup | None
    marks: str
    worst: Verdict
    state: str
    passed: tuple[CheckResult, ...]
    blocks: tuple[Block, ...]
    advice: tuple[Block, ...]
    remarks: tuple[str, ...]
    written: Written | None
    """Of a written question; blocks, advice and remarks are then empty."""


class Start(NamedTuple):
    """Where the student should begin."""

    anchor: str
    where: str
    """The question, or the file where a whole file is lost."""
    check: str
    message: str
    hint: str


class ReportView(NamedTuple):
    """The whole page."""

    result: SubmissionResult
    title: str
    mark: str
    status: str
    start: Start | None
    code: tuple[QuestionView, ...]
    written: tuple[QuestionView, ...]
    files: tuple[FileView, ...]
    """The files in which written answers were looked for."""
    skipped: tuple[QuestionView, ...]
    """Optional questions that were not attempted."""

    @property
    def questions(self) -> tuple[QuestionView, ...]:
        """All questions that count, in order."""
        return (*self.code, *self.written)


def report_view(result: SubmissionResult) -> ReportView:
    """Return the page's content in the order in which it is read."""
    said = Told({}, set())
    maths = StudentMath({file.path: file.macros for file in result.written})
    repairs = frozenset(each for file in result.written for each in file.repairs)
    views = tuple(
        _written(question, check, anchor_of(number), said, repairs, maths)
        if (check := answer_check(question)) is not None
        else _question(question, anchor_of(number), said)
        for number, question in enumerate(result.questions)
    )
    counted = [view for view in views if view.question.counted]
    return ReportView(
        result=result,
        title=result.title or result.assignment,
        mark="" if result.points is None else words.number(result.points),
        status=words.status_sentence(result),
        start=_start(result, views),
        code=tuple(view for view in counted if view.question.part == "code"),
        written=tuple(view for view in counted if view.question.part == "written"),
        files=tuple(map(file_view, result.written)),
        skipped=tuple(view for view in views if not view.question.counted),
    )


def anchor_of(number: int) -> str:
    """Return where the question stands on the page that is `number` in the result, from 0."""
    return f"q{number + 1}"


def _start(result: SubmissionResult, views: Sequence[QuestionView]) -> Start | None:
    cause = first_cause(result)
    if cause is None:
        return None
    view = next(view for view in views if view.question is cause.question)
    check = cause.check
    where, title = view.title, words.check_title(check)
    if file_cause(check) is not None:
        where, title = cause.question.file or view.title, ""
    elif lost_at_once(cause.question):
        title = ""
    return Start(view.anchor, where, title, check.message, check.hint)


def _question(question: QuestionResult, anchor: str, said: Told) -> QuestionView:
    title = question.title or question.id
    scored = [check for check in question.checks if not is_advice(check)]
    told = [check for check in scored if check.verdict != "passed"]
    ungraded = [check for check in question.checks if is_advice(check) and _ungraded(check)]
    advising = [*worth_advising(question), *ungraded]
    blocks = tuple(_block(group, anchor, title, said) for group in grouped(told))
    known = bool(blocks) and all(block.same_as for block in blocks)
    return QuestionView(
        anchor=anchor,
        question=question,
        title=title,
        formula=formula(question.formula) if question.formula and not known else None,
        marks=words.question_marks(question),
        worst=worst_verdict(question.checks),
        state=_state(scored),
        passed=tuple(check for check in question.checks if check.verdict == "passed"),
        blocks=blocks,
        advice=tuple(_block(group, anchor, title, said) for group in grouped(advising)),
        remarks=_remarks(question),
        written=None,
    )


def _written(
    question: QuestionResult,
    check: CheckResult,
    anchor: str,
    said: Told,
    repairs: frozenset[str],
    maths: StudentMath,
) -> QuestionView:
    title = question.title or question.id
    (group,) = grouped([check])
    block = _block(group, anchor, title, said)
    only_found = unjudged(check)
    return QuestionView(
        anchor=anchor,
        question=question,
        title=title,
        formula=None,
        marks=words.question_marks(question),
        worst=check.verdict,
        state=only_found or _state([check]),
        passed=(),
        blocks=(),
        advice=(),
        remarks=question.remarks,
        written=Written(
            block._replace(outcome=only_found or block.outcome),
            answer_view(check, question.file, repairs, maths),
        ),
    )


def _ungraded(check: CheckResult) -> bool:
    return check.verdict == "ungraded"


def _remarks(question: QuestionResult) -> tuple[str, ...]:
    all_remarks = [*question.remarks]
    for check in question.checks:
        all_remarks.extend(check.remarks)
    return tuple(dict.fromkeys(all_remarks))


def _state(scored: Sequence[CheckResult]) -> str:
    """Say in a few words how a question stands, for the overview."""
    told = [check for check in scored if check.verdict != "passed"]
    if not told:
        return "right"
    causes = {file_cause(check) for check in told}
    if len(causes) == 1 and None not in causes:
        return "file could not be used"
    if len(told) == len(scored) and len({words.verdict(check) for check in told}) == 1:
        return words.verdict(told[0])
    return " · ".join(f"{word}: {'; '.join(names)}" for word, names in _by_verdict(told).items())


def _by_verdict(checks: Sequence[CheckResult]) -> dict[str, list[str]]:
    names: dict[str, list[str]] = {}
    for check in checks:
        names.setdefault(words.verdict(check), []).append(words.check_title(check))
    return names


def _block(group: Group, anchor: str, title: str, said: Told) -> Block:
    check = group.first
    lost = file_cause(check)
    told_at = said.lost.setdefault(lost, (anchor, title)) if lost is not None else (anchor, title)
    follow = check.follow_through
    return Block(
        title="; ".join(words.check_title(member) for member in group.checks)
        if lost is None
        else "Could not be tried",
        verdict=check.verdict,
        outcome=words.outcome(check) if lost is None else "",
        marks=words.marks(group.points, group.max_points) if group.max_points else "",
        inherited=words.inherited(follow) if follow is not None else "",
        mistake=likely_reason(check),
        meaning=_meaning(check, anchor, said) if told_at[0] == anchor else None,
        same_as=None if told_at[0] == anchor else told_at,
        check=check,
        example=_example(check),
    )


def _meaning(check: CheckResult, anchor: str, said: Told) -> Entry | None:
    entry = meaning(check)
    if entry is None or (anchor, entry.slug) in said.explained:
        return None
    said.explained.add((anchor, entry.slug))
    return entry


def _example(check: CheckResult) -> Example | None:
    shown = check.counterexample
    if shown is None:
        return None
    grids = compared(shown)
    return Example(
        call=shown.call,
        given=unspelt(shown),
        grids=grids,
        wrong=wrong_entries(shown.difference, check.message),
        legend=_legend(grids, shown.difference),
        hidden=shown.expected is None,
    )


def _legend(grids: Sequence[Grid], difference: Difference | None) -> str:
    if not any(cell.wrong for grid in grids for row in grid.rows for cell in row):
        return ""
    if difference is None or not difference.relative:
        return "Wrong entries are underlined."
    return "Wrong entries are underlined; the deeper the tint, the further off."

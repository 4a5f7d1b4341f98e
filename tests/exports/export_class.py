"""Classes made by hand for the tests of the exports, and results folders that hold them."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from hypothesis import strategies as st

from grader.gradebook.store import submission_folder
from grader.gradebook.students import NAME
from grader.model.results import Cases, CheckResult, ClassResult, SubmissionResult, SubmissionRow
from grader.model.roster import HandIn, Roster
from grader.model.submission import Student
from grader.model.summary import SubmissionSummary, summarise
from grader.reports.results_json import write_class_json, write_result_json
from tests.reports import report_fakes as fakes

HOSTILE = st.text(
    st.characters() | st.sampled_from("\x00\x0b\x1b\r\n\t\"'<>&;,:=+-@\u2028\u202e\ufffe\ud800]"),
    max_size=60,
) | st.sampled_from(["]]>", "::error::x", "=1+1", "\ufffe\uffff", "<failure/>", "\n::set-output"])
ALL = (fakes.full_marks, fakes.partial, fakes.crashed, fakes.ungraded, fakes.needs_review)


def marked(id_: str, points: float, max_points: float = 24.0) -> SubmissionResult:
    """Return a graded submission with a mark."""
    check = scored(points, max_points, "sgd/value")
    return fakes.submission(id_, [fakes.question("sgd", "SGD", [check])])


def waiting(id_: str) -> SubmissionResult:
    """Return a submission in which a person must still decide."""
    check = fakes.failed("sgd/value", 24.0, points=None, verdict="needs-review")
    question = fakes.question("sgd", "SGD", [check])
    return fakes.submission(id_, [question], status="needs-review", points_pending=24.0)


def faulty(id_: str) -> SubmissionResult:
    """Return a submission that we failed to grade."""
    check = fakes.failed("sgd/value", 24.0, points=None, verdict="ungraded")
    question = fakes.question("sgd", "SGD", [check])
    return fakes.submission(id_, [question], status="ungraded", points=None)


def summary(
    id_: str, points: float, *students: Student, late: bool = False, max_points: float = 24.0
) -> SubmissionSummary:
    """Return a graded submission in short."""
    return summarise(marked(id_, points, max_points), students, late)


def scored(points: float | None, max_points: float, id_: str = "q/c") -> CheckResult:
    """Return a check with some of its points; None waits for a person."""
    verdict = "needs-review" if points is None else "passed" if points >= max_points else "failed"
    return CheckResult(
        id=id_,
        kind="value",
        verdict=verdict,
        points=points,
        max_points=max_points,
        cases=Cases(run=20, passed=20),
    )


def with_hidden(result: SubmissionResult, *ids: str) -> SubmissionResult:
    """Return a result in which the rubric hides these checks."""
    questions = [
        question.model_copy(
            update={
                "checks": tuple(
                    check.model_copy(update={"hidden": check.id in ids})
                    for check in question.checks
                )
            }
        )
        for question in result.questions
    ]
    return result.model_copy(update={"questions": tuple(questions)})


def write_class(
    out: Path,
    results: Sequence[SubmissionResult],
    students: Mapping[str, Sequence[Student]] | None = None,
    source: str = "folder",
) -> Path:
    """Write a results folder as `grader grade` does, without its pages."""
    assignment = results[0].assignment if results else "cs224n-2023-a2"
    rows = tuple(
        SubmissionRow(id=r.submission, status=r.status, points=r.points, max_points=r.max_points)
        for r in results
    )
    write_class_json(
        ClassResult(assignment=assignment, seed=1, submissions=rows), out / "results.json"
    )
    for result in results:
        write_result_json(result, submission_folder(out, result.submission) / "result.json")
    known = students or {}
    hand_ins = tuple(HandIn(id=r.id, students=tuple(known.get(r.id, ()))) for r in rows)
    roster = Roster(source=source, submissions=hand_ins)
    (out / NAME).write_text(roster.model_dump_json(by_alias=True), encoding="utf-8")
    return out

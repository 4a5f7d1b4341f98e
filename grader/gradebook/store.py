"""Where a run writes, and what an earlier run left that still holds."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

from pydantic import ValidationError

from grader import __version__
from grader.grading.run import Run
from grader.model.results import ClassResult, FileRecord, Isolation, SubmissionResult, SubmissionRow
from grader.model.submission import Submission
from grader.model.summary import SubmissionSummary
from grader.reports.atomic import write_atomically
from grader.reports.grades_csv import write_grades_csv
from grader.reports.html import render_report
from grader.reports.index import render_index
from grader.reports.results_json import write_class_json, write_result_json


def submission_folder(out: Path, submission: str) -> Path:
    """Return the folder of one submission's report."""
    return out / "submissions" / submission


def write_submission(out: Path, result: SubmissionResult) -> None:
    """Write `report.html`, then `result.json`: the latter says that both are there."""
    folder = submission_folder(out, result.submission)
    folder.mkdir(parents=True, exist_ok=True)
    write_atomically(folder / "report.html", render_report(result))
    write_result_json(result, folder / "result.json")


def stored_result(
    out: Path, submission: Submission, run: Run, isolation: Isolation
) -> SubmissionResult | None:
    """Return an earlier result if it was made of the same files, rubric, seed and version."""
    folder = submission_folder(out, submission.id)
    try:
        text = (folder / "result.json").read_text(encoding="utf-8")
        result = SubmissionResult.model_validate_json(text)
    except (OSError, ValueError, ValidationError):
        return None
    same_run = (
        result.rubric_sha256 == run.rubric_sha256
        and result.seed == run.prepared.seed
        and result.grader_version == __version__
        and result.isolation == isolation
        and result.status != "ungraded"
        and (folder / "report.html").is_file()
    )
    return result if same_run and result.files == code_files(submission, result) else None


def code_files(submission: Submission, result: SubmissionResult) -> tuple[FileRecord, ...]:
    """Return the records of the submission's code files as they are now."""
    judged = {record.path for record in result.files}
    records = []
    for file in submission.files:
        if file.path in judged or file.path.endswith(".py"):
            try:
                digest = hashlib.sha256(file.source.read_bytes()).hexdigest()
            except OSError:
                continue
            records.append(FileRecord(path=file.path, sha256=digest))
    return tuple(sorted(records, key=lambda record: record.path))


def write_class(
    out: Path, run: Run, summaries: Sequence[SubmissionSummary], notes: Sequence[str]
) -> None:
    """Write the class page, the grades and `results.json`."""
    rubric = run.prepared.rubric
    rows = tuple(
        SubmissionRow(id=s.id, status=s.status, points=s.points, max_points=s.max_points)
        for s in summaries
    )
    questions = [question.id for question in rubric.questions]
    write_grades_csv(summaries, questions, out / "grades.csv")
    write_class_json(
        ClassResult(assignment=rubric.id, seed=run.prepared.seed, submissions=rows),
        out / "results.json",
    )
    page = render_index(summaries, assignment=rubric.id, title=rubric.title, notes=notes)
    write_atomically(out / "index.html", page)

"""Where a run writes, and what an earlier run left that still holds."""

import hashlib
from pathlib import Path

from pydantic import ValidationError

from grader import __version__
from grader.gradebook.by_hand import machine_result
from grader.grading.run import Run
from grader.grading.written import looked_into
from grader.model.results import FileRecord, Isolation, SubmissionResult
from grader.model.submission import Submission
from grader.reports.atomic import write_atomically
from grader.reports.html import render_report
from grader.reports.results_json import write_result_json


def submission_folder(out: Path, submission: str) -> Path:
    """Return the folder of one submission's report."""
    return out / "submissions" / submission


def write_submission(out: Path, result: SubmissionResult) -> None:
    """Write `report.html`, then `result.json`: the latter says that both are there."""
    folder = submission_folder(out, result.submission)
    write_atomically(folder / "report.html", render_report(result))
    write_result_json(result, folder / "result.json")


def read_result(out: Path, submission: str) -> SubmissionResult | None:
    """Return the result that is stored of a submission, or None where none can be read."""
    try:
        text = (submission_folder(out, submission) / "result.json").read_text(encoding="utf-8")
        return SubmissionResult.model_validate_json(text)
    except (OSError, ValueError, ValidationError):
        return None


def stored_result(
    out: Path, submission: Submission, run: Run, isolation: Isolation
) -> SubmissionResult | None:
    """Return an earlier result if it was made of the same files, rubric, seed and version.

    Marks given by hand are in it as they stood when it was written.
    """
    folder = submission_folder(out, submission.id)
    result = read_result(out, submission.id)
    if result is None:
        return None
    same_run = (
        result.rubric_sha256 == run.rubric_sha256
        and result.seed == run.prepared.seed
        and result.part == run.part
        and result.grader_version == __version__
        and result.isolation == isolation
        and machine_result(result).status != "ungraded"
        and (folder / "report.html").is_file()
    )
    return result if same_run and result.files == judged_files(submission, result, run) else None


def judged_files(
    submission: Submission, result: SubmissionResult, run: Run
) -> tuple[FileRecord, ...]:
    """Return the records, as they are now, of the files that decide a submission's result."""
    judged = {record.path for record in result.files}
    judged |= looked_into(run, submission)
    records = []
    for file in submission.files:
        if file.path in judged or file.path.endswith(".py"):
            try:
                digest = hashlib.sha256(file.source.read_bytes()).hexdigest()
            except OSError:
                continue
            records.append(FileRecord(path=file.path, sha256=digest))
    return tuple(sorted(records, key=lambda record: record.path))

"""The written part of one submission: which files hold it, whether it counts, its results."""

from collections.abc import Sequence
from typing import NamedTuple

from grader.grading.run import Run
from grader.intake.written import unread_pdfs, written_files
from grader.model.derivation import WrittenFile
from grader.model.results import WRITTEN, FileRecord, QuestionResult
from grader.model.submission import UNREAD, Submission


class WrittenPart(NamedTuple):
    """What is known of the written part of a submission."""

    questions: tuple[QuestionResult, ...] = ()
    files: tuple[FileRecord, ...] = ()
    """Every file that was looked into, so that a later run sees a change."""
    documents: tuple[WrittenFile, ...] = ()
    remarks: tuple[str, ...] = ()


def grade_written(run: Run, submission: Submission) -> WrittenPart:
    """Grade the written answers of a submission.

    Nothing is counted where nothing was handed in, unless the written part was asked for.
    """
    if run.manifest is None:
        return WrittenPart()
    files = written_files(submission)
    pdfs = unread_pdfs(submission)
    asked_for = run.part is not None or run.choice.insists
    if not files and not asked_for:
        return WrittenPart(remarks=_unread(pdfs))
    from grader.grading.answers import question_results  # the engine takes long to load
    from grader.grading.documents import graded, written_file

    documents = [graded(each, run, run.manifest) for each in files]
    records = tuple(each.record for each in documents)
    read = [each for each in documents if each.handed_in or (asked_for and each.found)]
    # A template that nobody filled in beside a PDF is no hand-in.
    handed_in = any(each.found for each in read) or bool(read and not pdfs)
    if not asked_for and not handed_in:
        return WrittenPart(files=records, remarks=_unread(pdfs))
    questions = [each for each in run.manifest.questions if run.choice.takes(WRITTEN + each.id)]
    return WrittenPart(
        question_results(questions, read, pdfs, run),
        records,
        tuple(map(written_file, read)),
        _unread(pdfs),
    )


def looked_into(run: Run, submission: Submission) -> set[str]:
    """Return the paths of the files in which written answers are looked for."""
    if run.manifest is None:
        return set()
    return {file.path for file in written_files(submission)}


def _unread(pdfs: Sequence[str]) -> tuple[str, ...]:
    """Return the remarks that name what only a person can read."""
    endings = ".md, .tex, .txt or the text cells of a notebook"
    return tuple(f"`{each}`{UNREAD} are read from {endings}" for each in pdfs)

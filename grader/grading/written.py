"""The written part of one submission: which files hold it, whether it counts, its results."""

from collections.abc import Sequence
from typing import NamedTuple

from grader.grading.run import Run
from grader.intake.written import MOST_BYTES, MOST_FILES, Chosen, chosen, unread_pdfs
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
    asked_for = _asked_for(run)
    choice = chosen(submission, asked_for)
    pdfs = unread_pdfs(submission)
    remarks = (*_unread(pdfs), *_left(choice))
    if not choice.files and not asked_for:
        return WrittenPart(remarks=remarks)
    from grader.grading.answers import question_results  # the engine takes long to load
    from grader.grading.documents import graded, written_file
    from grader.grading.unread import refused, without_zeros

    documents = [graded(each, run, run.manifest) for each in choice.files]
    records = tuple(each.record for each in documents)
    read = [each for each in documents if each.handed_in or (asked_for and each.found)]
    # A template that nobody filled in beside a PDF is no hand-in.
    handed_in = any(each.found for each in read) or bool(read and not pdfs)
    if not asked_for and not handed_in:
        return WrittenPart(files=records, remarks=remarks)
    missing = refused(submission, choice, documents, run.manifest)
    questions = [each for each in run.manifest.questions if run.choice.takes(WRITTEN + each.id)]
    return WrittenPart(
        question_results(questions, without_zeros(read, missing), pdfs, run),
        records,
        tuple(map(written_file, read)),
        remarks,
    )


def looked_into(run: Run, submission: Submission) -> set[str]:
    """Return the paths of the files in which written answers are looked for."""
    if run.manifest is None:
        return set()
    return {file.path for file in chosen(submission, _asked_for(run)).files}


def _asked_for(run: Run) -> bool:
    """Say whether written answers are expected of everybody."""
    return run.part is not None or run.choice.insists


def _left(choice: Chosen) -> tuple[str, ...]:
    """Return the remark on the texts beyond what is read of one submission."""
    if not choice.left:
        return ()
    most = f"at most {MOST_FILES} texts and {MOST_BYTES:,} bytes of a submission are"
    return (f"{len(choice.left)} more texts were not read: {most}",)


def _unread(pdfs: Sequence[str]) -> tuple[str, ...]:
    """Return the remarks that name what only a person can read."""
    endings = ".md, .tex, .txt or the text cells of a notebook"
    return tuple(f"`{each}`{UNREAD} are read from {endings}" for each in pdfs)

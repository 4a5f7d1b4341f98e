"""Texts of a submission that could not be read: while one is there, no answer is a final zero."""

from collections.abc import Sequence
from dataclasses import replace

from grader.grading.documents import Graded
from grader.intake.written import Chosen, may_hold_answers
from grader.model.results import FileRecord
from grader.model.submission import Submission
from grader.model.written import Manifest
from grader.written.document.read import Unreadable
from grader.written.facts import AnswerFacts
from grader.written.grade import grade_document


def refused(
    submission: Submission, choice: Chosen, documents: Sequence[Graded], manifest: Manifest
) -> list[Graded]:
    """Return the texts that may hold answers and were not read, each with why."""
    reasons = [(e.path, e.why) for e in submission.refused if may_hold_answers(e.path)]
    reasons += [(each.path, "one text too many of a submission") for each in choice.left[:1]]
    absent = [_absent(path, why, manifest) for path, why in reasons]
    return [*absent, *(each for each in documents if each.facts.refused)]


def without_zeros(read: Sequence[Graded], missing: Sequence[Graded]) -> list[Graded]:
    """Return the documents that count, so that what may stand in a missing one waits.

    Where none could be read, the missing ones say why.
    """
    if not missing:
        return list(read)
    return [_waiting(each, missing[0].path) for each in read or missing]


def _absent(path: str, why: str, manifest: Manifest) -> Graded:
    facts = grade_document(Unreadable(path, f"`{path}` was not read: {why}"), manifest, None, 0)
    return Graded(FileRecord(path=path, sha256=""), facts, {})


def _waiting(document: Graded, missing: str) -> Graded:
    """Return a document of which no empty place is a zero."""

    def waits(answer: AnswerFacts) -> AnswerFacts:
        if answer.reason != "unanswered":
            return answer
        message = f"nothing stands in its place, but `{missing}` was not read"
        return replace(
            answer, verdict="needs-review", reason="cannot-tell", points=None, message=message
        )

    answers = tuple(map(waits, document.facts.answers))
    return replace(document, facts=replace(document.facts, answers=answers))

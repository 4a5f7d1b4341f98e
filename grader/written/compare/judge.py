"""One judgement for every question, by its kind."""

from collections.abc import Callable
from dataclasses import replace

from grader.model.written import QuestionKind, WrittenQuestion
from grader.written.compare.condition import judge_condition
from grader.written.compare.declaration import as_declared
from grader.written.compare.derivative import judge_derivative
from grader.written.compare.emptiness import is_empty
from grader.written.compare.judgement import Judgement
from grader.written.compare.proof import judge_proof
from grader.written.compare.single_value import judge_value
from grader.written.session import Session


def judged(question: WrittenQuestion, session: Session, other: Session) -> Judgement:
    """Return the judgement on a question; an empty place is `unanswered`.

    other: the same document under the other layout: what is right there is right in another
    convention than the document's own, which the rubric may charge.
    """
    judgement = _KINDS[question.kind](question, session)
    if judgement.finding == "wrong":
        again = _KINDS[question.kind](question, other)
        if again.finding == "right" and not any(each.outcome.reading for each in again.tried):
            # Another layout and a kind reading at once would be too kind.
            note = ("turned", "layout", "right in another layout than most of the other formulas")
            judgement = replace(again, notes=(*again.notes, note))
    judgement = as_declared(question, judgement, session, other)
    if judgement.finding in ("not-located", "free-text") and is_empty(question, session):
        return Judgement("unanswered", "its place was found and nothing stands there")
    return judgement


def _free_text(question: WrittenQuestion, session: Session) -> Judgement:
    return Judgement("free-text", "a person reads this")


_KINDS: dict[QuestionKind, Callable[[WrittenQuestion, Session], Judgement]] = {
    "derivative": judge_derivative,
    "value": judge_value,
    "proof": judge_proof,
    "condition": judge_condition,
    "free-text": _free_text,
}

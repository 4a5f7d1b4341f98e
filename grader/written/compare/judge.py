"""One judgement for every question, by its kind."""

import re
from collections.abc import Callable
from dataclasses import replace

from grader.model.written import QuestionKind, WrittenQuestion
from grader.written.compare.condition import judge_condition
from grader.written.compare.derivative import judge_derivative
from grader.written.compare.judgement import Judgement
from grader.written.compare.proof import judge_proof
from grader.written.compare.single_value import judge_value
from grader.written.locate.labels import label_of
from grader.written.locate.topics import fits
from grader.written.segment.chain import Region
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
    if judgement.finding in ("not-located", "free-text") and _empty(question, session):
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


_COMMENT = re.compile(r"<!--[^>]*-->|\\\\end\\{\w+\\}")


def _empty(question: WrittenQuestion, session: Session) -> bool:
    """Tell whether the answer's own place was found, and nothing stands in it."""
    places = [
        region
        for region in session.regions
        if region.marker == question.id
        or any(fits(label, region) == 2 for label in question.labels)
    ]
    if not places:
        return False
    for region in places:
        inside = [
            other
            for other in session.regions
            if region.path and other.path[: len(region.path)] == region.path
        ] or [region]
        if any(_substance(each.text) for each in (*inside, *_following(region, session))):
            return False
    return True


def _following(region: Region, session: Session) -> list[Region]:
    """Return the places behind a region that are no question's own: lists, unknown labels."""
    found = []
    for later in session.regions[region.number + 1 :]:
        labels = [label for each in session.manifest.questions for label in each.labels]
        if later.marker or not later.path or any(fits(label, later) for label in labels):
            break
        found.append(later)
    return found


def _substance(text: str) -> bool:
    """Tell whether an answer stands in a place, its heading and the copied question apart."""
    lines = [line for line in text.split("\n") if not line.lstrip().startswith(">")]
    if lines and (label := label_of(lines[0])) is not None:
        # The title of a heading is no answer; what follows `(b)` in its line is.
        title = _TITLE.match(lines[0]) or _QUESTION.search(label.rest[:500])
        lines[0] = "" if title else label.rest
    return any(_COMMENT.sub("", line).strip(" \t#*_->~.$\\{}") for line in lines)


_TITLE = re.compile(
    r"\s*(?:#|\\(?:sub)*(?:section|paragraph)|\\text(?:bf|it)\{[^{}]*\}\s*$|[*_]{2}[^*$]*[*_]{2}\s*$)"
)
"""A line that is a title as a whole."""
_QUESTION = re.compile(
    r"^\W*(?:derive|compute|calculate|show|find|prove|explain|describe|write|give|what|when|how|why"
    r"|interpret|repeat)\b[^$=]*[.?]?\W*$",
    re.IGNORECASE,
)
"""The question restated behind its label."""

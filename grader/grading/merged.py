"""The answer to a written question where several files of a submission may hold it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from grader.written.facts import AnswerFacts, Remark


class Answer(NamedTuple):
    """What one file says to one question."""

    path: str
    facts: AnswerFacts

    @property
    def found(self) -> bool:
        """Whether something stands there: more than the heading."""
        if self.facts.reason == "unanswered":
            return False
        return bool(self.facts.final or self.facts.text or self.decided)

    @property
    def decided(self) -> bool:
        """Whether it is judged right or wrong, and not because nothing stands there."""
        return self.facts.verdict == "passed" or self.facts.reason in ("wrong-value", "wrong-shape")


def merged(answers: Sequence[Answer]) -> Answer:
    """Return the one answer that counts of those of several files, at least one.

    What is judged counts before what only a person can judge, what was found before what was
    not. Files that were judged differently are left to a person.
    """
    decided = [each for each in answers if each.decided]
    found = [each for each in answers if each.found]
    if len({(each.facts.verdict, each.facts.points) for each in decided}) > 1:
        return _contradictory(decided)
    if decided:
        return _with_others(decided[0], found)
    if found:
        return _joined(found) if found[0].facts.reason == "free-text" else found[0]
    empty = [each for each in answers if each.facts.reason == "unanswered"]
    return (empty or list(answers))[0]


def _contradictory(answers: Sequence[Answer]) -> Answer:
    """Return that two files answer differently: whichever is meant, no machine can know."""
    first = answers[0]
    places = " and ".join(f"`{each.path}`, {each.facts.place}" for each in answers[:3])
    finals = dict.fromkeys(each for answer in answers for each in answer.facts.final)
    facts = replace(
        first.facts,
        final=tuple(finals),
        text="",
        verdict="needs-review",
        reason="cannot-tell",
        points=None,
        mistake=None,
        message=f"answered differently in {places}",
    )
    return first._replace(facts=facts)


def _with_others(answer: Answer, found: Sequence[Answer]) -> Answer:
    """Return an answer with a remark that names the other files that hold one."""
    others = [each.path for each in found if each.path != answer.path]
    if not others:
        return answer
    remark = Remark("other-files", "layout", f"answered in {', '.join(others)}, too")
    return answer._replace(facts=replace(answer.facts, remarks=(*answer.facts.remarks, remark)))


def _joined(answers: Sequence[Answer]) -> Answer:
    """Return a free text with all that was written of it."""
    first = answers[0]
    if len(answers) == 1:
        return first
    text = "\n\n".join(f"[{each.path}]\n{each.facts.text}" for each in answers)
    return first._replace(facts=replace(first.facts, text=text))

"""The sentences about a written answer: what came of it and what to do next."""

from collections.abc import Sequence
from decimal import Decimal

from grader.model.written import WrittenQuestion
from grader.written.facts import AnswerFacts

ENDINGS = ".md, .tex, .txt, or the text cells of a notebook"
NEXT = {
    "unanswered": "Write your answer under this heading.",
    "missing-file": "Hand in your written answers beside the code.",
    "cannot-tell": (
        "Put the final formula on a line of its own, with what it equals before it, and check "
        "that its brackets close."
    ),
}


def said(question: WrittenQuestion, facts: AnswerFacts, looked_for: bool = True) -> str:
    """Return what came of an answer, as a sentence.

    looked_for: whether its file could be read at all.
    """
    words = facts.message.strip()
    if facts.verdict == "passed":
        return f"Right: {words}."
    absent = looked_for and not (facts.final or facts.text)
    if facts.reason == "free-text" and absent:
        return f"No answer was found; a person looks for it. {_label(question)}"
    if facts.reason == "free-text":
        return "A person marks this answer."
    if facts.reason == "cannot-tell" and absent:
        return f"{_sentence(words)} {_label(question)}"
    return _sentence(words)


def _label(question: WrittenQuestion) -> str:
    """Say how an answer is labelled so that it is found."""
    labels = " or ".join(f"`{each}`" for each in question.labels[:2])
    heading = f"Give it the heading {labels}, or put" if labels else "Put"
    return f"{heading} `<!-- answer: {question.id} -->` above it."


def hint(question: WrittenQuestion, facts: AnswerFacts) -> str:
    """Return what to look at next; empty where all is right."""
    if facts.verdict == "passed":
        return ""
    wrong = next((line for line in facts.lines if line.first_wrong), None)
    if wrong is not None and facts.verdict == "failed":
        return f"Begin at {wrong.place}: the first line that does not hold."
    if facts.reason == "cannot-tell" and not facts.final:
        return ""
    return NEXT.get(facts.reason, "")


def no_answer(question: WrittenQuestion, pdfs: Sequence[str]) -> AnswerFacts:
    """Return the facts where no file holds written answers.

    A PDF is left to a person; where there is none, nothing was handed in.
    """
    points = Decimal(question.points)
    if pdfs:
        words = f"handed in as a PDF (`{pdfs[0]}`), which only a person can read"
        return AnswerFacts(question.id, "needs-review", "cannot-tell", None, points, words)
    words = f"no written answers were handed in: expected {ENDINGS}"
    return AnswerFacts(question.id, "failed", "missing-file", Decimal(0), points, words)


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:] + ("" if words.endswith((".", "?", "!")) else ".")

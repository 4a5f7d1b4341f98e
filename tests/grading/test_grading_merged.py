"""Laws of answers that several files of a submission hold."""

from decimal import Decimal

import pytest

from grader.grading.merged import Answer, merged
from grader.written.facts import AnswerFacts, Reason, Verdict


def answer(
    path: str,
    verdict: Verdict,
    reason: Reason = "",
    points: int | None = None,
    final: tuple[str, ...] = (),
    text: str = "",
) -> Answer:
    """Return what a file says to a question."""
    marks = None if points is None else Decimal(points)
    facts = AnswerFacts(
        "dJ_dvc", verdict, reason, marks, Decimal(5), "…", final=final, text=text, place="line 1"
    )
    return Answer(path, facts)


RIGHT = answer("right.md", "passed", points=5, final=("U(\\hat y - y)",))
WRONG = answer("wrong.md", "failed", "wrong-value", 2, ("U(y - \\hat y)",))
UNREAD = answer("unread.md", "needs-review", "cannot-tell", final=("?",))
ABSENT = answer("absent.md", "needs-review", "cannot-tell")
EMPTY = answer("empty.md", "failed", "unanswered", 0)


@pytest.mark.parametrize(
    ("answers", "path"),
    [
        ([RIGHT], "right.md"),
        ([ABSENT, RIGHT], "right.md"),
        ([EMPTY, WRONG], "wrong.md"),
        ([UNREAD, RIGHT], "right.md"),
        ([ABSENT, UNREAD], "unread.md"),
        ([EMPTY, UNREAD], "unread.md"),
        ([ABSENT, EMPTY], "empty.md"),
        ([ABSENT], "absent.md"),
    ],
)
def test_what_was_found_counts(answers: list[Answer], path: str) -> None:
    """Judged before found, found before empty, whatever the order of the files."""
    assert path == merged(answers).path == merged(answers[::-1]).path


def test_two_different_answers_are_left_to_a_person() -> None:
    """A right and a wrong answer in two files earn nothing by themselves, and lose nothing."""
    facts = merged([RIGHT, WRONG]).facts

    assert ("needs-review", "cannot-tell", None) == (facts.verdict, facts.reason, facts.points)
    assert "answered differently in `right.md`, line 1 and `wrong.md`, line 1" == facts.message


def test_two_like_answers_are_one() -> None:
    """The first counts, and the other file is named."""
    again = RIGHT._replace(path="again.md")

    result = merged([RIGHT, again])

    assert ("right.md", "passed") == (result.path, result.facts.verdict)
    assert ["answered in again.md, too"] == [each.message for each in result.facts.remarks]


def test_free_texts_are_read_together() -> None:
    """A person sees what every file says."""
    one = answer("a.md", "needs-review", "free-text", text="It is cheaper.")
    two = answer("b.md", "needs-review", "free-text", text="K + 1 products.")

    text = merged([one, ABSENT, two]).facts.text

    assert "[a.md]\nIt is cheaper.\n\n[b.md]\nK + 1 products." == text

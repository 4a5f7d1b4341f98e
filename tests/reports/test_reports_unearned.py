"""Laws of the doubt about a rubric: when a whole class has no point in a question."""

from dataclasses import replace
from pathlib import Path

import pytest

from grader.cli.main import main
from grader.model.summary import QuestionMark, SubmissionSummary, summarise
from grader.reports.unearned import unearned
from tests.reports.report_fakes import failed, question, submission
from tests.rubric.doubling import doubling, hand_in

LINE = (
    "nobody has a point in Skip-gram (skipgram): is the rubric right, and the one for this class?"
)
NOTHING = QuestionMark("skipgram", "Skip-gram", 0.0, 2.0, True, "failed")


def a_class(*marks: QuestionMark) -> list[SubmissionSummary]:
    """Return a class of one question, a submission a mark."""
    result = summarise(submission("s", []))
    return [replace(result, id=f"s{n}", questions=(mark,)) for n, mark in enumerate(marks)]


def test_three_without_a_point_are_told() -> None:
    """Three submissions in which nobody has a point give one line."""
    assert (LINE,) == unearned(a_class(NOTHING, NOTHING, NOTHING))


@pytest.mark.parametrize(
    "third",
    [
        replace(NOTHING, points=0.5),
        replace(NOTHING, counted=False),
        replace(NOTHING, there=False),
        replace(NOTHING, worst="ungraded"),
        replace(NOTHING, worst="needs-review"),
        replace(NOTHING, max_points=0.0),
    ],
)
def test_what_says_nothing_of_the_rubric(third: QuestionMark) -> None:
    """Two zeros are no class; what is open, absent, not counted or worth nothing is no third."""
    assert () == unearned(a_class(NOTHING, NOTHING, third))


def test_a_single_point_is_enough() -> None:
    """However many have none: one who has a part of a point shows that points can be had."""
    assert () == unearned(a_class(*[NOTHING] * 20, replace(NOTHING, points=0.25)))


def test_marks_that_wait_may_still_be_points() -> None:
    """Where as many or more wait for a person as are final, nobody is said to have no point."""
    waiting = replace(NOTHING, worst="needs-review")

    assert () == unearned(a_class(*[NOTHING] * 3, *[waiting] * 3))
    assert (LINE,) == unearned(a_class(*[NOTHING] * 4, *[waiting] * 3))


@pytest.mark.parametrize("reason", ["missing-file", "refused-file", "unanswered", "wrong-value"])
def test_the_summary_knows_whether_anything_was_there(reason: str) -> None:
    """A mark speaks of nothing where the file is missing or refused, or the answer left out."""
    asked = question("q", "Q", [failed("q/value", 1.0, reason=reason)])

    (mark,) = summarise(submission("s", [asked])).questions

    assert (reason == "wrong-value") == mark.there


def test_the_line_is_in_the_terminal_and_on_the_class_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`grader grade` prints it, and the class page has it among its notes."""
    doubling(tmp_path)
    for name in ("ada", "bo", "cy"):
        hand_in(tmp_path / "class" / name, "return x")
    monkeypatch.chdir(tmp_path)

    code = main(["grade", "class", "--rubric", "small.yaml"])

    line = "nobody has a point in Doubled (double): is the rubric right"
    assert 0 == code
    assert line in capsys.readouterr().err
    assert line in (tmp_path / "reports" / "index.html").read_text()

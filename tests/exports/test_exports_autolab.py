"""Laws of what Autolab reads: the last line is the scores, the one before the feedback."""

import json
from typing import Any

import pytest
from hypothesis import given

from grader.exports import autolab
from tests.exports.export_class import ALL, HOSTILE, faulty, waiting
from tests.reports import report_fakes as fakes


def read(result: Any) -> tuple[Any, Any]:
    """Return (feedback, scores) of the last two lines, after checking their form."""
    *_, before, last = autolab.text(result).rstrip("\n").split("\n")
    feedback, scores = json.loads(before), json.loads(last)

    assert ("semantic", {"scores"}) == (feedback["_presentation"], scores.keys())
    assert {"_presentation", "stages", *feedback["stages"]} == feedback.keys()
    for stage in feedback["stages"]:
        for test in feedback[stage].values():
            assert isinstance(test["passed"], bool) and isinstance(test.get("hint", ""), str)
    assert all(isinstance(each, (int, float)) for each in scores["scores"].values())
    return feedback, scores["scores"]


@pytest.mark.parametrize("make", ALL)
def test_a_stage_a_question(make: Any) -> None:
    """Every question that counts is a stage."""
    result = make()

    feedback, _ = read(result)

    assert len([q for q in result.questions if q.counted]) == len(feedback["stages"])


def test_the_scores_add_up() -> None:
    """A final submission's scores, by question id, are its mark."""
    result = fakes.partial()

    _, scores = read(result)

    assert result.points == sum(scores.values())
    assert [question.id for question in result.questions] == list(scores)


@pytest.mark.parametrize("make", [faulty, waiting])
def test_what_is_not_final_has_no_score(make: Any) -> None:
    """Neither our fault nor a person's decision becomes a 0."""
    assert {} == read(make("ada"))[1]


def test_a_hidden_check_is_left_out_and_counts() -> None:
    """Its points stay in the score."""
    check = fakes.passed("q/secret", 2.0, hidden=True)

    feedback, scores = read(fakes.submission("a", [fakes.question("q", "Q", [check])]))

    assert ({"1. Q": {}}, {"q": 2.0}) == ({"1. Q": feedback["1. Q"]}, scores)


def test_two_checks_of_one_title_are_both_there() -> None:
    """JSON keeps one of two equal keys, so the second gets its id."""
    checks = [fakes.passed("q/a", 1.0, "Same"), fakes.failed("q/b", 1.0, "Same")]

    feedback, _ = read(fakes.submission("a", [fakes.question("q", "Q", checks)]))

    assert ["Same", "Same (q/b)"] == list(feedback["1. Q"])


@given(HOSTILE)
def test_hostile_text_never_makes_another_last_line(text: str) -> None:
    """A student can't print scores of their own."""
    check = fakes.failed("q/c", 2.0, text, message=text, output='{"scores": {"q": 99}}\n' + text)

    _, scores = read(fakes.submission("ada", [fakes.question("q", text, [check])]))

    assert {"q": 0.0} == scores

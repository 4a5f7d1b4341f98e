"""Laws of Gradescope's results file, read with a schema written after Gradescope's manual."""

import json
from typing import Any

import pytest
from hypothesis import given

from grader.exports import gradescope
from grader.model.results import SubmissionResult
from tests.exports.export_class import ALL, HOSTILE, faulty, waiting, with_hidden
from tests.exports.gradescope_schema import checked
from tests.reports import report_fakes as fakes


def read(result: SubmissionResult) -> Any:
    """Return the file as Gradescope's JSON parser sees it, after checking it by the schema."""
    return checked(json.loads(gradescope.text(result)))


@pytest.mark.parametrize("make", ALL)
def test_every_kind_of_result_fits_the_schema(make: Any) -> None:
    """Keys and values are those of the manual, whatever the status."""
    assert read(make())["output"]


@pytest.mark.parametrize("make", [fakes.full_marks, fakes.partial, fakes.crashed])
def test_the_sums_agree(make: Any) -> None:
    """The tests add up to the score and to the maximum that are ours."""
    result = make()

    content = read(result)

    assert result.points == content["score"] == sum(test["score"] for test in content["tests"])
    assert result.max_points == sum(test["max_score"] for test in content["tests"])


def test_a_fault_of_ours_has_no_score_at_all() -> None:
    """Neither a score nor tests to add up to 0: Gradescope reports a failed autograder."""
    content = read(faulty("ada"))

    assert {"score", "tests", "leaderboard"}.isdisjoint(content)
    assert "failed on our side" in content["output"]


def test_what_waits_for_a_person_is_no_zero() -> None:
    """A pending check has a maximum but no score, and the output says that it is open."""
    content = read(waiting("ada"))

    (test,) = content["tests"]
    assert (24.0, False, False) == (test["max_score"], "score" in test, "status" in test)
    assert "Not final: 24 points still wait for a person" in content["output"]


def test_advice_weighs_nothing_and_is_said_to() -> None:
    """A failed check of 0 points is told, without a status; a passed one isn't."""
    tests = read(fakes.partial())["tests"]

    (advice,) = [test for test in tests if test["name"].endswith("(advice)")]
    assert (0.0, 0.0, False) == (advice["score"], advice["max_score"], "status" in advice)
    assert advice["output"].startswith("Advice, which costs nothing.")


def test_what_is_inherited_is_told() -> None:
    """A check that rests on a wrong helper says so."""
    tests = {test["extra_data"]["check"]: test for test in read(fakes.partial())["tests"]}

    assert "This rests on your sigmoid" in tests["neg-sampling/grad-outside"]["output"]


def test_a_hidden_check_is_hidden_and_the_rest_visible() -> None:
    """Visibility goes by check, and the text above does not tell how many questions are right."""
    content = read(with_hidden(fakes.partial(), "naive-softmax/loss"))

    hidden = [t["extra_data"]["check"] for t in content["tests"] if t["visibility"] == "hidden"]
    assert ["naive-softmax/loss"] == hidden
    assert "all right" not in content["output"]


def test_an_optional_question_not_attempted_is_named_and_not_counted() -> None:
    """It has no tests, so it moves no sum."""
    content = read(fakes.full_marks())

    assert not [test for test in content["tests"] if "cbow" in test["tags"]]
    assert "not attempted, so not counted: Continuous bag of words" in content["output"]


def test_numbers_follow_the_rubrics_order() -> None:
    """`number` is question.check, and no two tests share one."""
    numbers = [test["number"] for test in read(fakes.full_marks())["tests"]]

    assert numbers == sorted(set(numbers), key=lambda n: tuple(map(int, n.split("."))))


@given(HOSTILE, HOSTILE)
def test_hostile_text_stays_text(message: str, printed: str) -> None:
    """Whatever a student's code says or prints, the file is JSON and keeps its score."""
    check = fakes.failed("sgd/value", 2.0, message=message, output=printed, trace=(message,))
    result = fakes.submission("ada", [fakes.question("sgd", message, [check])])

    content = read(result)

    assert (0.0, 1) == (content["score"], len(content["tests"]))
    assert not any(ord(sign) < 32 and sign not in "\n\t" for sign in content["tests"][0]["output"])

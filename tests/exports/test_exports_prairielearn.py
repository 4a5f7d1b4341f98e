"""Laws of PrairieLearn's results file."""

import json
from typing import Any

import pytest
from hypothesis import given

from grader.exports import prairielearn
from tests.exports.export_class import ALL, HOSTILE, faulty, waiting
from tests.reports import report_fakes as fakes

TEXTS = {"name", "description", "message", "output"}
NUMBERS = {"points", "max_points"}


def read(result: Any) -> Any:
    """Return the file's content, after checking it key by key."""
    text = prairielearn.text(result)
    content = json.loads(text)

    assert len(text.encode("utf-8", "backslashreplace")) <= 1_000_000
    assert {"gradable", "score", "message", "format_errors", "tests"} >= content.keys()
    assert isinstance(content["gradable"], bool) and isinstance(content["message"], str)
    assert content["gradable"] is ("score" in content)
    assert 0 <= content.get("score", 0) <= 1
    for test in content["tests"]:
        assert TEXTS | NUMBERS >= test.keys()
        assert all(isinstance(v, str) == (key in TEXTS) for key, v in test.items())
    return content


@pytest.mark.parametrize("make", ALL)
def test_every_kind_of_result_fits(make: Any) -> None:
    """Keys and values are those of the format, whatever the status."""
    assert read(make())["message"]


def test_the_score_is_the_share_of_the_points() -> None:
    """And the tests' points add up to the same."""
    result = fakes.partial()

    content = read(result)

    share = sum(t["points"] for t in content["tests"]) / sum(
        t["max_points"] for t in content["tests"]
    )
    assert (
        content["score"]
        == pytest.approx(share)
        == pytest.approx((result.points or 0) / result.max_points)
    )


def test_a_fault_of_ours_is_not_gradable() -> None:
    """It has no score and costs the student no attempt."""
    content = read(faulty("ada"))

    assert (False, [], True) == (
        content["gradable"],
        content["tests"],
        "our side" in content["message"],
    )


def test_what_waits_for_a_person_is_said() -> None:
    """Its test has no points, and the message says what is open."""
    content = read(waiting("ada"))

    assert "points" not in content["tests"][0]
    assert "Not final: 24 points still wait" in content["message"]


def test_a_huge_output_is_cut_until_it_fits() -> None:
    """400 checks that each tell 4,000 characters of four bytes still make a file below 1 MB."""
    checks = [fakes.failed(f"q/c{at}", 1.0, message="𝒳" * 5000) for at in range(400)]

    content = read(fakes.submission("ada", [fakes.question("q", "Q", checks)]))

    assert 400 == len(content["tests"])


def test_a_hidden_check_is_not_told() -> None:
    """Its points are there, its words are not."""
    check = fakes.failed("q/secret", 2.0, "secret title", message="secret message", hidden=True)
    result = fakes.submission("ada", [fakes.question("q", "Q", [check])])

    content = read(result)

    assert ("secret" in json.dumps(content), 2.0) == (False, content["tests"][0]["max_points"])


@given(HOSTILE)
def test_hostile_text_stays_text(text: str) -> None:
    """Whatever a student's code says, the file is JSON and keeps its score."""
    check = fakes.failed("q/c", 2.0, text, message=text, output=text, hint=text)

    assert 0 == read(fakes.submission("ada", [fakes.question("q", text, [check])]))["score"]

"""Laws of GitHub Classroom's runner results, read as its reporter reads them."""

import base64
import json
import re
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from grader.exports import github_classroom
from grader.exports.github_classroom import Runner, runners
from tests.exports.export_class import ALL, HOSTILE, faulty, scored, waiting
from tests.reports import report_fakes as fakes

STATUS = {"pass", "fail", "error"}
TEST = {
    "name": str,
    "status": str,
    "message": str,
    "test_code": str,
    "task_id": int,
    "filename": str,
    "line_no": int,
    "duration": (int, float),
    "score": (int, float),
    "output": str,
}


def decoded(runner: Runner) -> Any:
    """Return a result as the reporter finds it in the environment, checked by key and type."""
    content = json.loads(base64.b64decode(runner.encoded, validate=True))

    assert {"version", "status", "message", "max_score", "tests"} == content.keys()
    assert (3, True) == (content["version"], content["status"] in STATUS)
    for test in content["tests"]:
        assert [] == [k for k in TEST if not isinstance(test.get(k), TEST[k])]
        assert test["status"] in STATUS and len(test["output"]) <= 500
    return content


def table(content: Any) -> float:
    """Return the points that the reporter's table shows."""
    passed = [test for test in content["tests"] if test["status"] == "pass"]
    return float(content["max_score"] * len(passed) / len(content["tests"]))


def total(content: Any) -> float:
    """Return the points that the reporter sends to Classroom."""
    return float(sum(test["score"] for test in content["tests"]))


@pytest.mark.parametrize("make", ALL)
def test_one_runner_a_question_that_counts(make: Any) -> None:
    """None is optional and not attempted, or all for a person; ids are letters and digits."""
    result = make()

    made = runners(result)

    waiting = [{c.verdict for c in q.checks} == {"needs-review"} for q in result.questions]
    counted = [q.counted for q in result.questions]
    assert sum(c and not w for c, w in zip(counted, waiting, strict=True)) == len(made)
    assert all(re.fullmatch("[a-zA-Z0-9]+", runner.id) and decoded(runner) for runner in made)


POINTS = st.integers(1, 16).flatmap(
    lambda most: st.tuples(st.one_of(st.none(), st.integers(0, most)), st.just(most))
)


@given(st.lists(POINTS, min_size=1, max_size=6))
@example([(1, 3), (4, 4), (None, 1)])
@example([(None, 1)])
def test_table_total_and_our_points_agree(halves: list[tuple[int | None, int]]) -> None:
    """With quarter points of any kind, all three say the same; what waits is in none of them."""
    checks = [
        scored(None if got is None else got / 4, most / 4, f"q/c{at}")
        for at, (got, most) in enumerate(halves)
    ]
    result = fakes.submission("ada", [fakes.question("q", "Q", checks)])

    made = runners(result)

    most = sum(most for got, most in halves if got is not None) / 4
    assert [most] * bool(most) == [decoded(each)["max_score"] for each in made]
    for content in map(decoded, made):
        assert result.points == pytest.approx(total(content)) == pytest.approx(table(content))


def test_odd_points_keep_the_number_that_reaches_classroom() -> None:
    """Where equal weights would take hundreds of tests there is one, and the total is right."""
    result = fakes.submission("ada", [fakes.question("q", "Q", [scored(1.37, 5.0)])])

    content = decoded(runners(result)[0])

    assert (1, 1.37, "fail") == (len(content["tests"]), total(content), content["status"])


def test_a_fault_of_ours_is_an_error_with_an_empty_list_of_tests() -> None:
    """`tests` is there, so the reporter doesn't crash; the job fails and says why."""
    content = decoded(runners(faulty("ada"))[0])

    assert ("error", [], 24.0) == (content["status"], content["tests"], content["max_score"])
    assert "failed on our side" in content["message"]


def test_what_waits_for_a_person_is_no_lost_point() -> None:
    """It is said and fails no job; a question of which all waits has no runner at all."""
    checks = [scored(None, 3.0, "q/a"), scored(1.0, 1.0, "q/b")]
    result = fakes.submission("ada", [fakes.question("q", "Q", checks)])

    (content,) = map(decoded, runners(result))

    assert ("pass", 1.0, ["pass"]) == (
        content["status"],
        content["max_score"],
        [test["status"] for test in content["tests"]],
    )
    assert "wait for a person" in content["message"]
    assert () == runners(waiting("ada"))


def test_an_id_is_the_same_whatever_else_waits() -> None:
    """A workflow names its variables once, for every submission."""
    ids = ["written/dJ_du", "written/dJ_dU"]

    def made(*points: float | None) -> list[str]:
        each = zip(ids, points, strict=True)
        questions = [fakes.question(id_, id_, [scored(p, 1.0, f"{id_}/final")]) for id_, p in each]
        return [runner.id for runner in runners(fakes.submission("ada", questions))]

    assert ["writtenDJDu", "writtenDJDUn2"] == made(1.0, 0.0)
    assert ["writtenDJDUn2"] == made(None, 0.0)


def test_a_hidden_check_counts_and_is_not_told() -> None:
    """Its points are in the total; its title and message are not in the log."""
    check = fakes.failed(
        "q/secret", 2.0, "The secret title", message="the secret message", hidden=True
    )
    result = fakes.submission("ada", [fakes.question("q", "Q", [check])])

    (runner,) = runners(result)

    assert "secret" not in json.dumps(runner.result)
    assert (2.0, 0.0) == (runner.result["max_score"], total(runner.result))


def test_ids_differ_even_in_capitals() -> None:
    """The environment variable is in capitals: `written/dJ_dU` and `written/dj-du` are two."""
    ids = ["written/dJ_dU", "written/dj-du", "a-b"]
    questions = [fakes.question(id_, id_, [scored(1.0, 1.0, f"{id_}/c")]) for id_ in ids]

    made = runners(fakes.submission("ada", questions))

    assert ["WRITTENDJDU_RESULTS", "WRITTENDJDUN2_RESULTS", "AB_RESULTS"] == [
        runner.variable for runner in made
    ]


@pytest.mark.parametrize("make", ALL)
def test_the_file_names_its_runners(make: Any) -> None:
    """`runners` is the reporter's input: the keys of `results`, in order."""
    content = json.loads(github_classroom.text(make()))

    assert list(content["results"]) == content["runners"].split(",")


@given(HOSTILE)
def test_hostile_text_gives_no_command(text: str) -> None:
    """No line that a workflow's runner would obey, and no key beyond those of the format."""
    check = fakes.failed("q/c", 2.0, text, message=text, output=text, hint=text, trace=(text,))
    question = fakes.question("q", text, [check], file=text)

    (runner,) = runners(fakes.submission("ada", [question]))

    content = decoded(runner)
    told = [content["message"], *(str(v) for test in content["tests"] for v in test.values())]
    assert not [line for line in told if "::error" in line or "::set-output" in line]


def test_each_lost_point_says_why() -> None:
    """The reporter prints a test's message; passed ones have none."""
    check = fakes.failed("q/c", 2.0, "C", points=0.5, message="The sign is wrong.")
    question = fakes.question("q", "Q", [check, scored(1.0, 1.0, "q/d")])

    tests = decoded(runners(fakes.submission("a", [question]))[0])["tests"]

    assert ["", "The sign is wrong.", "The sign is wrong.", "The sign is wrong.", "", ""] == [
        test["message"] for test in tests
    ]


def test_points_are_exact_hundredths() -> None:
    """A third of a point does not get lost between the tests."""
    checks = [scored(0.33, 0.66, "q/a"), scored(0.33, 0.33, "q/b")]

    content = decoded(runners(fakes.submission("a", [fakes.question("q", "Q", checks)]))[0])

    assert Decimal("0.66") == sum(Decimal(str(test["score"])) for test in content["tests"])

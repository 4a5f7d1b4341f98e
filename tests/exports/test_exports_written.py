"""Laws of written answers in every format: what waits is no lower mark, ids survive, lines tell."""

import csv
import io
import json
import re
from xml.etree import ElementTree as ET

from grader.exports import (
    autolab,
    canvas,
    github_classroom,
    gradescope,
    junit,
    moodle,
    prairielearn,
    prose,
)
from grader.model.submission import Student
from grader.model.summary import SubmissionSummary, summarise
from grader.reports.grades_csv import grades_csv
from tests.exports.gradescope_schema import checked
from tests.reports.report_written import FAILED, RIGHT, UNANSWERED, homework

PENDING = homework("ada")
"""Two answers of two points each wait for a person."""
DECIDED = homework("bo", RIGHT, FAILED, UNANSWERED, status="graded")
CLASS = (PENDING, DECIDED)
WAITING = {"written/neg_efficiency", "written/sg_dvw"}


def summaries() -> list[SubmissionSummary]:
    """Return the class in short."""
    return [summarise(each, (Student(name=each.submission),)) for each in CLASS]


def test_gradescope_has_a_test_for_each_answer() -> None:
    """Visible; what waits has a maximum and no score, and the text above says how much."""
    content = checked(gradescope.results(PENDING))
    tests = {test["extra_data"]["check"].rpartition("/")[0]: test for test in content["tests"]}

    assert WAITING == {question for question, test in tests.items() if "score" not in test}
    assert {"visible"} == {test["visibility"] for test in tests.values()}
    assert (0.5, "failed") == (
        tests["written/dJ_duo"]["score"],
        tests["written/dJ_duo"]["status"],
    )
    assert "> line 5" in tests["written/dJ_duo"]["output"]
    assert "4 points still wait for a person" in content["output"]


def test_gradescope_adds_up_where_all_is_decided() -> None:
    """The tests' scores are the score, their maxima the maximum."""
    content = checked(gradescope.results(DECIDED))

    assert DECIDED.points == content["score"] == sum(t["score"] for t in content["tests"])
    assert DECIDED.max_points == sum(test["max_score"] for test in content["tests"])
    assert "wait" not in content["output"]


def test_gradebooks_have_a_mark_for_what_is_final_alone() -> None:
    """A total that waits is a blank cell in Canvas's, in Moodle's and in our table."""
    gradebook = list(csv.reader(io.StringIO(canvas.gradebook(summaries(), "A2", "folder"))))
    table = list(csv.reader(io.StringIO(moodle.grade_table(summaries()))))
    questions = [question.id for question in PENDING.questions]
    rows = list(csv.DictReader(io.StringIO(grades_csv(summaries(), questions))))

    assert [["ada", ""], ["bo", "2.5"]] == [[row[0], row[-1]] for row in gradebook[2:]]
    assert ["", "2.5"] == [row[-1] for row in table[1:]]
    assert ["", "2.5"] == [row["total"] for row in rows]
    assert [("2", ""), ("2", "")] == [
        (row["written/dJ_dvc"], row["written/neg_efficiency"]) for row in rows
    ]


def test_junit_skips_what_waits() -> None:
    """It has no points; what failed tells the line, and the file is the text."""
    root = ET.fromstring(junit.xml(CLASS).encode())
    cases = {case.get("classname"): case for case in root.iter("testcase")}
    skipped = {name for name, case in cases.items() if case.find("skipped") is not None}
    failed = cases["bo.written/dJ_duo"].find("failure")
    named = {p.get("name") for p in root.iter("property")}

    assert {f"ada.{question}" for question in WAITING} == skipped
    assert failed is not None and "> line 5" in (failed.text or "")
    assert "homework.tex" == cases["bo.written/dJ_duo"].get("file")
    assert "points/written/dJ_duo/final" in named
    assert not named & {f"points/{question}/final" for question in WAITING}


def test_github_s_runners_are_those_that_are_decided() -> None:
    """Letters and digits, unlike even in capitals; nothing that waits is in the total."""
    made = github_classroom.runners(PENDING)
    ids = [runner.id for runner in made]

    assert all(re.fullmatch("[a-zA-Z0-9]+", each) for each in ids)
    assert len(ids) == len({each.upper() for each in ids})
    assert {"writtenDJDvc", "writtenDJDuo"} <= set(ids) and "writtenNegEfficiency" not in ids
    most = sum(runner.result["max_score"] for runner in made)
    assert PENDING.max_points - PENDING.points_pending == most
    scores = [test["score"] for runner in made for test in runner.result["tests"]]
    assert PENDING.points == sum(scores)


def test_prairielearn_gives_no_points_to_what_waits() -> None:
    """Its test has a maximum alone, and the message says how much is open."""
    content = json.loads(prairielearn.text(PENDING))
    open_ = [test for test in content["tests"] if "points" not in test]

    assert len(WAITING) == len(open_)
    assert "4 points still wait for a person" in content["message"]
    assert all("points" in test for test in json.loads(prairielearn.text(DECIDED))["tests"])


def test_autolab_leaves_what_waits_to_a_person() -> None:
    """No score at all, so that the cell can be filled; the others by the question's id."""
    _, last = autolab.text(PENDING).splitlines()
    scores = json.loads(last)["scores"]

    assert not WAITING & scores.keys()
    assert (2.0, 0.5, 0.0) == tuple(
        scores[f"written/{name}"] for name in ("dJ_dvc", "dJ_duo", "l2_norm")
    )


def test_what_is_told_of_a_wrong_answer_begins_at_its_first_wrong_line() -> None:
    """With the lines before it and both sides' values, as the terminal shows them."""
    told = prose.told(FAILED.checks[0])

    assert re.search(r"^  line 4 +.*\n> line 5 +=? ?\(1 - ", told, re.MULTILINE)
    assert "It gives         [0.5865, 0.188, 1e-17]" in told
    assert "line 6" not in told


def test_a_line_of_a_derivation_gives_no_command() -> None:
    """What a student wrote stands where a workflow's log obeys nothing."""
    check = FAILED.checks[0]
    found = check.derivation
    assert found is not None
    lines = tuple(
        each.model_copy(update={"source": "::error::x", "relation": "", "place": "::set-output"})
        for each in found.lines
    )
    evil = check.model_copy(
        update={"derivation": found.model_copy(update={"lines": lines}), "message": "::warning::"}
    )

    assert not re.search(r"^\s*::", prose.told(evil), re.MULTILINE)

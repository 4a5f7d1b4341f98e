"""Laws of the JUnit file, read with a strict XML parser."""

from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given

from grader.exports import junit
from tests.exports.export_class import ALL, HOSTILE, faulty, waiting
from tests.reports import report_fakes as fakes

CHILDREN = {
    "testsuites": {"testsuite"},
    "testsuite": {"properties", "testcase", "system-out", "system-err"},
    "properties": {"property"},
    "testcase": {"skipped", "error", "failure", "system-out", "system-err"},
}


def read(*results: Any) -> ET.Element:
    """Return the file's root, after checking that elements stand where JUnit has them."""
    root = ET.fromstring(junit.xml(results).encode("utf-8"))

    assert "testsuites" == root.tag
    for element in root.iter():
        assert {child.tag for child in element} <= CHILDREN.get(element.tag, set())
    for suite in [root, *root.iter("testsuite")]:
        cases = list(suite.iter("testcase"))
        assert str(len(cases)) == suite.get("tests")
        for name, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            assert str(sum(c.find(tag) is not None for c in cases)) == suite.get(name)
    return root


def properties(suite: ET.Element) -> dict[str | None, str | None]:
    """Return a suite's properties."""
    return {p.get("name"): p.get("value") for p in suite.iter("property")}


@pytest.mark.parametrize("make", ALL)
def test_a_suite_a_question_and_a_case_a_check(make: Any) -> None:
    """Everything in the result is in the file, once."""
    result = make()

    root = read(result)

    assert len(result.questions) == len(root.findall("testsuite"))
    assert sum(len(q.checks) for q in result.questions) == len(list(root.iter("testcase")))


def test_points_are_properties_that_add_up() -> None:
    """JUnit has no points: suites carry them, and they sum to the mark."""
    result = fakes.partial()

    suites = [properties(s) for s in read(result).iter("testsuite")]

    assert result.points == sum(float(p["points"] or 0) for p in suites)
    assert "0.5" == suites[1]["points/naive-softmax/grad-center"]


def test_verdicts_stay_apart() -> None:
    """Wrong is a failure, raised an error with the reason, advice and right nothing."""
    root = read(fakes.partial())
    by_name = {(c.get("classname"), c.get("name")): c for c in root.iter("testcase")}
    name = "ben okafor"

    assert by_name[f"{name}.naive-softmax", "Shapes"].find("failure") is not None
    raised = by_name[f"{name}.skipgram", "Loss"].find("error")
    assert raised is not None and "raised" == raised.get("type")
    advice = by_name[f"{name}.sigmoid", "Large inputs"]
    assert (None, None, True) == (
        advice.find("failure"),
        advice.find("error"),
        advice.find("system-out") is not None,
    )


def test_our_fault_and_a_persons_decision_are_no_zero() -> None:
    """Ungraded is an error of its own type, waiting is skipped; neither has points."""
    broken, open_ = read(faulty("ada")), read(waiting("bo"))

    assert ["GraderFault"] == [each.get("type") for each in broken.iter("error")]
    assert 1 == len(list(open_.iter("skipped")))
    assert "points" not in properties(broken) and "points" not in properties(open_)


def test_two_students_never_share_a_case() -> None:
    """Readers that merge cases of one name keep two submissions apart."""
    root = read(fakes.full_marks(), fakes.partial())

    names = [(case.get("classname"), case.get("name")) for case in root.iter("testcase")]
    assert len(names) == len(set(names))


def test_a_hidden_check_is_not_told() -> None:
    """Title, message, type and points of a hidden check are nowhere in the file."""
    check = fakes.failed("q/secret", 2.0, "secret title", message="secret message", hidden=True)
    result = fakes.submission("ada", [fakes.question("q", "Q", [check])])

    assert "secret" not in ET.tostring(read(result), encoding="unicode")


def test_an_empty_class_is_a_file() -> None:
    """No submissions make no suites, and still XML."""
    assert "0" == read().get("tests")


@given(HOSTILE)
def test_hostile_text_is_legal_xml(text: str) -> None:
    """No control character, surrogate or mark-up of a student's breaks the file or enters it."""
    check = fakes.failed("q/c", 2.0, text, message=text, output=text, hint=text, trace=(text,))
    question = fakes.question("q", text, [check], file=text)

    root = read(fakes.submission(text, [question], assignment=text))

    assert 1 == len(list(root.iter("failure")))

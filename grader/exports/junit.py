"""JUnit XML: a suite a question, a test case a check, points as properties."""

import re
from collections.abc import Iterable, Iterator
from xml.etree import ElementTree as ET

from grader.exports import prose
from grader.model.results import CheckResult, QuestionResult, SubmissionResult
from grader.reports.causes import failing, is_advice
from grader.reports.visible import visible
from grader.reports.words import by_hand, check_title, number

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 can't hold, not even as a reference."""
COUNTS = ("failures", "errors", "skipped")


def xml(results: Iterable[SubmissionResult]) -> str:
    """Return the results of one or many submissions as one JUnit file.

    A wrong answer is a failure; an exception in the student's code and a fault of ours are errors
    of different types; what waits for a person, and an optional question, is skipped. Advice
    fails nothing.
    """
    root = ET.Element("testsuites")
    for result in results:
        root.set("name", legal(result.assignment))
        for question in result.questions:
            root.append(_suite(result, question))
    _count(root, root.iter("testcase"))
    ET.indent(root)
    body = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{body}\n'


def legal(text: str) -> str:
    """Return `text` with control characters made visible and what XML can't hold replaced."""
    return _ILLEGAL.sub("\ufffd", visible(text))


def _suite(result: SubmissionResult, question: QuestionResult) -> ET.Element:
    suite = ET.Element("testsuite", name=legal(f"{result.submission}: {prose.title(question)}"))
    properties = ET.SubElement(suite, "properties")
    for name, value in _properties(result, question):
        ET.SubElement(properties, "property", name=legal(name), value=legal(value))
    for at, check in enumerate(question.checks, start=1):
        name = f"check {at}, not shown" if check.hidden else check_title(check)
        suite.append(_case(result, question, check, legal(name)))
    _count(suite, suite.iter("testcase"))
    return suite


def _properties(result: SubmissionResult, question: QuestionResult) -> Iterator[tuple[str, str]]:
    """Yield names and values: JUnit has no points. A mark that is not there has no property."""
    yield "submission", result.submission
    yield "question", question.id
    yield "status", result.status
    yield "counted", "true" if question.counted else "false"
    if not prose.is_open(question):
        yield "points", number(question.points)
    yield "max_points", number(question.max_points)
    for check in (check for check in question.checks if not check.hidden):
        if check.points is not None:
            yield f"points/{check.id}", number(check.points)
        if check.override is not None:
            yield f"by_hand/{check.id}", by_hand(check)
        yield f"max_points/{check.id}", number(check.max_points)


def _case(
    result: SubmissionResult,
    question: QuestionResult,
    check: CheckResult,
    name: str,
) -> ET.Element:
    case = ET.Element(
        "testcase",
        classname=legal(f"{result.submission}.{question.id}"),
        name=name,
        file=legal(question.file),
    )
    kind, type_ = _outcome(question, check)
    message = prose.WITHHELD if check.hidden else prose.first_line(check)
    told = "" if check.hidden else legal(prose.told(check))
    if kind == "skipped":
        ET.SubElement(case, "skipped", message=legal(message))
    elif kind:
        outcome = ET.SubElement(case, kind, message=legal(message), type=type_)
        outcome.text = told
    elif (failing(check) or check.override is not None) and not check.hidden:
        ET.SubElement(case, "system-out").text = told
    return case


def _outcome(question: QuestionResult, check: CheckResult) -> tuple[str, str]:
    """Return the element that tells the verdict ("" if nothing is amiss), and its type."""
    if not question.counted or check.verdict in ("skipped", "needs-review"):
        return "skipped", ""
    if check.verdict == "passed" or (is_advice(check) and failing(check)):
        return "", ""
    if check.verdict == "ungraded":
        return "error", "GraderFault"
    return ("failure" if check.verdict == "failed" else "error"), check.reason or check.verdict


def _count(element: ET.Element, cases: Iterable[ET.Element]) -> None:
    """Set the counts that an element has over its test cases."""
    each = list(cases)
    element.set("tests", str(len(each)))
    for attribute, tag in zip(COUNTS, ("failure", "error", "skipped"), strict=True):
        element.set(attribute, str(sum(case.find(tag) is not None for case in each)))

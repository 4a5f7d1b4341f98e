"""How pages, the terminal and exports tell of a mark by hand, on results made by hand."""

import pytest
from rich.console import Console

from grader.exports import gradescope, junit
from grader.gradebook.by_hand import with_overrides
from grader.model.results import SubmissionResult
from grader.model.summary import summarise
from grader.reports.html import render_report
from grader.reports.text import submission_text
from tests.gradebook.marked_class import entry
from tests.gradebook.test_gradebook_by_hand import written_and_code
from tests.reports import report_fakes as fakes

FREE_TEXT = "written/why/final"


def printed(result: SubmissionResult) -> str:
    """Return what the terminal shows, in one line."""
    console = Console(width=200, color_system=None)
    with console.capture() as capture:
        console.print(submission_text(result))
    return " ".join(capture.get().split())


@pytest.mark.parametrize("points", [2.25, 3.0])
def test_both_marks_are_told_in_words(points: float) -> None:
    """Full marks or not: the person's, the machine's, who, when and why."""
    result = with_overrides(written_and_code(), [entry(FREE_TEXT, points, why="clear & short")])
    sentence = f"{points:g} of 3 by hand. The grader's own: waits for a person."

    page = render_report(result).replace("&#39;", "'")
    assert sentence in page
    assert "By tina, 2026-11-21 17:20:05 UTC: clear &amp; short" in page
    assert "waits for a person to decide" not in page
    assert f"{sentence} By tina" in printed(result)
    (test,) = [
        t for t in gradescope.results(result)["tests"] if t["extra_data"]["check"] == FREE_TEXT
    ]
    assert (test["score"], sentence in test["output"]) == (points, True)
    assert sentence in junit.xml([result])


def test_what_a_person_marked_is_not_where_to_start() -> None:
    """Nor does it need another look: the person has looked."""
    lost = fakes.failed("sgd/value", 4.0, reason="missing-file", message="no `sgd.py`")
    machine = fakes.submission("alice", [fakes.question("sgd", "SGD", [lost])], points=0.0)
    result = with_overrides(machine, [entry("sgd/value", 1)])

    assert "Start here" in render_report(machine)
    assert summarise(machine).reasons
    assert "Start here" not in render_report(result)
    assert summarise(result).reasons == ()
    assert "The grader said:" in render_report(result)


def test_of_a_hidden_check_the_reason_is_not_told_to_students() -> None:
    """A reason would tell what the check looks at: students see the points alone."""
    secret = fakes.failed("sgd/far", 4.0, hidden=True)
    machine = fakes.submission("alice", [fakes.question("sgd", "SGD", [secret])], points=0.0)
    result = with_overrides(machine, [entry("sgd/far", 1, why="far starts are fine")])

    for text in (render_report(result), printed(result), junit.xml([result])):
        assert "far starts" not in text
    assert "1 of 4" in printed(result)

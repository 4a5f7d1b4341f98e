"""Reports as they are kept: a change to any of them is seen, and meant."""

from pathlib import Path

import pytest

from grader.model.submission import Student
from grader.model.summary import summarise
from grader.reports.grades_csv import grades_csv
from grader.reports.html import render_report
from grader.reports.index import render_index
from grader.reports.results_json import result_json
from grader.reports.text import class_table, submission_text
from tests.reports import report_fakes as fakes
from tests.reports import report_written as written
from tests.reports.gold import assert_gold
from tests.reports.report_class import MAXIMA, a_class
from tests.reports.test_reports_text import shown

MAKERS = {
    "full-marks": fakes.full_marks,
    "partial": fakes.partial,
    "crashed": fakes.crashed,
    "needs-review": fakes.needs_review,
    "ungraded": fakes.ungraded,
    "nasty": fakes.nasty,
}


@pytest.mark.parametrize("name", MAKERS)
def test_reports_are_as_kept(name: str) -> None:
    """Page and terminal text of each kind of result are the gold files'."""
    result = MAKERS[name]()

    assert_gold(_without_style(render_report(result)), f"{name}.html")
    assert_gold(shown(submission_text(result)), f"{name}.txt")


def test_written_reports_are_as_kept() -> None:
    """The page of a written homework and that of a class with a queue are the gold files'."""
    rows = [summarise(written.homework(name)) for name in ("ada", "bo")]

    assert_gold(_without_style(render_report(written.homework())), "written.html")
    assert_gold(_without_style(render_index(rows, assignment="a2")), "queue.html")


def test_class_reports_are_as_kept() -> None:
    """Class page, table, grades and one result's JSON are the gold files'."""
    rows = [*a_class(12), summarise(fakes.nasty(), [Student(name="=1+1")])]

    assert_gold(_without_style(render_index(rows, assignment="a2", title="word2vec")), "index.html")
    assert_gold(shown(class_table(rows)), "class.txt")
    assert_gold(grades_csv(rows, list(MAXIMA)), "grades.csv")
    assert_gold(result_json(fakes.partial()), "partial.json")


def test_comparison_fails_on_any_difference(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A changed byte, a changed line end and a missing file each fail, and say how to update."""
    monkeypatch.delenv("UPDATE_GOLD", raising=False)
    assert_gold("a\nb\n", "kept.txt", tmp_path, update=True)

    assert_gold("a\nb\n", "kept.txt", tmp_path)
    for other in ("a\nB\n", "a\r\nb\n", "a\nb", ""):
        with pytest.raises(AssertionError, match="UPDATE_GOLD=1"):
            assert_gold(other, "kept.txt", tmp_path)
    with pytest.raises(AssertionError, match=r"there is no gold file none\.txt"):
        assert_gold("a", "none.txt", tmp_path)


def _without_style(page: str) -> str:
    # One stylesheet for all pages: a change of a colour should not change every gold file.
    head, _, rest = page.partition("<style>")
    return head + "<style></style>" + rest.partition("</style>")[2]

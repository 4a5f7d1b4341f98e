"""Laws of how reports lead to the manual."""

import pytest

from grader.reports.html import render_report
from grader.reports.meaning import meaning
from grader.reports.text import submission_text
from tests.reports import report_fakes as fakes
from tests.reports.page_structure import tags, text
from tests.reports.test_reports_text import shown


def page_of(*checks: fakes.CheckResult) -> str:
    """Return the page of a submission with one question."""
    return render_report(fakes.submission("s", [fakes.question("q", "Q", checks)]))


@pytest.mark.parametrize(
    ("slug", "check"),
    [
        ("sign-flipped", {"mistake": "sign-flipped"}),
        ("wrong-value", {"mistake": None}),
        ("wrong-value", {"mistake": "no-such-mistake"}),
        ("timeout", {"verdict": "errored", "reason": "timeout"}),
        ("skipped", {"verdict": "skipped", "reason": "wrong-value"}),
        ("needs-review", {"verdict": "needs-review", "reason": "import-failed", "points": None}),
        ("ungraded", {"verdict": "ungraded", "reason": None, "points": None}),
    ],
)
def test_the_most_telling_entry_is_chosen(slug: str, check: dict[str, object]) -> None:
    """The mistake comes before the reason, and a check that was not judged before both."""
    entry = meaning(fakes.failed("q/a", 1.0, **check))

    assert entry is not None
    assert slug == entry.slug


def test_nothing_is_explained_where_nothing_is_wrong() -> None:
    """A check that passed, and a page on which all did, have no entry."""
    page = render_report(fakes.full_marks())

    assert meaning(fakes.passed("q/a", 1.0)) is None
    assert "Read more" not in page
    assert "Read more" not in shown(submission_text(fakes.full_marks()))
    assert "details" not in {tag.name for tag in tags(page)}


def test_the_page_holds_the_whole_entry() -> None:
    """A student needs no terminal: the entry is folded below the message, its code set as code."""
    check = fakes.failed("q/a", 1.0, mistake="repeats-lost")
    page = page_of(check)
    entry = meaning(check)

    assert entry is not None
    words = " ".join((entry.title, *entry.paragraphs)).replace("`", "")
    assert f"Likely reason: {words} In the terminal: grader explain repeats-lost" in text(page)
    assert "<code>a[[3, 3]] += 1</code>" in page
    assert ("details", ("class",)) in tags(page)


def test_an_entry_is_told_once_a_question() -> None:
    """Two failures of one kind share an entry; another question has its own."""
    one = fakes.failed("q/a", 1.0, mistake="transposed", message="one")
    two = fakes.failed("q/b", 1.0, mistake="transposed", message="two")
    other = fakes.failed("q/c", 1.0, mistake="scaled", message="three")
    questions = [fakes.question(name, name, [one, two, other]) for name in ("q", "r")]

    assert 2 == page_of(one, two, other).count("<details")
    assert 4 == render_report(fakes.submission("s", questions)).count("<details")


def test_a_lost_file_is_explained_where_it_is_told() -> None:
    """Questions that only point to another one repeat no entry."""
    assert 1 == render_report(fakes.crashed()).count("grader explain python-2")


def test_the_terminal_names_the_command() -> None:
    """After the next step stands where to read more, on a line of its own."""
    lines = [line.rstrip() for line in shown(submission_text(fakes.partial())).splitlines()]
    after = lines.index("Try next: The gradient of the loss is U(ŷ − y), not U(y − ŷ).") + 1

    assert "Read more: grader explain sign-flipped" == lines[after]

"""Laws of the class page and its figures."""

from base64 import b64encode
from hashlib import sha256
from re import search
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.model.results import Status
from grader.model.submission import Student
from grader.model.summary import QuestionMark, SubmissionSummary, summarise
from grader.reports.index import render_index
from grader.reports.index_view import report_link
from grader.reports.statistics import class_statistics
from tests.reports import report_fakes as fakes
from tests.reports.page_structure import Tag, links, tags, text
from tests.reports.report_class import a_class

ODD_IDS = ["a b", "owner+name~2", "100%", "what?", "#1", 'quo"te', "it's", "陈 伟", "<b>", "a/b"]


def row(id_: str, points: float | None, max_points: float = 10.0) -> SubmissionSummary:
    """Return a submission of one question."""
    mark = QuestionMark("q", "Question", points or 0.0, max_points, True, "passed")
    status: Status = "ungraded" if points is None else "graded"
    return SubmissionSummary(id_, (), status, points, 0.0, max_points, False, (mark,), ())


def test_figures_are_over_final_marks() -> None:
    """Mean, median and the distribution leave out what is not final; the size does not."""
    figures = class_statistics([row("a", 10), row("b", 5), row("c", 0), row("d", None)])

    assert (4, 3, 10.0, 5.0, 5.0) == (
        figures.size,
        figures.final,
        figures.max_points,
        figures.mean,
        figures.median,
    )
    assert [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1] == [stretch.size for stretch in figures.bins]


def test_different_maxima_are_compared_in_percent() -> None:
    """Where optional questions make maxima differ, the middle marks are percents."""
    figures = class_statistics([row("a", 5, 10.0), row("b", 20, 20.0)])

    assert (None, 75.0) == (figures.max_points, figures.mean)


def test_success_leaves_out_what_is_open_or_not_attempted() -> None:
    """A question's rate is over the submissions in which it counts and is decided."""
    summaries = [summarise(make()) for make in (fakes.full_marks, fakes.partial, fakes.ungraded)]
    questions = {question.id: question for question in class_statistics(summaries).questions}

    assert (2, 1) == (questions["naive-softmax"].attempts, questions["naive-softmax"].full)
    assert (0, None) == (questions["cbow"].attempts, questions["cbow"].percent)


def test_empty_class_has_a_page() -> None:
    """Nobody handed in: a page that says so, with no figures."""
    page = text(render_index([], assignment="a2"))

    assert "0 submissions" in page
    assert "Mean" not in page


def test_page_names_size_middle_and_looks() -> None:
    """Size, mean and median, reasons and notes stand on the page in words."""
    page = text(render_index(a_class(), assignment="a2", title="Word vectors", notes=["stray.pdf"]))
    expected = [
        "41 submissions",
        "over the 39 marks that are final.",
        "eve Eve =1+1 ungraded: The sandbox could not be started: no space left on device",
        "could not be imported: sgd.py can't be read: '(' on line 31 is never closed",
        "2 answers, 4 points at stake.",
        "∂J/∂v_c 1 answer, 3 points",
        "stray.pdf",
        "graded, late",
    ]

    assert [] == [phrase for phrase in expected if phrase not in page]


@pytest.mark.parametrize("id_", ODD_IDS)
def test_links_lead_to_the_report_of_any_id(id_: str) -> None:
    """A link is one quoted path segment that decodes to the id."""
    link = report_link(id_)
    folder, quoted, name = link.split("/")

    assert ("submissions", id_, "report.html") == (folder, unquote(quoted), name)
    assert not set(link) & set(" #?\"'<>\\")


def test_links_are_the_reports_alone() -> None:
    """Every address on the page is a report's."""
    found = links(render_index([row(id_, 1.0) for id_ in ODD_IDS], assignment="a2"))

    assert [report_link(id_) for id_ in ODD_IDS] == found


def test_only_our_script_may_run() -> None:
    """The policy admits the page's one script by its hash."""
    page = render_index(a_class(), assignment="a2")
    policy = search(r"script-src '(sha256-[^']+)';", page)
    script = search(r"<script>(.*?)</script>", page.partition("</style>")[2])
    assert policy is not None
    assert script is None or script[1]
    code = page.rpartition("<script>")[2].partition("</script>")[0]

    assert policy[1] == "sha256-" + b64encode(sha256(code.encode()).digest()).decode()
    assert 1 == [tag.name for tag in tags(page)].count("script")


@settings(max_examples=40, deadline=None)
@given(st.text(st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from("<>&\"'/="))))
def test_no_text_changes_the_structure(hostile: str) -> None:
    """Whatever stands in ids, names, titles and reasons, the tags are those of `x`."""

    def page(word: str) -> str:
        summary = summarise(fakes.with_text(word), [Student(name=word)])
        return render_index([summary], assignment="x" + word, title=word, notes=[word])

    # A pair of ticks makes a code element, in every text, and nothing else.
    benign, seen = (_but_code(page(word)) for word in ("x", "x" + hostile))
    assert benign == seen


def test_same_class_gives_the_same_bytes() -> None:
    """Two renderings of one class are equal."""
    pages = [render_index(a_class(), assignment="a2") for _ in range(2)]

    assert pages[0] == pages[1]


def _but_code(page: str) -> list[Tag]:
    return [tag for tag in tags(page) if tag.name != "code"]


def test_one_final_mark_is_one() -> None:
    """The sentence on the middle says `is` of one mark and `are` of several."""
    final, open_ = summarise(fakes.full_marks()), summarise(fakes.ungraded())

    assert "over the 1 mark that is final." in text(render_index([final, open_], assignment="a2"))
    several = text(render_index([final, final, open_], assignment="a2"))
    assert "over the 2 marks that are final." in several

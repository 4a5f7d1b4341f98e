"""Laws of the student's page."""

from time import perf_counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.model.results import Counterexample, Shown, SubmissionResult
from grader.reports.grid import compared, unspelt
from grader.reports.html import render_report
from tests.reports import report_fakes as fakes
from tests.reports.page_structure import links, tags, text

ALL = (
    fakes.full_marks,
    fakes.partial,
    fakes.crashed,
    fakes.needs_review,
    fakes.ungraded,
    fakes.nasty,
)


def test_partial_report_says_what_a_student_needs() -> None:
    """Mark, cause, values, likely reason, printed text, traceback and replay are all there."""
    said = text(render_report(fakes.partial()))
    expected = [
        "11.5 of 24",
        "2 of 5 questions are all right.",
        "Start here Naive softmax: loss and gradients: Gradient by the center vector",
        "wrong in 7 of 20 cases",
        "Try next: The gradient of the loss is U(ŷ − y), not U(y − ŷ). "
        "Likely reason: Every sign is turned round",
        "naiveSoftmaxLossAndGradient(np.array([1.0, -2.0, 0.0]), 1, ",
        "3 of 3 entries wrong; worst [2]: got -0.1423, off by 0.2846.",
        "word2vec.py:97 in naiveSoftmaxLossAndGradient: y[outsideWordIdx] = 1",
        "loss 2.0794415416798357 … 1,204 lines more",
        "grader check word2vec.py --rubric cs224n-2023-a2 --only naive-softmax --seed 20231",
        "Advice (costs nothing)",
        "array of shape (1, 3)",
        "with a right sigmoid in place of yours",
        "With a right sigmoid in its place it is still not right",
        "reduced: process, rlimits",
        "grader 0.1.0, rubric 5f2d5f2d5f2d, seed 20231",
    ]

    assert [] == [phrase for phrase in expected if phrase not in said]


def test_same_result_gives_the_same_bytes() -> None:
    """Two renderings of equal results are equal to the byte."""
    assert [render_report(make()) for make in ALL] == [render_report(make()) for make in ALL]


def test_optional_question_is_quiet() -> None:
    """A question that was not attempted has no section of its own."""
    page = render_report(fakes.full_marks())

    assert "Optional and not attempted, so not counted: Continuous bag of words." in text(page)
    assert 1 == page.count("Continuous bag of words")


def test_lost_file_is_told_once() -> None:
    """Questions that a broken file takes along point to the first of them."""
    page = render_report(fakes.crashed())

    assert 2 == page.count("is written in Python 2")  # in `Start here` and where it is told
    assert 3 == page.count("The same cause as in")
    assert 1 == page.count("is never closed")


def test_hidden_expected_value_is_not_in_the_page() -> None:
    """Where the rubric keeps the expected value back, the page says so and holds none."""
    result = fakes.partial()
    shown = _without_expected(result)
    page = render_report(shown)

    assert "-0.0474</td>" in render_report(result)
    assert "The expected value is not shown here." in page
    assert "Expected gradCenterVec" not in page


def test_ungraded_has_no_mark() -> None:
    """Our own fault shows no number as the mark, and is called ours."""
    said = text(render_report(fakes.ungraded()))

    assert "No mark yet of 4 Part of this could not be graded. That is the grader's fault" in said


def test_wrong_entries_are_marked_without_colour() -> None:
    """A wrong entry is underlined and called wrong in words; a right one is neither."""
    page = render_report(fakes.partial())

    assert '<td class="wrong t4"><span class="unseen">wrong: </span><u>-1.7616</u></td>' in page
    assert "<td>-0.2384</td>" in page


def test_ticks_set_code() -> None:
    """What a sentence has between two ticks is code, escaped; a single tick stays a tick."""
    check = fakes.failed("q/a", 1.0, message="`<b>` is wrong, not `c", hint="see `d`")
    page = render_report(fakes.submission("s", [fakes.question("q", "Q", [check])]))

    assert "<code>&lt;b&gt;</code> is wrong, not `c</p>" in page
    assert "see <code>d</code></p>" in page


def test_number_of_numpy_is_no_other_kind_than_a_float() -> None:
    """A 0-d array and a Python float differ in value alone; an array of one entry differs."""
    expected = fakes.number("1.5").model_copy(update={"shape": ()})

    assert not _differs(expected, fakes.number("2.5"))
    assert _differs(expected, fakes.array([["2.5"]], (1,)))


def test_inputs_that_the_call_spells_out_are_not_repeated() -> None:
    """An input is listed only where the call does not hold it, cut or not."""
    inputs = {"x": fakes.number("1.5"), "y": Shown(kind="list", text="[1, 2…")}
    inputs["dataset"] = Shown(kind="other", text="draws 1, 2")
    example = Counterexample(
        inputs=inputs, call="f(1.5, [1, 2, 3], d)", expected=None, got=fakes.number("1"), case=0
    )

    assert (("dataset", "draws 1, 2"),) == unspelt(example)
    assert 3 == len(unspelt(example.model_copy(update={"call": ""})))


@pytest.mark.parametrize("make", ALL)
def test_page_is_self_contained(make: object) -> None:
    """No script, no foreign address, no event handler: links lead into the page alone."""
    assert callable(make)
    page = render_report(make())
    names = {tag.name for tag in tags(page)}
    attributes = {name for tag in tags(page) for name in tag.attributes}

    assert not names & {"script", "img", "link", "iframe", "object", "embed", "form", "base"}
    assert not {name for name in attributes if name.startswith("on")}
    assert all(link.startswith("#q") for link in links(page))
    assert "default-src 'none'" in page


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.text(st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from("<>&\"'`/={}%")))
)
def test_no_text_changes_the_structure(hostile: str) -> None:
    """Whatever a student writes anywhere, the page has the tags it has for the word `x`."""
    # Three things that text may do are left out: a pair of ticks makes a code element, a
    # command is set in pieces at its options, and a formula may well become one.
    benign, seen = (_shape(word) for word in ("x", "x" + hostile.replace(" --", "")))

    assert benign == seen


def test_report_renders_in_ten_milliseconds() -> None:
    """A page is made in under 10 ms once the templates are loaded."""
    result = fakes.partial()
    render_report(result)

    assert min(_seconds(result) for _ in range(9)) < 0.010


def _differs(expected: Shown, got: Shown) -> bool:
    example = Counterexample(inputs={}, call="f()", expected=expected, got=got, case=0)
    return compared(example)[1].differs


def _seconds(result: SubmissionResult) -> float:
    start = perf_counter()
    render_report(result)
    return perf_counter() - start


def _shape(word: str) -> list[object]:
    math = {"math", "mrow", "mtext", "mspace", "code", "mi", "mo", "mn"}
    return [tag for tag in tags(render_report(fakes.with_text(word))) if tag.name not in math]


def _without_expected(result: SubmissionResult) -> SubmissionResult:
    data = result.model_dump(mode="json", by_alias=True)
    for question in data["questions"]:
        for check in question["checks"]:
            if check["counterexample"]:
                check["counterexample"]["expected"] = None
    return SubmissionResult.model_validate(data)

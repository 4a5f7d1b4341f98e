"""Without the reference: answers are found and read, steps judged, no answer is given away."""

from grader.written.document.read import read_document
from grader.written.facts import AnswerFacts, WrittenFacts
from grader.written.grade import grade_document
from tests.written.conftest import shipped

TEXT = """(a)
$$-\\sum_w y_w \\log \\hat y_w = -y_o \\log \\hat y_o = -\\log \\hat y_o$$

(b)
$$\\frac{\\partial J}{\\partial v_c} = -u_o + \\sum_w \\hat y_w u_w = U(y - \\hat y)$$

(c)
$w = o$: $(\\hat y_o - 1) v_c$
$w \\neq o$: $\\hat y_w q_c$

(d)

(e)
$$\\frac{d \\sigma}{d x} = \\sigma(x) @ 3$$

(f)
By the chain rule it is short.

(f)(ii)
Only K + 1 words are touched.
"""


def facts(text: str, edition: str = "2021", name: str = "a.md") -> WrittenFacts:
    """Grade a text without the reference."""
    return grade_document(read_document(name, text.encode()), shipped(edition), None, 5)


def answer(question: str, text: str = TEXT, edition: str = "2021") -> AnswerFacts:
    """Return what is said of one answer."""
    (found,) = (each for each in facts(text, edition).answers if each.question == question)
    return found


def test_found_and_read() -> None:
    """It says where, and that the judgement comes later."""
    found = answer("dJ_dvc")

    assert (
        "Found at line 5 and read: whether it is right is judged after you hand in."
        == found.message
    )
    assert ("line 5", 5, ("U(y - \\hat y)",)) == (found.place, found.line, found.final)


def test_found_and_not_read() -> None:
    """It quotes the formula and says why: a sign, a symbol without a meaning."""
    assert (
        "Found at line 14, but `\\sigma(x) @ 3` cannot be read: `@` is not expected here."
        == answer("sigmoid_deriv").message
    )
    assert answer("dJ_duw").message.startswith(
        "Found at line 9, but `\\hat y_w q_c` cannot be read"
    )


def test_not_found() -> None:
    """An empty place, no place, and a place without a formula are told apart."""
    assert "Its place was found and nothing stands there." == answer("dJ_dU").message
    assert answer("neg_repeated").message.startswith("Not found: write it under `g`")
    assert answer("neg_dvc").message.startswith("Not found: under `f`")


def test_free_text_is_found_or_not() -> None:
    """Words wait for a person, or are missing."""
    empty = "(f)(ii)\n\n(g)\n$x$\n"

    assert "Found: a person reads it after you hand in." == answer("neg_efficiency").message
    assert (
        "Its place was found and nothing stands there." == answer("neg_efficiency", empty).message
    )


def test_every_kind_of_question() -> None:
    """A count, a proof and an equation are found, too."""
    count = answer("nn_params", "2 d\n$D_x H + H + H D_y + D_y$\n", "2017")
    zero = answer("dJ_dvc_zero", "(b)(ii)\n$$U \\hat y = u_o$$\n", "2023")

    assert ("Found at line 2", "Found at line 2", "Found at line 2") == tuple(
        each.message[:15] for each in (count, zero, answer("nsoftmax_ce"))
    )


def test_no_answer_is_judged() -> None:
    """Right or wrong, every question waits."""
    found = facts(TEXT).answers

    assert {"needs-review"} == {each.verdict for each in found}
    assert {"cannot-tell", "free-text"} == {each.reason for each in found}
    assert {None} == {each.points for each in found} | {each.mistake for each in found}


def test_steps_are_judged_and_nothing_is_given_away() -> None:
    """The first wrong line is marked, without the edit that mends it and without its values."""
    found = answer("dJ_dvc")
    everything = [*facts(TEXT).lines, *found.lines]

    assert [("holds", False), ("fails", True)] == [
        (each.verdict, each.first_wrong) for each in found.lines[1:]
    ]
    assert all(each.values is None and each.edit is None for each in everything)
    assert found.edit is None


def test_the_layout_is_chosen_by_the_lines() -> None:
    """U with words as rows and a network of columns are recognised by the steps that hold."""
    text = (
        "(b)\n$$\\frac{\\partial J}{\\partial v_c} = -u_o + \\sum_w \\hat y_w u_w"
        " = U^T(\\hat y - y)$$\n"
    )

    assert "rows" == facts(text).layout


def test_a_document_that_is_refused() -> None:
    """It is refused with the same line as with the reference."""
    assert "PDF" in facts("%PDF-1.7").refused

"""Where an answer stands: without a left-hand side, by case, in lists, tables and plain text."""

import pytest

from grader.written.locate.labels import label_of
from grader.written.locate.paths import path_after
from grader.written.segment.blocks import Block
from grader.written.segment.plain_math import with_formulas
from grader.written.segment.surroundings import Surroundings
from tests.written.conftest import Answers


def verdicts(graded: dict[str, object], *questions: str) -> list[str]:
    """Return the verdicts of some questions, `unanswered` by its own name."""
    return [
        "unanswered" if graded[each].reason == "unanswered" else graded[each].verdict  # type: ignore[attr-defined]
        for each in questions
    ]


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("1 b ii", ("1", "b", "ii")),
        ("4a. We start", ("4", "a")),
        ("=== PROBLEM 2 ===", ("2",)),
        ("| (c) | text |", ("c",)),
    ],
)
def test_labels_in_more_spellings(line: str, parts: tuple[str, ...]) -> None:
    """A bare label, one glued to a full stop, one between rules, one in a table."""
    label = label_of(line)

    assert label is not None
    assert parts == label.parts


def test_an_example_is_no_label() -> None:
    """`e.g.` starts a remark."""
    assert label_of("e.g. for three words") is None


@pytest.mark.parametrize(
    ("before", "number", "after"),
    [(("h",), "1", ("h", "i")), (("h", "i"), "2", ("h", "ii")), (("2", "h"), "1", ("1",))],
)
def test_a_list_under_a_letter(
    before: tuple[str, ...], number: str, after: tuple[str, ...]
) -> None:
    """`1.` under (h) is h(i); where numbers stand over letters it is a question of its own."""
    assert after == path_after(before, (number,))[0]


def test_a_formula_alone_under_its_label(answers: Answers) -> None:
    """No left-hand side is needed where a label says what is asked for."""
    graded = answers("(b)\n$\\sum_w (\\hat y_w - y_w) u_w$\n\n(e)\n$\\sigma(x)^2 e^{-x}$\n")

    assert ["passed", "passed"] == verdicts(graded, "dJ_dvc", "sigmoid_deriv")


def test_a_wrong_formula_alone_fails_only_where_nothing_else_may_be_meant(answers: Answers) -> None:
    """With another formula beside it, it may be a step on the way."""
    sole = answers("(b)\n$U(y - \\hat y)$\n")
    two = answers("(b)\n$U(y - \\hat y)$, and turned round it becomes $3 U(\\hat y - y)$\n")

    assert ["failed"] == verdicts(sole, "dJ_dvc")
    assert ["needs-review"] == verdicts(two, "dJ_dvc")


def test_an_example_in_brackets_is_no_answer(answers: Answers) -> None:
    """Numbers in brackets behind the answer do not take its place."""
    graded = answers("2 d\n$D_x H + H + H D_y + D_y$ ($D_x = 2, H = 3, D_y = 4$: $25$)\n", "2017")

    assert ["passed"] == verdicts(graded, "nn_params")


@pytest.mark.parametrize(
    "text",
    [
        "(c)\n$w = o$: $\\hat y_o v_c - v_c$\n$w \\neq o$: $\\hat y_w v_c$\n",
        "(c) For $w = o$ it is $\\hat y_o v_c - v_c$\nand for $w \\neq o$ it is $\\hat y_w v_c$.\n",
        "(c)\n$\\hat y_o v_c - v_c$ (for $w = o$), $\\hat y_w v_c$ if $w \\neq o$\n",
    ],
)
def test_values_beside_their_conditions(text: str, answers: Answers) -> None:
    """A condition before or behind a value says which case it is."""
    assert ["passed", "passed"] == verdicts(answers(text), "dJ_duo", "dJ_duw")


def test_a_value_by_case_counts_over_the_formula_before_it(answers: Answers) -> None:
    """The last word on a case is judged, not the right formula from which it went wrong."""
    graded = answers(
        "(c) $\\frac{\\partial J}{\\partial u_w} = (\\hat y_w - y_w) v_c$.\n"
        "For $w = o$: $(\\hat y_o - 1) v_c$.\nFor $w \\neq o$: $2 \\hat y_w v_c$.\n"
    )

    assert ["passed", "failed"] == verdicts(graded, "dJ_duo", "dJ_duw")


def test_both_signs_of_x(answers: Answers) -> None:
    """Values by the sign of x, inline and in words."""
    right = answers("(e) The slope is $1$ for $x > 0$ and $\\alpha$ for $x < 0$.\n", "2023")
    zero = answers("(e) $f'(x) = 1$ for $x > 0$ and $f'(x) = 0$ for $x < 0$\n", "2023")

    assert ["passed"] == verdicts(right, "leaky_relu_deriv")
    assert ["failed"] == verdicts(zero, "leaky_relu_deriv")


def test_an_index_that_u_o_does_not_fix(answers: Answers) -> None:
    """The derivative by u_o can't hold for one open sample only."""
    head = "(f)\n$$\\frac{\\partial J}{\\partial v_c} = \\sum_{k=1}^K u_k$$\n"
    graded = answers(
        head + "With $z_k = u_k^T v_c$:\n"
        "$$\\frac{\\partial J}{\\partial u_o} = (\\sigma(z_k) - 1) v_c$$\n"
    )

    assert ["failed"] == verdicts(graded, "neg_duo")


def test_a_symbol_before_a_colon_is_the_left_hand_side(answers: Answers) -> None:
    """`$v_c$: $...$` says what is differentiated by; so does a cell of a table."""
    lines = answers("(f)\n$u_o$: $(\\sigma(u_o^T v_c) - 1) v_c$\n$u_k$: $\\sigma(u_k^T v_c) v_c$\n")
    table = answers("| (d) | $\\frac{\\partial J}{\\partial U}$ | $v_c (\\hat y - y)^T$ |\n")

    assert ["passed", "passed"] == verdicts(lines, "neg_duo", "neg_duk")
    assert ["passed"] == verdicts(table, "dJ_dU")


def test_items_and_sections_that_latex_counts(answers: Answers) -> None:
    """A long enumeration lists the questions; a section gives their number."""
    items = "".join(f"\\item $x_{n}$\n" for n in "ab")
    text = (
        "\\section{word2vec}\n\\begin{enumerate}\n"
        + items
        + "\\item words\n\\item words\n\\item $\\sigma(x)(1-\\sigma(x))$\n\\end{enumerate}\n"
    )
    sections = "\\section{Softmax}\n\\section{Networks}\n\\paragraph{(b)} $\\hat y - y$\n"

    assert ["passed"] == verdicts(answers(text, name="a.tex"), "sigmoid_deriv")
    assert ["passed"] == verdicts(answers(sections, "2017", name="a.tex"), "ce_grad_theta")


def test_shared_label_passes_what_is_right_and_fails_nothing(answers: Answers) -> None:
    """A formula alone under a label of two questions answers the one that it is right for."""
    right = answers("3 b\n$v_c (\\hat y - y)^T$\n", "2017")
    wrong = answers("3 b\n$v_c (y - \\hat y)^T$\n", "2017")

    assert ["needs-review", "passed"] == verdicts(right, "dJ_duw", "dJ_dU")
    assert ["needs-review", "needs-review"] == verdicts(wrong, "dJ_duw", "dJ_dU")


def test_plain_text_without_tex(answers: Answers) -> None:
    """Unicode formulas are found among words, with their conditions and braces."""
    graded = answers(
        "b) Together this is ∂J/∂v_c = Σ_w ŷ_w u_w − u_o, a difference of two vectors.\n"
        "c) w = o:  ∂J/∂u_o = (ŷ_o − 1)·v_c\n   w ≠ o:  ∂J/∂u_w = ŷ_w·v_c\n"
        "e) dσ/dx = σ(x)·(1 − σ(x))\n"
        "h) ∂J/∂U = Σ_{j∈{−m,…,m}∖{0}} ∂J(v_c, w_{t+j}, U)/∂U\n",
        name="a.txt",
    )

    asked = ("dJ_dvc", "dJ_duo", "dJ_duw", "sigmoid_deriv", "sg_dU")
    assert ["passed"] * 5 == verdicts(graded, *asked)


def test_words_of_a_text_are_no_formulas() -> None:
    """Prose with a symbol in it stays prose; a text with TeX is left as it is."""
    prose = [Block("words", "The vector v_c moves towards the others - slowly.\n", 0)]
    tex = [Block("words", "a = b and ", 0), Block("inline", "x", 11)]

    assert prose == with_formulas(prose)
    assert tex == with_formulas(tex)


@pytest.mark.parametrize(
    ("before", "after", "alone"),
    [
        ("", "", True),
        ("(b) ", ", since it cancels", True),
        ("So the answer is ", ".", True),
        ("where ", " is the matrix", False),
        ("", " is a column", False),
        ("The gradient of ", ".", False),
    ],
)
def test_when_a_formula_stands_alone(before: str, after: str, alone: bool) -> None:
    """An answer starts its line, or is announced; a symbol in a sentence is neither."""
    assert alone == Surroundings(before, after).alone


@pytest.mark.parametrize(
    "below",
    [
        "**(e)** $?$",
        "**(e)** It is easy.",
        "### (e)\n1. $x$",
        "(e) see the figure",
        "**(e)** $f&lt;3$",
    ],
)
def test_what_stands_there_is_never_called_empty(below: str, answers: Answers) -> None:
    """Only a place without words and formulas is unanswered."""
    assert ["needs-review"] == verdicts(answers(below + "\n"), "sigmoid_deriv")


@pytest.mark.parametrize(
    "below",
    ["### (e)\n", "**(e)**\n\n**(f)** text", "### (e)\n> Compute the derivative of it.\n"],
)
def test_an_empty_place_is_unanswered(below: str, answers: Answers) -> None:
    """A heading alone, or with the question copied below it."""
    assert ["unanswered"] == verdicts(answers(below), "sigmoid_deriv")


def test_signs_of_html_are_read(answers: Answers) -> None:
    """An editor's `&lt;` is the sign itself."""
    text = "(e) $f&#39;(x) = 1$ if $x &gt; 0$, $f&#39;(x) = \\alpha$ if $x &lt; 0$\n"

    assert ["passed"] == verdicts(answers(text, "2023"), "leaky_relu_deriv")


def test_a_case_that_words_tell_is_not_failed(answers: Answers) -> None:
    """A formula for the other words is no wrong answer for the true one."""
    text = (
        "(c) The first is minus v_c and its share.\n\n"
        "The others: $\\frac{\\partial J}{\\partial u_w} = \\hat y_w v_c$\n"
    )

    assert ["needs-review", "passed"] == verdicts(answers(text), "dJ_duo", "dJ_duw")

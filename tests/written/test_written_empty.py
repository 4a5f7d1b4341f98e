"""Unanswered is said only where the place was found and truly nothing stands there."""

import pytest

from tests.written.conftest import Answers

FILLED = "(b)\n$$\\frac{\\partial J}{\\partial v_c} = U(\\hat y - y)$$\n\n"


def state(
    answers: Answers, text: str, question: str, edition: str = "2021", name: str = "a.md"
) -> str:
    """Return the verdict on one answer, `unanswered` by its own name."""
    answer = answers(text, edition, name=name)[question]
    return "unanswered" if answer.reason == "unanswered" else answer.verdict


@pytest.mark.parametrize(
    "place",
    [
        "(d)\n\n(e)\n",
        "## (d) Derivative by the outside vectors\n\n## (e)\n",
        "(d) Compute the partial derivative by $U$.\n\n(e)\n",
        "> (d) Compute the derivative by $U$.\n\n(e)\n",
        "(d)\n<!-- a > b -->\n\n---\n\n(e)\n",
        "(d)\n\n**Answer:**\n\n(e)\n",
        "(d)\n\nA:\n\n(e)\n",
        "\\subsection*{d}\n\\begin{itemize}\n\\item\n\\end{itemize}\n\\newpage\n\\subsection*{e}\n",
    ],
)
def test_nothing_stands_there(place: str, answers: Answers) -> None:
    """An empty place, its heading, layout and the copied question are no answer."""
    assert "unanswered" == state(answers, FILLED + place + "$\\sigma(x)(1-\\sigma(x))$\n", "dJ_dU")


@pytest.mark.parametrize(
    "place",
    [
        "(d)\nby the chain rule it is the outer product\n\n(e)\n",
        "(d)\n![my derivation](scan.png)\n\n(e)\n",
        "## (d) $\\partial J / \\partial U @ = v_c$\n\n(e)\n",
        "(d)\n\n### My derivation\n\nthe outer product of both\n\n(e)\n",
        "(d)\n\n**Step 1.** take the outer product\n\n(e)\n",
        "(d)\n\n(i)\nthe outer product of both\n\n(e)\n",
        "(d)\n> $$\\frac{\\partial J}{\\partial U} @ = v_c$$\n\n(e)\n",
        "(d)\n$$\\begin{tikzcd} a \\end{tikzcd}$$\n\n(e)\n",
        "(d)\n0\n\n(e)\n",
        "(d)\n\n(e)\n\n# Appendix\n$$\\frac{\\partial J}{\\partial U} = @ v_c$$\n",
    ],
)
def test_what_is_not_read_waits_for_a_person(place: str, answers: Answers) -> None:
    """Words, a picture, a formula that can't be read, another heading: no zero is given."""
    assert "needs-review" == state(answers, FILLED + place, "dJ_dU")


@pytest.mark.parametrize(
    "text",
    [
        "Answer: only K + 1 words are touched.",
        "When K is small, few scores are computed.",
        "How? By keeping the products.",
        "Compute the scores once and keep them.",
        "> only K + 1 words are touched",
        "Give or take, it is |V| / K times cheaper.",
    ],
)
def test_an_answer_in_words_is_no_copied_question(text: str, answers: Answers) -> None:
    """What may be an answer in words is left to a person."""
    label = "(f)\n$$\\frac{\\partial J}{\\partial v_c} = u_o$$\n\n(f)(ii)\n"

    assert "needs-review" == state(answers, label + text + "\n\n(g)\n", "neg_efficiency")


@pytest.mark.parametrize(
    ("label", "expected"),
    [("Explain why this loss is cheaper.", "unanswered"), ("Why is it cheaper?", "unanswered")],
)
def test_the_question_of_a_free_text_alone(label: str, expected: str, answers: Answers) -> None:
    """The copied question of a free text with nothing behind it is no answer."""
    assert expected == state(answers, f"(f)(ii) {label}\n\n(g)\n", "neg_efficiency")


def test_roman_numbers_under_h(answers: Answers) -> None:
    """`i.` under (h) is h(i) where the assignment has no (i), and ii. and iii. follow it."""
    text = (
        "1 (h)\n"
        "  i.   ∂J/∂U = Σ_{−m ≤ j ≤ m, j ≠ 0} ∂J(v_c, w_{t+j}, U)/∂U\n"
        "  ii.  ∂J/∂v_c = Σ_{−m ≤ j ≤ m, j ≠ 0} ∂J(v_c, w_{t+j}, U)/∂v_c\n"
        "  iii. ∂J/∂v_w = 0   (w ≠ c)\n"
    )

    found = [state(answers, text, each, name="a.txt") for each in ("sg_dU", "sg_dvc", "sg_dvw")]
    assert ["passed"] * 3 == found


def test_the_letter_i_stays_a_letter_where_it_is_asked(answers: Answers) -> None:
    """An empty (h) before (i) is unanswered where both are questions."""
    text = "(h)\n\n(i)\n$$\\frac{\\partial J}{\\partial U} = \\sum_j @$$\n"

    assert "unanswered" == state(answers, text, "neg_repeated", "2023")


def test_the_label_of_a_loss_in_a_plain_text(answers: Answers) -> None:
    """`J_sg` is one loss with a label of two letters, where no TeX groups them."""
    text = "(h)\n∂J_sg/∂U = Σ_{−m ≤ j ≤ m, j ≠ 0} ∂J(v_c, w_{t+j}, U)/∂U\n"

    assert "passed" == state(answers, text, "sg_dU", name="a.txt")


@pytest.mark.parametrize(
    "said",
    [
        "(b) The derivative by\n$v_c$: $\\sum_w \\hat y_w u_w$, minus one more $u_o$.\n",
        "(b) $\\frac{\\partial J}{\\partial v_c} = \\sum_w \\hat y_w u_w$ minus the true word\n",
        "(b) $\\frac{\\partial J}{\\partial v_c} = U(\\hat y - y)$ times two\n",
        "(b) $\\frac{\\partial J}{\\partial v_c} = \\hat y$. As a vector it is $U(\\hat y - y)$.\n",
    ],
)
def test_words_that_carry_a_formula_on(said: str, answers: Answers) -> None:
    """Where words go on from a formula, or the right one follows, it neither passes nor fails."""
    assert "needs-review" == state(answers, said, "dJ_dvc")


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("\\subsection*{(f)(ii)} The sigmoids are shared by all samples.", "a.tex"),
        ("\\section*{(f)}\n\\subsection*{(ii)} The sigmoids are shared by all samples.", "a.tex"),
        ("\\paragraph{(f)(ii)} Fewer words are touched.", "a.tex"),
        ("## (f)(ii) Only K+1 words instead of all words", "a.md"),
        ("### (f) (ii) ![scan](x.png)", "a.md"),
        ("### (f) (ii) $K + 1$", "a.md"),
        ("**(f)(ii) it touches fewer rows**", "a.md"),
    ],
)
def test_an_answer_on_the_line_of_its_heading(heading: str, name: str, answers: Answers) -> None:
    """Words in a heading that are more than the question's title are left to a person."""
    assert "needs-review" == state(answers, heading + "\n", "neg_efficiency", name=name)


@pytest.mark.parametrize(
    "heading",
    [
        "## (d)",
        "## (d) Naive softmax: derivative by the matrix of outside vectors (3 points)",
        "## (d) The gradient w.r.t. $U$",
        "\\subsection*{(d) The partial derivative by the outside vectors}",
    ],
)
def test_a_title_alone_is_no_answer(heading: str, answers: Answers) -> None:
    """The question's title, its points and the derivative that is asked for are nothing."""
    assert "unanswered" == state(answers, heading + "\n", "dJ_dU")


@pytest.mark.parametrize("heading", ["## (h)(iii) $0$", "## (h)(iii) 0", "## (h)(iii) nothing"])
def test_a_number_in_a_heading_may_be_the_answer(heading: str, answers: Answers) -> None:
    """A number behind the label is no title."""
    assert "unanswered" != state(answers, heading + "\n", "sg_dvw")

"""Notation of other hands: deltas, indicators, counts, window ranges, layouts, mistakes."""

import pytest

from tests.written.conftest import Answers, GradeText

HEADS = {
    "dJ_dvc": "(b) $\\frac{\\partial J}{\\partial v_c} = ",
    "dJ_duw": "(c) When $w \\neq o$: $\\frac{\\partial J}{\\partial u_w} = ",
    "sigmoid_deriv": "(e) $\\sigma'(x) = ",
    "neg_dvc": "(f) $\\frac{\\partial J}{\\partial v_c} = ",
    "neg_repeated": "(g) $\\frac{\\partial J}{\\partial u_k} = ",
    "sg_dvc": "(h) $\\frac{\\partial J_{sg}}{\\partial v_c} = ",
}


@pytest.mark.parametrize(
    ("question", "formula"),
    [
        ("dJ_dvc", r"\sum_w (\hat y_w - \delta_{wo}) u_w"),
        ("dJ_dvc", r"\sum_w (\hat y_w - \mathbb{1}\{w = o\}) u_w"),
        ("dJ_dvc", r"-u_o + \hat y_1 u_1 + \hat y_2 u_2 + \dots + \hat y_{|V|} u_{|V|}"),
        ("sigmoid_deriv", r"\sigma(x) - \sigma^2(x)"),
        ("neg_repeated", r"|\{i : w_i = w_k\}| \sigma(u_k^T v_c) v_c"),
        (
            "sg_dvc",
            r"\sum_{j \in \{-m, \dots, m\} \setminus \{0\}}"
            r" \frac{\partial J(v_c, w_{t+j}, U)}{\partial v_c}",
        ),
        ("sg_dvc", r"\sum_{1 \le |j| \le m} \frac{\partial J(v_c, w_{t+j}, U)}{\partial v_c}"),
    ],
)
def test_right_in_other_notation(question: str, formula: str, answers: Answers) -> None:
    """What is right passes in these spellings too."""
    assert "passed" == answers(f"{HEADS[question]}{formula}$\n")[question].verdict


@pytest.mark.parametrize(
    ("question", "formula", "mistake"),
    [
        ("dJ_dvc", r"\sum_w (\hat y_w + \delta_{wo}) u_w", "sign-flipped"),
        ("dJ_dvc", r"u_o + \hat y_1 u_1 + \dots + \hat y_{|V|} u_{|V|}", "sign-flipped"),
        ("sigmoid_deriv", r"\sigma(x) \sigma(1 - x)", "wrong-function"),
        ("neg_repeated", r"K \sigma(u_k^T v_c) v_c", "repeats-lost"),
        ("dJ_duw", r"\hat y_o v_c", "wrong-index"),
    ],
)
def test_wrong_in_other_notation(
    question: str, formula: str, mistake: str, answers: Answers
) -> None:
    """What is wrong fails, with its mistake."""
    answer = answers(f"{HEADS[question]}{formula}$\n")[question]

    assert ("failed", mistake) == (answer.verdict, answer.mistake)


@pytest.mark.parametrize(
    "formula",
    [
        r"\hat y_1 u_1 + \hat y_3 u_3 + \dots + \hat y_{|V|} u_{|V|} - u_o",
        r"\sum_{1 \le |j| \le 3} u_j",
    ],
)
def test_a_pattern_that_is_not_clear_is_left(formula: str, answers: Answers) -> None:
    """Dots behind a jump, a range with other ends: nothing is guessed."""
    assert "needs-review" == answers(f"{HEADS['dJ_dvc']}{formula}$\n")["dJ_dvc"].verdict


@pytest.mark.parametrize(
    ("words", "verdict"),
    [
        ("Let $n_k$ be the number of times $w_k$ was drawn.", "passed"),
        ("where $n_k$ is how often it was drawn:", "passed"),
        ("Let $n_k$ be what it may.", "needs-review"),
    ],
)
def test_counts_that_words_name(words: str, verdict: str, answers: Answers) -> None:
    """A name for the number of draws means it only where the words say so."""
    head = "\\frac{\\partial J}{\\partial u_k}"
    graded = answers(f"(g) {words}\n$${head} = n_k \\sigma(u_k^T v_c) v_c$$\n")

    assert verdict == graded["neg_repeated"].verdict


def test_sigma_with_an_index_is_the_students_own_name(answers: Answers) -> None:
    """sigma_o is what the student defines it as."""
    text = (
        "(f) Let $\\sigma_o = \\sigma(u_o^T v_c)$.\n"
        "$$\\frac{\\partial J}{\\partial u_o} = (\\sigma_o - 1) v_c$$\n"
    )

    assert "passed" == answers(text)["neg_duo"].verdict


@pytest.mark.parametrize(
    ("words", "layout"),
    [
        ("One row for each word in $U$.", "rows"),
        ("One column for each word in $U$.", "columns"),
        ("$U$ has the shape (V, d).", "rows"),
    ],
)
def test_words_declare_the_layout(words: str, layout: str, grade_text: GradeText) -> None:
    """What the student says of U decides where the formulas do not."""
    facts = grade_text(f"{words}\n\n(b) $\\frac{{\\partial J}}{{\\partial v_c}} = 2U$\n")

    assert layout == facts.layout


def test_two_kindnesses_are_one_too_many(answers: Answers) -> None:
    """Right in the other layout and only with vectors turned is not right."""
    text = (
        "One row for each word in $U$.\n\n"
        "(b) $\\frac{\\partial J}{\\partial v_c} = U^T \\hat y - U^T y = (\\hat y - y) U^T$\n\n"
        "(d) $\\frac{\\partial J}{\\partial U} = (\\hat y - y) v_c^T$\n"
    )
    graded = answers(text)

    assert ("failed", "shape-violation") == (graded["dJ_dvc"].verdict, graded["dJ_dvc"].mistake)
    assert "passed" == graded["dJ_dU"].verdict


def test_a_number_says_whether_too_little_was_counted(answers: Answers) -> None:
    """A count that is too small misses something; it is no multiple by chance."""
    answer = answers("2 d\n$D_x H + H D_y$\n", "2017")["nn_params"]

    assert ("failed", "missing-term") == (answer.verdict, answer.mistake)


def test_a_wrong_answer_of_one_line_is_its_own_first_wrong_line(answers: Answers) -> None:
    """Where no step fails, the answer itself is marked."""
    answer = answers("(e)\n\n$\\sigma(x) - 1$\n")["sigmoid_deriv"]

    assert [3] == [line.line for line in answer.lines if line.first_wrong]


def test_one_formula_for_two_losses_is_not_failed(answers: Answers) -> None:
    """Outside any label, what is right for another loss is that one's answer."""
    text = "$\\frac{\\partial J}{\\partial v_c} = \\sum_w (\\hat y_w - y_w) u_w$\n"
    graded = answers(text)

    assert ("passed", "needs-review") == (graded["dJ_dvc"].verdict, graded["neg_dvc"].verdict)


@pytest.mark.parametrize(
    ("last", "verdict"),
    [
        (r"\frac{e^{x_i}}{\sum_j e^{x_j}}", "passed"),
        (r"\frac{e^{2 x_i}}{\sum_j e^{2 x_j}}", "needs-review"),
    ],
)
def test_a_softmax_spelled_out(last: str, verdict: str, answers: Answers) -> None:
    """A proof may write the softmax as a fraction; it must be the softmax."""
    first = r"\frac{e^{x_i + c}}{\sum_j e^{x_j + c}}"
    middle = r"\frac{e^{c} e^{x_i}}{\sum_j e^{c} e^{x_j}}"
    graded = answers(f"1 a\n$${first} = {middle} = {last}$$\n", "2017")

    assert verdict == graded["softmax_invariance"].verdict

"""Final answers: what passes, what fails and why, what waits for a person."""

from pathlib import Path

import pytest
import yaml

from tests.written.conftest import Answers, GradeText

FORMULAS = yaml.safe_load((Path(__file__).parent / "right_formulas.yaml").read_text())
NEWLINES = "\n\n"
HEADS = {
    "dJ_dvc": ("b", r"\frac{\partial J}{\partial v_c}", ""),
    "dJ_duo": ("c", r"\frac{\partial J}{\partial u_o}", "When $w = o$"),
    "dJ_duw": ("c", r"\frac{\partial J}{\partial u_w}", r"When $w \neq o$"),
    "dJ_dU": ("d", r"\frac{\partial J}{\partial U}", ""),
    "sigmoid_deriv": ("e", r"\frac{\partial \sigma(x)}{\partial x}", ""),
    "neg_dvc": ("f", r"\frac{\partial J_{neg-sample}}{\partial v_c}", ""),
    "neg_duo": ("f", r"\frac{\partial J_{neg-sample}}{\partial u_o}", ""),
    "neg_duk": ("f", r"\frac{\partial J_{neg-sample}}{\partial u_k}", ""),
    "neg_repeated": ("g", r"\frac{\partial J_{neg-sample}}{\partial u_k}", ""),
    "sg_dU": ("h", r"\frac{\partial J_{skip-gram}}{\partial U}", ""),
    "sg_dvc": ("h", r"\frac{\partial J_{skip-gram}}{\partial v_c}", ""),
    "ce_grad_theta": ("2 b", r"\frac{\partial CE(y, \hat{y})}{\partial \theta}", ""),
    "nn_dJdx": ("2 c", r"\frac{\partial J}{\partial x}", ""),
    "cbow_dU": ("3 d", r"\frac{\partial J_{CBOW}}{\partial U}", ""),
    "cbow_dv": ("3 d", r"\frac{\partial J_{CBOW}}{\partial v_{w_{t+j}}}", ""),
    "sg_dvw": ("h", r"\frac{\partial J_{skip-gram}}{\partial v_w}", ""),
}


def document(question: str, formula: str) -> str:
    """Return a document with one answer."""
    label, head, words = HEADS[question]
    return f"## {label})\n\n{words}\n\n$${head} = {formula}$$\n"


@pytest.mark.parametrize(
    ("question", "formula"), [(q, f) for q, formulas in FORMULAS.items() for f in formulas]
)
def test_right_answers_pass(question: str, formula: str, answers: Answers) -> None:
    """A right answer passes, however it is written."""
    edition = "2017" if HEADS[question][0][0].isdigit() else "2021"
    answer = answers(document(question, formula), edition)[question]

    assert ("passed", formula) == (answer.verdict, answer.final[-1] if answer.final else formula)


@pytest.mark.parametrize(
    ("question", "formula", "mistake"),
    [
        ("dJ_dvc", r"U(y - \hat{y})", "sign-flipped"),
        ("dJ_dvc", r"u_o + \sum_w \hat{y}_w u_w", "sign-flipped"),
        ("dJ_dvc", r"\sum_w \hat{y}_w u_w", "true-word-missing"),
        ("dJ_dvc", r"U^T U (\hat{y} - y)", "extra-factor"),
        ("dJ_dvc", r"U(\hat{y} - y)^T", "shape-violation"),
        ("dJ_dvc", r"\frac{\partial}{\partial v_c} (-\log \hat{y}_o)", "derivative-not-taken"),
        ("dJ_dvc", r"2 U (\hat{y} - y)", "scaled"),
        ("dJ_duo", r"(1 - \hat{y}_o) v_c", "sign-flipped"),
        ("dJ_duo", r"\hat{y}_o v_c", "missing-term"),
        ("dJ_duo", r"(\hat{y}_o - 1) u_o", "wrong-symbol"),
        ("dJ_duw", r"\hat{y}_o v_c", "wrong-index"),
        ("dJ_dU", r"(\hat{y} - y)^T v_c", "shape-violation"),
        ("sigmoid_deriv", r"\sigma(x)(1 + \sigma(x))", "sign-flipped"),
        ("neg_dvc", r"(\sigma(u_o^T v_c) - 1) u_o", "negatives-missing"),
        ("neg_dvc", r"(\sigma(u_o^T v_c) - 1) u_o - \sum_{k=1}^K \sigma(u_k^T v_c) u_k",
         "sign-flipped"),
        ("neg_duo", r"\sigma(u_o^T v_c) v_c", "missing-term"),
        ("neg_duk", r"\sigma(-u_k^T v_c) v_c", "sign-flipped"),
        ("neg_duk", r"\sum_{k=1}^K \sigma(u_k^T v_c) v_c", "extra-sum"),
        ("neg_repeated", r"\sigma(u_k^T v_c) v_c", "repeats-lost"),
        ("sg_dU", r"\sum_{-m \le j \le m} \frac{\partial J(v_c, w_{t+j}, U)}{\partial U}",
         "off-by-one-window"),
        ("sg_dU", r"\frac{\partial J_{skip-gram}}{\partial U}", "derivative-not-taken"),
        ("sg_dvw", r"\frac{\partial J(v_c, w_{t+1}, U)}{\partial v_c}", "extra-term"),
    ],
)  # fmt: skip
def test_wrong_answers_fail_by_name(
    question: str, formula: str, mistake: str | None, answers: Answers
) -> None:
    """A wrong answer fails with the mistake that a strict but fair reader would name."""
    answer = answers(document(question, formula))[question]

    assert ("failed", mistake) == (answer.verdict, answer.mistake)
    assert answer.points is not None and answer.points < answer.max_points


@pytest.mark.parametrize(
    ("question", "formula"),
    [
        ("dJ_dvc", r"U(\hat{y} - y) + \epsilon"),
        ("dJ_dvc", r"U(\hat{y} - y) = \ldots"),
        ("dJ_dvc", r"U(\hat{y} - y"),
        ("dJ_dvc", r"U^{-1}(\hat{y} - y)"),
        ("dJ_dvc", r"U(\hat{y} - y) \otimes v_c"),
        ("dJ_dvc", r"\text{see above}"),
        ("dJ_dvc", r"G(\hat{y} - y)"),
        ("neg_repeated", r"n \sigma(u_k^T v_c) v_c"),
        ("sg_dU", r"\sum_{-m \le j \le m, j \ne 0} \frac{\partial J}{\partial U}"),
        ("dJ_dvc", r"U(\hat{y} - y) \pm 0"),
        ("dJ_duw", r"\hat{y}_q v_c"),
        ("dJ_dvc", r"U y \neq U(\hat{y} - y)"),
        ("dJ_dvc", r"-u_o + U\hat{y} \approx U(\hat{y} - y)"),
    ],
)
def test_what_is_not_understood_waits_for_a_person(
    question: str, formula: str, answers: Answers
) -> None:
    """Neither a pass nor a zero for what could not be read for sure."""
    answer = answers(document(question, formula))[question]

    assert ("needs-review", None) == (answer.verdict, answer.points)


def test_a_later_formula_that_cannot_be_read_stops_a_zero(answers: Answers) -> None:
    """A wrong-looking line with an unread one behind it is for a person."""
    text = r"## b" + "\n$$\\frac{\\partial J}{\\partial v_c} = U y$$\nso\n$$\\foo(U)$$\n"

    assert "needs-review" == answers(text)["dJ_dvc"].verdict


def test_the_last_answer_counts(answers: Answers) -> None:
    """A right line that a wrong one follows does not pass."""
    text = document("dJ_dvc", r"U(\hat{y} - y) = U(y - \hat{y})")

    assert "failed" == answers(text)["dJ_dvc"].verdict


def test_rows_pass_with_a_note(answers: Answers) -> None:
    """The transpose of the right answer passes, and the note says so."""
    answer = answers(document("dJ_dvc", r"(\hat{y} - y)^T U^T"))["dJ_dvc"]

    assert "passed" == answer.verdict
    assert ["turned"] == [each.slug for each in answer.remarks]


@pytest.mark.parametrize(
    ("formula", "verdict"),
    [
        (r"\hat{y}_j - y_j", "passed"),
        (r"\hat{y}_i - y_i", "passed"),
        (r"\hat{y}_i - y_j", "needs-review"),
        (r"\hat{y}_i + y_i", "needs-review"),
        (r"\hat{y}_j + y_j", "failed"),
    ],
)
def test_an_index_of_another_letter(formula: str, verdict: str, answers: Answers) -> None:
    """One letter for another is a slip that is noted; two letters are not guessed at."""
    text = rf"## 2 b{NEWLINES}$$\frac{{\partial CE(y, \hat{{y}})}}{{\partial x_j}} = {formula}$$"
    answer = answers(text, "2017")["ce_grad_theta"]

    assert verdict == answer.verdict
    assert ("renamed" in [each.slug for each in answer.remarks]) == (r"i - y_i" in formula)


def test_an_index_of_another_answer_is_not_borrowed(answers: Answers) -> None:
    """The letter that one left-hand side introduces means nothing in the next answer."""
    first = r"$$\frac{\partial J_{neg}}{\partial u_k} = \sigma(u_k^T v_c) v_c$$"
    second = r"$$\frac{\partial J_{neg}}{\partial u_n} = \sigma(u_k^T v_c) v_c$$"

    assert "passed" == answers(f"## f\n\n{first}\n")["neg_duk"].verdict
    assert "needs-review" == answers(f"## f\n\n{first}\n\n{second}\n")["neg_duk"].verdict


def test_a_derivative_by_the_students_own_sum(answers: Answers) -> None:
    """v-hat, defined in the document, is what the CBOW loss depends on."""
    own = r"$$\hat{v} = \sum_{-m \le j \le m, j \ne 0} v_{w_{t+j}}$$"
    text = own + "\n\n" + document("cbow_dv", FORMULAS["cbow_dv"][0])

    assert "passed" == answers(text, "2017")["cbow_dv"].verdict


def test_a_gradient_set_to_zero_is_no_answer(answers: Answers) -> None:
    """`dJ/dv_c = 0` asks when the gradient vanishes; the answer stands above it."""
    text = document("dJ_dvc", r"U(\hat{y} - y)") + "\n$$\\frac{\\partial J}{\\partial v_c} = 0$$\n"

    assert "passed" == answers(text)["dJ_dvc"].verdict


def test_a_pair_inside_a_window_is_no_answer(answers: Answers) -> None:
    """The derivative of one pair's loss is a step towards skip-gram's, not its answer."""
    pair = r"$$\frac{\partial J(v_c, w_{t+j}, U)}{\partial v_c} = U(\hat{y} - y)$$"
    text = document("sg_dvc", FORMULAS["sg_dvc"][0]) + f"\nwhere\n\n{pair}\n"

    assert "passed" == answers(text)["sg_dvc"].verdict


def test_rows_and_columns_are_chosen_by_the_document(grade_text: GradeText) -> None:
    """The layout that fits is used, and a contradiction with the student's own U is said."""
    text = (
        "$$U = [u_1, u_2, \\dots, u_V]$$\n\n"
        + document("dJ_dvc", r"U^T(\hat{y} - y)")
        + document("dJ_dU", r"(\hat{y} - y) v_c^T")
    )
    facts = grade_text(text)

    assert "rows" == facts.layout
    assert "contradicts" in facts.layout_message


@pytest.mark.parametrize("taken_back", ["~~{}~~", "<!-- {} -->", "```\n{}\n```"])
def test_what_is_taken_back_is_no_answer(taken_back: str, answers: Answers) -> None:
    """Struck out, commented out, or shown as code."""
    formula = r"$$\frac{\partial J}{\partial v_c} = U(\hat{y} - y)$$"

    assert "passed" != answers("## b\n\n" + taken_back.format(formula) + "\n")["dJ_dvc"].verdict


def test_an_empty_place_is_unanswered(answers: Answers) -> None:
    """Only where the place was found; a place that was not found waits for a person."""
    found = answers("## a\n\ntext\n\n## b\n\n## c\n\n$$x = 1$$\n")

    assert ("failed", "unanswered") == (found["dJ_dvc"].verdict, found["dJ_dvc"].reason)
    assert ("needs-review", "cannot-tell") == (found["neg_dvc"].verdict, found["neg_dvc"].reason)


def test_free_text_is_extracted(answers: Answers) -> None:
    """A person gets the words."""
    found = answers("## f(ii)\n\nOnly K words are needed.\n")["neg_efficiency"]

    assert ("needs-review", "free-text") == (found.verdict, found.reason)
    assert "Only K words are needed." in found.text


def test_a_copied_question_is_no_answer(answers: Answers) -> None:
    """What stands before `Answer:` is the handout's."""
    text = "## b\n\n$$\\frac{\\partial J}{\\partial v_c} = U(\\hat{y} - y)$$\n\n**Answer:**\n\n"

    assert "passed" != answers(text)["dJ_dvc"].verdict


def test_a_marker_places_an_answer(answers: Answers) -> None:
    """Below a marker a bare formula answers the question."""
    text = "<!-- answer: dJ_dvc -->\n\n$$U(\\hat{y} - y)$$\n"

    assert "passed" == answers(text)["dJ_dvc"].verdict


@pytest.mark.parametrize("seed", range(4))
def test_verdicts_do_not_depend_on_the_seed(seed: int, answers: Answers) -> None:
    """Random numbers differ, verdicts don't."""
    right = answers(document("neg_dvc", FORMULAS["neg_dvc"][0]), seed=seed)["neg_dvc"]
    wrong = answers(document("dJ_dvc", r"U(y - \hat{y})"), seed=seed)["dJ_dvc"]

    assert ("passed", "failed") == (right.verdict, wrong.verdict)

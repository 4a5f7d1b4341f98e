"""Kind readings are for what a document always writes, not for a single slip."""

import pytest

from tests.written.conftest import Answers

HEAD = "(f)\n"
RIGHT = (
    "$$\\frac{\\partial J}{\\partial v_c} = (\\sigma(u_o^T v_c) - 1) u_o"
    " + \\sum_{k=1}^K \\sigma(u_k^T v_c) u_k$$\n"
)
SLIP = "$$\\frac{\\partial J}{\\partial u_k} = \\sigma(u_k v_c) v_c$$\n"


def test_a_transpose_lost_once(answers: Answers) -> None:
    """Where the other dot products have their transposes, a person looks, and is told why."""
    found = answers(HEAD + RIGHT + SLIP)["neg_duk"]

    assert "needs-review" == found.verdict
    assert "which the document writes with a transpose" in found.message


def test_transposes_never_written(answers: Answers) -> None:
    """Who always writes u v means the dot product; it passes with a note."""
    found = answers(HEAD + RIGHT.replace("^T", "") + SLIP)

    assert ("passed", "passed") == (found["neg_dvc"].verdict, found["neg_duk"].verdict)
    assert "vectors-turned" in {each.slug for each in found["neg_duk"].remarks}


def test_a_dot_is_written_out(answers: Answers) -> None:
    """u \\cdot v is a dot product in any document."""
    found = answers(HEAD + RIGHT + SLIP.replace("u_k v_c", "u_k \\cdot v_c"))["neg_duk"]

    assert "passed" == found.verdict


@pytest.mark.parametrize(
    "formula",
    [
        "((\\hat y - y) W_2^T \\circ h^T \\circ (1 - h)) W_1^T",
        "(W_2 (\\hat y - y)^T \\circ h \\circ (1 - h)) W_1^T",
        "((\\hat y - y) W_2^T \\circ \\sigma'((x W_1 + b_1)^T)) W_1^T",
    ],
)
def test_a_transpose_that_is_written_is_meant(formula: str, answers: Answers) -> None:
    """A row times a column entry by entry is ill-typed where the transpose stands there."""
    text = f"2 c\n$$\\frac{{\\partial J}}{{\\partial x}} = {formula}$$\n"

    assert "shape-violation" == answers(text, "2017")["nn_dJdx"].mistake


def test_a_sum_over_the_window_names_its_range(answers: Answers) -> None:
    """With a bare j below it the center word may be in it or not: a person reads the words."""
    slope = r"\frac{\partial J(v_c, w_{t+j}, U)}{\partial U}"
    bare = r"$\frac{\partial J}{\partial U} = \sum_{j} " + slope + "$"
    whole = bare.replace("_{j} ", r"_{j \neq 0, -m \le j \le m} ")

    found = [answers(f"### (h) i\n{each}\n", "2021")["sg_dU"].verdict for each in (bare, whole)]

    assert ["needs-review", "passed"] == found

"""Rows and columns: of U as the student states them, of vectors as the scores show them."""

import pytest

from grader.rubric.reference import load_reference
from grader.written.document.read import read_document
from grader.written.grade import grade_document
from tests.written.conftest import ROOT, Answers, shipped

ROWS = "$$\\frac{\\partial J}{\\partial v_c} = U^T(\\hat y - y)$$\n"
COLUMNS = "$$\\frac{\\partial J}{\\partial v_c} = U(\\hat y - y)$$\n"


@pytest.mark.parametrize(
    ("stated", "answer"),
    [
        ("Let $z = U^T v_c$.\n\n", ROWS),
        ("The words are the columns of $U$.\n\n", ROWS),
        ("Here $U \\in \\mathbb{R}^{d \\times |V|}$.\n\n", ROWS),
        ("One word per row of $U$.\n\n", COLUMNS),
        ("$U$ has $u_w$ as its $w$-th row.\n\n", COLUMNS),
        ("With $\\hat y = \\mathrm{softmax}(U v_c)$:\n\n", COLUMNS),
    ],
)
def test_an_answer_against_the_stated_layout(stated: str, answer: str, answers: Answers) -> None:
    """U^T delta beside z = U^T v_c is right in no single layout: it does not pass."""
    found = answers(stated + "(b)\n" + answer)["dJ_dvc"]

    assert ("needs-review", "cannot-tell") == (found.verdict, found.reason)
    assert "the document says that the words are the" in found.message


@pytest.mark.parametrize(
    ("stated", "answer"),
    [
        ("Let $z = U^T v_c$.\n\n", COLUMNS),
        ("One word per row of $U$.\n\n", ROWS),
        ("Let $z = U^T v_c$, so $U = [u_1, u_2]$; later $a = U v_c$.\n\n", ROWS),
        ("", ROWS),
    ],
)
def test_an_answer_in_the_stated_layout(stated: str, answer: str, answers: Answers) -> None:
    """What agrees, and what is not stated or stated both ways, passes in either layout."""
    assert "passed" == answers(stated + "(b)\n" + answer)["dJ_dvc"].verdict


def test_the_manifest_may_fail_a_contradiction() -> None:
    """By the manifest's policy an answer against the stated layout is a shape violation."""
    manifest = shipped("2021")
    strict = tuple(
        each.model_copy(
            update={"conventions": each.conventions.model_copy(update={"contradicted": "failed"})}
        )
        for each in manifest.questions
    )
    document = read_document("a.md", ("Let $z = U^T v_c$.\n\n(b)\n" + ROWS).encode())
    facts = grade_document(
        document,
        manifest.model_copy(update={"questions": strict}),
        load_reference(ROOT / "reference").function,
        5,
    )
    (found,) = (each for each in facts.answers if each.question == "dJ_dvc")

    assert ("failed", "wrong-shape", "shape-violation") == (
        found.verdict,
        found.reason,
        found.mistake,
    )


def test_vectors_that_are_rows(answers: Answers) -> None:
    """Where scores are written u v^T, all vectors are rows, and U has words as rows."""
    found = answers(
        "(b)\n$$J = -\\log \\frac{\\exp(u_o v_c^T)}{\\sum_w \\exp(u_w v_c^T)}$$\n"
        "$$\\frac{\\partial J}{\\partial v_c} = (\\hat y - y) U$$\n\n"
        "(d)\n$$\\frac{\\partial J}{\\partial U} = (\\hat y - y)^T v_c$$\n\n"
        "(f)\n$$\\frac{\\partial J}{\\partial v_c} = (\\sigma(u_o v_c^T) - 1) u_o"
        " + \\sum_{k=1}^K \\sigma(u_k v_c^T) u_k$$\n"
        "$$\\frac{\\partial J}{\\partial u_k} = -\\sigma(u_k v_c^T) v_c$$\n"
    )
    asked = ("dJ_dvc", "dJ_dU", "neg_dvc", "neg_duk")

    assert ["passed", "passed", "passed", "failed"] == [found[each].verdict for each in asked]
    assert "sign-flipped" == found["neg_duk"].mistake


def test_scores_of_columns_and_an_outer_product(answers: Answers) -> None:
    """Where most scores are u^T v, one u v^T is a matrix and wrong."""
    found = answers(
        "(f)\n$$\\frac{\\partial J}{\\partial v_c} = (\\sigma(u_o^T v_c) - 1) u_o"
        " + \\sum_{k=1}^K \\sigma(u_k^T v_c) u_k$$\n"
        "$$\\frac{\\partial J}{\\partial u_k} = \\sigma(u_k v_c^T) v_c$$\n"
    )

    assert ("passed", "failed") == (found["neg_dvc"].verdict, found["neg_duk"].verdict)

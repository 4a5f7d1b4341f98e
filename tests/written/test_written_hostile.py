"""Bad input ends in one clear line, in bounded steps; nothing raises."""

import json

import pytest

from grader.written.document.read import Unreadable, read_document
from tests.written.conftest import Answers

HEAD = "## b\n\n$$\\frac{\\partial J}{\\partial v_c} = "


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.md", b"%PDF-1.7 ...", "PDF"),
        ("a.md", b"PK\x03\x04rest", "no text"),
        ("a.md", b"a\x00b", "no text"),
        ("a.md", b"", "empty"),
        ("a.md", b" \n\n ", "empty"),
        ("a.md", b"x" * 5_000_000, "too long"),
        ("a.tex", rb"\input{/etc/passwd}", "not followed"),
        ("a.tex", rb"\include{other}", "not followed"),
        ("a.ipynb", b"{}", "no notebook"),
        ("a.ipynb", b"[" * 100_000, "no notebook"),
    ],
)
def test_a_file_that_is_not_read(name: str, content: bytes, why: str) -> None:
    """One line says why."""
    found = read_document(name, content)

    assert isinstance(found, Unreadable)
    assert why in found.why and "\n" not in found.why


@pytest.mark.parametrize(
    ("formula", "why"),
    [
        ("{" * 10_000 + "x" + "}" * 10_000, "20000 characters"),
        ("{" * 900 + "x" + "}" * 900, "nested deeper"),
        ("(" * 900 + "x" + ")" * 900, "nested deeper"),
        (r"\hat" * 900, "nested deeper"),
        ("e^{" * 100 + "x" + "}" * 100, "nested deeper"),
        ("2^{99999999} U y", "this large"),
        ("9^{9^{9^{9}}} U y", "this large"),
        ("+".join(["u_o"] * 1500), "3000 signs"),
        ("|" * 500, "nested deeper"),
        ("\ud7ff", "not understood"),
    ],
)
def test_a_formula_beyond_the_bounds(formula: str, why: str, answers: Answers) -> None:
    """The formula waits for a person, with the reason."""
    answer = answers(HEAD + formula + "$$\n")["dJ_dvc"]

    assert "needs-review" == answer.verdict
    assert why in answer.message


@pytest.mark.parametrize(
    "macros",
    [
        r"\newcommand{\a}{\a\a}",
        r"\newcommand{\a}{\b}\newcommand{\b}{\a}",
        r"\newcommand{\a}{xxxxxxxxxx}" * 3 + r"\newcommand{\a}[1]{#1#1#1#1\a{#1#1#1}}",
        r"\def\a{\a x}",
    ],
)
def test_a_macro_that_expands_for_ever(macros: str, answers: Answers) -> None:
    """It is cut off and named."""
    answer = answers(macros + "\n" + HEAD + r"\a{x}$$" + "\n")["dJ_dvc"]

    assert "needs-review" == answer.verdict
    assert r"\a" in answer.message


@pytest.mark.parametrize(
    "text",
    [
        "$" * 50_000,
        "$$ " * 20_000,
        "<!--" * 20_000,
        r"\begin{align}" * 5_000,
        r"\newcommand{\a}{" * 5_000,
        "\n".join(f"({letter}) x" for letter in "abcdefgh" * 1_000),
        "$a$ " * 10_000,
        "(b) ∂J/∂v_c = U(y − ŷ) and so on\n" * 2_000,
        "a = " + "," * 1_900 + "\n" + "∂" * 1_900 + "=\n",
        "(b) " + "$x_w + 1$ is so " * 10_000,
        "(g) " + "$n_k$ how often " * 10_000,
        r"\begin{enumerate}" + "\\item x\n" * 20_000,
        HEAD + r"\\" * 5_000 + "$$",
        HEAD + "".join(rf"\sum_{{{each}}}" for each in "abdefghijklmn") + " u_a$$",
    ],
)
def test_much_of_anything_ends(text: str, answers: Answers) -> None:
    """Long and odd documents are graded, and nothing in them passes."""
    assert "passed" not in {each.verdict for each in answers(text).values()}


def test_a_notebook_is_its_markdown_cells(answers: Answers) -> None:
    """Code cells are no text; places are named by cell."""
    cells = [
        {"cell_type": "code", "source": ["x = 1"]},
        {
            "cell_type": "markdown",
            "source": ["## b\n", "\n", HEAD.split("\n")[-1], r"U(\hat y - y)$$"],
        },
    ]
    answer = answers(json.dumps({"cells": cells}), name="a.ipynb")["dJ_dvc"]

    assert ("passed", "cell 2, line 3") == (answer.verdict, answer.place)

"""What no reader sees as text is no answer; what a reader sees, in whatever form, is no zero."""

import pytest

from grader.written.document.read import Document, read_document
from tests.written.conftest import Answers
from tests.written.test_written_empty import state

RIGHT = "$$\\frac{\\partial J}{\\partial v_c} = U(\\hat y - y)$$"
INLINE = "$\\frac{\\partial J}{\\partial v_c} = U(\\hat y - y)$"
TEX = "\\documentclass{article}\\begin{document}\n\\section*{(b)}\n"
OTHER = "\n\n## (e)\n\n$\\sigma(x)(1-\\sigma(x))$\n"


@pytest.mark.parametrize(
    "hidden",
    [
        f"\\iffalse\n{RIGHT}\n\\fi\n",
        f"\\iffalse \\ifx\\a\\b\\fi\n{RIGHT}\n\\fi\n",
        f"\\if0\n{RIGHT}\n\\fi\n",
        f"\\begin{{comment}}\n{RIGHT}\n\\end{{comment}}\n",
        f"% {INLINE}\n",
        f"\\end{{document}}\n{RIGHT}\n",
    ],
)
def test_a_comment_of_latex_is_nothing(hidden: str, answers: Answers) -> None:
    """What LaTeX leaves out is no answer, and nothing stands there."""
    assert "unanswered" == state(answers, TEX + hidden, "dJ_dvc", name="a.tex")


@pytest.mark.parametrize(
    "shown",
    [
        f"\\begin{{verbatim}}\n{RIGHT}\n\\end{{verbatim}}\n",
        f"\\begin{{lstlisting}}[language=TeX]\n{RIGHT}\n\\end{{lstlisting}}\n",
        f"\\verb|{INLINE}|\n",
        f"\\textcolor{{white}}{{{INLINE}}}\n",
        f"{{\\color{{white}} {INLINE}}}\n",
        f"\\newcommand{{\\hide}}[1]{{}}\n\\hide{{{INLINE}}}\n",
    ],
)
def test_code_and_tricks_of_latex_are_for_a_person(shown: str, answers: Answers) -> None:
    """A formula as its source or in white is no formula, but something stands there."""
    assert "needs-review" == state(answers, TEX + shown, "dJ_dvc", name="a.tex")


def test_what_latex_shows_is_read(answers: Answers) -> None:
    """Text in a formula, an escaped per cent and the branch that is taken are read."""
    text = TEX + f"90\\% \\text{{of}} it: \\iffalse no \\else {RIGHT} \\fi\n% a remark\n"

    assert "passed" == state(answers, text, "dJ_dvc", name="a.tex")


@pytest.mark.parametrize(
    "hidden",
    [
        f"<!-- {INLINE} -->",
        f"<!--\n\n{RIGHT}\n\n-->",
        f"[//]: # ({INLINE})",
        f'[//]: # "{INLINE}"',
        f"[comment]: <> ({INLINE})",
    ],
)
def test_a_comment_of_markdown_is_nothing(hidden: str, answers: Answers) -> None:
    """A comment is no answer, over however many lines."""
    assert "unanswered" == state(answers, f"## (b)\n\n{hidden}{OTHER}", "dJ_dvc")


@pytest.mark.parametrize(
    "shown",
    [
        f'<span style="display:none">{INLINE}</span>',
        f"<div hidden>\n\n{RIGHT}\n\n</div>",
        f'<div style="visibility: hidden"><div>{INLINE}</div>{INLINE}</div>',
        f"<p style='font-size:0'>{INLINE}</p>",
        f'<font color="white">{INLINE}</font>',
        f'<span style="color:#FFF">{INLINE}',
        f"<template>{INLINE}</template>",
        f"<del>{INLINE}</del>",
        f"    {INLINE}",
        f"\t{RIGHT}",
        f"`{INLINE}`",
        f"``{INLINE}``",
        f"```\n{RIGHT}\n```",
        f"~~~tex\n{RIGHT}\n~~~",
        f"![{INLINE}](scan.png)",
        f"<!-- \n{RIGHT}",
    ],
)
def test_code_and_hidden_elements_are_for_a_person(shown: str, answers: Answers) -> None:
    """A formula as code or in an element that is not shown neither passes nor earns a zero."""
    assert "needs-review" == state(answers, f"## (b)\n\n{shown}\n", "dJ_dvc")


@pytest.mark.parametrize(
    "shown",
    [
        f"- first\n\n    {INLINE}",
        f"words\n    {INLINE}",
        f"$$\n\n    {RIGHT[2:-2]}\n\n$$",
        f"a back tick ` alone\n\n{INLINE}\n\nand ` another",
        f"<details><summary>hidden</summary>\n\n{RIGHT}\n\n</details>",
        f'<div style="overflow:hidden" aria-hidden="false">\n\n{RIGHT}\n\n</div>',
        f"<!-- a note -->\n{RIGHT}\n<!-- another -->",
        f"\\`\n{RIGHT}\n\\`",
    ],
)
def test_what_markdown_shows_is_read(shown: str, answers: Answers) -> None:
    """The indent of a list, a single back tick, an element that is shown hide nothing."""
    assert "passed" == state(answers, f"## (b)\n\n{shown}\n", "dJ_dvc")


def test_a_plain_text_has_no_code(answers: Answers) -> None:
    """In a `.txt` an indent is an indent."""
    text = "(b)\n\n    ∂J/∂v_c = U(ŷ − y)\n"

    assert "passed" == state(answers, text, "dJ_dvc", name="a.txt")
    assert "needs-review" == state(answers, text, "dJ_dvc", name="a.md")


@pytest.mark.parametrize(
    ("line", "marks"),
    [
        ("<!-- answer: dJ_dvc -->", True),
        ("  <!--answer:dJ_dvc-->  ", True),
        ("see `<!-- answer: dJ_dvc -->`", False),
        ("```\n<!-- answer: dJ_dvc -->\n```", False),
        ("the line <!-- answer: dJ_dvc --> above it", False),
        ("<!-- here: <!-- answer: dJ_dvc -->", False),
    ],
)
def test_a_marker_stands_alone(line: str, marks: bool, answers: Answers) -> None:
    """Only a marker that has its line to itself, outside code, names a question."""
    found = state(answers, f"{line}\n\n$$U(\\hat y - y)$$\n", "dJ_dvc")

    assert ("passed" if marks else "needs-review") == found


def test_lines_stay_where_they_were() -> None:
    """A comment is blanked, never cut out."""
    document = read_document("a.md", b"a\n<!--\nx\n-->\nb `c`\n")

    assert isinstance(document, Document)
    assert "a\n    \n \n   \nb `c`\n" == document.text
    assert ((15, 18),) == document.aside

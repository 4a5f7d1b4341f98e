"""Laws of formulas: real MathML, or the source as code; never anything else."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.reports.formula import ELEMENTS, formula


@pytest.mark.parametrize(
    ("latex", "expected"),
    [
        (
            r"\operatorname{softmax}(x)",
            "<mi>softmax</mi>",
        ),
        (r"\mathrm{loss}", "<mi>loss</mi>"),
        (r"\boldsymbol{U}", "<mi>𝑼</mi>"),
        (r"\sum_{k=1}^K k", "<munderover><mo>∑</mo>"),
        (r"J = -x", '<mo form="prefix">−</mo>'),
        (r"\log x", '<mi>log</mi><mspace width="0.17em" /><mi>x</mi>'),
    ],
)
def test_latex_is_set_as_tex_would(latex: str, expected: str) -> None:
    """Words are upright, sums have limits, a sign after `=` is a prefix, log keeps distance."""
    assert expected in formula(latex)


@pytest.mark.parametrize(
    "latex",
    [
        r"\text{<script>alert(1)</script>}",
        r"\href{javascript:alert(1)}{x}",
        r"\style{background:url(//x)}{x}",
        r"\class{a}{b}",
        r"\frac{",
        r"\nosuchcommand{x}",
        r"\text{a & b}",
        "",
    ],
)
def test_what_is_no_formula_is_shown_as_its_source(latex: str) -> None:
    """What can't be converted, or converts to more than mathematics, is escaped code."""
    shown = formula(latex)

    assert shown.startswith('<code class="formula">')
    assert ["code", "code"] == re.findall(r"</?([a-z]+)", shown)


@given(st.text("\\{}^_&<>\"'=/ abxtehrfscipdolmj()0", max_size=40))
def test_no_latex_yields_another_element(latex: str) -> None:
    """Whatever the source, only MathML's elements (or one code element) come out."""
    found = set(re.findall(r"<([^\s/>]+)", formula(latex)))

    assert found <= ELEMENTS | {"code"}

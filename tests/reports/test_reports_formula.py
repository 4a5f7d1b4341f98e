"""Laws of formulas: real MathML, or the source as code; never anything else."""

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.reports.formula import ATTRIBUTES, ELEMENTS, LENGTHS, LONGEST, Style, formula


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
        r"\hspace{-50em}x",
        r"\hspace{9999em}x",
        r"\rule{99em}{99em}",
        r"\raisebox{99em}{x}",
        "x" * 20_000,
        "{" * 60 + "x" + "}" * 60,
        r"\frac" * 200,
        r"\left(" * 100 + "x" + r"\right)" * 100,
        r"\sqrt" * 250 + "x",
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


PIECES = [r"\frac", r"\left(", r"\right)", r"\hspace{", r"\text{", r"\href{", "9em}", "-3em}"]
PIECES += [r"\begin{array}{c}", r"\end{array}", r"\style{", r"\color{red}", "<script>", "{", "}"]
PIECES += ["_", "^", "&", r"\\", "x", r"\sum", r"\mathbf", r"\hat", r"\rule{", "\u202e", "\x00"]


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.sampled_from(PIECES), max_size=60).map("".join),
    st.sampled_from(["block", "row", "inline"]),
)
def test_whatever_a_student_writes_is_formula_or_code(latex: str, style: Style) -> None:
    """Known elements and attributes, well formed, no length that covers others, nothing hidden."""
    shown = formula(latex, style)
    tree = ElementTree.fromstring(shown)
    lengths = [
        float(found[1])
        for element in tree.iter()
        for name in LENGTHS
        if (found := re.match(r"(-?[\d.]+)em", element.get(name, "")))
    ]

    assert {element.tag for element in tree.iter()} <= ELEMENTS | {"code"}
    assert {name for each in tree.iter() for name in each.attrib} <= ATTRIBUTES | {"class"}
    assert all(-1 < length <= LONGEST for length in lengths)
    assert not set("\u202e\x00") & set(shown)


def test_colours_are_left_out() -> None:
    """A formula in colours is set, in the page's own."""
    assert "<mi>x</mi>" in formula(r"\textcolor{red}{x}")
    assert "red" not in formula(r"\textcolor{red}{x}")

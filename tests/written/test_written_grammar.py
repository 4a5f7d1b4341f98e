"""The grammar: every sign is understood or the formula is not read; printing and reading agree."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.written.parse.formula import Parsed, Unread, parse
from grader.written.parse.printing import latex
from grader.written.parse.tree import (
    Apply,
    Derivative,
    Loss,
    Name,
    Negative,
    Node,
    Number,
    Plus,
    Product,
    Quotient,
    Relation,
    Total,
    Transposed,
)

SIGNS = (
    r"\frac \partial \sum \sigma \exp \log \hat \left( \right) ( ) [ ] { } ^ _ + - = & \\ | \| "
    r"u v c o w y U T x 0 1 \cdot \circ \text{for} \begin{cases} \end{cases} \dots , ' / "
    r"\nabla J P \top e d * % # \foo ŷ ∂ σ ∑ 𝑥 \newcommand"
).split()


def tree(source: str) -> Node:
    """Return the tree of a formula that must be understood."""
    parsed = parse(source)
    assert isinstance(parsed, Parsed), parsed
    return parsed.tree


@given(st.lists(st.sampled_from(SIGNS), max_size=30))
def test_any_signs_give_a_tree_or_a_reason(signs: list[str]) -> None:
    """The parser is total: no input raises."""
    parsed = parse(" ".join(signs))

    assert isinstance(parsed, Parsed) or parsed.why


@given(st.text(max_size=80))
def test_any_text_gives_a_tree_or_a_reason(text: str) -> None:
    """No text at all raises."""
    parsed = parse(text)

    assert isinstance(parsed, Parsed) or parsed.why


names = st.builds(
    Name,
    st.sampled_from(["u", "v", "y", "U", "x", "theta"]),
    st.sampled_from(["", "hat"]),
    st.sampled_from([(), (Name("w"),), (Name("o"),), (Name("w", "", (Name("s"),)),)]),
)
atoms = st.one_of(
    names,
    st.builds(Number, st.integers(0, 99).map(float)),
    st.just(Loss("J")),
    st.just(Loss("J", "neg")),
)


def _larger(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    terms = inner.filter(lambda node: not isinstance(node, Plus | Negative))
    signed = st.one_of(terms, st.builds(Negative, terms))
    factors = inner.filter(lambda node: not isinstance(node, Product))
    ranges = st.sampled_from(
        [
            ((Name("w"),), None),
            ((Relation(Name("k"), "=", Number(1.0)),), Name("K")),
            ((Relation(Name("w"), "in", Name("V")), Relation(Name("w"), "!=", Name("o"))), None),
        ]
    )
    return st.one_of(
        st.builds(Plus, st.lists(signed, min_size=2, max_size=3).map(tuple)),
        st.builds(Quotient, inner, inner),
        st.builds(Apply, st.sampled_from(["exp", "log", "sigmoid"]), inner.map(lambda n: (n,))),
        st.builds(Transposed, st.one_of(names, inner.filter(lambda n: not _scripted(n)))),
        st.builds(
            Derivative,
            inner.filter(lambda n: not isinstance(n, Number)),
            st.just(Name("v", "", (Name("c"),))),
        ),
        st.builds(lambda r, body: Total(r[0], r[1], body), ranges, terms),
        st.lists(factors, min_size=2, max_size=3).flatmap(
            lambda items: st.lists(
                st.sampled_from(["", "dot", "hadamard"]),
                min_size=len(items) - 1,
                max_size=len(items) - 1,
            ).map(lambda glue: Product(tuple(items), tuple(glue)))  # type: ignore[arg-type]
        ),
    )


def _scripted(node: Node) -> bool:
    return isinstance(node, Transposed | Number | Loss | Apply)


@pytest.mark.filterwarnings("ignore:Generating overly large repr")
@settings(max_examples=200, deadline=None)
@given(st.recursive(atoms, _larger, max_leaves=8))
def test_what_is_printed_is_read_again(node: Node) -> None:
    """Reading the print of a tree gives a tree that prints the same."""
    printed = latex(node)
    parsed = parse(printed)

    assert isinstance(parsed, Parsed), (printed, parsed)
    assert printed == latex(parsed.tree)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (r"u_o^T v_c", r"u_o^{\top} v_c"),
        (r"u_o^T v_c", r"u^{T}_o v_c"),
        (r"u_o^T v_c", r"u_o^\intercal v_c"),
        (r"u_o^T v_c", "u_oᵀ v_c"),
        (r"\hat{y}_w", r"\hat{y_w}"),
        (r"\hat{y}_w", "ŷ_w"),
        (r"\hat{y}", r"\widehat{\mathbf{y}}"),
        (r"\sum_{w=1}^{V} u_w", r"\sum\limits_{w=1}^V u_w"),
        (r"\sum_{w \in V} u_w", r"\Sigma_{w\in V}\, u_w"),
        (r"\frac{\partial J}{\partial v_c}", r"\dfrac{\partial J}{\partial v_{c}}"),
        (r"\frac{\partial J}{\partial v_c}", r"\nabla_{v_c} J"),
        (r"\frac{\partial J}{\partial v_c}", r"\partial J / \partial v_c"),
        (r"\frac{\partial J}{\partial v_c}", "∂J/∂v_c"),
        (r"\frac{\partial J}{\partial v_c}", r"\frac{\partial}{\partial v_c} J"),
        (r"\exp(u_w^T v_c)", r"e^{u_w^T v_c}"),
        (r"\exp(u_w^T v_c)", r"\exp u_w^T v_c"),
        (r"\exp(u_w^T v_c)", r"\exp\left[u_w^T v_c\right]"),
        (r"\log x", r"\ln x"),
        (r"\sigma(x)", r"\text{sigmoid}(x)"),
        (r"softmax(x)", r"\operatorname{softmax}(x)"),
        (r"u_{w}", r"u*{w}"),
        (r"U(\hat{y} - y)", r"U\left(\hat{y} - y\right)"),
        (r"x - y", "x − y"),
    ],
)
def test_spellings_of_one_formula(one: str, other: str) -> None:
    """Different hands write the same formula; the trees are equal."""
    assert tree(one) == tree(other)


@pytest.mark.parametrize(
    ("source", "why"),
    [
        (r"a \pm b", "plus or minus"),
        (r"a \star\star b", "not understood"),
        (r"U^{-1", "brace"),
        (r"\begin{foo} x \end{foo}", "foo"),
        (r"a / b c", "slash"),
        (r"\|x\|_1", "Euclidean"),
        (r"\foo x", r"\foo"),
        (r"u_w!", "factorial"),
        (r"(a, b) c", "list"),
        (r"P(o, D | c)", "bar"),
        (r"\sigma^{-1}(x)", "power"),
        ("", "empty"),
    ],
)
def test_what_is_not_understood_is_said(source: str, why: str) -> None:
    """A sign without a meaning makes the whole formula unread."""
    parsed = parse(source)

    assert isinstance(parsed, Unread)
    assert why in parsed.why


def test_a_lost_bracket_is_a_guess() -> None:
    """A bracket that is put back could mend a real error: the note says so."""
    parsed = parse(r"\sigma(u_o^T v_c")

    assert isinstance(parsed, Parsed)
    assert ["guess"] == [note.severity for note in parsed.notes]


def test_a_sum_reaches_to_the_next_plus() -> None:
    """What stands behind a plus is no part of the sum."""
    assert isinstance(tree(r"\sum_w u_w + u_o"), Plus)
    assert isinstance(tree(r"\sum_w u_w \cdot \hat{y}_w"), Total)

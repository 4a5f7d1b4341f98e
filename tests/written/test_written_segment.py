"""Segmentation and labels: what is a formula, a row, a claim, a place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.written.document.allowance import Allowance
from grader.written.document.macros import expanded, read_macros
from grader.written.locate.labels import label_of
from grader.written.locate.paths import labels_match, path_after
from grader.written.parse.lexical import cleaned
from grader.written.parse.tokens import tokenize
from grader.written.segment.blocks import blocks_of
from grader.written.segment.reader import Reader, Reading


def reading(text: str) -> Reading:
    """Return the regions and chains of a text."""
    kept, macros = read_macros(text)
    return Reader(kept, macros).read()


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("## Question 1", ("1",)),
        ("**b(i)**. Compute the derivative", ("b", "i")),
        ("**b.ii.** When is it zero?", ("b", "ii")),
        ("## 2 b", ("2", "b")),
        ("### (b) Derivative by the center", ("b",)),
        ("### 6.1 $v_c$", ("6", "1")),
        ("### 7 $g$", ("7", "g")),
        ("Q3 c)", ("3", "c")),
        ("a) Softmax", ("a",)),
        ("(iv)  $u_c$", ("iv",)),
        (r"\section*{Problem 2 (b)}", ("2", "b")),
        (r"\item[(c)] For", ("c",)),
        ("**c** (5 points) Compute", ("c",)),
        ("_a_. Prove", ("a",)),
    ],
)
def test_labels_of_headings(line: str, parts: tuple[str, ...]) -> None:
    """The many ways to write a label."""
    label = label_of(line)

    assert label is not None
    assert parts == label.parts


@pytest.mark.parametrize(
    "line", ["a person must look", "I think so", "A is a matrix", "2021 was", "$$J(x) = 1$$", ""]
)
def test_words_are_no_labels(line: str) -> None:
    """A line of prose starts no place."""
    assert label_of(line) is None


def test_paths_nest() -> None:
    """A roman number stands below its letter, a letter below its number."""
    assert ("b", "i") == path_after(("b",), ("i",))[0]
    assert ("2", "b") == path_after(("2",), ("b",))[0]
    assert ("b", "ii") == path_after(("b", "i"), ("ii",))[0]
    assert ("c",) == path_after(("b", "ii"), ("c",))[0]
    assert 2 == labels_match("b(i)", ("1", "b", "i"))
    assert 1 == labels_match("b", ("b", "i"))
    assert 0 == labels_match("b", ("c",))


@given(st.text(alphabet="ab $\\[]()\n{}=&-<!>", max_size=60))
def test_blocks_lose_nothing(text: str) -> None:
    """Blocks come in order, do not overlap, and each is what stands at its place."""
    position = 0
    for block in blocks_of(text):
        assert text[block.start : block.start + len(block.content)] == block.content
        assert block.start >= position
        position = block.start + len(block.content)


@given(st.text(alphabet="ab=$\\{}&()_^ \n", max_size=60))
def test_any_text_is_segmented(text: str) -> None:
    """Segmentation is total."""
    assert reading(text).regions


def test_rows_join_into_one_chain() -> None:
    """Rows that begin with = go on; a row with a left-hand side of its own is a new chain."""
    text = r"$$\begin{aligned} A &= B \\ &= C \\ D &= G \end{aligned}$$"
    chains = reading(text).chains

    assert [["A", "B", "C"], ["D", "G"]] == [[m.source for m in c.members] for c in chains]


def test_displays_in_a_row_imply_equality() -> None:
    """A display without a relation goes on from the one just before it, not over words."""
    chains = reading("$$A = B$$\n$$C$$\n\nand\n\n$$D$$").chains

    assert [3, 1] == [len(each.members) for each in chains]
    assert "implied" == chains[0].members[2].relation


def test_conditions_are_no_claims() -> None:
    """`When $w = o$` puts a condition in force for what follows it."""
    chains = reading("When $w = o$\n\n$$a_w = b$$\n\nWhen $w \\neq o$\n\n$$a_w = c$$").chains

    assert ["=", "!="] == [each.conditions[0].sign for each in chains]  # type: ignore[union-attr]


def test_a_trailing_range_is_no_condition() -> None:
    """k = 1, ..., K speaks of all."""
    (chain,) = reading(r"$$a_k = b_k, \quad k = 1, \dots, K$$").chains

    assert () == chain.conditions


def test_macros_take_arguments() -> None:
    """Arguments are put in; lines keep their numbers."""
    text, macros = read_macros("\\newcommand{\\pd}[2]{\\frac{#1}{#2}}\n$x$")
    tokens, _ = cleaned(expanded(tokenize(r"\pd{a}{b}"), macros, Allowance(100)))

    assert "\n$x$" == text.lstrip(" ")
    assert r"\frac{{a}}{{b}}" == "".join(each.text for each in tokens)

"""Laws of written answers on the student's page."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from grader.model.derivation import Derivation, Macro
from grader.model.results import QuestionResult
from grader.reports.html import render_report
from grader.reports.side_grid import side_grids
from grader.reports.student_math import StudentMath, expanded
from tests.reports import report_written as fakes
from tests.reports.page_structure import tags, text


def page_of(*questions: QuestionResult) -> str:
    """Return the page of a homework with these questions."""
    return render_report(fakes.homework("ada", *questions))


def derived(question: QuestionResult, **changes: object) -> QuestionResult:
    """Return a written question with another derivation."""
    (check,) = question.checks
    assert check.derivation is not None
    changed = check.derivation.model_copy(update=changes)
    check = check.model_copy(update={"derivation": changed})
    return question.model_copy(update={"checks": (check,)})


def test_first_wrong_line_is_open_with_all_that_is_known() -> None:
    """What is wrong and what to do stand first; then the line, both sides, and what mends it."""
    said = text(page_of(fakes.FAILED))
    expected = [
        "Derivative by the true outside vector wrong 0.5 of 2 The whole answer has the wrong sign. "
        "Try next: Begin at line 5: the first line that does not hold.",
        "✗Line 5 is the first that does not hold",
        "✗does not hold",
        "It is not equal to the expression before it. What mends it: A minus sign is missing.",
        "With that edit",
        "Your line gives a column of 3",
        "wrong: 0.5865",
        "Line 4 gives a column of 3",
        "Random numbers: outside 8 × 3.",
        r"You wrote (1 - \yh_o) v_c",
    ]
    at = [said.find(phrase) for phrase in expected]

    assert [] == [phrase for phrase, place in zip(expected, at, strict=True) if place < 0]
    assert sorted(at) == at


def test_only_the_entries_that_differ_are_marked() -> None:
    """An entry that is equal is not marked, nor what rounding left of 0, which is printed as 0."""
    theirs, due = side_grids(fakes.COLUMN, "yours", "due")

    assert [[True], [False], [False]] == [[cell.wrong for cell in row] for row in theirs.rows]
    assert "0" == theirs.rows[2][0].text
    assert not any(cell.wrong for row in due.rows for cell in row)
    assert not theirs.differs


def test_another_shape_is_told_and_marks_no_entry() -> None:
    """Where the sides have different shapes, that is what differs."""
    values = fakes.COLUMN.model_copy(update={"claimed": (("1", "2", "inf"),)})
    theirs, _ = side_grids(values, "yours", "due")

    assert ("a row of 3", True) == (theirs.nature, theirs.differs)
    assert not any(cell.wrong for cell in theirs.rows[0])


def test_each_line_has_its_verdict_in_words() -> None:
    """Lines come in order with place, verdict, and whether the first wrong one is behind."""
    page = page_of(fakes.FAILED)
    said = text(page.partition('<ol class="chain">')[2])
    verdicts = re.findall(r"line \d|holds", said)

    assert ["line 3", "holds", "line 4", "holds"] == verdicts[:4]
    assert "✗does not hold" in said
    assert "After the first wrong line line 6" in said
    assert "?can't be read a subscript of a whole expression is not understood" in said
    assert 1 == page.count("After the first wrong line")
    assert 1 == page.count('id="q1-wrong"')


def test_chain_that_equals_its_start_again_is_told() -> None:
    """A line that does not follow from a wrong one, but is right, is not left as wrong."""
    assert "does not hold but equals the start again" in text(page_of(fakes.KINDLY))


def test_wrong_line_on_the_way_to_a_right_answer_is_told_kindly() -> None:
    """The answer stays right, the line is shown, and the fold is open."""
    page = page_of(fakes.KINDLY)

    assert (
        "Your final answer is right; on the way, line 10 does not hold: not equal to the reference."
        in text(page)
    )
    assert "<details open>" in page


def test_right_answer_is_one_row_that_opens() -> None:
    """The final formula and the marks are seen at once, the lines on demand, notes always."""
    page = page_of(fakes.RIGHT)
    summary = page.partition("<details>")[2].partition("</summary>")[0]

    assert "2 of 2" in text(summary)
    assert 1 == summary.count("<math")
    assert "2 lines" in text(summary)
    assert "Beside these, with no claim: o (line 1)." in text(page)
    assert "Note: Right up to a transpose: rows and columns are exchanged." in text(page)


def test_right_proof_shows_both_its_ends() -> None:
    """An answer without a final formula folds to what its chain starts from and ends in."""
    page = page_of(derived(fakes.RIGHT, final=()))
    summary = page.partition("<details>")[2].partition("</summary>")[0]

    assert "<mo>∂</mo>" in summary or "<mi>∂</mi>" in summary
    assert "<mi>U</mi>" in summary


def test_head_of_the_part_tells_how_it_was_read() -> None:
    """Convention, notes, unread formulas and refused files stand there, each once."""
    page = page_of(fakes.FAILED)
    said = text(page)

    assert (
        "homework.tex: U is read so that the words are the rows of U, though line 1 says columns."
        in said
    )
    assert 1 == said.count("0 is read as o")
    assert r"1 formula can’t be read line 7 (\delta)_{ij} < < is not expected here" in said
    assert "scan.md ✗Not read: this is a PDF: hand in its source" in said


def test_free_text_is_shown_with_what_a_person_looks_for() -> None:
    """Its formulas are set, its line breaks kept, all else escaped; nothing is to do."""
    page = page_of(fakes.FREE_TEXT)

    assert "A person marks this answer. Nothing to do: a person reads this." in text(page)
    assert "dot products,\n&lt;b&gt;no&lt;/b&gt; sum over <math" in page
    assert "<mtable" in page
    assert "A person looks for K + 1 words in place of all" in text(page)
    assert "<li>no normalisation</li>" in page


def test_answer_that_was_not_found_says_how_to_label_it() -> None:
    """The message with the labels stands first, ticks set as code."""
    page = page_of(fakes.UNLOCATED)

    assert "<code>&lt;!-- answer: sg_dvw --&gt;</code>" in page
    assert "2 open No answer was found. Label it h(iii)" in text(page)


def test_expected_values_are_only_where_the_result_has_them() -> None:
    """Without a mended formula the page shows none."""
    shown = fakes.WRONG.model_copy(update={"mended": ""})
    page = page_of(derived(fakes.FAILED, lines=(*fakes.START, shown)))

    assert "With that edit" not in page
    assert "What mends it: A minus sign is missing." in text(page)


def test_mark_by_hand_stands_beside_the_graders_own() -> None:
    """A free text that a person marked says who, when and why, and what was looked for."""
    check = fakes.by_hand(fakes.FREE_TEXT.checks[0], 1.5)
    marked = fakes.FREE_TEXT.model_copy(update={"checks": (check,), "points": 1.5})
    said = text(page_of(marked))

    assert "1.5 of 2 by hand. The grader's own: waits for a person. By ta, 2026-11-21" in said
    assert "The grader said: A person marks this answer." in said
    assert "A person looks for" in said


def test_answer_that_a_pack_only_looked_for_is_found_or_not() -> None:
    """Without right answers at hand nothing is said to wait: it was found, or it was not."""
    found = derived(fakes.UNLOCATED, judged=False, final=("0",))
    absent = derived(fakes.UNLOCATED, judged=False)
    said = text(page_of(found, absent))

    assert "Derivative by another center vector found 2 open" in said
    assert "Derivative by another center vector not found 2 open" in said
    assert "waits for a person" not in said


def test_start_here_prefers_a_wrong_answer_to_a_missing_one() -> None:
    """What is wrong in writing is where to begin, before what was left out."""
    said = text(render_report(fakes.homework()))

    assert "Start here Derivative by the true outside vector The whole answer has" in said
    assert "When normalised vectors lose information not answered" in said


def test_code_and_written_answers_are_told_apart() -> None:
    """With both, the overview has a heading for each; with one alone it has none."""
    assert 2 == render_report(fakes.homework()).count('scope="rowgroup"')
    assert 'scope="rowgroup"' not in page_of(fakes.FAILED)


def test_macros_are_opened_and_the_source_stays() -> None:
    """A formula is set with the student's macros; its source is shown as it was written."""
    page = page_of(fakes.RIGHT)

    assert "<mover" in page
    assert '<code class="formula">' not in page
    assert r"<code>= U(\yh - y)</code>" in page


def test_macros_with_arguments_and_without_end() -> None:
    """Groups, commands and single signs are arguments; what never ends stays as it was."""
    macros = {
        r"\pd": Macro(arguments=2, body=r"\frac{\partial #1}{\partial #2}"),
        r"\J": Macro(arguments=0, body="J"),
        r"\loop": Macro(arguments=0, body=r"\loop\loop"),
    }

    assert r"\frac{\partial J }{\partial {x}}" == expanded(r"\pd{\J}{{x}}", macros).strip()
    assert r"\frac{\partial J }{\partial x}" == expanded(r"\pd \J x", macros).strip()
    assert r"\frac{\partial a}{\partial }" == expanded(r"\pd a", macros).strip()
    assert r"\loop" == expanded(r"\loop", macros)


def test_mangled_markdown_is_set_as_it_is_read() -> None:
    r"""`\_` and `*{` become subscripts, functions upright; `\text` is left alone."""
    maths = StudentMath({})

    assert "<msub>" in maths.set(r"u\_o", "")
    assert "<munder>" in maths.set(r"\sum*{w}", "")
    assert "<mi>softmax</mi>" in maths.set("softmax(x)", "")
    assert "<msub>" not in maths.set(r"\text{a\_b}", "")


def test_formulas_beyond_the_budget_are_shown_as_source() -> None:
    """A page sets so many letters of formulas and no more; a repeated formula costs once."""
    maths = StudentMath({}, budget=10)
    shown = [maths.set(latex, "") for latex in ("x + y", "x + y", "a + b", "c + d")]

    assert [True, True, True, False] == [each.startswith("<math") for each in shown]


@settings(max_examples=60, deadline=None)
@given(
    st.text(st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from("<>&\"'$\\{}_^")))
)
def test_no_answer_changes_the_structure(hostile: str) -> None:
    """Whatever a student writes, MathML's elements and code alone come and go."""

    def page(word: str) -> str:
        found = Derivation(
            place=word,
            final=(word,),
            lines=(fakes.head(word, word), fakes.line(word, "line 2", remarks=(word,), why=word)),
            edit=word,
            mended=word,
            text=word,
            criteria=(word,),
        )
        check = fakes.FREE_TEXT.checks[0].model_copy(update={"derivation": found})
        return page_of(fakes.FREE_TEXT.model_copy(update={"checks": (check,)}))

    def structure(word: str) -> list[object]:
        found = [tag for tag in tags(page(word)) if tag.name not in MATHS]
        return [(tag.name, set(tag.attributes) - SCROLLING) for tag in found]

    assert structure("x") == structure("x" + hostile)


SCROLLING = frozenset({"role", "aria-label", "tabindex"})
"""What a long formula has and a short one has not."""
MATHS = frozenset(
    {"code", "math", "mrow", "mi", "mo", "mn", "mtext", "mspace", "mpadded", "mphantom", "mstyle"}
    | {"mfrac", "msqrt", "mroot", "menclose", "mtable", "mtr", "mtd", "msub", "msup", "msubsup"}
    | {"munder", "mover", "munderover"}
)


def test_a_macro_behind_a_command_keeps_its_letters() -> None:
    """`\\top\\vc` is the transpose of something times v_c, not a command called topv."""
    macros = {"\\vc": Macro(arguments=0, body="v_c")}

    assert r"u_o^\top v_c" == expanded(r"u_o^\top\vc", macros).strip()

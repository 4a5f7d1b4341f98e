"""Hostile documents: one clear line each, and no more work than the bounds allow."""

import numpy as np
import pytest

from benchmarks.written_bounds import Hostile, hostile
from grader.written import limits
from grader.written.document.read import Unreadable, read_document
from grader.written.evaluate.budget import Budget
from grader.written.facts import WrittenFacts
from grader.written.parse.cursor import Cursor
from tests.written.conftest import Answers, GradeText

HEAD = "## b\n\n$$\\frac{\\partial J}{\\partial v_c} = "
DOCUMENTS = {each.name: each for each in hostile()}
READ = [name for name, each in DOCUMENTS.items() if len(each.content) <= 400_000]
LARGEST = 1_000_000
"""Numbers in one array beyond which memory would be a bound of its own."""


class Work:
    """Counts the nodes that are evaluated, the signs that are parsed and the largest array."""

    def __init__(self) -> None:
        self.nodes = self.signs = self.numbers = 0


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> Work:
    """Count all work that is done in a test."""
    counted = Work()
    spend, begin, repeat = Budget.spend, Cursor.__init__, np.repeat

    def spending(budget: Budget, steps: int = 1) -> None:
        counted.nodes += budget.outer is None
        spend(budget, steps)

    def beginning(cursor: Cursor, tokens: list) -> None:  # type: ignore[type-arg]
        counted.signs += len(tokens)
        begin(cursor, tokens)

    def repeating(array: np.ndarray, *arguments: object, **options: object) -> np.ndarray:
        found: np.ndarray = repeat(array, *arguments, **options)  # type: ignore[call-overload]
        counted.numbers = max(counted.numbers, found.size)
        return found

    monkeypatch.setattr(Budget, "spend", spending)
    monkeypatch.setattr(Cursor, "__init__", beginning)
    monkeypatch.setattr(np, "repeat", repeating)
    return counted


def graded(document: Hostile, grade_text: GradeText) -> WrittenFacts:
    """Grade a hostile document."""
    return grade_text(document.content.decode("latin-1"), name=document.file)


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("PDF by mistake", "this is a PDF: hand in its source"),
        ("empty file", "the file is empty"),
        ("input of a file outside", "is not followed: put everything in one file"),
        ("5 MB of LaTeX", "the file is too long"),
        ("notebook nested deeply", "this is no notebook that can be read"),
    ],
)
def test_a_file_that_is_refused(name: str, why: str) -> None:
    """One clear line says why, and nothing else is done."""
    document = DOCUMENTS[name]
    found = read_document(document.file, document.content)

    assert isinstance(found, Unreadable)
    assert why in found.why and "\n" not in found.why


@pytest.mark.parametrize("name", READ)
def test_the_work_on_a_document_is_bounded(name: str, grade_text: GradeText, work: Work) -> None:
    """Nodes, signs and arrays stay within the limits; nothing passes that should not."""
    facts = graded(DOCUMENTS[name], grade_text)

    assert len(facts.answers) > 0
    assert work.nodes <= limits.DOCUMENT_STEPS + limits.DIAGNOSIS_STEPS + 20_000
    assert work.signs <= 8 * limits.DOCUMENT_TOKENS
    assert work.numbers <= LARGEST


@pytest.mark.parametrize(
    ("formula", "why"),
    [
        ("{" * 10_000 + "x" + "}" * 10_000, "more than 20000 characters"),
        ("{" * 1_400 + "x" + "}" * 1_400, "nested deeper"),
        ("2^{10^{10}} U y", "this large"),
        ("(u_o^T v_c)^{9999999} u_o", "this large"),
        ("\\sum_{i=1}^{10^9} u_i", "not understood"),
        ("\\sum_{i=1}^{1000000000} u_i", "not understood"),
        (
            "".join(f"\\sum_{{{each}}}" for each in "abdefghi")
            + "".join(f"\\hat y_{each} " for each in "abdefghi")
            + "u_a",
            "too long",
        ),
        ("\\mathbf{1}_{10^9}", ""),
        ("e^{e^{e^{e^{e^{99}}}}} u_o", "this large"),
    ],
)
def test_a_formula_that_asks_for_too_much(formula: str, why: str, answers: Answers) -> None:
    """It waits for a person, with the reason."""
    answer = answers(HEAD + formula + "$$\n")["dJ_dvc"]

    assert "needs-review" == answer.verdict
    assert why in answer.message


@pytest.mark.parametrize(
    "name", ["a macro for ever", "a macro that doubles", "a macro with long arguments"]
)
def test_a_macro_without_end(name: str, grade_text: GradeText) -> None:
    """It is named where its formula stands."""
    facts = graded(DOCUMENTS[name], grade_text)

    assert any("expands" in why or "grows" in why for _, _, why in facts.unread)


def test_more_formulas_than_are_read(grade_text: GradeText) -> None:
    """The first formulas are judged; of the rest it is said that they are not read."""
    facts = graded(DOCUMENTS["30 sums, a hundred times"], grade_text)

    assert "read up to" in facts.unread[-1][2]
    assert "passed" not in {each.verdict for each in facts.answers}


def test_a_right_answer_behind_much_else(answers: Answers) -> None:
    """An answer that comes before the bounds are reached is judged."""
    graded = answers(HEAD + "U(\\hat y - y)$$\n\n" + "$\\sum_w \\hat y_w u_w + x$\n" * 300)

    assert "passed" == graded["dJ_dvc"].verdict


def test_naming_mistakes_takes_nothing_from_judging(answers: Answers) -> None:
    """After many wrong answers the last right one is still judged."""
    wrong = "\n".join(
        f"({label})\n$$\\frac{{\\partial J}}{{\\partial {by}}} = " + " + ".join(["u_o"] * 60) + "$$"
        for label, by in (("b", "v_c"), ("c", "u_o"), ("d", "U"), ("f", "u_k"))
    )
    graded = answers(wrong + "\n(e)\n$$\\frac{d\\sigma}{dx} = \\sigma(x)(1 - \\sigma(x))$$\n")

    assert "passed" == graded["sigmoid_deriv"].verdict

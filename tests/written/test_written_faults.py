"""Laws of our own faults in written answers: they are told, and cost nobody anything."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from grader.rubric.reference import load_reference
from grader.written.document.read import read_document
from grader.written.facts import AnswerFacts
from grader.written.grade import FAULT, grade_document
from tests.written.conftest import shipped

ROOT = Path(__file__).resolve().parents[2]
CORPUS = sorted((ROOT / "tests" / "written" / "corpus").glob("h*.*[!l]"))
DOCUMENT = rb"""
### (b)
$\frac{\partial J}{\partial v_c} = U(\hat{y} - y)$

### (c)
For $w = o$: $\frac{\partial J}{\partial u_o} = (\hat{y}_o - 1) v_c$

### (e)
$\sigma'(x) = \sigma(x)(1 - \sigma(x))$
"""


def answers(
    content: bytes, functions: Callable[[str], Any], edition: str
) -> dict[str, AnswerFacts]:
    """Grade a document; return what is known of each answer."""
    document = read_document("a.md", content)
    facts = grade_document(document, shipped(edition), functions, 7)
    return {each.question: each for each in facts.answers}


def test_a_fault_in_one_answer_leaves_the_others() -> None:
    """What breaks on our side waits for a person with the reason; nothing else is touched."""
    reference = load_reference(ROOT / "reference").function

    def broken(name: str) -> Any:
        if name == "sigmoid:sigmoid_grad":
            raise KeyError("of ours")
        return reference(name)

    found = answers(DOCUMENT, broken, "2021")

    slope = found["sigmoid_deriv"]
    assert ("needs-review", "cannot-tell", None) == (slope.verdict, slope.reason, slope.points)
    assert f"{FAULT} (KeyError: 'of ours'); a person must look" == slope.message
    assert "passed" == found["dJ_dvc"].verdict == found["dJ_duo"].verdict


def test_an_index_that_is_not_introduced_is_no_fault() -> None:
    """A formula under another's letter is looked at for every question of its label."""
    content = b"**3 d)** $\\frac{\\partial J}{\\partial u_k} = \\sigma_kv_c$\n\n"
    content += b"$\\frac{\\partial F(w_t,\\hat v)}{\\partial\\hat v}$\n"

    found = answers(content, load_reference(ROOT / "reference").function, "2017")

    assert not [each for each in found.values() if FAULT in each.message]
    assert "passed" != found["sg_dvw"].verdict


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.name)
def test_no_document_of_ours_meets_a_fault(path: Path) -> None:
    """Left to a person means not understood, never broken."""
    functions = load_reference(ROOT / "reference").function
    for edition in ("2017", "2023"):
        found = answers(path.read_bytes(), functions, edition)

        assert not [each for each in found.values() if FAULT in each.message]

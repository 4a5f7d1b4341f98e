"""Whole documents in different hands, labelled by hand."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.written.conftest import GradeText

FOLDER = Path(__file__).parent / "hands"
LABELS: dict[str, Any] = yaml.safe_load((FOLDER / "labels.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", sorted(LABELS))
def test_a_document_in_its_own_hand(name: str, grade_text: GradeText) -> None:
    """Every answer gets its label; nothing unlabelled passes or fails."""
    label = LABELS[name]
    facts = grade_text((FOLDER / name).read_text(encoding="utf-8"), label["edition"], name)
    found = {
        each.question: "passed" if each.verdict == "passed" else each.mistake
        for each in facts.answers
        if each.verdict != "needs-review"
    }

    assert label["answers"] == found
    assert label.get("layout", "columns") == facts.layout


def test_the_first_wrong_line_is_marked(grade_text: GradeText) -> None:
    """The first line that does not hold, with its values and its mending edit."""
    name = "slips.md"
    facts = grade_text((FOLDER / name).read_text(encoding="utf-8"), "2021", name)
    first = {
        each.question: next(line for line in each.lines if line.first_wrong)
        for each in facts.answers
        if any(line.first_wrong for line in each.lines)
    }
    wanted = LABELS[name]["first_wrong"]

    assert wanted == {key: first[key].line for key in wanted}
    assert first["dJ_duo"].values is not None
    assert first["dJ_duo"].edit is not None and "sign" in first["dJ_duo"].edit.message


def test_a_right_answer_over_a_wrong_line_still_passes(grade_text: GradeText) -> None:
    """Steps advise; final answers score."""
    facts = grade_text((FOLDER / "slips.md").read_text(encoding="utf-8"), "2021", "slips.md")
    (answer,) = [each for each in facts.answers if each.question == "sigmoid_deriv"]

    assert "passed" == answer.verdict
    assert any(line.verdict == "fails" for line in answer.lines)


def test_the_same_document_gives_the_same_facts(grade_text: GradeText) -> None:
    """Nothing depends on time, identity or order of hashing."""
    text = (FOLDER / "slips.md").read_text(encoding="utf-8")

    assert grade_text(text) == grade_text(text)

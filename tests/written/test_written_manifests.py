"""The manifests that ship: complete, consistent, and refused where they are not."""

import re
from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from grader.manual.pages import known
from grader.model.written import MISTAKES, Manifest, WrittenQuestion
from grader.rubric.reference import load_reference
from grader.written.compare.expected import expected_value
from grader.written.locate.targets import manifest_target
from grader.written.parse.formula import Parsed, parse
from grader.written.parse.tree import Name
from grader.written.worlds.families import worlds_of
from tests.written.conftest import ROOT, shipped

EDITIONS = ("2017", "2021", "2023")


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_expected_value_can_be_computed(edition: str) -> None:
    """Each question's reference exists and gives a value for the question's target."""
    functions = load_reference(ROOT / "reference").function
    for question in shipped(edition).questions:
        if question.expected is None or question.world is None:
            continue
        by = None
        if question.targets:
            parsed = parse(question.targets[0])
            assert isinstance(parsed, Parsed) and isinstance(parsed.tree, Name)
            by = parsed.tree
            assert manifest_target(question.targets[0])
        letters = ("k",) if question.when == "sample" else ()
        for world in worlds_of(question.world, 1, "rows", letters):
            assert expected_value(question.expected, by, world, functions).array.size


@pytest.mark.parametrize("edition", EDITIONS)
def test_points_are_those_of_a_homework(edition: str) -> None:
    """Every question has points; no mistake earns all of them."""
    for question in shipped(edition).questions:
        assert 0 < question.points <= 5
        assert all(marks < question.points for marks in question.mistakes.values())


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"kind": "derivative", "world": None}, "needs a world"),
        ({"targets": ()}, "what it is taken by"),
        ({"kind": "proof"}, "its two sides"),
        ({"kind": "free-text"}, "needs criteria"),
        ({"mistakes": {"scaled": 9}}, "worth more than the question"),
    ],
)
def test_an_incomplete_question_is_refused(changes: dict[str, Any], why: str) -> None:
    """The author learns what is missing."""
    good = shipped("2021").questions[1].model_dump()

    with pytest.raises(ValidationError, match=why):
        WrittenQuestion.model_validate(good | changes)


def test_ids_are_unique() -> None:
    """Two questions of one id are refused."""
    question = shipped("2021").questions[0].model_dump()

    with pytest.raises(ValidationError, match="used twice"):
        Manifest.model_validate(
            {"schema": 1, "id": "a", "title": "t", "questions": [question, question]}
        )


def test_marks_by_mistake() -> None:
    """A question's own marks come first, then the manifest's shares; one without a name none."""
    question = {
        "id": "q",
        "title": "Q",
        "kind": "derivative",
        "world": "sigmoid",
        "targets": ["x"],
        "expected": {"function": "a:b"},
        "points": 2.5,
        "mistakes": {"scaled": 2},
    }
    manifest = Manifest.model_validate(
        {
            "schema": 1,
            "id": "m",
            "title": "M",
            "questions": [question],
            "shares": {"scaled": 0.1, "sign-flipped": 0.25},
        }
    )

    earned = [manifest.earned(manifest.questions[0], each) for each in ("scaled", "sign-flipped")]

    assert [2, Decimal("0.63")] == earned
    assert 0 == manifest.earned(manifest.questions[0], None)
    assert 0 == manifest.earned(manifest.questions[0], "transposed")


def test_every_mistake_that_is_named_can_have_marks() -> None:
    """What the diagnosis may say is what a manifest may give marks for."""
    files = [*(ROOT / "grader/written/diagnose").glob("*.py")]
    files += [*(ROOT / "grader/written/compare").glob("*.py")]
    slugs = {
        slug
        for file in files
        for slug in re.findall(r'"([a-z]+(?:-[a-z]+)+)"', file.read_text(encoding="utf-8"))
    }
    entries = {each.slug for each in known() if each.group.startswith("Mistakes")}

    assert set() == (slugs & entries) - MISTAKES
    assert set() == MISTAKES - entries

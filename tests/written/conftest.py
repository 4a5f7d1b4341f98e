"""The manifests that ship and a grader of written text, for all tests of this folder."""

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from grader.model.written import Manifest
from grader.rubric.reference import load_reference
from grader.written.document.read import read_document
from grader.written.facts import AnswerFacts, WrittenFacts
from grader.written.grade import grade_document

ROOT = Path(__file__).resolve().parents[2]
GradeText = Callable[..., WrittenFacts]
Answers = Callable[..., dict[str, AnswerFacts]]


def shipped(edition: str) -> Manifest:
    """Return a manifest that ships, by the start of its name."""
    (path,) = (ROOT / "rubrics" / "written").glob(f"cs224n-{edition}-*.yaml")
    return Manifest.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))


@pytest.fixture(scope="session")
def grade_text() -> GradeText:
    """Give a function that grades a text by an edition's manifest."""
    functions = load_reference(ROOT / "reference").function
    manifests = {each: shipped(each) for each in ("2017", "2021", "2023")}

    def grade(text: str, edition: str = "2021", name: str = "a.md", seed: int = 5) -> WrittenFacts:
        document = read_document(name, text.encode())
        return grade_document(document, manifests[edition], functions, seed)

    return grade


@pytest.fixture(scope="session")
def answers(grade_text: GradeText) -> Answers:
    """Give a function that grades a text and returns its answers by question."""

    def graded(*arguments: str, **options: str) -> dict[str, AnswerFacts]:
        facts = grade_text(*arguments, **options)
        return {each.question: each for each in facts.answers}

    return graded

"""Laws of a rubric's written part: it is loaded with the rubric, and a wrong one is told."""

import json
from pathlib import Path

import pytest

from grader.rubric.errors import RubricErrors
from grader.rubric.fingerprint import fingerprint
from grader.rubric.load import load_rubric
from tests.rubric.doubling import RUBRIC, doubling

ROOT = Path(__file__).resolve().parents[2]
MANIFEST = """\
schema: 1
id: small
title: "Written"
questions:
  - id: slope
    title: "Derivative of the sigmoid"
    kind: derivative
    labels: ["a"]
    world: sigmoid
    targets: ['x']
    expected: {function: sigmoid:sigmoid_grad}
    points: 2
"""


@pytest.fixture
def rubric(tmp_path: Path) -> Path:
    """A small rubric that names a written part."""
    path = doubling(tmp_path)
    path.write_text(json.dumps({**RUBRIC, "written": "written.yaml"}))
    (tmp_path / "answers" / "sigmoid.py").write_text("def sigmoid_grad(x):\n    return x\n")
    (tmp_path / "written.yaml").write_text(MANIFEST)
    return path


def problems(path: Path) -> list[str]:
    """Return what is wrong with a rubric's written part, without its folder."""
    with pytest.raises(RubricErrors) as caught:
        print(load_rubric(path).manifest)
    return [str(each).removeprefix(f"{path.parent}/") for each in caught.value.problems]


@pytest.mark.parametrize("edition", ["cs224n-2017-a1", "cs224n-2021-a2", "cs224n-2023-a2"])
def test_the_shipped_rubrics_have_a_written_part(edition: str) -> None:
    """Each edition's manifest is sound and belongs to its rubric."""
    manifest = load_rubric(ROOT / "rubrics" / f"{edition}.yaml").manifest

    assert manifest is not None
    assert edition == manifest.id


def test_the_written_part_is_loaded(rubric: Path) -> None:
    """It is found beside the rubric; a rubric that names none has none."""
    manifest = load_rubric(rubric).manifest

    assert manifest is not None
    assert ["slope"] == [each.id for each in manifest.questions]
    rubric.write_text(json.dumps(RUBRIC))
    assert load_rubric(rubric).manifest is None


def test_the_written_part_is_part_of_the_fingerprint(rubric: Path) -> None:
    """A changed mark in it is another rubric: nothing stored is used again."""
    loaded = load_rubric(rubric)
    before = fingerprint(rubric, loaded.rubric)
    manifest = rubric.parent / "written.yaml"
    manifest.write_text(manifest.read_text().replace("points: 2", "points: 3"))

    assert before != fingerprint(rubric, loaded.rubric)


def test_a_missing_file_is_named(rubric: Path) -> None:
    """With the line that names it and the near name."""
    rubric.write_text(rubric.read_text().replace("written.yaml", "writen.yaml"))

    (problem,) = problems(rubric)

    assert "written must be a .yaml file" in problem
    assert "did you mean `written.yaml`?" in problem


@pytest.mark.parametrize(
    ("right", "wrong", "message"),
    [
        (
            "points: 2",
            "points: two",
            'written.yaml:12: questions[0].points must be a number, got "two"',
        ),
        (
            "points: 2",
            "points: 2\n    mistakes: {sign-fliped: 1}",
            "sign-fliped is no mistake of written answers; did you mean sign-flipped?",
        ),
        (
            "questions:",
            "shares: {scled: 0.5}\nquestions:",
            "scled is no mistake of written answers; did you mean scaled?",
        ),
        ("world: sigmoid", "world: sigmod", "written.yaml:9: questions[0].world must be one of"),
        (
            "labels:",
            "lables:",
            "written.yaml:8: questions[0].lables is not a known key: did you mean `labels`?",
        ),
        ("    targets: ['x']\n", "", "a derivative needs what it is taken by (targets)"),
        (
            "sigmoid_grad",
            "sigmoid_gard",
            "written.yaml:11: questions[0].expected.function names no function of `sigmoid.py` "
            "(did you mean `sigmoid_grad`?)",
        ),
        (
            "{function: sigmoid:",
            "{function: sigmod:",
            "names no module of the reference (did you mean `sigmoid`?)",
        ),
        (
            "id: small",
            "id: other",
            "written.yaml:2: id must be the rubric's own, small, got other",
        ),
        ("questions:", "questions: [", "written.yaml:"),
    ],
)
def test_a_wrong_value_is_told_with_its_line(
    rubric: Path, right: str, wrong: str, message: str
) -> None:
    """File, line, place, what was expected and what came."""
    manifest = rubric.parent / "written.yaml"
    text = manifest.read_text()
    assert text.count(right) == 1
    manifest.write_text(text.replace(right, wrong))

    assert message in "\n".join(problems(rubric))

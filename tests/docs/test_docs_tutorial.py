"""docs/tutorial.md is true: its files, its commands and what it says of them."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from grader.cli.main import main
from tests.docs.pages import blocks, files, page

PAGE = page("tutorial.md")
MISTAKES = Path(__file__).parents[2] / "reference" / "mistakes"


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write all files of the page but the mistake's, and go to their folder."""
    for path, text in files(PAGE).items():
        if "mistakes" not in path:
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def with_mistake(course: Path) -> None:
    """Do what step 4 says."""
    path = "reference/mistakes/attention.py"
    (course / path).parent.mkdir()
    (course / path).write_text(files(PAGE)[path], encoding="utf-8")
    for name in ("declare.py", "sentences.py"):
        shutil.copy(MISTAKES / name, course / "reference" / "mistakes")


def told(course: Path, student: str) -> dict[str, Any]:
    """Return points and checks of a student."""
    path = course / "reports" / "attention" / "submissions" / student / "result.json"
    result = json.loads(path.read_text(encoding="utf-8"))
    checks = {
        check["id"]: check for question in result["questions"] for check in question["checks"]
    }
    return {"points": result["points"], "checks": checks}


def test_rubric_and_reference_are_short() -> None:
    """Under 60 lines of YAML and Python grade a homework of one's own."""
    written = [text for path, text in files(PAGE).items() if path.split("/")[0] != "submissions"]

    assert 2 <= len(written) and sum(len(text.splitlines()) for text in written[:2]) < 60


def test_the_rubric_is_sound_and_proven(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Step 3, before there are mistakes: the last line is the page's."""
    assert [0, 0] == [main(["rubric", what, "attention"]) for what in ("lint", "test")]
    assert blocks(PAGE, "text")[0].strip() == capsys.readouterr().out.splitlines()[-1]


def test_the_class_gets_the_marks_that_the_page_says(course: Path) -> None:
    """Steps 4 and 5."""
    with_mistake(course)

    assert 0 == main(["rubric", "test", "attention"])
    assert 0 == main(["grade"])
    ada, bo = told(course, "ada"), told(course, "bo")
    assert (6.0, 1.0) == (ada["points"], bo["points"])
    wrong = {name: check["mistake"] for name, check in bo["checks"].items() if check["mistake"]}
    assert {"attention/loss": "scale-missing", "attention/grad": "scale-missing"} == wrong
    shown = bo["checks"]["attention/loss"]["counterexample"]["inputs"]
    assert [2, 2] == shown["keys"]["shape"]


def test_the_pack_tells_the_student(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Step 6: the mistake is named without the reference."""
    with_mistake(course)
    bo = "submissions/attention/bo/attention.py"

    assert 0 == main(["pack", "attention", "-o", "attention.pack"])
    shutil.rmtree(course / "reference")
    assert 1 == main(["check", bo, "--rubric", "attention.pack"])
    assert "What keeps their size in check?" in " ".join(capsys.readouterr().out.split())


def test_every_command_is_tried() -> None:
    """The page's commands are those of the tests above."""
    commands = [line for block in blocks(PAGE, "sh") for line in block.splitlines()]

    assert [
        "grader rubric lint attention",
        "grader rubric test attention",
        "grader grade",
        "grader pack attention -o attention.pack",
        "grader check submissions/attention/bo/attention.py --rubric attention.pack",
    ] == commands

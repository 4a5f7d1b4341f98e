"""Laws of a pack's written part: what students may have of it, and what a check says with it."""

import json
from pathlib import Path
from typing import Any

import pytest

from grader.grading.run import prepare_run
from grader.pack.errors import PackError
from grader.pack.file import pack_bytes, pack_of
from grader.pack.seal import seal
from grader.rubric.load import load_rubric
from tests.command import commands

ROOT = Path(__file__).resolve().parents[2]
RUBRIC = "cs224n-2023-a2"
ANSWERS = r"""
### b(i)
$\frac{\partial J}{\partial v_c} = U(\hat{y} - y)$

### f
$\sigma'(x) = \sigma(x) (1 - ) \frac{$
"""


@pytest.fixture(scope="session")
def written_pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pack of a rubric with a written part."""
    run = prepare_run(load_rubric(ROOT / "rubrics" / f"{RUBRIC}.yaml"))
    path = tmp_path_factory.mktemp("packs") / "a2.pack"
    path.write_bytes(pack_bytes(seal(run)))
    return path


@pytest.fixture
def checked(
    written_pack: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> dict[str, Any]:
    """What a check of a written file says with the pack, by question."""
    (tmp_path / "a2.md").write_text(ANSWERS)
    said = commands(capsys)("check", tmp_path / "a2.md", "--rubric", written_pack, "--json")
    assert 0 == said.code
    questions = json.loads(said.out)["questions"]
    return {each["id"].removeprefix("written/"): each["checks"][0] for each in questions}


def test_the_questions_travel_without_what_a_person_looks_for(written_pack: Path) -> None:
    """Labels and symbols are in the pack; criteria tell the answer and are not."""
    pack = pack_of(written_pack.read_bytes())
    shipped = load_rubric(ROOT / "rubrics" / f"{RUBRIC}.yaml").manifest

    assert pack.manifest is not None
    assert shipped is not None
    assert [each.id for each in shipped.questions] == [each.id for each in pack.manifest.questions]
    kept = " ".join(line for each in pack.manifest.questions for line in each.criteria)
    assert all(line not in kept for each in shipped.questions for line in each.criteria)
    assert pack.rubric.written is None


def test_a_pack_without_a_written_part_has_none(pack_file: Path) -> None:
    """No question is made up."""
    assert pack_of(pack_file.read_bytes()).manifest is None


def test_written_questions_that_are_none_are_refused(written_pack: Path) -> None:
    """What another version wrote ends with one line, not with a fault."""
    from dataclasses import replace

    pack = replace(pack_of(written_pack.read_bytes()), written='{"schema": 2}')

    with pytest.raises(PackError, match="written questions that can't be read"):
        print(pack.manifest)


def test_a_found_answer_is_told_and_not_judged(checked: dict[str, Any]) -> None:
    """Found and read, or found and not: whether it is right is for after the hand-in."""
    found, unread, absent = (checked[each] for each in ("dJ_dvc", "sigmoid_deriv", "dJ_dU"))

    assert ("needs-review", None) == (found["verdict"], found["points"])
    assert "found" in found["message"].lower()
    assert found["derivation"]["final"]
    assert "passed" not in {check["verdict"] for check in checked.values()}
    assert not unread["derivation"]["final"] or "can" in unread["message"]
    assert "<!-- answer: dJ_dU -->" in absent["message"]


def test_nothing_that_is_right_is_given_away(checked: dict[str, Any]) -> None:
    """No mended formula and no criterion comes out of a check with a pack."""
    for check in checked.values():
        derivation = check["derivation"]
        assert ("", "", []) == (derivation["edit"], derivation["mended"], derivation["criteria"])

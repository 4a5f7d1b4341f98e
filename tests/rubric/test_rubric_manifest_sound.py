"""Laws of a written part that can't judge: it is told before a class meets it."""

import shutil
from pathlib import Path

import pytest

from grader.grading.run import prepare_run
from grader.rubric.errors import RubricErrors
from grader.rubric.load import load_rubric

ROOT = Path(__file__).resolve().parents[2]
RUBRIC = "cs224n-2021-a2"


@pytest.fixture
def rubric(tmp_path: Path) -> Path:
    """A copy of a shipped rubric with all that it names."""
    shutil.copytree(ROOT / "rubrics", tmp_path / "rubrics")
    shutil.copytree(ROOT / "reference", tmp_path / "reference")
    return tmp_path / "rubrics" / f"{RUBRIC}.yaml"


@pytest.mark.parametrize("edition", ["cs224n-2017-a1", "cs224n-2021-a2", "cs224n-2023-a2"])
def test_the_shipped_ones_can_judge(edition: str) -> None:
    """Every right answer that they name can be had."""
    assert prepare_run(load_rubric(ROOT / "rubrics" / f"{edition}.yaml")).manifest is not None


@pytest.mark.parametrize(
    ("right", "wrong", "message"),
    [
        ("output: grad_center}", "output: grad_centre}", "has no attribute 'grad_centre'"),
        ("world: sigmoid", "world: two-layers", "gives no right answer in the world two-layers"),
        ("targets: ['x']", r"targets: ['\frac{']", r"has a target that is no symbol: \frac{"),
    ],
)
def test_what_gives_no_right_answer_is_told(
    rubric: Path, right: str, wrong: str, message: str
) -> None:
    """File, line, question and what happened, in place of a fault in every submission."""
    manifest = rubric.parent / "written" / f"{RUBRIC}.yaml"
    text = manifest.read_text()
    assert right in text
    manifest.write_text(text.replace(right, wrong, 1))

    with pytest.raises(RubricErrors) as caught:
        prepare_run(load_rubric(rubric))

    assert f"written/{RUBRIC}.yaml:" in str(caught.value)
    assert ".expected " in str(caught.value)
    assert message in str(caught.value)


def test_code_alone_does_not_ask_for_it(rubric: Path) -> None:
    """A wrong written part keeps nobody from grading the code."""
    manifest = rubric.parent / "written" / f"{RUBRIC}.yaml"
    manifest.write_text(manifest.read_text().replace("grad_center}", "grad_centre}", 1))

    assert prepare_run(load_rubric(rubric), part="code").manifest is None

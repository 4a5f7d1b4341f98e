"""The rubrics that ship are proven, and the tables say which check sees which mutant."""

from pathlib import Path

import pytest

from grader.cli.main import main
from grader.cli.rubric import WIDTH

SHIPPED = {"cs224n-2017-a1": "54", "cs224n-2021-a2": "24", "cs224n-2023-a2": "24"}
ROOT = Path(__file__).parents[2]


def told(name: str, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """Test a shipped rubric, which must succeed; return what is printed."""
    code = main(["rubric", "test", str(ROOT / "rubrics" / f"{name}.yaml")])

    printed = capsys.readouterr()
    assert (0, "") == (code, printed.err)
    return printed.out.splitlines()


@pytest.mark.prove
@pytest.mark.parametrize("name", ["cs224n-2021-a2", "cs224n-2017-a1"])
def test_a_shipped_rubric_is_proven(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The reference and ten solutions earn all points, the starter none, mistakes their marks."""
    line = told(name, capsys)[-1]

    assert f"the reference earns all {SHIPPED[name]} points, 10 right solutions all of them" in line
    assert "the starter none" in line and "every check can fail" in line


def test_the_newest_rubric_is_proven(capsys: pytest.CaptureFixture[str]) -> None:
    """As above; its table fits 80 columns and shows what a check of repeats alone sees."""
    lines = told("cs224n-2023-a2", capsys)

    assert f"the reference earns all {SHIPPED['cs224n-2023-a2']} points" in lines[-1]
    assert max(map(len, lines[:-1])) <= WIDTH
    after = lines[lines.index("neg-sampling") :]
    lost = next(line for line in after if line.startswith("repeats_lost_in_grad_outside"))
    assert list("....x...") == lost.split()[1:]
    flipped = next(line for line in after if line.startswith("sign_of_grad_outside"))
    assert list("..x...-.") == flipped.split()[-8:]

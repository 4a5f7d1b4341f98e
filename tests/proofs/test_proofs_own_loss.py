"""Loss and gradient are told apart, where no more special name is known."""

import shutil
from pathlib import Path

import pytest

from grader.grading.submission import grade_submission
from grader.sandbox.channel import Launcher
from tests.proofs.classroom import SOLUTIONS, run_of, submission_of

LOSS = "loss = -np.log(p).sum()"
CENTER = "gradCenterVec = (p - 1) @ U"
MORE_LOSS = (LOSS, LOSS + " + 0.5 * np.sum(centerWordVec ** 3)")
ITS_GRADIENT = (CENTER, CENTER + " + 1.5 * centerWordVec ** 2")
ANOTHER_GRADIENT = (CENTER, CENTER + " + 1.6 * centerWordVec ** 2")


def named(edits: list[tuple[str, str]], folder: Path, launcher: Launcher) -> dict[str, str | None]:
    """Plant edits in a right negative sampling; return the mistakes of its checks."""
    shutil.copytree(SOLUTIONS / "a2" / "02-vectorised", folder / "alice")
    path = folder / "alice" / "word2vec.py"
    text = path.read_text(encoding="utf-8")
    for old, new in edits:
        assert text.count(old) == 1
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")
    run = run_of("cs224n-2021-a2", question="neg-sampling")
    result = grade_submission(run, submission_of(folder / "alice"), launcher)
    (question,) = result.questions
    return {check.id.partition("/")[2]: check.mistake for check in question.checks}


@pytest.mark.parametrize(
    ("edits", "loss", "gradient"),
    [
        ([MORE_LOSS], "wrong-loss-right-gradient", None),
        ([ITS_GRADIENT], None, "wrong-gradient-right-loss"),
        ([MORE_LOSS, ITS_GRADIENT], None, "wrong-loss-own-gradient"),
        ([MORE_LOSS, ANOTHER_GRADIENT], None, None),
    ],
    ids=["loss", "gradient", "both, together", "both, apart"],
)
def test_what_is_to_be_mended(
    edits: list[tuple[str, str]],
    loss: str | None,
    gradient: str | None,
    tmp_path: Path,
    launcher: Launcher,
) -> None:
    """The loss, the gradient, or the loss with its own gradient behind it."""
    found = named(edits, tmp_path, launcher)

    assert (loss, gradient) == (found["loss"], found["grad-center"])

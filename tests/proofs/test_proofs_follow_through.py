"""A wrong helper costs its own points and nobody else's, in every rubric and style."""

import dataclasses
import shutil
from pathlib import Path

import pytest

from grader.grading.submission import grade_submission
from grader.model.results import CheckResult, SubmissionResult
from grader.sandbox.channel import Launcher
from tests.proofs.classroom import SOLUTIONS, SOLUTIONS_OF, run_of, submission_of

STYLES = ("01-loops", "02-vectorised", "05-objects")
SIGMOID = "\n\ndef sigmoid(x):\n    return 1 / (1 + np.exp(x))\n"
SIGMOID_RAISES = "\n\ndef sigmoid(x):\n    return undefined_name / (1 + np.exp(-x))\n"
SIGMOID_GRAD = "\n\ndef sigmoid_grad(s):\n    return s * (1 + s)\n"
SOFTMAX = (
    "\n\ndef softmax(x):\n    x = np.asarray(x)\n    e = np.exp(x - np.max(x))\n"
    "    return 2 * e / np.sum(e, axis=-1, keepdims=True)\n"
)
WRONG = [
    ("cs224n-2021-a2", "word2vec.py", SIGMOID, {"sigmoid"}),
    ("cs224n-2023-a2", "word2vec.py", SIGMOID, {"sigmoid"}),
    ("cs224n-2023-a2", "word2vec.py", SIGMOID_RAISES, {"sigmoid"}),
    ("cs224n-2017-a1", "q2_sigmoid.py", SIGMOID, {"sigmoid"}),
    ("cs224n-2017-a1", "q2_sigmoid.py", SIGMOID_GRAD, {"sigmoid-grad"}),
    ("cs224n-2017-a1", "q1_softmax.py", SOFTMAX, {"softmax"}),
]


def graded(
    rubric: str, style: str, file: str, more: str, folder: Path, launcher: Launcher
) -> SubmissionResult:
    """Grade a right solution to one of whose files something was added."""
    shutil.copytree(SOLUTIONS / SOLUTIONS_OF[rubric] / style, folder / "alice")
    path = folder / "alice" / file
    path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")
    return grade_submission(run_of(rubric), submission_of(folder / "alice"), launcher)


def checks(result: SubmissionResult) -> list[CheckResult]:
    """Return all checks of a result."""
    return [check for question in result.questions for check in question.checks]


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize(
    ("rubric", "file", "more", "wrong"), WRONG, ids=[f"{r}-{min(w)}" for r, _, _, w in WRONG]
)
def test_only_the_helper_pays(
    rubric: str,
    file: str,
    more: str,
    wrong: set[str],
    style: str,
    tmp_path: Path,
    launcher: Launcher,
) -> None:
    """All that calls it keeps its points; whatever is told to inherit names the helper."""
    result = graded(rubric, style, file, more, tmp_path, launcher)

    lost = {q.id for q in result.questions if q.points != q.max_points}
    assert wrong == lost
    worth = [check for check in checks(result) if check.max_points > 0]
    inherited = [check.follow_through for check in worth if check.follow_through]
    assert {told.helper for told in inherited} <= wrong
    assert {told.with_right_helper for told in inherited} <= {"passed"}


def test_a_caller_says_what_it_inherits(tmp_path: Path, launcher: Launcher) -> None:
    """In words, on the check that fell short by itself; the cause is told at its own question."""
    result = graded("cs224n-2023-a2", "02-vectorised", "word2vec.py", SIGMOID, tmp_path, launcher)
    loss = next(check for check in checks(result) if check.id == "neg-sampling/loss")

    assert (loss.verdict, loss.points) == ("passed", loss.max_points)
    assert loss.follow_through is not None
    assert loss.follow_through.model_dump() == {
        "helper": "sigmoid",
        "own": "failed",
        "with_right_helper": "passed",
    }
    assert "This part is right" in loss.message
    assert "`sigmoid`" in loss.message


def test_an_error_of_the_callers_own_still_costs(tmp_path: Path, launcher: Launcher) -> None:
    """The helper is wrong and so is the caller: both are charged, each with its own mistake."""
    more = SIGMOID + (
        "\n\n_right = negSamplingLossAndGradient\n\n\n"
        "def negSamplingLossAndGradient(*arguments):\n"
        "    loss, center, outside = _right(*arguments)\n"
        "    return loss, -center, outside\n"
    )
    result = graded("cs224n-2021-a2", "02-vectorised", "word2vec.py", more, tmp_path, launcher)
    found = {check.id: check for check in checks(result)}

    assert found["neg-sampling/loss"].verdict == "passed"
    center = found["neg-sampling/grad-center"]
    assert (center.verdict, center.mistake) == ("failed", "sign-flipped")
    assert center.follow_through is not None
    assert center.follow_through.with_right_helper == "failed"


def test_a_share_of_the_points_is_kept_where_the_rubric_says_so(
    tmp_path: Path, launcher: Launcher
) -> None:
    """`follow_through: 0.5` leaves half of what the caller is worth."""
    run = run_of("cs224n-2021-a2")
    rubric = run.prepared.rubric.model_copy(update={"follow_through": 0.5})
    halved = dataclasses.replace(run, prepared=dataclasses.replace(run.prepared, rubric=rubric))
    shutil.copytree(SOLUTIONS / "a2" / "02-vectorised", tmp_path / "alice")
    path = tmp_path / "alice" / "word2vec.py"
    path.write_text(path.read_text() + SIGMOID)
    result = grade_submission(halved, submission_of(tmp_path / "alice"), launcher)
    loss = next(check for check in checks(result) if check.id == "neg-sampling/loss")

    assert (loss.verdict, loss.points) == ("failed", loss.max_points / 2)


@pytest.mark.parametrize(
    "more",
    [
        "\n\nsigmoid = np.vectorize(lambda t: 1 / (1 + np.exp(t)))\n",
        "\n\nclass _Unit:\n    def __call__(self, x):\n        return 1 / (1 + np.exp(x))\n"
        "\n\nsigmoid = _Unit()\n",
    ],
    ids=["np.vectorize", "an object"],
)
def test_a_helper_may_be_any_callable(more: str, tmp_path: Path, launcher: Launcher) -> None:
    """Not every sigmoid is a `def`."""
    result = graded("cs224n-2021-a2", "02-vectorised", "word2vec.py", more, tmp_path, launcher)

    assert {"sigmoid"} == {q.id for q in result.questions if q.points != q.max_points}


@pytest.mark.parametrize("loss", ["10 ** 400", "np.array([1j])", "None", "'loss'"])
def test_an_odd_loss_costs_a_mark_and_not_the_grading(
    loss: str, tmp_path: Path, launcher: Launcher
) -> None:
    """The second look asks for the loss again, and may get anything."""
    more = (
        "\n\ndef negSamplingLossAndGradient(v, o, U, dataset, K=10):\n"
        f"    return {loss}, v * 0.3, U * 0.1\n"
    )
    result = graded("cs224n-2021-a2", "02-vectorised", "word2vec.py", more, tmp_path, launcher)

    assert result.status == "graded"
    assert {"neg-sampling"} == {q.id for q in result.questions if q.points != q.max_points}


def test_a_helper_asked_for_nonsense_answers_with_an_error(
    tmp_path: Path, launcher: Launcher
) -> None:
    """An integer that no float holds is the student's error, not ours."""
    more = SIGMOID + (
        "\n\ndef negSamplingLossAndGradient(v, o, U, dataset, K=10):\n"
        "    return sigmoid(10 ** 400), v, U\n"
    )
    result = graded("cs224n-2021-a2", "02-vectorised", "word2vec.py", more, tmp_path, launcher)

    assert result.status == "graded"

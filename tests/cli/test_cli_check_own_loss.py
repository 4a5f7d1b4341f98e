"""`grader check --own-loss`: any function's gradients against its own loss."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Grader = Callable[..., Any]
MODEL = """
import numpy as np

def ridge(w, b, X, y, reg=0.1):
    r = X @ w + b - y
    return 0.5 * np.sum(r * r) + reg * np.sum(w * w), X.T @ r + FACTOR * reg * w, np.sum(r)

def bare(w):
    return np.sum(w)

def pair(w):
    return w, np.sum(w)

def raising(w):
    raise ValueError("no weights")
"""
INPUTS = """
def own_loss_inputs():
    return np.array([1.0, 2.0]), 0.5, np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([1, 0])
"""
ARGS = "np.array([1., 2.]), 0.5, np.array([[1., 2.], [3., 4.]]), np.array([1, 0])"


@pytest.fixture
def model(tmp_path: Path) -> Path:
    """A module that no rubric knows, whose gradient lacks a factor of two."""
    path = tmp_path / "model.py"
    path.write_text(MODEL.replace("FACTOR", "1"))
    return path


def test_a_wrong_gradient_is_seen_without_any_rubric(grader: Grader, model: Path) -> None:
    """It says which returned value, by which argument, which entries, and on what evidence."""
    said = grader("check", model, "--own-loss", "model:ridge", "--args", ARGS)

    assert (1, "") == (said.code, said.err)
    text = " ".join(said.out.split())
    assert "Returned value 2, by argument 1 (`w`): WRONG" in text
    assert "2 of 2 places disagree with your loss: [0], [1]" in text
    assert "it settles" in text
    assert "Returned value 3, by argument 2 (`b`): right" in text
    assert "no expected value" in text
    assert max(map(len, said.out.splitlines())) <= 80


def test_a_right_gradient_exits_0(grader: Grader, model: Path) -> None:
    """The arguments may come from a function of the student's own file."""
    model.write_text(MODEL.replace("FACTOR", "2") + INPUTS)

    said = grader("check", model.parent, "--own-loss", "model:ridge")

    assert 0 == said.code
    assert 2 == said.out.count("right")


def test_a_module_may_be_named_as_its_file(grader: Grader, model: Path) -> None:
    """`model.py:ridge` is what the shell completes to."""
    model.write_text(MODEL.replace("FACTOR", "2") + INPUTS)

    assert 0 == grader("check", model, "--own-loss", "model.py:ridge").code


def test_inputs_that_raise_are_the_students(grader: Grader, model: Path) -> None:
    """A fault in the file's own function is no wrong usage."""
    model.write_text(MODEL + INPUTS.replace("np.array([1, 0])", "np.onse(2)"))

    assert 1 == grader("check", model, "--own-loss", "model:ridge").code


def test_a_rubric_knows_the_inputs(grader: Grader, small_class: Path) -> None:
    """A function that a rubric asks for is tried with cases of that rubric."""
    file = small_class / "ada" / "word2vec.py"
    said = grader(
        "check", file, "--own-loss", "word2vec:negSamplingLossAndGradient",
        "--rubric", "cs224n-2021-a2", "--json",
    )  # fmt: skip

    told = json.loads(said.out)
    assert (0, True) == (said.code, told["right"])
    assert [(2, 1), (3, 3)] == [(g["output"], g["argument"]) for g in told["gradients"]]


@pytest.mark.parametrize(
    ("function", "args", "words"),
    [
        ("bare", "np.ones(2)", "it must return (loss, gradient"),
        ("pair", "np.ones(2)", "the loss comes first"),
        ("raising", "np.ones(2)", "raised ValueError: no weights (model.py, line 15)"),
        ("ridge", "np.ones(2)", "missing 3 required positional arguments"),
    ],
)
def test_what_can_not_be_judged_is_said(
    grader: Grader, model: Path, function: str, args: str, words: str
) -> None:
    """The student's to mend: exit code 1 and a sentence."""
    said = grader("check", model, "--own-loss", f"model:{function}", "--args", args)

    assert 1 == said.code
    assert words in " ".join(said.out.split())


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--own-loss", "model"), "expected MODULE:FUNCTION"),
        (("--own-loss", "other:f"), "there is no"),
        (("--own-loss", "model:ridge"), "own_loss_inputs"),
        (("--own-loss", "model:ridge", "--watch"), "--watch"),
        (("--args", "1"), "--own-loss"),
        (("--own-loss", "model:absent", "--args", "np.ones(2)"), "no such function"),
        (("--own-loss", "model:ridge", "--args", "np.ones(2), ("), "SyntaxError"),
        (("--own-loss", "model:ridge", "--args", "np.onse(2)"), "AttributeError"),
    ],
)
def test_wrong_usage_is_2(
    grader: Grader, model: Path, arguments: tuple[str, ...], words: str
) -> None:
    """One line that says what to do."""
    said = grader("check", model, *arguments)

    assert (2, 1) == (said.code, said.err.count("\n"))
    assert words in said.err


def test_student_code_never_runs_here(
    grader: Grader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither the module nor the text of the arguments is evaluated in this process."""
    monkeypatch.setenv("GRADER_TEST_PARENT", "yes")
    spy = "import os; assert 'GRADER_TEST_PARENT' not in os.environ\nimport numpy as np\n"
    (tmp_path / "spy.py").write_text(spy + "def f(x):\n    return np.sum(x * x), 2 * x\n")
    args = "(1 / ('GRADER_TEST_PARENT' not in os.environ)) * np.ones(2)"

    assert 0 == grader("check", tmp_path / "spy.py", "--own-loss", "spy:f", "--args", args).code

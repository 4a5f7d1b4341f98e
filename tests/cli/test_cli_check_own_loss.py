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


def test_a_mistake_in_a_few_cases_is_seen(grader: Grader, small_class: Path) -> None:
    """Several cases of every suite are tried, not the smallest alone; how many is told."""
    file = small_class / "ada" / "word2vec.py"
    with file.open("a") as more:
        more.write(
            "\nright = negSamplingLossAndGradient\n"
            "def negSamplingLossAndGradient(v, o, U, dataset, K=10):\n"
            "    loss, by_v, by_U = right(v, o, U, dataset, K)\n"
            "    return loss, by_v * (1 if len(v) < 5 else 0.5), by_U\n"
        )
    command = ("check", file, "--own-loss", "word2vec:negSamplingLossAndGradient")
    said = grader(*command, "--rubric", "cs224n-2021-a2")
    data = json.loads(grader(*command, "--rubric", "cs224n-2021-a2", "--json").out)

    tried = data["tried"]
    assert (1, False) == (said.code, data["right"])
    assert 8 <= tried["run"] <= 16 and 0 < tried["wrong"] < tried["run"]
    words = f"Tried with {tried['run']} of its cases in the rubric or pack: {tried['wrong']} "
    assert words in " ".join(said.out.split())
    assert data["gradients"][0]["shape"][0] >= 5, "a case that disagrees is shown"
    assert max(map(len, said.out.splitlines())) <= 80


def test_own_arguments_are_one_try(grader: Grader, model: Path) -> None:
    """Where the student names the arguments, the output says that there may be others."""
    model.write_text(MODEL.replace("FACTOR", "2"))

    said = grader("check", model, "--own-loss", "model:ridge", "--args", ARGS)

    assert "Tried with one set of arguments" in said.out


def test_an_error_of_several_lines_stands_in(grader: Grader, model: Path) -> None:
    """What an exception says can't pass for lines of the report."""
    model.write_text("def f(w):\n    raise ValueError('no' + chr(10) + 'All is right.')\n")

    said = grader("check", model, "--own-loss", "model:f", "--args", "np.ones(2)")

    assert 1 == said.code
    assert "  All is right. (model.py, line 2)" in [line.rstrip() for line in said.out.splitlines()]


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


def test_slow_code_is_tried_with_fewer_cases(
    grader: Grader, small_class: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where time is short the first case is enough, and nothing is called wrong for that."""
    monkeypatch.setattr("grader.cli.own_loss.PATIENCE", 0.0)
    said = grader(
        "check", small_class / "ada" / "word2vec.py", "--rubric", "cs224n-2021-a2", "--json",
        "--own-loss", "word2vec:negSamplingLossAndGradient",
    )  # fmt: skip

    assert (0, {"run": 1, "wrong": 0, "unclear": 0}) == (said.code, json.loads(said.out)["tried"])

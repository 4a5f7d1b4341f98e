"""Laws of `grader check`: one submission, told in the terminal, nothing given away."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from grader.exports.github_commands import OBEYING

Grader = Callable[..., Any]
RUBRIC = ("--rubric", "cs224n-2021-a2")


def test_a_right_submission_exits_0(grader: Grader, small_class: Path) -> None:
    """A folder is judged on the questions with a file present."""
    said = grader("check", small_class / "ada", *RUBRIC)

    assert 0 == said.code
    assert "24 of 24" in said.out


def test_a_file_is_judged_on_its_own_questions(grader: Grader, small_class: Path) -> None:
    """`check sgd.py` judges sgd, and its failure is exit code 1."""
    said = grader("check", small_class / "cy" / "sgd.py", *RUBRIC, "--json")

    result = json.loads(said.out)
    assert (1, ["sgd"]) == (said.code, [question["id"] for question in result["questions"]])


def test_expected_values_are_not_shown(grader: Grader, small_class: Path) -> None:
    """A student sees what came and where it is wrong, not the answer."""
    said = grader("check", small_class / "cy", *RUBRIC, "--json")

    examples = [
        check["counterexample"]
        for question in json.loads(said.out)["questions"]
        for check in question["checks"]
        if check["counterexample"]
    ]
    assert all(example["expected"] is None for example in examples)


def test_the_replay_command_shows_the_same_numbers(
    grader: Grader, small_class: Path, tmp_path: Path
) -> None:
    """Typing the printed command gives the same counterexample."""
    text = (small_class / "ada" / "word2vec.py").read_text()
    text += (
        "\n\nright = naiveSoftmaxLossAndGradient\n\n\n"
        "def naiveSoftmaxLossAndGradient(a, b, c, d):\n"
        "    loss, center, outside = right(a, b, c, d)\n    return loss, -center, outside\n"
    )
    (small_class / "ada" / "word2vec.py").write_text(text)
    grader("grade", small_class, *RUBRIC, "--out", tmp_path)
    result = json.loads((tmp_path / "submissions" / "ada" / "result.json").read_text())
    naive = next(q for q in result["questions"] if q["id"] == "naive-softmax")
    (failed,) = [c for c in naive["checks"] if c["verdict"] == "failed"]
    words = failed["replay"].split()
    words[2] = str(small_class / "ada" / words[2])

    said = grader(*words[1:], "--json")

    again = json.loads(said.out)["questions"][0]["checks"]
    shown = next(check for check in again if check["id"] == failed["id"])["counterexample"]
    assert ("sign-flipped", 1) == (failed["mistake"], said.code)
    assert (shown["inputs"], shown["got"], shown["case"]) == (
        failed["counterexample"]["inputs"],
        failed["counterexample"]["got"],
        failed["counterexample"]["case"],
    )


def test_an_unknown_question_lists_the_known(grader: Grader, small_class: Path) -> None:
    """A misspelt `--only` is wrong usage."""
    said = grader("check", small_class / "ada", *RUBRIC, "--only", "softmax")

    assert 2 == said.code
    assert "no question `softmax`" in said.err


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("naive_softmax", "naive-softmax"), ("Skipgram", "skipgram"), ("neg", "neg-sampling")],
)
def test_an_unknown_question_suggests_the_near_one(
    grader: Grader, small_class: Path, typed: str, meant: str
) -> None:
    """A slip in `--only` names what was meant."""
    said = grader("check", small_class / "ada", *RUBRIC, "--only", typed)

    assert (2, 1) == (said.code, said.err.count("\n"))
    assert f"did you mean `{meant}`?" in said.err


@pytest.mark.parametrize(
    ("environment", "shown"),
    [({}, "x[::step]"), ({"GITHUB_ACTIONS": "true"}, "x[: :step]"), ({"TF_BUILD": "1"}, "x[: :st")],
)
def test_a_students_text_is_changed_only_where_a_runner_reads(
    grader: Grader,
    small_class: Path,
    monkeypatch: pytest.MonkeyPatch,
    environment: dict[str, str],
    shown: str,
) -> None:
    """`::step` is a command to a workflow's runner alone."""
    for name in OBEYING:
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    (small_class / "ada" / "sgd.py").write_text(
        "def sgd(f, x0, step, iterations, *more):\n    raise ValueError('x[::step]')\n"
    )

    said = grader("check", small_class / "ada" / "sgd.py", *RUBRIC)

    assert 1 == said.code
    assert shown in said.out


def test_a_workflows_step_never_shows_a_command(
    grader: Grader, small_class: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With `--ci github` a text is defused wherever it runs."""
    for name in OBEYING:
        monkeypatch.delenv(name, raising=False)
    (small_class / "ada" / "sgd.py").write_text(
        "def sgd(f, x0, step, iterations, *more):\n    raise ValueError('::error::x')\n"
    )

    said = grader("check", small_class / "ada" / "sgd.py", *RUBRIC, "--ci", "github")

    assert ": :error: :x" in said.out
    assert "::error::x" not in said.out


@pytest.mark.parametrize("more", [(), ("--ci", "github")])
@pytest.mark.parametrize("page", ["word2vec.py", ".", "folder.html"])
def test_a_page_never_takes_the_place_of_homework(
    grader: Grader, small_class: Path, page: str, more: tuple[str, ...]
) -> None:
    """`--html word2vec.py` is refused in one line before anything is written."""
    homework = small_class / "ada" / "word2vec.py"
    (homework.parent / "folder.html").mkdir()
    before = homework.read_bytes()

    said = grader("check", homework, *RUBRIC, "--html", homework.parent / page, *more)

    assert (2, 1, "") == (said.code, said.err.count("\n"), said.out)
    assert "--html" in said.err
    assert before == homework.read_bytes()


def test_a_page_can_be_written(grader: Grader, small_class: Path, tmp_path: Path) -> None:
    """`--html` writes the student's report."""
    grader("check", small_class / "ada", *RUBRIC, "--html", tmp_path / "page.html")

    assert "24" in (tmp_path / "page.html").read_text()


def test_a_misspelt_import_is_where_to_start(
    grader: Grader, small_class: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`import nunpy as np` is named, with the module it stands for, wherever one looks."""
    homework = small_class / "ada" / "word2vec.py"
    homework.write_text(homework.read_text().replace("import numpy", "import nunpy"))
    page, summary = tmp_path / "page.html", tmp_path / "summary.md"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))

    said = grader("check", homework, *RUBRIC, "--html", page)
    grader("check", homework, *RUBRIC, "--ci", "github")

    start = " ".join(said.out.partition("Start here:")[2].split())
    assert start.startswith("word2vec.py")
    assert "(a typo for numpy?)" in start
    assert "(a typo for numpy?)" in page.read_text()
    assert "Start here" in summary.read_text()
    assert "(a typo for numpy?)" in summary.read_text()

"""A made-up class: as many right submissions as are wanted, no two the same text."""

import pickle
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from grader.grading.plan import make_call
from grader.grading.run import Run, prepare_run
from grader.grading.trials import plain
from grader.rubric.load import load_rubric

HOMEWORK = Path(__file__).with_name("homework")
RUBRIC = HOMEWORK / "losses.yaml"
FILE = "word2vec.py"
CASES = "cases.pickle"
SHIPPED = HOMEWORK.parents[1] / "rubrics" / "cs224n-2021-a2.yaml"
SOLUTION = HOMEWORK.parents[1] / "tests" / "solutions" / "a2" / "02-vectorised"
MISTAKES = """
_naive, _skipgram = naiveSoftmaxLossAndGradient, skipgram


def sigmoid(x):
    return 1 / (1 + np.exp(x))


def naiveSoftmaxLossAndGradient(*arguments):
    loss, center, outside = _naive(*arguments)
    return loss, -center, outside


def skipgram(*arguments):
    loss, centers, outside = _skipgram(*arguments)
    return loss / len(arguments[2]), centers, outside / len(arguments[2])
"""
LOCAL_NAMES = ("delta", "diff", "error", "gap", "residual", "err", "d_scores", "off")


class Exercise(NamedTuple):
    """All calls of one function, and what each must return."""

    function: str
    arguments: tuple[tuple[Any, ...], ...]
    expected: tuple[tuple[Any, ...], ...]


def write_class(folder: Path, size: int) -> tuple[Path, ...]:
    """Write `size` submissions into `folder`; return the folder of each."""
    styles = [path.read_text(encoding="utf-8") for path in sorted(HOMEWORK.glob("styles/*.txt"))]
    submissions = tuple(folder / f"Student {number:04}" for number in range(1, size + 1))
    for number, submission in enumerate(submissions):
        submission.mkdir(parents=True)
        (submission / FILE).write_text(variant(styles, number), encoding="utf-8")
    return submissions


def write_shipped(folder: Path, size: int, wrong: bool) -> tuple[Path, ...]:
    """Write `size` submissions to a shipped rubric: right ones, or with three wrong functions."""
    submissions = tuple(folder / f"Student {number:04}" for number in range(1, size + 1))
    for number, submission in enumerate(submissions):
        shutil.copytree(SOLUTION, submission)
        with (submission / FILE).open("a", encoding="utf-8") as file:
            file.write(f"\n\n# student {number}\n{MISTAKES if wrong else ''}")
    return submissions


def variant(styles: Sequence[str], number: int) -> str:
    """Return one student's text: a style with its own names, comment and seed."""
    style, turn = styles[number % len(styles)], number // len(styles)
    text = style.replace("LOCAL", LOCAL_NAMES[turn % len(LOCAL_NAMES)])
    return text.replace("STUDENT", f"student {number}").replace("NUMBER", str(1000 + number))


def exercises() -> tuple[Exercise, ...]:
    """Return the calls that the rubric makes, for peers that know nothing of rubrics."""
    run = prepare_run(load_rubric(RUBRIC))
    return tuple(_exercise(run, number) for number in range(len(run.prepared.questions)))


def _exercise(run: Run, number: int) -> Exercise:
    prepared = run.prepared.questions[number]
    question = prepared.question
    calls = [make_call(question, question.suites[case.suite], case) for case in prepared.cases]
    return Exercise(
        question.function,
        tuple(tuple(value for _, value in call.arguments) for call in calls),
        tuple(tuple(plain(outputs).values()) for outputs in prepared.expected.values()),
    )


def write_cases(path: Path) -> None:
    """Write the exercises where the peers and the floor read them."""
    path.write_bytes(pickle.dumps([tuple(each) for each in exercises()]))

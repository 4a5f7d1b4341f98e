"""docs/marking.md states the numbers and names that marks are made with, and marks follow it."""

import re
from pathlib import Path

from grader.checks import tolerance
from grader.model.rubric import Check, Limits, Question
from grader.rubric.load import load_rubric
from tests.docs.grading import checks, grade, result
from tests.docs.pages import DOCS, names, page, section

PAGE = page("marking.md")
RUBRICS = sorted((DOCS.parent / "rubrics").glob("*.yaml"))
LIMITS = Limits()
RETURN = "    return loss, np.mean((p - y)[:, None] * X, axis=0)\n"
ANSWERS: dict[str, tuple[float, str | None, str]] = {
    "a loss in a one-entry array": (5, None, "return np.array([[loss]]), g"),
    "lists": (5, None, "return [loss, list(g)]"),
    "single precision": (5, None, "return np.float32(loss), g.astype(np.float32)"),
    "a column": (4, "wrong-shape", "return loss, g[:, None]"),
    "a row": (4, "wrong-shape", "return loss, g[None]"),
    "a number too many": (2, "wrong-shape", "return loss, np.append(g, 0)"),
    "what would broadcast": (2, "wrong-shape", "return loss, g[:1]"),
    "nan": (3, "not-finite", "return loss * np.nan, g"),
    "truth values": (2, "wrong-type", "return loss, g > 0"),
    "one output": (0, "wrong-type", "return loss"),
    "an exception": (0, "raised", "raise ValueError(loss)"),
    "zeros": (0, "not-implemented", "return 0 * loss, 0 * g"),
}
"""Points, reason and last line of one answer each, after a right `loss` and gradient `g`."""
FILES: dict[str, tuple[float, str | None, str]] = {
    "a skeleton": (0, "not-implemented", "def logistic_loss(X, y, w):\n    return None, None\n"),
    "another function": (0, "missing-function", "def loss(X):\n    return 2 * X\n"),
    "python 2": (0, "python-2", "def logistic_loss(X, y, w):\n    print X\n"),
    "a broken line": (0, "syntax-error", "def logistic_loss(X, y, w):\n    return (X\n"),
}
"""The same for whole files."""


def questions(path: Path) -> tuple[Question, ...]:
    """Return the questions of a shipped rubric."""
    return load_rubric(path).rubric.questions


def advice(path: Path) -> list[Check]:
    """Return the checks of a shipped rubric that are worth nothing."""
    return [check for each in questions(path) for check in each.checks if not check.points]


def test_tolerances_are_those_of_the_table() -> None:
    """Numbers in bold are the constants of the one file that compares floats."""
    told = re.findall(r"\*\*(1e-\d+)\*\*", section(PAGE, "Numbers"))

    assert [tolerance.RELATIVE, tolerance.ROUNDING, tolerance.EXACT] == list(map(float, told))


def test_times_are_the_default_limits() -> None:
    """The seconds that a TA reads are those that a rubric has unless it says otherwise."""
    told = f"A call has {LIMITS.call_seconds:g} seconds, an import {LIMITS.import_seconds:g}, "

    assert f"{told}a submission {LIMITS.submission_seconds:g} " in PAGE


def test_advice_of_the_shipped_rubrics_is_named() -> None:
    """The page names each check that is worth nothing in some rubric, and no other."""
    paragraph = next(part for part in PAGE.split("\n\n") if part.startswith("**Advice**"))

    assert {check.id for path in RUBRICS for check in advice(path)} == names(paragraph)


def test_optional_questions_are_named() -> None:
    """The page names each question that may be left out of the total, and no other."""
    paragraph = next(part for part in PAGE.split("\n\n") if "**optional question**" in part)
    optional = {each.id for path in RUBRICS for each in questions(path) if each.counts != "always"}

    assert optional == names(paragraph) - {"missing-file", "missing-function"}


def hand_in(folder: Path, student: str, text: str) -> None:
    """Put a file into the example's class."""
    path = folder / "submissions" / "logistic" / student / "logistic.py"
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")


def test_answers_get_what_the_page_says(example: Path) -> None:
    """Unusual forms keep all points, a related shape loses its own, NaN and others lose theirs."""
    right = (example / "submissions" / "logistic" / "ada" / "logistic.py").read_text("utf-8")
    for name, (_, _, last) in ANSWERS.items():
        gradient = RETURN.replace("return loss,", "g =")
        hand_in(example, name, right.replace(RETURN, f"{gradient}    {last}\n"))
    for name, (_, _, text) in FILES.items():
        hand_in(example, name, text)
    hand_in(example, "work at import", f"{right}\nopen('data.txt')\n")
    hand_in(example, "another case", right.replace("logistic_loss", "logisticLoss"))

    code = grade(example)

    expected = {name: (marks, why) for name, (marks, why, _) in (ANSWERS | FILES).items()}
    expected |= {"work at import": (5, None), "another case": (5, None)}
    assert (0, expected) == (code, {name: told(example, name) for name in expected})


def told(folder: Path, student: str) -> tuple[float, str | None]:
    """Return a student's points and the first reason among the checks that carry points."""
    scored = [check for check in checks(folder, student).values() if check["max_points"]]
    return result(folder, student)["points"], next(
        (check["reason"] for check in scored if check["reason"]), None
    )


def test_a_package_that_is_not_here_waits_for_a_person(example: Path) -> None:
    """Only where a judged call uses it; the rest of the class is final."""
    right = (example / "submissions" / "logistic" / "ada" / "logistic.py").read_text("utf-8")
    plotted = f"import matplotlib.pyplot as plt\n{right}"
    hand_in(example, "imports", plotted)
    hand_in(example, "uses", plotted.replace(RETURN, f"    plt.plot(y)\n{RETURN}"))

    code = grade(example)

    statuses = [result(example, name)["status"] for name in ("ada", "imports", "uses")]
    assert (0, ["graded", "graded", "needs-review"]) == (code, statuses)
    assert 5 == result(example, "uses")["points_pending"]

"""Each fault that is planted in a rubric ends its self-test with the line that is to blame."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from grader.cli.main import main
from tests.selftest.spoilt_rubric import ROOT, Change, check, cut_down, written

NAIVE, SAMPLING = "naive-softmax", "neg-sampling"
SPOILT = "must fall short of answers spoilt where it looks"
RIGHT = "must be passed by the right solution"


def tolerance_of_all(data: dict[str, Any], folder: Path) -> None:
    check(data, "grad-center")["relative"] = 0.99


def tolerance_too_wide(data: dict[str, Any], folder: Path) -> None:
    check(data, "grad-center")["relative"] = 0.05


def output_judged_twice(data: dict[str, Any], folder: Path) -> None:
    check(data, "grad-center")["output"] = "loss"


def inputs_all_zero(data: dict[str, Any], folder: Path) -> None:
    plain = data["questions"][0]["suites"]["plain"]
    plain.pop("special_cases")
    plain["inputs"] = {"center": {"normal": ["d"], "scale": 0}}


def mistake_for_full_marks(data: dict[str, Any], folder: Path) -> None:
    check(data, "shapes")["output"] = "gradCenterVec"


def another_reference(data: dict[str, Any], folder: Path) -> None:
    data["questions"][0]["reference"] = "sigmoid:sigmoid_grad"
    data["questions"][0]["inputs"] = {"s": {"uniform": ["n"]}}
    data["questions"][0]["arguments"] = [{"name": "x", "value": "s"}]
    data["questions"][0]["suites"] = {"plain": {"cases": 20}}
    data["questions"][0]["axes"] = {"n": [3, 7]}
    data["questions"][0]["checks"] = data["questions"][0]["checks"][:1]


def repeats_without_repeats(data: dict[str, Any], folder: Path) -> None:
    data["questions"][0]["suites"]["repeats"]["inputs"]["draws"]["mode"] = "distinct"


def values_in_another_order(data: dict[str, Any], folder: Path) -> None:
    arguments = data["questions"][0]["arguments"]
    first, last = arguments[0], arguments[2]
    first["value"], last["value"] = last["value"], first["value"]


def starter_that_passes(data: dict[str, Any], folder: Path) -> None:
    data["starter"] = str(ROOT / "tests/solutions/a2/01-loops")


def starter_that_does_not_run(data: dict[str, Any], folder: Path) -> None:
    (folder / "starter").mkdir()
    (folder / "starter" / "word2vec.py").write_text("def naiveSoftmaxLossAndGradient(:\n")
    data["starter"] = "starter"


def starter_without_files(data: dict[str, Any], folder: Path) -> None:
    (folder / "starter").mkdir()
    data["starter"] = "starter"


def no_solution(data: dict[str, Any], folder: Path) -> None:
    (folder / "solutions").mkdir()
    data["solutions"] = "solutions"


def solution_of_something_else(data: dict[str, Any], folder: Path) -> None:
    (folder / "solutions" / "one").mkdir(parents=True)
    (folder / "solutions" / "one" / "word2vec.py").write_text("def unrelated():\n    return 1\n")
    data["solutions"] = "solutions"


def solution_that_is_wrong(data: dict[str, Any], folder: Path) -> None:
    (folder / "solutions" / "one").mkdir(parents=True)
    text = (ROOT / "tests/solutions/a2/01-loops/word2vec.py").read_text("utf-8")
    appended = "\n\n_right = naiveSoftmaxLossAndGradient\n"
    appended += "\n\ndef naiveSoftmaxLossAndGradient(*given):\n"
    appended += "    loss, center, outside = _right(*given)\n    return loss, -center, outside\n"
    (folder / "solutions" / "one" / "word2vec.py").write_text(text + appended)
    data["solutions"] = "solutions"


def mistake_taken_for_right(data: dict[str, Any], folder: Path) -> None:
    own_reference(data, folder, "return loss_without_minus(center, target, outside)")
    data["questions"][0]["accepted"] = ["own:own"]


def reference_that_wavers(data: dict[str, Any], folder: Path) -> None:
    noisy = "return naive_softmax(center + np.random.normal(size=center.size), target, outside)"
    own_reference(data, folder, noisy)
    data["questions"][0]["reference"] = "own:own"
    data["questions"][0]["inputs"]["outside"] = {"normal": ["V", "d"]}
    data["questions"][0]["inputs"]["center"] = {"normal": ["d"]}


def own_reference(data: dict[str, Any], folder: Path, body: str) -> None:
    """Copy the reference and add a function of the same arguments as the naive softmax loss."""
    shutil.copytree(data["reference"], folder / "reference")
    imports = (
        "import numpy as np\nfrom .naive_softmax import naive_softmax\n"
        "from .mistakes.naive_softmax import loss_without_minus\n"
    )
    text = f"{imports}\n\ndef own(center, target, outside):\n    {body}\n"
    (folder / "reference" / "own.py").write_text(text)
    data["reference"] = "reference"


def mark_for_an_unknown_mistake(data: dict[str, Any], folder: Path) -> None:
    check(data, "grad-center")["mistakes"] = {"sign-fliped": 0.5}


def mark_for_a_mistake_elsewhere(data: dict[str, Any], folder: Path) -> None:
    check(data, "loss")["mistakes"] = {"transposed": 0.5}


def need_that_always_fails_too(data: dict[str, Any], folder: Path) -> None:
    data["questions"][0]["checks"].append({"id": "whole", "kind": "value", "points": 0})
    check(data, "grad-outside")["needs"] = [f"{NAIVE}/whole"]


def square_matrices(data: dict[str, Any], folder: Path) -> None:
    plain = data["questions"][0]["suites"]["plain"]
    plain.pop("special_cases", None)
    plain["variants"] = [{"x": {"normal": ["n", "n"]}}]
    plain["axes"] = {"n": [3, 7]}


def two_words_only(data: dict[str, Any], folder: Path) -> None:
    data["questions"][0]["axes"] = {"V": [2, 2], "d": [3, 6]}


def no_array_to_change(data: dict[str, Any], folder: Path) -> None:
    left = {"id": "unmutated", "kind": "unmutated", "suite": "scalar", "points": 0}
    data["questions"][0]["checks"].append(left)


def function_that_nobody_has(data: dict[str, Any], folder: Path) -> None:
    (folder / "starter").mkdir()
    (folder / "starter" / "word2vec.py").write_text("from numpy import *\n")
    data["starter"] = "starter"


def verdicts_exchanged(data: dict[str, Any], folder: Path) -> None:
    for suite in data["questions"][0]["suites"].values():
        suite["expect"] = {"accept": "reject", "reject": "accept"}[suite["expect"]]


def stepped_over(data: dict[str, Any], folder: Path) -> None:
    data["questions"][0]["suites"]["postprocessing"]["variants"] = [
        {
            "start": {"normal": ["d"]},
            "curvature": {"uniform": ["d"], "low": 0.5, "high": 1.5},
            "optimum": {"normal": ["d"]},
            "postprocessing": {"constant": None},
        }
    ]


PLANTED: list[tuple[str, Change, str, str]] = [
    (NAIVE, tolerance_of_all, "checks[1]", "must see the mistake grad_center_averaged"),
    (NAIVE, tolerance_too_wide, "checks[1]", f"{SPOILT} (one entry off)"),
    (NAIVE, output_judged_twice, "outputs[1]", "must be looked at by a check"),
    (NAIVE, inputs_all_zero, "checks[2]", f"{SPOILT} (sign flipped, doubled, all zeros)"),
    (NAIVE, mistake_for_full_marks, "checks", "must fall short of the mistake outside_transposed"),
    ("sigmoid", another_reference, "checks[0]", f"{RIGHT} 01-loops"),
    (SAMPLING, repeats_without_repeats, "checks[4]", f"{SPOILT} (repeats off)"),
    (SAMPLING, repeats_without_repeats, "suites", "the mistake repeats_lost"),
    (NAIVE, values_in_another_order, "checks[0]", f"{RIGHT} 01-loops"),
    (NAIVE, starter_that_passes, "checks[0]", "must give the starter nothing, got 1 points"),
    (NAIVE, starter_that_does_not_run, "starter", "must run"),
    (NAIVE, starter_without_files, "starter", "must hold the files that are handed out"),
    (NAIVE, no_solution, "solutions", "must hold a folder for each right submission, got none"),
    (NAIVE, solution_of_something_else, "function", "must name a function that is in one"),
    (NAIVE, solution_that_is_wrong, "checks[1]", f"{RIGHT} one, got failed (wrong-value)"),
    (NAIVE, mistake_taken_for_right, "accepted[0]", "must not answer as the mistake loss_without"),
    (NAIVE, reference_that_wavers, "checks[0]", "must give the reference's own answers all 1"),
    (NAIVE, mark_for_an_unknown_mistake, "mistakes.sign-fliped", "must be a mistake that shows"),
    (NAIVE, mark_for_a_mistake_elsewhere, "mistakes.transposed", "must be a mistake that shows"),
    (NAIVE, need_that_always_fails_too, "checks[2]", f"{SPOILT} (sign flipped, doubled, all zeros"),
    ("softmax", square_matrices, "checks[1]", f"{SPOILT} (axes turned), got passed"),
    (NAIVE, two_words_only, "checks[2]", "must call the mistake grad_outside_halved (scaled) by"),
    ("sigmoid", no_array_to_change, "checks[3]", f"{SPOILT} (arguments changed), got passed"),
    (NAIVE, function_that_nobody_has, "function", "must name a function that is in the starter"),
    ("gradcheck", verdicts_exchanged, "checks[0]", f"{RIGHT} 01-loops"),
    ("sgd", stepped_over, "suites", "must have cases in which the mistake postprocessing_"),
]

SHOWN_BY_REAL_CODE = (
    another_reference,
    values_in_another_order,
    verdicts_exchanged,
)
"""Faults that the starter and the right solutions bring to light, slowly."""


@pytest.mark.parametrize(
    ("question", "change", "place", "words"),
    PLANTED,
    ids=[f"{change.__name__}-{place}" for _, change, place, _ in PLANTED],
)
def test_a_planted_fault_is_told_with_its_line(
    question: str,
    change: Change,
    place: str,
    words: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Exit code 2, and a line that names the file, the line, the place and what is wrong."""
    layout = "cs224n-2017-a1" if question in ("softmax", "gradcheck") else "cs224n-2021-a2"
    data = cut_down(question, layout)
    if change not in SHOWN_BY_REAL_CODE:
        del data["starter"], data["solutions"]
    change(data, tmp_path)
    file = written(data, tmp_path)

    code = main(["rubric", "test", str(file)])

    lines = capsys.readouterr().err.splitlines()
    fitting = [line for line in lines if words in line and place in line.split(" must ")[0]]
    assert (2, True) == (code, bool(fitting)), lines
    assert all(line.startswith(f"{file}:") for line in lines)
    number = int(fitting[0].removeprefix(f"{file}:").split(":")[0])
    blamed = file.read_text("utf-8").splitlines()[number - 1]
    key = place.rpartition(".")[2]
    assert ('"' + key + '"' in blamed) == (not place.endswith("]")), blamed


@pytest.mark.parametrize("question", ["naive-softmax", "neg-sampling", "sigmoid", "sgd"])
def test_a_rubric_of_one_question_is_proven(
    question: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What the faults are planted in has none: exit code 0 and nothing on stderr but progress."""
    file = written(cut_down(question), tmp_path)

    code = main(["rubric", "test", str(file)])

    told = capsys.readouterr()
    assert (0, "") == (code, told.err)
    assert told.out.splitlines()[-1].startswith(f"{file}: proven; the reference earns all")

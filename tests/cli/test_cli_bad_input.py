"""Laws of bad input: one clear line, the right exit code, and the rest is still graded."""

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

RUBRIC = ("--rubric", "cs224n-2021-a2")
Grader = Callable[..., Any]


def one_line(text: str) -> bool:
    """Say whether a message is a single line without a traceback."""
    return len(text.strip().splitlines()) == 1 and "Traceback" not in text


def test_no_such_folder(grader: Grader, tmp_path: Path) -> None:
    """A path that isn't there is named, with what was expected."""
    said = grader("grade", tmp_path / "nosuch", *RUBRIC, "--out", tmp_path / "out")

    assert (2, True) == (said.code, one_line(said.err))
    assert "no such file or folder; expected a folder of submissions" in said.err


@pytest.mark.parametrize(
    ("arguments", "name"),
    [
        (("grade", "CLASS", *RUBRIC, "--out", ""), "--out"),
        (("grade", ""), "SUBMISSIONS"),
        (("check", "CLASS", "--html", ""), "--html"),
    ],
)
def test_an_empty_path_is_no_folder(
    grader: Grader, small_class: Path, arguments: tuple[str, ...], name: str
) -> None:
    """A shell's unset variable doesn't send reports into the folder where one stands."""
    said = grader(*(str(small_class) if each == "CLASS" else each for each in arguments))

    assert (2, True) == (said.code, one_line(said.err))
    assert f"{name}: expected the path of a file or folder, got nothing" in said.err


def test_an_empty_folder(grader: Grader, tmp_path: Path) -> None:
    """A folder without submissions is an error, not an empty class."""
    (tmp_path / "class").mkdir()

    said = grader("grade", tmp_path / "class", *RUBRIC, "--out", tmp_path / "out")

    assert (2, True) == (said.code, one_line(said.err))


def test_an_unknown_rubric_suggests_the_near_name(grader: Grader, small_class: Path) -> None:
    """A misspelt rubric names the one that was meant and all that there are."""
    said = grader("grade", small_class, "--rubric", "cs224n-2021")

    assert (2, True) == (said.code, one_line(said.err))
    assert "did you mean `cs224n-2021-a2`?" in said.err


def test_no_rubric_to_go_by(grader: Grader, small_class: Path) -> None:
    """Without `--rubric` and a telling folder name, the question is asked back."""
    said = grader("grade", small_class)

    assert (2, True) == (said.code, one_line(said.err))
    assert "which rubric? Name one with --rubric" in said.err


def test_a_rubric_with_three_mistakes_gives_three_lines(
    grader: Grader, small_class: Path, tmp_path: Path
) -> None:
    """Each mistake comes with file, line, path, what was expected and what came."""
    shutil.copytree("rubrics", tmp_path / "rubrics")
    shutil.copytree("reference", tmp_path / "reference")
    rubric = tmp_path / "rubrics" / "cs224n-2021-a2.yaml"
    text = rubric.read_text()
    text = text.replace("points: 1.5", "points: -1", 1).replace("kind: value", "kind: valeu", 1)
    text = text.replace("seed: 20211", "seed: none", 1)
    rubric.write_text(text)

    said = grader("grade", small_class, "--rubric", rubric)

    lines = said.err.strip().splitlines()
    assert (2, 3) == (said.code, len(lines))
    assert all(line.startswith(f"{rubric}:") and ", got " in line for line in lines)


def test_a_file_of_100_mb_is_refused_and_the_rest_graded(
    grader: Grader, small_class: Path, tmp_path: Path
) -> None:
    """A huge file costs its own question and is named; nobody else notices."""
    with (small_class / "cy" / "word2vec.py").open("wb") as file:
        file.truncate(100 * 2**20)

    said = grader("grade", small_class, *RUBRIC, "--out", tmp_path / "out")

    results = json.loads((tmp_path / "out" / "results.json").read_text())
    points = {each["id"]: each["points"] for each in results["submissions"]}
    assert (0, 24.0, 24.0) == (said.code, points["ada"], points["bo b"])
    result = json.loads((tmp_path / "out" / "submissions" / "cy" / "result.json").read_text())
    reasons = {c["reason"] for q in result["questions"][:4] for c in q["checks"]}
    assert {"refused-file"} == reasons


def test_a_loop_of_links_is_refused_and_the_rest_graded(
    grader: Grader, small_class: Path, tmp_path: Path
) -> None:
    """Links are not followed; the submission beside them is graded."""
    os.symlink(small_class, small_class / "ada" / "loop")
    os.symlink("b", small_class / "a")
    os.symlink("a", small_class / "b")

    said = grader("grade", small_class, *RUBRIC, "--out", tmp_path / "out")

    results = json.loads((tmp_path / "out" / "results.json").read_text())
    assert (0, ["ada", "bo b", "cy"]) == (said.code, [s["id"] for s in results["submissions"]])
    assert "symbolic link" in said.err


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_an_unreadable_file_is_named_and_the_rest_graded(
    grader: Grader, small_class: Path, tmp_path: Path
) -> None:
    """A file without permission is `refused-file`."""
    (small_class / "cy" / "sgd.py").chmod(0)

    grader("grade", small_class, *RUBRIC, "--out", tmp_path / "out")

    result = json.loads((tmp_path / "out" / "submissions" / "cy" / "result.json").read_text())
    sgd = next(q for q in result["questions"] if q["id"] == "sgd")
    assert {"refused-file"} == {c["reason"] for c in sgd["checks"]}


def test_a_broken_zip_is_named(grader: Grader, tmp_path: Path) -> None:
    """A file that only looks like a zip is an error of one line."""
    (tmp_path / "class.zip").write_bytes(b"PK\x03\x04 and then nothing")

    said = grader("grade", tmp_path / "class.zip", *RUBRIC, "--out", tmp_path / "out")

    assert (2, True) == (said.code, one_line(said.err))


def test_an_unknown_option_is_wrong_usage(grader: Grader) -> None:
    """What the command line does not know is exit code 2."""
    assert 2 == grader("grade", "--nosuch").code


def test_a_fault_of_ours_is_ungraded_and_exit_3(
    grader: Grader, small_class: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the sandbox cannot start, nobody gets a zero."""
    monkeypatch.setattr("grader.sandbox.process.BOOT", tmp_path / "no-such-boot.py")

    said = grader("grade", small_class, *RUBRIC, "--out", tmp_path / "out")

    results = json.loads((tmp_path / "out" / "results.json").read_text())
    assert (3, {("ungraded", None)}) == (
        said.code,
        {(each["status"], each["points"]) for each in results["submissions"]},
    )
    row = (tmp_path / "out" / "grades.csv").read_text().splitlines()[1]
    assert row.endswith(",,24,ungraded")

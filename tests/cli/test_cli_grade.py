"""Laws of `grader grade`: what it writes, what it repeats, how it ends."""

import csv
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

RUBRIC = ("--rubric", "cs224n-2021-a2")
Grader = Callable[..., Any]


def files(out: Path) -> dict[str, bytes]:
    """Return the bytes of every file of a run, by path."""
    return {str(p.relative_to(out)): p.read_bytes() for p in sorted(out.rglob("*")) if p.is_file()}


def test_everything_that_the_contract_names_is_written(
    grader: Grader, small_class: Path, tmp_path: Path
) -> None:
    """Class page, grades, results, and a report and a result for each submission."""
    out = tmp_path / "out"

    said = grader("grade", small_class, *RUBRIC, "--out", out)

    expected = {"index.html", "grades.csv", "results.json", "students.json"} | {
        f"submissions/{name}/{file}"
        for name in ("ada", "bo b", "cy")
        for file in ("report.html", "result.json")
    }
    assert (0, expected) == (said.code, set(files(out)))


def test_the_numbers_agree_everywhere(grader: Grader, small_class: Path, tmp_path: Path) -> None:
    """Totals in grades.csv, results.json and each result.json are sums of their checks."""
    out = tmp_path / "out"
    grader("grade", small_class, *RUBRIC, "--out", out)

    table = (out / "grades.csv").read_text().splitlines()
    rows = {row["submission"]: row for row in csv.DictReader(table)}
    results = json.loads((out / "results.json").read_text())
    for each in results["submissions"]:
        result = json.loads((out / "submissions" / each["id"] / "result.json").read_text())
        checks = [c for q in result["questions"] for c in q["checks"]]
        assert sum(c["points"] for c in checks) == each["points"] == result["points"]
        assert each["points"] == float(rows[each["id"]]["total"])
        assert each["max_points"] == sum(c["max_points"] for c in checks) == 24


def test_the_same_run_gives_the_same_bytes(
    grader: Grader, small_class: Path, tmp_path: Path
) -> None:
    """Whatever `--jobs` is, and however often: results and reports are byte-identical."""
    grader("grade", small_class, *RUBRIC, "--out", tmp_path / "one", "--jobs", "1")
    grader("grade", small_class, *RUBRIC, "--out", tmp_path / "two", "--jobs", "3")

    assert files(tmp_path / "one") == files(tmp_path / "two")


def test_another_seed_is_another_run(grader: Grader, small_class: Path, tmp_path: Path) -> None:
    """`--seed` changes the cases and is recorded; right stays right."""
    grader("grade", small_class, *RUBRIC, "--out", tmp_path, "--seed", "7")

    result = json.loads((tmp_path / "submissions" / "ada" / "result.json").read_text())
    assert (7, 24.0) == (result["seed"], result["points"])


def test_what_was_graded_is_kept_and_what_changed_is_graded_again(
    grader: Grader, small_class: Path, tmp_path: Path
) -> None:
    """A second run grades only what is new or different; `--fresh` grades all."""
    out = tmp_path / "out"
    grader("grade", small_class, *RUBRIC, "--out", out)
    kept = out / "submissions" / "ada" / "result.json"
    changed = out / "submissions" / "cy" / "result.json"
    before = kept.stat().st_mtime_ns, changed.stat().st_mtime_ns
    shutil.copy(small_class / "ada" / "sgd.py", small_class / "cy" / "sgd.py")

    grader("grade", small_class, *RUBRIC, "--out", out)

    assert before[0] == kept.stat().st_mtime_ns
    assert before[1] != changed.stat().st_mtime_ns
    assert 24.0 == json.loads(changed.read_text())["points"]
    grader("grade", small_class, *RUBRIC, "--out", out, "--fresh")
    assert before[0] != kept.stat().st_mtime_ns


def test_a_half_written_result_is_graded_again(
    grader: Grader, small_class: Path, tmp_path: Path
) -> None:
    """A damaged result of an earlier run is no result."""
    grader("grade", small_class, *RUBRIC, "--out", tmp_path)
    result = tmp_path / "submissions" / "ada" / "result.json"
    whole = result.read_bytes()
    result.write_bytes(whole[:100])

    grader("grade", small_class, *RUBRIC, "--out", tmp_path)

    assert whole == result.read_bytes()


@pytest.mark.parametrize(("bar", "code"), [("80", 0), ("90", 1)])
def test_fail_under_is_an_exit_code(
    grader: Grader, small_class: Path, tmp_path: Path, bar: str, code: int
) -> None:
    """Exit 1 if some mark is below the percentage, 0 if none is."""
    said = grader("grade", small_class, *RUBRIC, "--out", tmp_path, "--fail-under", bar)

    assert code == said.code


def test_folders_named_like_rubrics_need_no_rubric(
    grader: Grader, small_class: Path, tmp_path: Path
) -> None:
    """A folder of such folders is graded folder by folder, each into its own."""
    classes = tmp_path / "classes"
    shutil.copytree(small_class, classes / "cs224n-2021-a2")
    shutil.copytree(small_class, classes / "cs224n-2023-a2")

    said = grader("grade", classes, "--out", tmp_path / "out")

    written = {p.parent.name for p in (tmp_path / "out").glob("*/results.json")}
    assert (0, {"cs224n-2021-a2", "cs224n-2023-a2"}) == (said.code, written)


def test_a_zip_of_a_class_is_a_class(grader: Grader, small_class: Path, tmp_path: Path) -> None:
    """A zip in place of the folder gives the same marks."""
    archive = shutil.make_archive(str(tmp_path / "class"), "zip", small_class)

    said = grader("grade", archive, *RUBRIC, "--out", tmp_path / "out")

    results = json.loads((tmp_path / "out" / "results.json").read_text())
    assert (0, ["ada", "bo b", "cy"]) == (said.code, [s["id"] for s in results["submissions"]])


def test_a_zip_of_one_submission_is_one(grader: Grader, small_class: Path, tmp_path: Path) -> None:
    """A zip that holds one student's files is graded as one submission."""
    archive = shutil.make_archive(str(tmp_path / "ada"), "zip", small_class / "ada")

    said = grader("grade", archive, *RUBRIC, "--out", tmp_path / "out")

    results = json.loads((tmp_path / "out" / "results.json").read_text())
    assert (0, [("ada.zip", 24.0)]) == (
        said.code,
        [(s["id"], s["points"]) for s in results["submissions"]],
    )

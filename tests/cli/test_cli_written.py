"""Laws of written answers on the command line: when they count, what is kept, what is shown."""

import csv
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.rubric.doubling import doubling

RUBRIC = ("--rubric", "cs224n-2021-a2")
CODE, WRITTEN = 24.0, 26.0
Grader = Callable[..., Any]
ANSWERS = r"""
# Assignment 2

### (a)
$-\sum_w y_w \log \hat{y}_w = -y_o \log \hat{y}_o = -\log \hat{y}_o$

### (b)
$$\frac{\partial J}{\partial v_c} = -u_o + \sum_w \hat{y}_w u_w = U(\hat{y} - y)$$

### (c)
For $w = o$: $\frac{\partial J}{\partial u_o} = (\hat{y}_o + 1) v_c$

### (f) ii
Because only K + 1 products are needed.
"""


@pytest.fixture
def mixed_class(small_class: Path) -> Path:
    """Ada hands in written answers beside her code, bo a PDF, cy code alone."""
    (small_class / "ada" / "written.md").write_text(ANSWERS)
    (small_class / "bo b" / "written.pdf").write_bytes(b"%PDF-1.7 ...")
    return small_class


def result_of(out: Path, name: str) -> dict[str, Any]:
    """Return a stored result."""
    text = (out / "submissions" / name / "result.json").read_text()
    result: dict[str, Any] = json.loads(text)
    return result


def checks_of(result: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the written checks of a result by the id of their question."""
    written = [q for q in result["questions"] if q["part"] == "written"]
    return {q["id"].removeprefix("written/"): q["checks"][0] for q in written}


def test_written_answers_count_where_some_were_handed_in(
    grader: Grader, mixed_class: Path, tmp_path: Path
) -> None:
    """Nobody is marked on what only others handed in; a PDF is named as unread."""
    out = tmp_path / "out"

    said = grader("grade", mixed_class, *RUBRIC, "--out", out)

    ada, bo, cy = (result_of(out, name) for name in ("ada", "bo b", "cy"))
    assert 0 == said.code
    assert (CODE + WRITTEN, CODE, CODE) == (ada["max_points"], bo["max_points"], cy["max_points"])
    assert ("needs-review", "graded") == (ada["status"], bo["status"])
    assert any("`written.pdf` was not read" in each for each in bo["remarks"])
    assert ["written.md"] == [each["path"] for each in ada["written"]]


def test_each_answer_has_its_verdict(grader: Grader, mixed_class: Path, tmp_path: Path) -> None:
    """Right, wrong with its mistake, free text and not found, in the contract's words."""
    out = tmp_path / "out"
    grader("grade", mixed_class, *RUBRIC, "--out", out)

    checks = checks_of(result_of(out, "ada"))

    told = {
        name: (check["verdict"], check["reason"], check["mistake"], check["points"])
        for name, check in checks.items()
    }
    assert ("passed", None, None, 5.0) == told["dJ_dvc"]
    assert ("failed", "wrong-value", "sign-flipped", 1.25) == told["dJ_duo"]
    assert ("needs-review", "free-text", None, None) == told["neg_efficiency"]
    assert ("needs-review", "cannot-tell", None, None) == told["sg_dvw"]
    assert "written/dJ_dvc/final" == checks["dJ_dvc"]["id"]
    assert "Because only K + 1" in checks["neg_efficiency"]["derivation"]["text"]


def test_points_that_wait_leave_the_total_blank(
    grader: Grader, mixed_class: Path, tmp_path: Path
) -> None:
    """`points_pending` is what waits, and grades.csv has no total for it yet."""
    out = tmp_path / "out"
    grader("grade", mixed_class, *RUBRIC, "--out", out)

    ada = result_of(out, "ada")
    waiting = [c for c in checks_of(ada).values() if c["verdict"] == "needs-review"]
    rows = {
        row["submission"]: row
        for row in csv.DictReader((out / "grades.csv").read_text().splitlines())
    }
    assert sum(c["max_points"] for c in waiting) == ada["points_pending"] > 0
    assert ("", "24") == (rows["ada"]["total"], rows["bo b"]["total"].removesuffix(".0"))
    assert "5" == rows["ada"]["written/dJ_dvc"].removesuffix(".0")


def test_the_part_can_be_chosen(grader: Grader, mixed_class: Path, tmp_path: Path) -> None:
    """Code alone, written answers alone, or both whatever was handed in."""
    most = {}
    for part in ("code", "written", "all"):
        out = tmp_path / part
        assert 0 == grader("grade", mixed_class, *RUBRIC, "--out", out, "--part", part).code
        most[part] = [result_of(out, name)["max_points"] for name in ("ada", "bo b", "cy")]

    assert [CODE] * 3 == most["code"]
    assert [WRITTEN] * 3 == most["written"]
    assert [CODE + WRITTEN] * 3 == most["all"]


def test_what_was_asked_for_and_is_not_there(
    grader: Grader, mixed_class: Path, tmp_path: Path
) -> None:
    """A PDF waits for a person; no file at all is a missing file."""
    grader("grade", mixed_class, *RUBRIC, "--out", tmp_path, "--part", "written")

    pdf = checks_of(result_of(tmp_path, "bo b"))["dJ_dvc"]
    nothing = checks_of(result_of(tmp_path, "cy"))["dJ_dvc"]

    assert ("needs-review", None) == (pdf["verdict"], pdf["points"])
    assert "PDF" in pdf["message"]
    assert ("failed", "missing-file", 0) == (
        nothing["verdict"],
        nothing["reason"],
        nothing["points"],
    )


@pytest.mark.parametrize("kind", ["prose", "notebook", "link"])
def test_a_text_that_is_not_read_is_no_zero(
    kind: str, grader: Grader, small_class: Path, tmp_path: Path
) -> None:
    """Prose alone, a damaged notebook and a link wait for a person where answers are asked for."""
    ada = small_class / "ada"
    if kind == "prose":
        (ada / "mine.md").write_text("## (f)(ii)\nit touches fewer rows\n")
    elif kind == "notebook":
        (ada / "mine.ipynb").write_text("{broken")
    else:
        (tmp_path / "elsewhere.md").write_text(ANSWERS)
        (ada / "mine.md").symlink_to(tmp_path / "elsewhere.md")

    grader("grade", small_class, *RUBRIC, "--out", tmp_path / "out", "--part", "written")

    found = checks_of(result_of(tmp_path / "out", "ada"))
    assert {"needs-review"} == {each["verdict"] for each in found.values()}
    assert all("handed in" not in each["message"] for each in found.values())


def test_a_folder_of_texts_is_a_class(grader: Grader, tmp_path: Path) -> None:
    """Loose written answers are a submission each."""
    folder = tmp_path / "answers"
    folder.mkdir()
    (folder / "ada.md").write_text(ANSWERS)
    (folder / "bo.txt").write_text(ANSWERS)

    grader("grade", folder, *RUBRIC, "--out", tmp_path / "out", "--part", "written")

    found = sorted(each.name for each in (tmp_path / "out" / "submissions").iterdir())
    assert ["ada.md", "bo.txt"] == found


def test_a_class_without_code_is_told_how_to_grade_it(grader: Grader, tmp_path: Path) -> None:
    """Zeros for code that nobody was asked for would be a surprise; one line says what to type."""
    folder = tmp_path / "answers"
    folder.mkdir()
    (folder / "ada.md").write_text(ANSWERS)

    plain = grader("grade", folder, *RUBRIC, "--out", tmp_path / "out")
    asked = grader("grade", folder, *RUBRIC, "--out", tmp_path / "out2", "--part", "written")

    assert "nobody handed in code: --part written" in plain.err
    assert "--part written" not in asked.err


def test_a_rubric_without_a_written_part_says_so(grader: Grader, tmp_path: Path) -> None:
    """Asking for what isn't there is a usage error that names the key."""
    bare = doubling(tmp_path)

    said = grader("grade", tmp_path, "--rubric", bare, "--part", "written")

    assert 2 == said.code
    assert "has no written part (no key `written`)" in said.err


def test_stored_results_follow_the_part_and_the_files(
    grader: Grader, mixed_class: Path, tmp_path: Path
) -> None:
    """Another part, a changed text and a new text are graded again; what is the same is kept."""
    out = tmp_path / "out"
    kept = out / "submissions" / "cy" / "result.json"
    grader("grade", mixed_class, *RUBRIC, "--out", out)
    first = kept.stat().st_mtime_ns
    written = mixed_class / "ada" / "written.md"
    written.write_text(written.read_text().replace("_o + 1)", "_o - 1)"))
    (mixed_class / "bo b" / "answers.md").write_text(ANSWERS)

    grader("grade", mixed_class, *RUBRIC, "--out", out)

    assert "passed" == checks_of(result_of(out, "ada"))["dJ_duo"]["verdict"]
    assert "passed" == checks_of(result_of(out, "bo b"))["dJ_dvc"]["verdict"]
    assert first == kept.stat().st_mtime_ns
    grader("grade", mixed_class, *RUBRIC, "--out", out, "--part", "code")
    assert {} == checks_of(result_of(out, "ada"))


def test_the_same_run_gives_the_same_bytes(
    grader: Grader, mixed_class: Path, tmp_path: Path
) -> None:
    """Whatever `--jobs` is: results and reports of written answers are byte-identical."""
    for name, jobs in (("one", "1"), ("two", "3")):
        grader("grade", mixed_class, *RUBRIC, "--out", tmp_path / name, "--jobs", jobs)

    for file in ("result.json", "report.html"):
        pages = [tmp_path / name / "submissions" / "ada" / file for name in ("one", "two")]
        assert pages[0].read_bytes() == pages[1].read_bytes()


def test_a_person_marks_an_answer(grader: Grader, mixed_class: Path, tmp_path: Path) -> None:
    """`grader override` settles a free text, and the mark outlives another run."""
    out = tmp_path / "out"
    grader("grade", mixed_class, *RUBRIC, "--out", out)
    before = result_of(out, "ada")["points_pending"]
    check = "written/neg_efficiency/final"

    said = grader("override", out, "ada", check, "1", "--why", "names both", "--author", "TA")
    grader("grade", mixed_class, *RUBRIC, "--out", out, "--fresh")

    marked = checks_of(result_of(out, "ada"))["neg_efficiency"]
    assert 0 == said.code
    assert (1.0, "names both") == (marked["points"], marked["override"]["why"])
    assert before - marked["max_points"] == result_of(out, "ada")["points_pending"]


def test_a_student_checks_a_written_file(grader: Grader, tmp_path: Path) -> None:
    """Found answers have verdicts; neither the mended formula nor the criteria are given away."""
    (tmp_path / "a2.md").write_text(ANSWERS)

    said = grader("check", tmp_path / "a2.md", *RUBRIC, "--json")

    checks = checks_of(json.loads(said.out))
    derivations = [check["derivation"] for check in checks.values()]
    assert 1 == said.code
    assert "passed" == checks["dJ_dvc"]["verdict"]
    assert {""} == {each["mended"] for each in derivations}
    assert {""} == {line["mended"] for each in derivations for line in each["lines"]}
    assert all(each["criteria"] == [] for each in derivations)


def test_a_right_written_file_passes_its_check(grader: Grader, tmp_path: Path) -> None:
    """What waits for a person is no failure."""
    (tmp_path / "a2.md").write_text(ANSWERS.replace("_o + 1)", "_o - 1)"))

    assert 0 == grader("check", tmp_path / "a2.md", *RUBRIC).code


def test_one_written_question_is_checked_alone(grader: Grader, tmp_path: Path) -> None:
    """`--only written/…` judges that answer; an unknown id gets a suggestion."""
    (tmp_path / "a2.md").write_text(ANSWERS)

    said = grader("check", tmp_path / "a2.md", *RUBRIC, "--only", "written/dJ_dvc", "--json")
    wrong = grader("check", tmp_path / "a2.md", *RUBRIC, "--only", "written/dJ_dv")

    assert (0, ["dJ_dvc"]) == (said.code, list(checks_of(json.loads(said.out))))
    assert 2 == wrong.code
    assert "did you mean `written/dJ_dvc`?" in wrong.err


def test_a_folder_is_checked_on_code_and_answers(
    grader: Grader, mixed_class: Path, tmp_path: Path
) -> None:
    """Beside code, written answers are checked; without any they are not asked for."""
    with_answers = grader("check", mixed_class / "ada", *RUBRIC, "--json")
    without = grader("check", mixed_class / "bo b", *RUBRIC, "--json")

    parts = [{q["part"] for q in json.loads(s.out)["questions"]} for s in (with_answers, without)]
    assert [{"code", "written"}, {"code"}] == parts


def test_a_notebooks_own_text_is_no_hand_in(
    grader: Grader, small_class: Path, tmp_path: Path
) -> None:
    """The course's prompts in a notebook make nobody's written part."""
    cells = [
        {"cell_type": "markdown", "metadata": {}, "source": [r"Let $\hat{y} = \sigma(x)$ here."]},
        {"cell_type": "code", "metadata": {}, "source": ["x = 1"], "outputs": []},
    ]
    notebook = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    shutil.rmtree(small_class / "bo b")
    (small_class / "cy" / "extra.ipynb").write_text(json.dumps(notebook))

    grader("grade", small_class, *RUBRIC, "--out", tmp_path / "out")

    assert {} == checks_of(result_of(tmp_path / "out", "cy"))

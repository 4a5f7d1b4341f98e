"""`grader override` on a graded class: every file at once, kept by every later run."""

import csv
import getpass
import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from grader.engines.engine import Job
from grader.engines.local import grade_locally
from grader.engines.registry import ENGINES
from grader.gradebook.overrides import NAME, add_overrides
from grader.model.summary import SubmissionSummary
from tests.command import Said
from tests.gradebook.marked_class import Class, entry

LOSS = "neg-sampling/loss"
NASTY = "</style><script>alert('x')</script>\x1b[31m\u202egnp `a<b>`\n=1+1"
Run = Callable[..., Said]


def mark(grader: Run, graded: Class, points: str = "0.5", why: str = "kind", *more: str) -> Said:
    """Give Nils a mark."""
    return grader("override", graded.out, "Nils Berg", LOSS, points, "--why", why, *more)


def test_it_shows_in_every_file_at_once(grader: Run, graded: Class) -> None:
    """Points follow everywhere; author, reason, time and the machine's own stand beside."""
    before, total = graded.check("Nils Berg", LOSS), graded.result("Nils Berg")["points"]
    said = mark(grader, graded, "0.5", "half of it is there", "--author", "tina")

    assert (said.code, said.err) == (0, "")
    assert "0.5 of" in said.out
    check = graded.check("Nils Berg", LOSS)
    (kept,) = json.loads((graded.out / NAME).read_text())["overrides"]
    assert check["points"] == 0.5
    assert check["override"] == {
        "verdict": before["verdict"],
        "reason": before["reason"],
        "points": before["points"],
        "author": "tina",
        "why": "half of it is there",
        "at": kept["at"],
    }
    points = total - before["points"] + 0.5
    assert graded.result("Nils Berg")["points"] == points
    classwide = json.loads((graded.out / "results.json").read_text())["submissions"]
    assert {row["id"]: row["points"] for row in classwide}["Nils Berg"] == points
    grades = (graded.out / "grades.csv").read_text()
    rows = {row["submission"]: row for row in csv.DictReader(io.StringIO(grades))}
    assert (float(rows["Nils Berg"]["total"]), rows["Nils Berg"]["by_hand"]) == (points, LOSS)
    assert rows["ada"]["by_hand"] == ""
    for page in ("index.html", "submissions/Nils Berg/report.html"):
        text = (graded.out / page).read_text()
        assert "half of it is there" in text
        assert f"By tina, {kept['at'][:10]}" in text


def test_a_later_run_keeps_it(grader: Run, graded: Class) -> None:
    """Resumed or fresh, `grade` writes the same bytes, and says in the terminal what is by hand."""
    mark(grader, graded, "0.5", "half of it is there", "--author", "tina")
    files = graded.files()

    for more in ([], ["--fresh"]):
        said = grader("grade", graded.submissions, "--out", graded.out, *more)
        assert said.code == 0
        assert "half of it is there" in " ".join(said.out.split())
        assert graded.files() == files


def test_a_resumed_run_grades_nothing_again(grader: Run, graded: Class) -> None:
    """A result with a mark by hand is recognised: its file is left as it is."""
    mark(grader, graded)
    path = graded.out / "submissions" / "Nils Berg" / "result.json"
    written = path.stat().st_mtime_ns
    grader("grade", graded.submissions, "--out", graded.out)

    assert path.stat().st_mtime_ns == written


def test_undo_gives_the_machines_mark_back(grader: Run, graded: Class) -> None:
    """After a withdrawal all files are as before, and both entries are kept."""
    before = graded.files()
    mark(grader, graded)
    assert graded.files() != before
    said = grader("override", graded.out, "Nils Berg", LOSS, "--undo", "--why", "wrong student")

    after = graded.files()
    kept = json.loads(after.pop(NAME))["overrides"]
    assert said.code == 0
    assert [each["points"] for each in kept] == [0.5, None]
    assert after == before
    again = grader("override", graded.out, "Nils Berg", LOSS, "--undo", "--why", "again")
    assert (again.code, "no mark by hand" in again.err) == (2, True)


def test_exports_have_it(grader: Run, graded: Class) -> None:
    """Marks and reasons reach other systems' files."""
    mark(grader, graded, "0.5", "half of it is there")
    points = graded.result("Nils Berg")["points"]

    table = grader("export", graded.out, "--format", "csv").out
    assert table == (graded.out / "grades.csv").read_text()
    assert "half of it is there" in grader("export", graded.out, "--format", "junit").out
    for format_ in ("gradescope", "prairielearn", "autolab", "github"):
        target = graded.out.parent / format_
        assert grader("export", graded.out, "--format", format_, "-o", target).code == 0
        (file,) = (target / "Nils Berg").iterdir()
        assert "half of it is there" in file.read_text(), format_
    scores = json.loads(
        (graded.out.parent / "gradescope" / "Nils Berg" / "results.json").read_text()
    )
    assert scores["score"] == points
    moodle = grader("export", graded.out, "--format", "moodle").out
    assert f"{points:g}" in {cell for row in csv.reader(io.StringIO(moodle)) for cell in row}


def test_a_hostile_reason_is_shown_and_does_nothing(grader: Run, graded: Class) -> None:
    """Pages escape it, the terminal gets one harmless line, JSON has it as it was."""
    said = mark(grader, graded, "0.5", NASTY, "--author", "=<b>tina</b>")

    assert said.code == 0
    assert "\x1b" not in said.out and "\u202e" not in said.out
    assert len(said.out.splitlines()) == 2
    assert graded.check("Nils Berg", LOSS)["override"]["why"] == NASTY
    for page in ("index.html", "submissions/Nils Berg/report.html"):
        text = (graded.out / page).read_text()
        assert "<script>alert" not in text and "<b>tina" not in text and "\x1b" not in text
        assert "&lt;script&gt;alert" in text
    listed = grader("override", graded.out)
    assert "\x1b" not in listed.out and len(listed.out.splitlines()) == 1


def test_the_author_defaults_to_the_login_name(
    grader: Run, graded: Class, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without --author it is who is logged in; where nobody can tell, it must be said."""
    monkeypatch.setattr(getpass, "getuser", lambda: "olga")
    mark(grader, graded)
    assert graded.check("Nils Berg", LOSS)["override"]["author"] == "olga"

    def nobody() -> str:
        raise OSError("no login")

    monkeypatch.setattr(getpass, "getuser", nobody)
    said = mark(grader, graded)
    assert (said.code, "--author" in said.err) == (2, True)


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["Nils Ber", LOSS, "1", "--why", "x"], "did you mean Nils Berg?"),
        (["Nils Berg", "neg-sampling/los", "1", "--why", "x"], f"did you mean {LOSS}"),
        (["Nils Berg", "neg-sampling", "1", "--why", "x"], f"its checks: {LOSS}"),
        (["Nils Berg", LOSS, "99", "--why", "x"], "worth at most"),
        (["Nils Berg", LOSS, "0.123", "--why", "x"], "hundredths"),
        (["Nils Berg", LOSS, "nan", "--why", "x"], "expected a number from 0 up"),
        (["Nils Berg", LOSS, "1"], "--why TEXT"),
        (["Nils Berg", LOSS, "1", "--why", "  "], "--why TEXT"),
        (["Nils Berg", LOSS, "1", "--why", "x" * 5000], "at most 4000 characters"),
        (["Nils Berg", LOSS, "1", "--why", "x", "--author", " "], "--author is empty"),
        (["Nils Berg", LOSS, "1", "--why", "x", "--undo"], "leave POINTS away"),
        (["Nils Berg", LOSS, "--why", "x"], "how many points?"),
        (["Nils Berg"], "which check?"),
    ],
)
def test_what_fits_nothing_is_refused_in_one_line(
    grader: Run, graded: Class, arguments: list[str], expected: str
) -> None:
    """Wrong usage is exit code 2, says what to do, and changes nothing."""
    before = graded.files()
    said = grader("override", graded.out, *arguments)

    assert (said.code, said.out, len(said.err.splitlines())) == (2, "", 1)
    assert expected in said.err
    assert graded.files() == before


def test_a_folder_without_results_is_refused(grader: Run, tmp_path: Path) -> None:
    """Nothing is written where no class was graded."""
    said = grader("override", tmp_path, "ada", LOSS, "1", "--why", "x")

    assert (said.code, len(said.err.splitlines())) == (2, 1)
    assert list(tmp_path.iterdir()) == []


def test_a_mark_for_what_is_gone_is_listed_and_not_lost(grader: Run, graded: Class) -> None:
    """An entry whose check or submission no longer exists is told and stays in the file."""
    mark(grader, graded)
    path = graded.out / NAME
    kept = json.loads(path.read_text())
    (own,) = kept["overrides"]
    kept["overrides"] += [{**own, "check": "neg-sampling/old"}, {**own, "submission": "left"}]
    path.write_text(json.dumps(kept))
    mark(grader, graded, "0.25")

    lines = grader("override", graded.out).out.splitlines()
    assert [line for line in lines if "not set: there is no such check" in line]
    assert [line for line in lines if "not set: there is no such submission" in line]
    page = (graded.out / "index.html").read_text()
    assert "there is no such check" in page and "there is no such submission" in page
    assert len(json.loads(path.read_text())["overrides"]) == 4
    undone = grader("override", graded.out, "left", LOSS, "--undo", "--why", "left the course")
    assert undone.code == 0
    assert "there is no such submission" not in (graded.out / "index.html").read_text()


def test_broken_overrides_stop_a_run_before_it_drops_marks(grader: Run, graded: Class) -> None:
    """`grade`, `override` and `export` say so in one line and write nothing."""
    (graded.out / NAME).write_text('{"overrides": 3}')
    before = graded.files()
    said = [
        grader("grade", graded.submissions, "--out", graded.out),
        mark(grader, graded),
        grader("export", graded.out, "--format", "csv"),
    ]

    assert [each.code for each in said] == [2, 2, 2]
    assert all("overrides.json: not readable" in each.err for each in said)
    assert graded.files() == before


def test_a_mark_given_while_others_are_graded_is_in_the_class_files(
    grader: Run, graded: Class, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All files are of the marks as they stand at the end of the run."""

    def grade_slowly(job: Job) -> Iterator[SubmissionSummary]:
        yield from grade_locally(job)
        add_overrides(graded.out, entry(LOSS, 0.5, "Nils Berg", why="given meanwhile"))

    monkeypatch.setitem(ENGINES, "local", grade_slowly)
    said = grader("grade", graded.submissions, "--out", graded.out, "--fresh")

    assert "given meanwhile" in " ".join(said.out.split())
    assert "given meanwhile" in (graded.out / "index.html").read_text()
    assert LOSS in (graded.out / "grades.csv").read_text()
    assert graded.check("Nils Berg", LOSS)["override"]["why"] == "given meanwhile"

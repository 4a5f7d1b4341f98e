"""`grader override --from`: all marks of a table at once, or every trouble and none of them."""

import getpass
import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from grader.gradebook import class_files
from grader.gradebook.overrides import NAME
from grader.model.results import ClassResult
from grader.reports.results_json import write_class_json
from tests.command import Said
from tests.gradebook.marked_class import Class
from tests.gradebook.waiting_class import OTHER, WHY, class_of, kept, table, waits
from tests.reports.report_written import UNLOCATED

Run = Callable[..., Said]


@pytest.fixture
def many(tmp_path: Path) -> Class:
    """Return a class of three whose answers wait, four in all."""
    return class_of(
        tmp_path, waits("ada", "less", (), UNLOCATED), waits("bo", "more"), waits("cy", "other")
    )


@pytest.fixture(autouse=True)
def login(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the login name be olga's."""
    monkeypatch.setattr(getpass, "getuser", lambda: "olga")


def give(grader: Run, many: Class, *rows: str, header: str = "", more: Sequence[str] = ()) -> Said:
    """Give the marks of a table typed by hand."""
    path = table(many.submissions, *rows, **({"header": header} if header else {}))
    return grader("override", many.out, "--from", path, *more)


def test_all_marks_are_given_with_one_writing_of_the_class(
    grader: Run, many: Class, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each mark is in its result and report, and the class files are written once."""
    written = []

    def counted(result: ClassResult, path: Path) -> None:
        written.append(path.name)
        write_class_json(result, path)

    monkeypatch.setattr(class_files, "write_class_json", counted)
    rows = [f"bo,{WHY},0.5,half", f"ada,{OTHER},1,right", f"ada,{WHY},0,no reason", f"cy,{WHY},,"]
    said = give(grader, many, *rows)

    assert (said.code, said.err) == (0, "")
    assert said.out.splitlines() == [
        "3 marks given in 2 submissions",
        "1 answer still to be marked by a person",
        "1 row without points skipped",
    ]
    assert written == ["results.json"]
    assert many.check("bo", WHY)["points"] == 0.5
    assert many.result("ada")["status"] == "graded"
    assert (many.check("ada", WHY)["points"], many.check("ada", OTHER)["points"]) == (0, 1)
    assert "By olga" in (many.out / "submissions" / "bo" / "report.html").read_text()
    assert f"{WHY}; {OTHER}" in (many.out / "grades.csv").read_text()


def test_many_are_as_one_by_one(grader: Run, tmp_path: Path) -> None:
    """But for the times, a table leaves the files that as many commands leave."""
    marks = [("ada", WHY, "1.25", "good"), ("bo", WHY, "0", "not it"), ("ada", OTHER, "1", "right")]
    left = []
    for each in ("one", "many"):
        made = (waits("ada", "less", (), UNLOCATED), waits("bo", "more"), waits("cy", "other"))
        graded = class_of(tmp_path / each, *made)
        if each == "many":
            give(grader, graded, *map(",".join, sorted(marks)))
        else:
            for submission, check, points, why in sorted(marks):
                grader("override", graded.out, submission, check, points, "--why", why)
        path = graded.out / NAME
        entries = json.loads(path.read_text())["overrides"]
        files = graded.files()
        for at in sorted({entry["at"] for entry in entries}):
            shown = at.removesuffix("Z").split("T")
            for old in (at, " ".join(shown)):
                files = {name: data.replace(old.encode(), b"AT") for name, data in files.items()}
        left.append(files)

    assert left[0] == left[1]


def test_whose_mark_it_is(grader: Run, many: Class) -> None:
    """The row's author first, then --author, then who is logged in."""
    header = "submission,check,points,why,author"
    give(grader, many, f"ada,{WHY},1,x,tina", f"bo,{WHY},1,x,", header=header)
    give(grader, many, f"cy,{WHY},1,x", more=["--author", "uli"])

    assert [row[-1] for row in kept(many)] == ["tina", "olga", "uli"]


def test_a_login_name_is_not_needed_where_every_row_has_its_author(
    grader: Run, many: Class, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A system that can't say who is logged in hinders only rows that say nothing either."""

    def nobody() -> str:
        raise OSError("no login")

    monkeypatch.setattr(getpass, "getuser", nobody)
    header = "submission,check,points,why,author"
    said = give(grader, many, f"ada,{WHY},1,x,tina", f"bo,{WHY},,,", header=header)
    asked = give(grader, many, f"bo,{WHY},1,x,", header=header)

    assert (said.code, asked.code, "--author" in asked.err) == (0, 2, True)


def test_given_again_it_adds_nothing(grader: Run, many: Class) -> None:
    """The same points, reason and author add nothing; a change of any of them does."""
    give(grader, many, f"ada,{WHY},1,x", f"bo,{WHY},1,x")
    files = many.files()
    said = give(grader, many, f"ada,{WHY},1.00, x ", f"bo,{WHY},1,x")

    assert (said.code, many.files() == files) == (0, True)
    assert said.out.splitlines()[:2] == ["0 marks given", "2 marks given before, as in the table"]
    changed = give(grader, many, f"ada,{WHY},1,y", f"bo,{WHY},2,x", f"cy,{WHY},1,x")
    assert "3 marks given in 3 submissions" in changed.out
    give(grader, many, f"ada,{WHY},1,y", more=["--author", "tina"])
    mixed = give(grader, many, f"bo,{WHY},2,x", f"cy,{WHY},1,z")
    assert "1 mark given in 1 submission\n1 mark given before" in mixed.out
    assert [row[0] for row in kept(many)] == ["ada", "bo", "ada", "bo", "cy", "ada", "cy"]


def test_a_withdrawn_mark_is_given_again(grader: Run, many: Class) -> None:
    """What no longer holds is no mark given before."""
    give(grader, many, f"ada,{WHY},1,x")
    grader("override", many.out, "ada", WHY, "--undo", "--why", "wrong student")
    give(grader, many, f"ada,{WHY},1,x")

    assert [row[2] for row in kept(many)] == [1, None, 1]
    assert many.check("ada", WHY)["points"] == 1


def test_an_interrupted_giving_is_finished_by_the_same_table(grader: Run, many: Class) -> None:
    """Marks that are kept and not yet shown anywhere are shown after the second time."""
    report = many.out / "submissions" / "ada" / "report.html"
    waiting = (report.read_bytes(), report.with_name("result.json").read_bytes())
    give(grader, many, f"ada,{WHY},1,x")
    files = many.files()
    report.write_bytes(waiting[0])
    report.with_name("result.json").write_bytes(waiting[1])
    (many.out / "index.html").unlink()
    (many.out / "grades.csv").unlink()
    give(grader, many, f"ada,{WHY},1,x")

    assert many.files() == files


def test_every_trouble_is_told_with_its_line_and_nothing_is_written(
    grader: Run, many: Class
) -> None:
    """One look at the message mends the whole table; not even the right rows count."""
    before = many.files()
    rows = [
        f"ada,{WHY},1,right as it is",
        f"aad,{WHY},1,x",
        "ada,written/neg_eficiency/final,1,x",
        "ada,written/sg_dvw,1,x",
        f"bo,{WHY},one,x",
        f"bo,{WHY},2.5,x",
        f'bo,{OTHER},1,"two\nlines"',
        f"bo,{WHY},0.125,",
        f"cy,{WHY},-1,x",
        f"cy,{WHY},nan,x",
        f"cy,{WHY},{'9' * 400},x",
        f"cy,{WHY},1,{'x' * 4001}",
        f"cy,{WHY},1,a comma, unquoted",
        f"ada,{WHY},2,again",
        f'cy,{WHY},1,"never closed',
    ]
    said = give(grader, many, *rows)

    path = many.submissions / "marks.csv"
    expected = {
        3: "aad: no such submission in",
        4: f"no such check of ada; did you mean {WHY}",
        5: f"no such check of ada; its checks: {OTHER}",
        6: "`one` is no number of points",
        7: f"{WHY}: can't be given 2.5 points, it is worth at most 2",
        8: f"{OTHER}: no such check of bo",
        10: "0.125 points: expected hundredths at the finest",
        11: "`-1` is no number of points",
        12: "`nan` is no number of points",
        13: "inf points: expected a number from 0 up",
        14: "`why` has 4001 characters, expected at most 4000",
        15: "5 cells, the header has 4; put a text with `,` in quotes",
        16: f"ada, {WHY}: marked in line 2 already",
        17: "not readable as CSV from here on",
    }
    *told, last = said.err.splitlines()
    lines = [int(line.removeprefix(f"{path}:").split(":")[0]) for line in told]
    assert (said.code, said.out, last) == (2, "", "no mark was given")
    assert lines == sorted([*expected, 10])
    for line, what in expected.items():
        assert any(each.startswith(f"{path}:{line}: ") and what in each for each in told), what
    assert f"{path}:10: no reason; say in `why`" in said.err
    assert "did you mean ada?" in said.err
    assert many.files() == before


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("submission,check,points", "1: no column `why`"),
        ("id,check,points,why", "1: no column `submission`; unknown column `id`"),
        ("submission,check,points,why,remark", "1: unknown column `remark`"),
        ("submission,check,points,why,points", "1: column `points` is there 2 times"),
        ("submission,check,,points,why", "1: unknown column ``"),
        ("\n\nada", "3: no column `submission`"),
        ("", "1: empty; expected a header row with submission, check, points, why"),
        ('"submission', "1: not readable as CSV"),
    ],
)
def test_a_header_that_is_none_is_refused(
    grader: Run, many: Class, header: str, expected: str
) -> None:
    """Columns are told by name, what is missing as what is not known."""
    path, before = many.submissions / "marks.csv", many.files()
    path.write_text(header)
    said = grader("override", many.out, "--from", path)

    assert (said.code, said.out) == (2, "")
    assert f"{path}:{expected}" in said.err
    assert many.files() == before


@pytest.mark.parametrize(
    ("text", "points"),
    [
        (f"why,points,check,submission\nx,1,{WHY},ada\n", 1),
        (f" Submission , CHECK,points,Why\r\nada,{WHY}, 1.5 ,x\r\n", 1.5),
        (f"\ufeffsubmission,check,points,why\nada,{WHY},2,x", 2),
        (f"submission;check;points;why;;\nada;{WHY};1,5;x;;\n;;;;;\n", 1.5),
        (f"submission\tcheck\tpoints\twhy\nada\t{WHY}\t.5\tx\n\n", 0.5),
        (f"submission,check,max_points,answer,points,why\n ada ,{WHY},2,a,0,x\n", 0),
        (f"submission,check,points,why\rada,{WHY},1,x\r", 1),
    ],
)
def test_a_table_is_read_as_spreadsheets_save_it(
    grader: Run, many: Class, text: str, points: float
) -> None:
    """Any order of columns, BOM, separator, decimal comma, empty rows and columns, line ends."""
    path = many.submissions / "marks.csv"
    path.write_bytes(text.encode())
    said = grader("override", many.out, "--from", path)

    assert (said.code, said.err) == (0, "")
    assert kept(many) == [("ada", WHY, points, "x", "olga")]


def test_rows_without_points_are_not_marked_yet(grader: Run, many: Class) -> None:
    """They are counted, and those told that hold a reason: points may have been forgotten."""
    said = give(grader, many, f"ada,{WHY},,", f"bo,{WHY},,nearly", f"cy,{WHY}", f"ada,{OTHER}, ,x")

    assert said.code == 0
    assert said.out.splitlines() == [
        "0 marks given",
        "4 answers still to be marked by a person",
        "4 rows without points skipped",
        "a reason without points stands in line 3, 5",
    ]
    assert kept(many) == []


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"submission,check,points,why\nad\xe9,q/c,1,x\n", ":2: not UTF-8"),
        (None, ":1: not readable (No such file or directory)"),
    ],
)
def test_a_file_that_is_no_text_is_refused(
    grader: Run, many: Class, data: bytes | None, expected: str
) -> None:
    """Another encoding and a missing file end in a line that says so."""
    path = many.submissions / "marks.csv"
    if data is not None:
        path.write_bytes(data)
    said = grader("override", many.out, "--from", path)

    assert (said.code, said.out) == (2, "")
    assert expected in said.err


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--from", "m.csv", "--waiting", "n.csv"], "leave one away"),
        (["ada", "--from", "m.csv"], "--from takes submissions, points and reasons"),
        (["--from", "m.csv", "--why", "x"], "--from takes submissions, points and reasons"),
        (["--from", "m.csv", "--undo"], "--from takes submissions, points and reasons"),
        (["--waiting", "m.csv", "--author", "x"], "--waiting gives no mark"),
        (["ada", "--waiting", "m.csv"], "--waiting gives no mark"),
    ],
)
def test_a_table_and_a_single_mark_do_not_mix(
    grader: Run, many: Class, arguments: list[str], expected: str
) -> None:
    """What could be meant in two ways is wrong usage, told in one line."""
    said = grader("override", many.out, *arguments)

    assert (said.code, said.out, len(said.err.splitlines())) == (2, "", 1)
    assert expected in said.err


def test_a_table_for_a_folder_without_results_is_refused(grader: Run, tmp_path: Path) -> None:
    """No lock and no table is laid where no class was graded."""
    empty = tmp_path / "empty"
    empty.mkdir()
    path = table(tmp_path, f"ada,{WHY},1,x")
    said = [grader("override", empty, "--from", path), grader("override", empty, "--waiting", path)]

    assert [each.code for each in said] == [2, 2]
    assert list(empty.iterdir()) == []


def test_a_hostile_table_is_told_in_harmless_lines(grader: Run, many: Class) -> None:
    """What stands in cells and header reaches the terminal without commands to it."""
    said = give(grader, many, f"\x1b[31m::error::,{WHY},\x1b]0;x,x")
    headed = give(grader, many, header="submission,check,points,why,\x1b[31m")

    assert "\x1b" not in said.err + headed.err
    assert "::error" not in said.err

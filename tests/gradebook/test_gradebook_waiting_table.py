"""`grader override --waiting`: a row a waiting check, every answer and name comes back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from grader.gradebook.cells import guarded, unguarded
from grader.gradebook.mark_table import read_table
from grader.gradebook.waiting_table import HEADER, LONGEST_CELL, waiting_csv
from grader.model.summary import summarise
from grader.reports.grades_csv import FORMULA_STARTS, defused
from grader.reports.visible import visible_line
from tests.command import Said
from tests.gradebook.waiting_class import OTHER, WHY, class_of, fill, kept, read, waits
from tests.reports.report_written import FREE_TEXT, UNLOCATED, homework

Run = Callable[..., Said]
NASTY = ["=1+1", "'=1+1", "''", "@a, b", 'say "so"', "a\nb", "\t-x", "\r", "+", "−1; 2", ""]
TEXTS = st.one_of(
    st.sampled_from(NASTY),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=LONGEST_CELL),
    st.text("=+-@'\",;\t\r\n ab", max_size=12),
)


def test_rows_go_by_question_and_equal_answers_stand_together(grader: Run, tmp_path: Path) -> None:
    """White space makes no answer another; a check without an answer has an empty cell."""
    graded = class_of(
        tmp_path,
        waits("a", "less  work", (), UNLOCATED),
        waits("b", formulas=("x", "y + z")),
        waits("c", "less\nwork"),
        waits("d", formulas=("x", "y+z")),
        waits("e", "lesser"),
    )
    path = tmp_path / "new" / "marks.csv"
    said = grader("override", graded.out, "--waiting", path)

    assert (said.code, said.err) == (0, "")
    assert f"--from {path}" in said.out
    rows = [[row[name] for name in HEADER] for row in read(path)]
    assert rows == [
        ["e", WHY, "2", "lesser", "", ""],
        ["a", WHY, "2", "less work", "", ""],
        ["c", WHY, "2", "less work", "", ""],
        ["b", WHY, "2", "x; y + z", "", ""],
        ["d", WHY, "2", "x; y+z", "", ""],
        ["a", OTHER, "2", "", "", ""],
    ]


def test_questions_come_in_the_order_of_the_homework(tmp_path: Path) -> None:
    """The order is that of the class page's columns, not the alphabet's."""
    path = tmp_path / "marks.csv"
    path.write_text(waiting_csv([summarise(homework("a", UNLOCATED, FREE_TEXT))]))

    assert [row["check"] for row in read(path)] == [OTHER, WHY]


def test_what_is_decided_has_no_row(grader: Run, tmp_path: Path) -> None:
    """A mark by hand takes its check out of the table; where nothing waits there is none."""
    graded = class_of(tmp_path, waits("a", "x"), waits("b", "y"))
    grader("override", graded.out, "a", WHY, "1", "--why", "read")
    grader("override", graded.out, "--waiting", tmp_path / "one.csv")
    grader("override", graded.out, "b", WHY, "1", "--why", "read")
    said = grader("override", graded.out, "--waiting", tmp_path / "none.csv")

    assert [row["submission"] for row in read(tmp_path / "one.csv")] == ["b"]
    assert (said.code, "nothing waits" in said.out) == (0, True)
    assert not (tmp_path / "none.csv").exists()


@pytest.mark.parametrize("kind", ["file", "folder", "link"])
def test_it_never_writes_over_anything(grader: Run, tmp_path: Path, kind: str) -> None:
    """A table may hold an evening's marks: what is there stays as it is."""
    graded, path = class_of(tmp_path, waits("a", "x")), tmp_path / "marks.csv"
    if kind == "file":
        path.write_text("mine")
    elif kind == "folder":
        path.mkdir()
    else:
        path.symlink_to(tmp_path / "elsewhere.csv")
    said = grader("override", graded.out, "--waiting", path)

    assert (said.code, said.out) == (2, "")
    assert "marks.csv: is there already" in said.err
    assert kind != "file" or path.read_text() == "mine"
    assert not (tmp_path / "elsewhere.csv").exists()


@given(TEXTS)
@example("'=1+1")
@example("''=1+1")
@example("'quoted'")
def test_a_guarded_text_comes_back_and_is_no_formula(text: str) -> None:
    """Guarding is undone exactly, and does all that is done to a cell of `grades.csv`."""
    cell = guarded(text)

    assert unguarded(cell) == text
    assert not cell.startswith(FORMULA_STARTS)
    assert text.startswith("'") or cell == defused(text)


@settings(deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_every_answer_survives(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    """Commas, quotes, line ends, formulas: each answer is one visible line, cut, else whole."""
    path = tmp_path_factory.mktemp("any") / "marks.csv"
    summaries = [summarise(waits(f"s{n}", text)) for n, text in enumerate(texts)]
    path.write_text(waiting_csv(summaries), encoding="utf-8", newline="")

    expected = {f"s{n}": visible_line(text.strip()) for n, text in enumerate(texts)}
    rows = {row["submission"]: row["answer"] for row in read(path)}
    assert rows == {id_: _cut(text) for id_, text in expected.items()}
    assert not any("\n" in answer for answer in rows.values())
    skipped = read_table(path).skipped
    assert (len(skipped), any(each.has_reason for each in skipped)) == (len(texts), False)


def _cut(text: str) -> str:
    return text if len(text) <= 300 else text[:299] + "…"


def test_a_long_answer_is_cut() -> None:
    """The cell has 300 letters of it at the most."""
    csv_ = waiting_csv([summarise(waits("a", "x" * 301)), summarise(waits("b", "y" * 300))])

    assert "x" * 299 + "…," in csv_ and "x" * 300 not in csv_
    assert "y" * 300 + "," in csv_


@settings(deadline=None)
@given(
    st.lists(
        st.text("=+-@',;\" éab\n\t", min_size=1, max_size=6).filter(lambda name: name.strip()),
        min_size=1,
        max_size=4,
        unique_by=str.strip,
    )
)
def test_every_name_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, names: list[str]
) -> None:
    """The row of a submission is that submission's, whatever it is called."""
    path = tmp_path_factory.mktemp("names") / "marks.csv"
    text = waiting_csv([summarise(waits(name, "x")) for name in names])
    path.write_text(text, encoding="utf-8", newline="")
    fill(path, dict.fromkeys(names, ("1", "read")))

    table = read_table(path)
    assert table.troubles == ()
    assert sorted(row.submission for row in table.rows) == sorted(names)


def test_the_filled_table_gives_the_marks(grader: Run, tmp_path: Path) -> None:
    """Written, filled in and given back: each mark is where its row was, others still wait."""
    names = ("=ada", "Nils, Berg", "'=ada", "jose")
    graded = class_of(tmp_path, *(waits(name, f'=1+1, "{name}"\n') for name in names))
    path = tmp_path / "marks.csv"
    grader("override", graded.out, "--waiting", path)
    fill(path, {name: (f"1.{n}", f"=why, {n}") for n, name in enumerate(names[:3])})
    said = grader("override", graded.out, "--from", path, "--author", "tina")

    assert (said.code, said.err) == (0, "")
    assert set(kept(graded)) == {
        (name, WHY, 1 + n / 10, f"=why, {n}", "tina") for n, name in enumerate(names[:3])
    }
    assert "1 answer still to be marked" in said.out
    assert "1 row without points skipped" in said.out

"""Laws of Canvas's gradebook: only the marks of one column change."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.exports.canvas import fill_gradebook, gradebook
from grader.exports.errors import ExportError
from grader.exports.fill import Filled, Marks
from grader.gradebook.students import roster_of
from grader.intake.read import read_class
from grader.model.submission import Student
from grader.model.summary import SubmissionSummary, summarise
from tests.exports.export_class import faulty, marked, summary, waiting

TITLES = ("cs224n-2023-a2", "CS224N 2023, assignment 2: word2vec")
EXPORTED = (
    "\ufeffStudent,ID,SIS User ID,SIS Login ID,Section,Remarks,"
    '"Homework 1 (100)","A2: word2vec (101)",Current Score,Final Score\r\n'
    ",,,,,,Manual Posting,,,\r\n"
    "    Points Possible,,,,,,10.00,24.00,(read only),(read only)\r\n"
    '"Zoë, Åsa ""Ö""",4711,s001,asa@x.edu,"Lab 1 and\r\nLab 2",,9.50,,95.00,47.50\r\n'
    '"Lovelace, Ada",4712,s002,ada@x.edu,Lab 1,,8.00,20.00,80.00,80.00\r\n'
    '"Okafor, Ben",4713,s003,ben@x.edu,Lab 1,,EX,17.50,,\r\n'
    '"Nowak, Ewa",4714,s004,ewa@x.edu,Lab 1,,,EX,,\r\n'
    '"Weiß, Jörg",4715,s005,joerg@x.edu,Lab 2,"=HYPERLINK(""x"")",7,,,\r\n'
    '"Student, Test",4999,,f00d,Lab 1,,,,,\r\n'
)
A2 = "A2: word2vec (101)"


def canvas(uid: int, points: float, late: bool = False) -> SubmissionSummary:
    """Return a submission as the intake names it from Canvas's download."""
    student = Student(name=f"name{uid}", lms_id=str(uid))
    return summary(f"name{uid}_{uid}", points, student, late=late)


def fill(
    *summaries: SubmissionSummary,
    source: str = "canvas",
    column: str | None = "101",
    text: str = EXPORTED,
    scale: bool = False,
) -> Filled:
    """Fill the exported file."""
    return fill_gradebook(text.encode(), Marks(summaries, source, scale), column, TITLES)


def listing(filled: Filled, begin: str) -> tuple[str, ...]:
    """Return the lines below a heading that begins so."""
    return next((e.lines for e in filled.listings if e.heading.startswith(begin)), ())


def test_only_the_grade_cells_change_byte_for_byte() -> None:
    """Accents, quotes, line breaks in cells, BOM, CRLF, other columns: all as they were."""
    filled = fill(canvas(4711, 17.5), canvas(4712, 24), canvas(4713, 17.5, late=True))

    expected = EXPORTED.replace("9.50,,95.00", "9.50,17.5,95.00").replace("8.00,20.00", "8.00,24")
    assert expected.encode() == filled.data
    assert (A2, 3) == (filled.column, filled.written)
    assert ("Lovelace, Ada: 20.00, now 24",) == listing(filled, "Another mark")
    assert ("Okafor, Ben (name4713_4713)",) == listing(filled, "Late")


def test_nobody_is_lost_in_silence() -> None:
    """Who has no submission, and a submission of nobody in the file, are listed by name."""
    filled = fill(canvas(4711, 17.5), canvas(5000, 3))

    assert ("name5000 (name5000_5000)",) == listing(filled, "In no row")
    assert ("Lovelace, Ada", "Okafor, Ben", "Nowak, Ewa", "Weiß, Jörg", "Student, Test") == listing(
        filled, "Rows without"
    )


def test_what_is_not_final_leaves_its_cell() -> None:
    """Ungraded and waiting submissions never become a number."""
    people = [(Student(lms_id="4711"),), (Student(lms_id="4712"),)]
    open_ = summarise(waiting("a_4711"), people[0])
    broken = summarise(faulty("b_4712"), people[1])

    filled = fill(open_, broken)

    assert EXPORTED.encode() == filled.data
    assert (
        'Zoë, Åsa "Ö" (a_4711): needs-review',
        "Lovelace, Ada (b_4712): ungraded",
    ) == listing(filled, "Not final")


def test_an_excused_student_stays_excused() -> None:
    """A cell that holds something else than a number is left, and told with the mark."""
    filled = fill(canvas(4714, 20))

    assert (EXPORTED.encode(), 0) == (filled.data, filled.written)
    assert ("Nowak, Ewa: it holds `EX`; the mark is 20",) == listing(filled, "Cell not")


def test_two_submissions_of_one_student_are_for_a_person() -> None:
    """Which of them counts is not for us to say."""
    second = summary("other_4711", 3, Student(lms_id="4711"))

    filled = fill(canvas(4711, 17.5), second)

    assert EXPORTED.encode() == filled.data
    assert ('Zoë, Åsa "Ö": name4711_4711 (17.5), other_4711 (3)',) == listing(filled, "Several")


def test_every_member_of_a_group_gets_the_mark() -> None:
    """Gradescope's submitters are found by e-mail, by student number, and at last by name."""
    team = summary(
        "submission_1",
        21,
        Student(name="A. Lovelace", email="ADA@x.edu"),
        Student(name="Ben", sid="s003"),
        Student(name="Jörg Weiß"),
        Student(name="Nobody Here", email="nobody@x.edu"),
    )

    filled = fill(team, source="gradescope")

    after = list(csv.reader(io.StringIO(filled.data.decode("utf-8-sig"), newline="")))
    assert ["", "21", "21", "EX", "21", ""] == [row[7] for row in after[3:]]
    assert ("Nobody Here (submission_1)",) == listing(filled, "In no row")
    assert ("Weiß, Jörg: submission_1",) == listing(filled, "Found by name alone")


def test_an_id_of_another_lms_is_no_canvas_id() -> None:
    """Moodle's participant 4711 is not Canvas's user 4711."""
    stranger = summary("x", 3, Student(name="Ada Lovelace", lms_id="4711"))

    filled = fill(stranger, source="moodle")

    assert ("Lovelace, Ada: x",) == listing(filled, "Found by name alone")


def test_plain_folders_are_found_by_their_names() -> None:
    """A login, a student number, Canvas's own name for the folder, a full name, a team."""
    filled = fill(
        summary("asa@x.edu", 1),
        summary("s002", 2),
        summary("okaforben_4713", 3),
        summary("Ewa Nowak+Jörg_Weiß", 4),
        source="folder",
    )

    assert () == listing(filled, "In no row")
    assert ("Weiß, Jörg: Ewa Nowak+Jörg_Weiß",) == tuple(
        line for line in listing(filled, "Found by name") if line.startswith("Weiß")
    )
    assert ("Nowak, Ewa: it holds `EX`; the mark is 4",) == listing(filled, "Cell not")
    assert 4 == filled.written


def test_an_account_under_another_name_is_told() -> None:
    """The mark is written, since the account is sure; whose name is wrong, a person must see."""
    stranger = summary("x", 3, Student(name="Alicia Brown", email="ada@x.edu"))

    filled = fill(stranger, source="gradescope")

    told = "Alicia Brown (x): matched by account ada@x.edu, although the file says 'Lovelace, Ada'"
    assert ((told,), 1) == (listing(filled, "Found by account"), filled.written)


@pytest.mark.parametrize(
    ("name", "email"),
    [
        ("Ada King Lovelace", "ada@x.edu"),
        ("ADA LOVELACE", "ada@x.edu"),
        ("Asa Ö Zoe", "asa@x.edu"),
        ("Jorg Weiß", "joerg@x.edu"),
        ("", "ada@x.edu"),
    ],
)
def test_a_name_written_otherwise_is_no_other_name(name: str, email: str) -> None:
    """A middle name, capitals, accents, order, no name at all: nothing to look at."""
    filled = fill(summary("x", 3, Student(name=name, email=email)), source="gradescope")

    assert () == listing(filled, "Found by account")


def test_a_name_that_two_bear_matches_nobody() -> None:
    """Two rows of one name: neither gets the mark, and both are named."""
    twin = EXPORTED + '"Lovelace, Ada",4800,s099,ada2@x.edu,Lab 1,,,,,\r\n'

    filled = fill(summary("Ada Lovelace", 20), summary("s001", 1), source="folder", text=twin)

    (line,) = [each for each in listing(filled, "In no row") if "Ada" in each]
    assert "could be each of Lovelace, Ada; Lovelace, Ada" in line


def test_another_maximum_is_told_and_points_stay() -> None:
    """Raw points are written; --scale writes their share of the file's maximum."""
    out_of_50 = summary("a_4711", 25, Student(lms_id="4711"), max_points=50)

    plain, scaled = fill(out_of_50), fill(out_of_50, scale=True)

    assert b"9.50,25,95.00" in plain.data and b"9.50,12,95.00" in scaled.data
    assert "graded out of 50, the file says 24" in listing(plain, "Points and maximum")[0]
    assert "rescaled" in listing(scaled, "Points and maximum")[0]


def test_semicolons_and_decimal_commas() -> None:
    """A European file keeps its separator and gets commas."""
    text = "Student;ID;SIS Login ID;Section;A (1)\n    Points Possible;;;;10,00\nX, Y;7;y;S;\n"

    filled = fill(summary("y", 7.5), source="folder", column=None, text=text)

    assert text.replace("S;\n", "S;7,5\n").encode() == filled.data


def test_commas_within_a_comma_separated_file_are_quoted() -> None:
    """A decimal comma never makes two cells of one."""
    text = 'Student,ID,SIS Login ID,Section,A (1)\nPoints Possible,,,,"10,00"\nX,7,y,S,\n'

    filled = fill(summary("y", 7.5), source="folder", column=None, text=text)

    assert text.replace("S,\n", 'S,"7,5"\n').encode() == filled.data


def test_first_and_last_name_in_columns_of_their_own() -> None:
    """Canvas's other layout has no column `Student`."""
    text = "LastName,FirstName,ID,Section,A (1)\nOkafor,Ben,7,S,\n"

    filled = fill(summary("ben okafor", 3), source="folder", column=None, text=text)

    assert (text.replace("S,\n", "S,3\n").encode(), 1) == (filled.data, filled.written)


@pytest.mark.parametrize("column", ["101", "A2: word2vec", "a2: WORD2VEC (101)"])
def test_a_column_is_named_by_id_title_or_both(column: str) -> None:
    """Capitals don't matter."""
    assert A2 == fill(canvas(4711, 1), column=column).column


def test_the_column_called_as_we_call_it_needs_no_name() -> None:
    """The rubric's title or id, where exactly one assignment bears it."""
    text = EXPORTED.replace("A2: word2vec (101)", "CS224N-2023-A2 (101)")

    assert "CS224N-2023-A2 (101)" == fill(canvas(4711, 1), column=None, text=text).column


@pytest.mark.parametrize(
    ("column", "said"),
    [
        (None, "which column? Name one with --column; assignments that take marks: `Homework 1 "),
        ("A3", "no column is called `A3`; assignments that take marks: `Homework 1 (100)`"),
        ("Final Score", "no column is called `Final Score`"),
    ],
)
def test_a_column_that_is_not_to_be_told_is_asked_for(column: str | None, said: str) -> None:
    """The candidates are listed; a read-only column is none of them."""
    with pytest.raises(ExportError) as caught:
        fill(canvas(4711, 1), column=column)

    assert said in str(caught.value)


def test_totals_are_no_assignments() -> None:
    """`Final Score (2024)` looks like an assignment of id 2024; Canvas takes it for a total."""
    text = "Student,ID,SIS Login ID,Section,A (1),Final Score (2024),Notes\nX,7,y,S,,,\n"

    filled = fill(summary("y", 7), source="folder", column=None, text=text)

    assert text.replace("S,,", "S,7,").encode() == filled.data
    with pytest.raises(ExportError, match="no column is called `2024`"):
        fill(summary("y", 7), source="folder", column="2024", text=text)


def test_the_file_of_another_course_is_refused() -> None:
    """Where nobody is found, nothing is written."""
    with pytest.raises(ExportError, match="none of the 1 submissions is by anybody in this file"):
        fill(canvas(1, 2))


def test_another_file_is_refused() -> None:
    """The header that was expected is in the message."""
    with pytest.raises(ExportError, match=r"Student,ID,…,Section,…\), got `a,b,c`"):
        fill(canvas(1, 2), text="a,b,c\n1,2,3\n")


def test_canvas_download_to_gradebook_and_back(tmp_path: Path) -> None:
    """From file names as Canvas gives them, resubmitted and late, to the right cells."""
    folder = tmp_path / "a2_submissions"
    folder.mkdir()
    for name in (
        "zoeasa_4711_9001_word2vec.py",
        "lovelaceada_LATE_4712_9002_word2vec.py",
        "lovelaceada_LATE_4712_9050_word2vec-1.py",
        "weißjörg_4715_9003_word2vec.py",
    ):
        (folder / name).write_text("def sigmoid(x): pass\n")
    intake = read_class(folder, {"word2vec.py"}, tmp_path / "unpack", 20.0)
    roster = roster_of(intake)
    marks = [
        summarise(marked(each.id, 10 + at), each.students, each.late)
        for at, each in enumerate(roster.submissions)
    ]

    filled = fill(*marks, source=roster.source)

    after = list(csv.reader(io.StringIO(filled.data.decode("utf-8-sig"), newline="")))
    assert ["12", "10", "17.50", "EX", "11", ""] == [row[7] for row in after[3:]]
    assert ("Lovelace, Ada (lovelaceada_4712)",) == listing(filled, "Late")


CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=9)


@given(st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=5), st.sampled_from(",;\t"))
def test_whatever_a_gradebook_holds_other_cells_stay(
    rows: list[tuple[str, str, str]], separator: str
) -> None:
    """Names, sections and old marks of any text: read back, one column differs and no other."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=separator)
    writer.writerow(["Student", "ID", "SIS Login ID", "Section", "A (1)", "Total"])
    writer.writerow(["Lovelace, Ada", "4711", "ada", "S", "", ""])
    writer.writerows(
        [name, str(at), "", section, old, old]
        for at, (name, section, old) in enumerate(rows, start=1)
    )
    before = list(csv.reader(io.StringIO(text.getvalue(), newline=""), delimiter=separator))

    filled = fill(canvas(4711, 17), canvas(1, 3), column=None, text=text.getvalue())

    after = list(csv.reader(io.StringIO(filled.data.decode(), newline=""), delimiter=separator))
    assert [row[:4] + row[5:] for row in before] == [row[:4] + row[5:] for row in after]
    assert [row[4] for row in before[3:]] == [row[4] for row in after[3:]]
    assert "17" == after[1][4]


def test_a_new_gradebook_is_one_that_canvas_takes() -> None:
    """Without an exported file: its titles, its maximum, a row a student, no formula."""
    text = gradebook(
        [canvas(4711, 17.5), summary("team", 3, Student(name="=1+1"), Student(name="B", sid="9"))],
        "word2vec",
        "canvas",
    )

    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "word2vec"] == rows[0]
    assert ["    Points Possible", "", "", "", "", "24"] == rows[1]
    assert [
        ["name4711", "4711", "", "", "", "17.5"],
        ["'=1+1", "", "", "", "", "3"],
        ["B", "", "9", "", "", "3"],
    ] == rows[2:]

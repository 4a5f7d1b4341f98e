"""Laws of Moodle's worksheet: only grades change, and only where Moodle lets them."""

import csv
import io
from pathlib import Path

import pytest

from grader.exports.errors import ExportError
from grader.exports.fill import Filled, Marks
from grader.exports.moodle import fill_worksheet, grade_table
from grader.gradebook.students import roster_of
from grader.intake.read import read_class
from grader.model.submission import Student
from grader.model.summary import SubmissionSummary, summarise
from tests.exports.export_class import marked, summary, waiting

HEADER = (
    'Identifier,"Full name","ID number","Email address",Status,Grade,"Maximum Grade",'
    '"Grade can be changed","Last modified (submission)","Online text",'
    '"Last modified (grade)","Feedback comments"\r\n'
)
SUBMITTED = '"Submitted for grading"'
EXPORTED = HEADER + (
    f'"Participant 11","Åsa Zoë",00123,asa@x.edu,{SUBMITTED},,24.00,Yes,"Friday, 1 May",'
    '"<p>a ""quoted""\r\nline</p>",-,\r\n'
    f'"Participant 12",Ada Lovelace,00124,ada@x.edu,{SUBMITTED},20.00,24.00,Yes,-,,1 May,"ok"\r\n'
    '"Participant 13","Ben Okafor",00125,ben@x.edu,"No submission",,24.00,Yes,-,,-,\r\n'
    f'"Participant 14","Ewa Nowak",00126,ewa@x.edu,{SUBMITTED},,24.00,No,-,,-,\r\n'
    f'"Participant 15","Ewa Nowak",00127,ewa2@x.edu,{SUBMITTED},,24.00,Yes,-,,-,\r\n'
)


def moodle(number: int, points: float, name: str = "") -> SubmissionSummary:
    """Return a submission as the intake names it from Moodle's download."""
    student = Student(name=name, lms_id=str(number))
    return summary(f"{name}_{number}_assignsubmission_file_", points, student)


def fill(
    *summaries: SubmissionSummary,
    source: str = "moodle",
    column: str | None = None,
    text: str = EXPORTED,
    scale: bool = False,
) -> Filled:
    """Fill the exported worksheet."""
    return fill_worksheet(text.encode(), Marks(summaries, source, scale), column)


def listing(filled: Filled, begin: str) -> tuple[str, ...]:
    """Return the lines below a heading that begins so."""
    return next((e.lines for e in filled.listings if e.heading.startswith(begin)), ())


def test_only_the_grades_change_byte_for_byte() -> None:
    """Quotes, line breaks, CRLF, dates of modification: all as they were."""
    filled = fill(moodle(11, 17.5), moodle(12, 24), moodle(15, 3))

    expected = (
        EXPORTED.replace(f"asa@x.edu,{SUBMITTED},,", f"asa@x.edu,{SUBMITTED},17.5,")
        .replace(",20.00,24.00", ",24,24.00")
        .replace(f"ewa2@x.edu,{SUBMITTED},,", f"ewa2@x.edu,{SUBMITTED},3,")
    )
    assert (expected.encode(), 3) == (filled.data, filled.written)
    assert ("Ben Okafor", "Ewa Nowak") == listing(filled, "Rows without")


def test_a_grade_that_moodle_locks_is_left() -> None:
    """`Grade can be changed` says no: the cell stays, the mark is told."""
    filled = fill(moodle(14, 20), moodle(11, 1))

    assert ("Ewa Nowak: Moodle says that it can't be changed; the mark is 20",) == listing(
        filled, "Cell not"
    )
    assert f"ewa@x.edu,{SUBMITTED},,24.00,No".encode() in filled.data


def test_a_mark_over_the_maximum_is_left() -> None:
    """Moodle refuses it; --scale brings it within."""
    high = summary("x_11_assignsubmission_file_", 40, Student(lms_id="11"), max_points=48)

    plain, scaled = fill(high), fill(high, scale=True)

    assert ("Åsa Zoë: 40, at most 24",) == listing(plain, "Over")
    assert EXPORTED.encode() == plain.data
    assert f"{SUBMITTED},20,24.00".encode() in scaled.data


def test_what_is_not_final_leaves_its_cell() -> None:
    """A submission that waits for a person is listed."""
    filled = fill(summarise(waiting("w"), [Student(lms_id="11")]))

    assert (EXPORTED.encode(), 1) == (filled.data, len(listing(filled, "Not final")))


def test_a_group_from_gradescope_is_found_by_email_and_number() -> None:
    """Every member gets the mark; a student number keeps its zeros."""
    team = summary("s", 5, Student(email="ASA@x.edu"), Student(sid="00125"), Student(sid="124"))

    filled = fill(team, source="gradescope")

    assert 2 == filled.written
    assert ("124 (s)",) == listing(filled, "In no row")


def test_a_name_that_two_bear_matches_nobody() -> None:
    """Two Ewa Nowaks: neither gets the mark."""
    filled = fill(summary("Ewa Nowak", 3), summary("Ada Lovelace", 4), source="folder")

    assert 1 == filled.written
    assert "could be each of Ewa Nowak; Ewa Nowak" in listing(filled, "In no row")[0]


def test_another_language() -> None:
    """A German worksheet, with decimal commas in quotes; a word for yes that is known."""
    text = (
        "ID,Vollständiger Name,Status,Bewertung,Bestwertung,Bewertung kann geändert werden,"
        "Zuletzt geändert (Bewertung)\n"
        'Teilnehmer/in11,Jörg Weiß,Abgegeben,,"24,00",Ja,-\n'
    )

    filled = fill(moodle(11, 17.5), text=text)

    assert text.replace("Abgegeben,,", 'Abgegeben,"17,5",').encode() == filled.data


def test_a_language_we_do_not_know_needs_the_columns_name() -> None:
    """--column names the grade; an answer that is no plain yes leaves the cell."""
    text = (
        "Tunniste,Koko nimi,Tila,Arvosana,Enintään,Voi muuttaa,Muutettu\n"
        "Osallistuja 11,Ä Ö,Palautettu,,24,Kyllä,-\n"
    )

    with pytest.raises(ExportError, match="name the column of the mark with --column"):
        fill(moodle(11, 1), text=text)
    filled = fill(moodle(11, 1), text=text, column="Arvosana")

    assert ("Ä Ö: `Kyllä` is not a plain yes; the mark is 1",) == listing(filled, "Cell not")


def test_blind_marking() -> None:
    """Without names and addresses the participant's number is enough."""
    text = (
        "Identifier,Status,Grade,Maximum Grade,Grade can be changed,Last modified (grade)\r\n"
        "Participant 11,Submitted,,24.00,Yes,-\r\nParticipant 12,Submitted,,24.00,Yes,-\r\n"
    )

    filled = fill(moodle(12, 6), text=text)

    assert text.replace("12,Submitted,,", "12,Submitted,6,").encode() == filled.data
    assert ("Participant 11",) == listing(filled, "Rows without")


def test_marking_workflow_and_teams() -> None:
    """More columns on both sides of the grade: the word for yes is found all the same."""
    text = (
        "Identifier,Full name,Email address,Status,Group,Marker,Grade,Maximum Grade,"
        "Marking workflow state,Grade can be changed,Last modified (grade)\r\n"
        "Participant 11,A B,a@x,Submitted,Team 1,Prof. X,,24.00,Not marked,Yes,-\r\n"
        "Participant 12,C D,c@x,Submitted,Team 1,Prof. X,,24.00,Released,No,-\r\n"
    )

    filled = fill(moodle(11, 6), moodle(12, 6), text=text)

    assert text.replace("Prof. X,,24.00,Not", "Prof. X,6,24.00,Not").encode() == filled.data
    assert ("C D: Moodle says that it can't be changed; the mark is 6",) == listing(
        filled, "Cell not"
    )


def test_a_scale_takes_no_points() -> None:
    """Where Moodle grades with words, no number is written."""
    text = EXPORTED.replace("24.00", '"Poor\nGood"')

    filled = fill(moodle(11, 6), text=text)

    assert text.encode() == filled.data
    assert "no number for a maximum" in listing(filled, "Cell not")[0]


@pytest.mark.parametrize("text", ["a,b\n1,2\n", "", "Grade,Identifier\n1,2\n"])
def test_another_file_is_refused(text: str) -> None:
    """The header that was expected is in the message."""
    with pytest.raises(ExportError, match="expected a grading worksheet that Moodle exported"):
        fill(moodle(11, 1), text=text)


def test_a_worksheet_without_participants_is_refused() -> None:
    """Nothing is filled, and what was looked for is said."""
    with pytest.raises(ExportError, match="no participant in it"):
        fill(moodle(11, 1), text=HEADER)


@pytest.mark.parametrize("folders", [True, False])
def test_moodle_download_to_worksheet(tmp_path: Path, folders: bool) -> None:
    """From folders or file names as Moodle gives them, to the right cells."""
    inside = "/" if folders else ""
    for who in ("Åsa Zoë_11", "Ewa Nowak_15"):
        path = tmp_path / "class" / f"{who}_assignsubmission_file_{inside}word2vec.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("def sigmoid(x): pass\n")
    intake = read_class(tmp_path / "class", {"word2vec.py"}, tmp_path / "unpack", 20.0)
    roster = roster_of(intake)
    marks = [
        summarise(marked(each.id, 7 + at), each.students)
        for at, each in enumerate(roster.submissions)
    ]

    filled = fill(*marks, source=roster.source)

    rows = list(csv.reader(io.StringIO(filled.data.decode(), newline="")))
    assert {"00123": "8", "00127": "7"} == {row[2]: row[5] for row in rows[1:] if row[5:6] > ["5"]}


def test_a_table_for_the_gradebook() -> None:
    """Without a worksheet: a row a student with what Moodle's import can map, no formula."""
    text = grade_table([summary("team", 3, Student(email="@x"), Student(name="B", sid="9"))])

    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert [["", "", "'@x", "team", "3"], ["B", "9", "", "team", "3"]] == rows[1:]

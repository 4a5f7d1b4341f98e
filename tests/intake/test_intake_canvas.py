"""Canvas downloads: whose file is whose, late, numbered and anonymous ones."""

from pathlib import Path

import pytest

from grader.intake.canvas import parse
from grader.model.submission import Student


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("smithannlee_123_456_word2vec.py", ("smithannlee_123", "smithannlee", "123", False, 456)),
        ("smith_LATE_123_456_word2vec.py", ("smith_123", "smith", "123", True, 456)),
        ("smith_late_123_456_word2vec.py", ("smith_123", "smith", "123", True, 456)),
        ("anon_aB3xY_456_word2vec.py", ("anon_aB3xY", "", "anon_aB3xY", False, 456)),
        ("LATE_anon_aB3xY_456_word2vec.py", ("anon_aB3xY", "", "anon_aB3xY", True, 456)),
        ("o_brien_7_8_word2vec.py", ("o_brien_7", "o_brien", "7", False, 8)),
        ("शर्मा_7_8_word2vec.py", ("शर्मा_7", "शर्मा", "7", False, 8)),
    ],
)
def test_a_file_name_says_whose_it_is(name: str, expected: tuple[str, str, str, bool, int]) -> None:
    """Name, user id, lateness and attachment are read from the name; the id leaves the rest out."""
    found = parse(name)

    assert found is not None
    student = found.student
    assert expected == (found.id, student.name, student.lms_id, found.late, found.number)
    assert "word2vec.py" == found.file


@pytest.mark.parametrize(
    "name", ["word2vec.py", "q1_softmax.py", "alice_word2vec.py", "a_12_word2vec.py", "my hw_1_2_a"]
)
def test_other_names_are_not_canvas(name: str) -> None:
    """A name needs both a user's and an attachment's number, and no space before them."""
    assert None is parse(name)


def test_files_are_grouped_by_student(read, tree, packed, tmp_path: Path) -> None:
    """A flat folder becomes one submission a student, with the student's own file names."""
    root = tree(
        tmp_path / "class",
        {
            "doejane_11_101_word2vec.py": "x",
            "doejane_11_102_my notes_2.txt": "x",
            "doejane_11_text.html": "<p>",
            "roe_LATE_12_103_hw.zip": packed({"word2vec.py": "x"}),
            "poe_13_link.html": "<a>",
        },
    )

    intake = read(root)

    doe, poe, roe = intake.submissions
    assert ("canvas", ["doejane_11", "poe_13", "roe_12"]) == (
        intake.source,
        [submission.id for submission in intake.submissions],
    )
    assert ["my notes_2.txt", "text.html", "word2vec.py"] == [file.path for file in doe.files]
    assert (Student(name="doejane", lms_id="11"),) == doe.students
    assert [False, False, True] == [doe.late, poe.late, roe.late]
    assert ["word2vec.py"] == [file.path for file in roe.files]
    assert ("link.html is a link that was handed in; it is not followed",) == poe.remarks


def test_the_newest_upload_wins(read, tree, tmp_path: Path) -> None:
    """Of `word2vec.py`, `-1` and `-2` the last is taken under the first's name, with a remark."""
    root = tree(
        tmp_path / "class",
        {
            "doe_1_50_word2vec.py": "first",
            "doe_1_70_word2vec-2.py": "third",
            "doe_1_60_word2vec-1.py": "second",
        },
    )

    [doe] = read(root).submissions

    assert [("word2vec.py", b"third")] == [(f.path, f.source.read_bytes()) for f in doe.files]
    expected = (
        "word2vec-2.py, the newest upload, taken for word2vec.py; "
        "not taken: word2vec.py, word2vec-1.py"
    )
    assert (expected,) == doe.remarks


def test_equal_names_are_told_by_their_attachment(read, tree, tmp_path: Path) -> None:
    """Of two attachments of one name the one with the larger number is newer."""
    root = tree(tmp_path / "c", {"doe_1_9_word2vec.py": "old", "doe_1_10_word2vec.py": "new"})

    [doe] = read(root).submissions

    assert [b"new"] == [file.source.read_bytes() for file in doe.files]


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (["word2vec-1.py"], ["word2vec.py"]),
        (["compute_cost-3.py"], ["compute_cost.py"]),
        (["hw-1.zip.txt", "hw.zip.txt"], ["hw-1.zip.txt", "hw.zip.txt"]),
        (["notes-1.txt"], ["notes-1.txt"]),
        (["notes-1.txt", "notes.txt"], ["notes.txt"]),
        (["part-1.py", "part-2.py"], ["part-1.py", "part-2.py"]),
    ],
)
def test_a_number_is_taken_away_only_where_canvas_put_it(
    read, tree, tmp_path: Path, files: list[str], expected: list[str]
) -> None:
    """A module alone under its number gets its name back, for others import it by that name.

    A student's own `part-1.py` beside `part-2.py` stays.
    """
    names = {f"doe_1_{number}_{file}": "" for number, file in enumerate(files, start=1)}

    [doe] = read(tree(tmp_path / "class", names)).submissions

    assert sorted(expected) == [file.path for file in doe.files]


def test_what_canvas_did_not_name_is_not_lost(read, tree, tmp_path: Path) -> None:
    """A folder or module that the teacher put beside the download is a submission too."""
    root = tree(
        tmp_path / "class",
        {"doe_1_2_word2vec.py": "", "by mail/word2vec.py": "", "roe.py": "", "README.md": ""},
    )

    intake = read(root)

    assert ["by mail", "doe_1", "roe.py"] == [submission.id for submission in intake.submissions]


def test_figures_with_such_names_are_no_download(read, tree, tmp_path: Path) -> None:
    """`loss_1_100_plot.png` beside a notebook makes nobody of `loss`."""
    root = tree(
        tmp_path / "alice", {"hw.ipynb": "{}", "loss_1_100_plot.png": "", "figures/a.png": ""}
    )

    assert ["alice"] == [submission.id for submission in read(root).submissions]


def test_texts_alone_are_a_download(read, tree, tmp_path: Path) -> None:
    """Where all files have Canvas's names, they may be of any kind."""
    root = tree(tmp_path / "class", {"doe_1_2_answers.tex": "", "roe_3_4_answers.pdf": ""})

    assert ["doe_1", "roe_3"] == [submission.id for submission in read(root).submissions]


def test_a_canvas_zip(read, packed, tmp_path: Path) -> None:
    """The zip as Canvas gives it reads like the folder."""
    path = tmp_path / "cs224n-a2_submissions.zip"
    path.write_bytes(packed({"doe_1_2_word2vec.py": "", "roe_3_4_hw.zip": packed({"a.py": ""})}))

    intake = read(path)

    assert ("canvas", ["doe_1", "roe_3"]) == (intake.source, [s.id for s in intake.submissions])


def test_a_refused_file_is_its_students(read, tree, tmp_path: Path) -> None:
    """A file that is too large stays with the student, under the student's own name for it."""
    root = tree(tmp_path / "class", {"doe_1_2_word2vec.py": b"x" * 2_000_000})

    [doe] = read(root, max_file_mb=1).submissions

    assert ["word2vec.py"] == [one.path for one in doe.refused]

"""Laws of finding written answers among the files of a class."""

import json
from pathlib import Path

import pytest

from grader.intake.read import read_class, read_submission
from grader.intake.written import (
    MOST_FILES,
    chosen,
    holds_answers,
    unread_pdfs,
    written_files,
)

WANTED = {"word2vec.py", "sgd.py"}
MATHS = "### (b)\n$$\\frac{\\partial J}{\\partial v_c} = U(\\hat y - y)$$\n"


def notebook(*markdown: str) -> str:
    """Return a notebook with one code cell and some markdown cells."""
    cells = [{"cell_type": "code", "source": ["x = 1"]}]
    cells += [{"cell_type": "markdown", "source": [each]} for each in markdown]
    return json.dumps({"cells": cells, "nbformat": 4, "nbformat_minor": 5, "metadata": {}})


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("a2.md", MATHS, True),
        ("anything.txt", MATHS, True),
        ("anything.txt", "dJ/dv_c = U (yhat - y)", True),
        ("anything.txt", "∂J/∂v = U(ŷ − y)", True),
        ("empty.tex", "", True),
        ("written.md", "", True),
        ("hw2.txt", "no formula at all", True),
        ("README.md", MATHS, False),
        ("utils/LICENSE.txt", MATHS, False),
        ("requirements.txt", "numpy==2.0", False),
        ("notes.txt", "it cost $5 and $7, he said", False),
        ("datasets/train.txt", "a film of 5 $ and 3_000 people", False),
        ("word2vec.py", MATHS, False),
        ("a2.pdf", MATHS, False),
        ("a.ipynb", notebook(MATHS), True),
        ("a.ipynb", notebook("## Run the cells"), False),
        ("a.ipynb", "{broken", False),
        ("a.ipynb", "[1, 2]", False),
    ],
)
def test_answers_are_told_from_other_texts(
    tmp_path: Path, name: str, text: str, found: bool
) -> None:
    """By mathematics in it, by its name, never by a README's."""
    (tmp_path / "file").write_text(text, encoding="utf-8")

    assert found == holds_answers(name, tmp_path / "file")


def test_an_unreadable_file_holds_none(tmp_path: Path) -> None:
    """What is gone by now is no answer, and no fault either."""
    assert not holds_answers("notes.txt", tmp_path / "gone")
    assert not holds_answers("notes.ipynb", tmp_path / "gone")


def test_a_submission_knows_its_written_part(tmp_path: Path) -> None:
    """Text files beside code are found, and so are PDFs that no one here can read."""
    folder = tmp_path / "ada"
    folder.mkdir()
    for name in ("word2vec.py", "b.md", "a.tex", "scan.PDF", "README.md"):
        (folder / name).write_text(MATHS)

    submission = read_submission(folder, tmp_path)

    assert ["a.tex", "b.md"] == [each.path for each in written_files(submission)]
    assert ("scan.PDF",) == unread_pdfs(submission)


def test_loose_answers_are_submissions_where_a_written_part_is_graded(tmp_path: Path) -> None:
    """In a folder of texts each one that holds answers is a submission; without, none is."""
    root, unpack = tmp_path / "class", tmp_path / "unpack"
    root.mkdir()
    unpack.mkdir()
    for name, text in (("ada.md", MATHS), ("bo.tex", ""), ("roster.txt", "ada\nbo\n")):
        (root / name).write_text(text)
    (root / "cy").mkdir()
    (root / "cy" / "word2vec.py").write_text("")

    written = read_class(root, WANTED, unpack, written=True)
    plain = read_class(root, WANTED, unpack)

    assert ["ada.md", "bo.tex", "cy"] == [each.id for each in written.submissions]
    assert ["cy"] == [each.id for each in plain.submissions]


def test_a_canvas_download_of_texts_is_sorted_by_student(tmp_path: Path) -> None:
    """`<name>_<id>_<number>_answers.md` is that student's, under the file's own name."""
    root, unpack = tmp_path / "class", tmp_path / "unpack"
    root.mkdir()
    unpack.mkdir()
    for name in ("adaada_11_101_answers.md", "bobo_12_102_answers.tex", "bobo_12_103_word2vec.py"):
        (root / name).write_text(MATHS)

    intake = read_class(root, WANTED, unpack, written=True)

    assert ["adaada_11", "bobo_12"] == [each.id for each in intake.submissions]
    assert ["answers.tex", "word2vec.py"] == [f.path for f in intake.submissions[1].files]


def test_a_single_text_is_a_submission(tmp_path: Path) -> None:
    """`grader check answers.md` reads that file."""
    (tmp_path / "answers.md").write_text(MATHS)

    submission = read_submission(tmp_path / "answers.md", tmp_path)

    assert ["answers.md"] == [each.path for each in submission.files]


def test_at_most_twenty_texts_are_read(tmp_path: Path) -> None:
    """Likely names come first, the rest is left; what is read stays in order of the paths."""
    for number in range(30):
        (tmp_path / f"notes{number:02}.md").write_text(MATHS)
    (tmp_path / "written.md").write_text(MATHS)

    found = chosen(read_submission(tmp_path, tmp_path), insists=False)

    paths = [each.path for each in found.files]
    assert (MOST_FILES, 11, "written.md") == (len(paths), len(found.left), paths[-1])
    assert sorted(paths) == paths


def test_at_most_two_million_bytes_are_read(tmp_path: Path) -> None:
    """A text beyond the bytes of a submission is left; a first one is always read."""
    for name in ("a.md", "b.md", "c.md"):
        (tmp_path / name).write_text(MATHS + "x" * 900_000)

    found = chosen(read_submission(tmp_path, tmp_path), insists=False)

    assert ["c.md"] == [each.path for each in found.left]


def test_prose_is_read_where_answers_are_expected(tmp_path: Path) -> None:
    """A text without a formula is read where nothing else was found; a README is not."""
    (tmp_path / "mine.md").write_text("## (g)(iii)\nit touches fewer rows\n")
    (tmp_path / "README.md").write_text("nothing")
    (tmp_path / "broken.ipynb").write_text("{broken")
    submission = read_submission(tmp_path, tmp_path)

    assert () == chosen(submission, insists=False).files
    assert ["broken.ipynb", "mine.md"] == [e.path for e in chosen(submission, insists=True).files]

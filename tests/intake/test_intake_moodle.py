"""Moodle downloads: folders or prefixes that carry the participant."""

from pathlib import Path

import pytest

from grader.intake.moodle import parse
from grader.model.submission import Student


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (
            "Ada Lovelace_12_assignsubmission_file_/a2/word2vec.py",
            ("Ada Lovelace", "12", "Ada Lovelace_12_assignsubmission_file_", "a2/word2vec.py"),
        ),
        (
            "Ada Lovelace_12_assignsubmission_file_my_word2vec.py",
            ("Ada Lovelace", "12", "Ada Lovelace_12_assignsubmission_file_", "my_word2vec.py"),
        ),
        (
            "José_de_la_Cruz_12_assignsubmission_file/x.py",
            ("José_de_la_Cruz", "12", "José_de_la_Cruz_12_assignsubmission_file", "x.py"),
        ),
        (
            "Ada_12_assignsubmission_onlinetext_/onlinetext.html",
            ("Ada", "12", "Ada_12_assignsubmission_onlinetext_", "onlinetext.html"),
        ),
    ],
)
def test_a_path_says_whose_it_is(path: str, expected: tuple[str, str, str, str]) -> None:
    """Name, participant and the path inside the submission are read from the first part."""
    found = parse(path)

    assert found is not None
    assert expected == (found.name, found.number, found.folder, found.path)


@pytest.mark.parametrize(
    "path",
    ["alice/word2vec.py", "a/Ada_1_assignsubmission_file_/x.py", "Ada_assignsubmission_file_"],
)
def test_other_paths_are_not_moodle(path: str) -> None:
    """Only the first part counts, and it needs a participant's number."""
    assert None is parse(path)


@pytest.mark.parametrize("sep", ["/", ""])
def test_participants_are_grouped(read, tree, packed, tmp_path: Path, sep: str) -> None:
    """With folders or flat, files and typed text of one participant are one submission."""
    ada = "Ada Lovelace_12_assignsubmission_"
    root = tree(
        tmp_path / "class",
        {
            f"{ada}file_{sep}word2vec.py": "x",
            f"{ada}file_{sep}sgd.py": "x",
            f"{ada}onlinetext_{sep}onlinetext.html": "x",
            f"Émile B_13_assignsubmission_file_{sep}hw.zip": packed({"word2vec.py": "x"}),
        },
    )

    intake = read(root)

    first, second = intake.submissions
    assert ("moodle", f"{ada}file_", "Émile B_13_assignsubmission_file_") == (
        intake.source,
        first.id,
        second.id,
    )
    assert ["onlinetext.html", "sgd.py", "word2vec.py"] == [file.path for file in first.files]
    assert ["word2vec.py"] == [file.path for file in second.files]
    assert (Student(name="Ada Lovelace", lms_id="12"),) == first.students
    assert (Student(name="Émile B", lms_id="13"),) == second.students


def test_typed_text_alone_is_a_submission(read, tree, tmp_path: Path) -> None:
    """Who typed text and uploaded nothing is not lost."""
    name = "Ada_12_assignsubmission_onlinetext_"
    root = tree(tmp_path / "class", {f"{name}/onlinetext.html": "x"})

    assert [name] == [submission.id for submission in read(root).submissions]


@pytest.mark.parametrize(
    "names",
    [["Participant_1", "Participant_2"], ["Teilnehmer_1", "Teilnehmer_2"], ["Participant_9"]],
)
def test_blind_marking_gives_no_names(read, tree, tmp_path: Path, names: list[str]) -> None:
    """One word for all participants, in any language, is nobody's name."""
    files = {f"{name}_assignsubmission_file_/word2vec.py": "" for name in names}

    intake = read(tree(tmp_path / "class", files))

    assert [""] * len(names) == [s.students[0].name for s in intake.submissions]
    assert [n.split("_")[1] for n in names] == [s.students[0].lms_id for s in intake.submissions]


def test_one_participant_in_a_zip_keeps_the_name(read, packed, tmp_path: Path) -> None:
    """The only folder of a zip isn't taken away when it says whose it is."""
    path = tmp_path / "class.zip"
    path.write_bytes(packed({"Ada_12_assignsubmission_file_/word2vec.py": "x"}))

    [ada] = read(path).submissions

    assert ("Ada_12_assignsubmission_file_", "Ada") == (ada.id, ada.students[0].name)

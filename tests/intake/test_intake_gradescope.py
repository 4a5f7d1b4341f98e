"""Gradescope exports: folders, and a YAML file that says whose they are."""

from pathlib import Path

from grader.model.submission import Refused, Student

ADA = Student(name="Ada Lovelace", email="ada@x.edu", sid="00100")
METADATA = """\
submission_1:
  :submitters:
  - :name: Ada Lovelace
    :sid: 00100
    :email: ada@x.edu
  :created_at: 2023-09-21 10:11:12.345 Z
  :score: 7.5
  :results: !ruby/object:ActiveSupport::HashWithIndifferentAccess
    tests:
    - name: "a
        b: c"
      output: |-
        :submitters: none
  :history:
  - :id: 4
    :created_at: 2023-02-31 99:11:12 Z
submission_2:
  :submitters:
  - :name: No
    :sid: ''
  - :name: !ruby/string "Björn 🎈"
    :email: b@x.edu
submission_3:
  :submitters: []
"""


def test_submitters_are_kept(read, tree, tmp_path: Path) -> None:
    """Names, addresses and student numbers stay as written; teams have several students."""
    root = tree(
        tmp_path / "assignment_9_export",
        {
            "submission_metadata.yml": METADATA,
            "submission_1/word2vec.py": "x",
            "submission_2/a2/word2vec.py": "x",
            "submission_3/": "",
            ".DS_Store": "",
        },
    )

    intake = read(root)

    expected = [
        ("submission_1", (ADA,)),
        ("submission_2", (Student(name="No"), Student(name="Björn 🎈", email="b@x.edu"))),
        ("submission_3", ()),
    ]
    assert "gradescope" == intake.source
    assert expected == [(submission.id, submission.students) for submission in intake.submissions]
    assert () == intake.refused


def test_a_zip_of_the_export(read, packed, tmp_path: Path) -> None:
    """The export as it comes, a folder in a zip, reads like the folder."""
    path = tmp_path / "export.zip"
    inner = packed({"word2vec.py": "x"})
    path.write_bytes(
        packed(
            {
                "assignment_9_export/submission_metadata.yml": METADATA,
                "assignment_9_export/submission_1/hw.zip": inner,
                "assignment_9_export/submission_2/word2vec.py": "x",
            }
        )
    )

    intake = read(path)

    first, second = intake.submissions
    assert ("submission_1", (ADA,), ["word2vec.py"]) == (
        first.id,
        first.students,
        [file.path for file in first.files],
    )
    assert 2 == len(second.students)
    missing = Refused("submission_3", "named in submission_metadata.yml, but not there")
    assert (missing,) == intake.refused


def test_a_pdf_assignment(read, tree, tmp_path: Path) -> None:
    """Where the keys are file names, the files are the submissions."""
    root = tree(
        tmp_path / "export",
        {"submission_metadata.yml": "7.pdf:\n  :submitters:\n  - :name: Ada\n", "7.pdf": "%PDF"},
    )

    [ada] = read(root).submissions

    assert ("7.pdf", (Student(name="Ada"),), ["7.pdf"]) == (
        ada.id,
        ada.students,
        [file.path for file in ada.files],
    )


def test_broken_metadata_costs_the_names_only(read, tree, tmp_path: Path) -> None:
    """If the YAML can't be read, the folders still are, and it is said why no names are known."""
    root = tree(
        tmp_path / "export",
        {"submission_metadata.yml": "a: [\n", "submission_1/word2vec.py": "x"},
    )

    intake = read(root)

    [refused] = intake.refused
    assert ["submission_1"] == [submission.id for submission in intake.submissions]
    assert "submission_metadata.yml" == refused.path
    assert refused.why.startswith("not readable as YAML (")
    assert refused.why.endswith("): the students' names are unknown")


def test_metadata_that_is_no_mapping(read, tree, tmp_path: Path) -> None:
    """A list in its place is said to hold no submissions."""
    root = tree(tmp_path / "export", {"submission_metadata.yml": "- a\n", "submission_1/a.py": "x"})

    why = "holds no submissions: the students' names are unknown"
    assert (Refused("submission_metadata.yml", why),) == read(root).refused


def test_an_alias_into_the_results_is_followed(read, tree, tmp_path: Path) -> None:
    """If leaving the results out leaves an alias without its anchor, all is parsed."""
    text = "submission_1:\n  :results:\n    who: &1 Ada\n  :submitters:\n  - :name: *1\n"
    root = tree(tmp_path / "export", {"submission_metadata.yml": text, "submission_1/a.py": "x"})

    assert (Student(name="Ada"),) == read(root).submissions[0].students


def test_a_folder_without_an_entry_is_kept(read, tree, tmp_path: Path) -> None:
    """A submission that the metadata doesn't name has no students, and isn't lost."""
    text = "submission_1:\n  :submitters:\n  - :name: Ada\n"
    root = tree(
        tmp_path / "export",
        {"submission_metadata.yml": text, "submission_1/a.py": "x", "submission_2/a.py": "x"},
    )

    expected = [("submission_1", 1), ("submission_2", 0)]
    assert expected == [(s.id, len(s.students)) for s in read(root).submissions]

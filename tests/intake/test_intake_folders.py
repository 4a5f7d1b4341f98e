"""One submission, or a class: decided from what lies in PATH."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.intake.errors import IntakeError
from grader.intake.read import read_submission
from grader.model.submission import Intake


def ids(intake: Intake) -> list[str]:
    return [submission.id for submission in intake.submissions]


def paths(intake: Intake, index: int = 0) -> list[str]:
    return [file.path for file in intake.submissions[index].files]


def test_a_folder_with_a_wanted_file_is_one_submission(read, tree, tmp_path: Path) -> None:
    """A wanted file directly in PATH makes all of PATH one submission, named by its folder."""
    root = tree(
        tmp_path / "alice b", {"word2vec.py": "x", "a2/sgd.py": "y", "helpers/loss.py": "z"}
    )

    intake = read(root)

    assert ("single", ["alice b"]) == (intake.source, ids(intake))
    assert ["a2/sgd.py", "helpers/loss.py", "word2vec.py"] == paths(intake)


def test_the_case_of_a_wanted_file_does_not_matter(read, tree, tmp_path: Path) -> None:
    """`Word2Vec.PY` in PATH is a wanted file too."""
    root = tree(tmp_path / "alice", {"Word2Vec.PY": "x", "sub/x.py": "y"})

    assert ["alice"] == ids(read(root))


def test_each_folder_zip_and_loose_module_is_a_submission(
    read, tree, packed, tmp_path: Path
) -> None:
    """Without a wanted file in PATH, every folder, zip, module and notebook is one student's."""
    root = tree(
        tmp_path / "class",
        {
            "owner+name~2/word2vec.py": "x",
            "bob/a2/word2vec.py": "x",
            "carol.zip": packed({"word2vec.py": "x"}),
            "dan.py": "x",
            "eve.ipynb": "{}",
            "empty/": "",
        },
    )

    intake = read(root)

    expected = ["bob", "carol.zip", "dan.py", "empty", "eve.ipynb", "owner+name~2"]
    assert ("folder", expected) == (intake.source, ids(intake))
    assert ["a2/word2vec.py"] == paths(intake, 0)
    assert [["word2vec.py"], ["dan.py"], []] == [paths(intake, i) for i in (1, 2, 3)]


def test_notes_and_tables_beside_submissions_are_ignored(read, tree, tmp_path: Path) -> None:
    """A README, an expected table and dot folders in a class folder are nobody's submission."""
    root = tree(
        tmp_path / "class",
        {
            "README.md": "x", "expected.csv": "x", "expected.json": "{}", ".notes.py": "x",
            ".hidden/word2vec.py": "x", "alice/word2vec.py": "x",
        },
    )  # fmt: skip

    intake = read(root)

    assert (["alice"], ()) == (ids(intake), intake.refused)


def test_noise_is_ignored_in_silence(read, tree, tmp_path: Path) -> None:
    """What editors, systems and git leave behind is neither taken nor refused."""
    noise = [
        "__MACOSX/._word2vec.py", "._word2vec.py", ".DS_Store", "Thumbs.db", "word2vec.pyc",
        "__pycache__/word2vec.cpython-311.pyc", ".ipynb_checkpoints/a-checkpoint.ipynb",
        ".git/config", ".idea/a.xml", ".vscode/a.json", "node_modules/a/index.js",
        "a.egg-info/PKG-INFO", "env/pyvenv.cfg", "env/lib/python3.11/site.py", "env/bin/python",
    ]  # fmt: skip
    root = tree(
        tmp_path / "class", {f"alice/{name}": "x" for name in [*noise, "word2vec.py", "a.txt"]}
    )
    tree(
        root, {"venv/pyvenv.cfg": "x", "venv/lib/site.py": "x", "__MACOSX/alice/._word2vec.py": ""}
    )

    intake = read(root)

    assert (["alice"], ["a.txt", "word2vec.py"]) == (ids(intake), paths(intake))
    assert ((), ()) == (intake.refused, intake.submissions[0].refused)


def test_homework_inside_a_virtual_environment_survives(read, tree, tmp_path: Path) -> None:
    """Where a homework folder was made an environment, only the environment's parts are noise."""
    root = tree(
        tmp_path / "class",
        {
            "alice/pyvenv.cfg": "x", "alice/lib/python3.11/site.py": "x", "alice/Scripts/a.py": "x",
            "alice/a2/word2vec.py": "x",
        },
    )  # fmt: skip

    assert ["a2/word2vec.py"] == paths(read(root))


def test_loose_code_beside_the_assignments_own_folders_is_one_submission(
    read, tree, tmp_path: Path
) -> None:
    """A notebook beside `utils` is one student's work, not two submissions."""
    root = tree(tmp_path / "alice", {"homework.ipynb": "{}", "utils/gradcheck.py": "x"})

    assert ["alice"] == ids(read(root))


def test_loose_code_beside_another_students_folder_is_a_class(read, tree, tmp_path: Path) -> None:
    """Any other folder beside loose code may be a student's, so none is swallowed."""
    root = tree(tmp_path / "class", {"alice.ipynb": "{}", "bob/solution.py": "x"})

    assert ["alice.ipynb", "bob"] == ids(read(root))


def test_a_single_file_is_a_submission(read, tree, tmp_path: Path) -> None:
    """PATH may be one module or notebook; its name is the id."""
    root = tree(tmp_path, {"anna's word2vec.py": "x"})

    intake = read(root / "anna's word2vec.py")

    assert ("single", ["anna's word2vec.py"]) == (intake.source, ids(intake))
    assert ["anna's word2vec.py"] == paths(intake)


def test_a_single_link_is_followed(read, tree, tmp_path: Path) -> None:
    """The person who types PATH may name a link; only links handed in are refused."""
    root = tree(tmp_path, {"real.py": "x"})
    (root / "link.py").symlink_to("real.py")

    assert ["link.py"] == paths(read(root / "link.py"))


def test_a_relative_path_gets_its_real_name(
    read, tree, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`.` is named by the folder that it is."""
    monkeypatch.chdir(tree(tmp_path / "alice", {"word2vec.py": "x"}))

    assert ["alice"] == ids(read(Path(".")))


def test_sources_hold_the_files_bytes(read, tree, packed, tmp_path: Path) -> None:
    """Size and source of each file are those of its bytes, from a folder and from a zip."""
    root = tree(tmp_path / "class", {"a/x.py": "one", "b.zip": packed({"x.py": "three"})})

    files = [submission.files[0] for submission in read(root).submissions]

    assert [b"one", b"three"] == [file.source.read_bytes() for file in files]
    assert [3, 5] == [file.size for file in files]
    assert all(file.source.is_absolute() for file in files)


def test_what_a_folder_holds_can_be_read_as_one_submission(tree, tmp_path: Path) -> None:
    """`read_submission` takes all of PATH as one student's, whatever its folders look like."""
    root = tree(tmp_path / "alice", {"a2/word2vec.py": "x", "old/word2vec.py": "y"})

    found = read_submission(root, tmp_path / "unpack")

    expected = ("alice", ["a2/word2vec.py", "old/word2vec.py"])
    assert expected == (found.id, [file.path for file in found.files])


def test_a_folder_around_an_export_is_looked_through(read, tree, tmp_path: Path) -> None:
    """The folder into which a download was unpacked is no submission that swallows the class."""
    root = tree(
        tmp_path / "downloads",
        {
            "export/ada_1_2_word2vec.py": "x",
            "export/bob_3_4_word2vec.py": "x",
        },
    )

    intake = read(root)

    assert ("canvas", ["ada_1", "bob_3"]) == (intake.source, ids(intake))


@pytest.mark.parametrize(
    ("name", "files", "problem"),
    [
        ("nowhere", None, "no such file or folder; expected a folder of submissions, a .zip, "
                          "or one .py, .ipynb, .md or .tex file"),
        ("empty", {}, "holds no submission (it is empty); put a folder, a .zip, a .py or an .ipynb "
                      "a student in it"),
        ("noise", {".DS_Store": "", "__MACOSX/": ""}, "holds no submission (it is empty); put a "
                                                      "folder, a .zip, a .py or an .ipynb a "
                                                      "student in it"),
        ("notes", {"README.md": "", "a.csv": ""}, "holds no submission (found only README.md, "
                                                  "a.csv); put a folder, a .zip, a .py or an "
                                                  ".ipynb a student in it"),
        ("rars", {"a.rar": ""}, "holds no submission (found only a.rar (an archive of this kind is "
                                "not read; use a zip)); put a folder, a .zip, a .py or an .ipynb a "
                                "student in it"),
    ],
)  # fmt: skip
def test_a_path_without_submissions_gets_one_line(
    read, tree, tmp_path: Path, name: str, files: dict[str, str] | None, problem: str
) -> None:
    """No such folder, an empty one, one of noise or notes: what was expected, what came, where."""
    root = tmp_path / name
    if files is not None:
        tree(root, files)

    with pytest.raises(IntakeError) as caught:
        read(root)

    assert f"{root}: {problem}" == str(caught.value)


@pytest.mark.parametrize(("name", "came"), [("a.doc", "a .doc file"), ("a", "something else")])
def test_a_file_of_another_kind_gets_one_line(
    read, tree, tmp_path: Path, name: str, came: str
) -> None:
    """A file that is no code, text, notebook or zip is named with what was expected."""
    root = tree(tmp_path, {name: "x"})

    with pytest.raises(IntakeError) as caught:
        read(root / name)

    expected = "expected a folder of submissions, a .zip, or one .py, .ipynb, .md or .tex file"
    assert f"{root / name}: {expected}, got {came}" == str(caught.value)


def test_a_message_is_one_line_whatever_the_name(read, tmp_path: Path) -> None:
    """A line break in a name can't fake a second message."""
    with pytest.raises(IntakeError) as caught:
        read(tmp_path / "a\nError: all lost")

    assert 1 == len(str(caught.value).splitlines())


def test_other_archives_are_refused_and_the_rest_is_read(read, tree, tmp_path: Path) -> None:
    """A .rar in a class folder is named, not overlooked."""
    root = tree(tmp_path / "class", {"alice/word2vec.py": "x", "bob.rar": "x"})

    intake = read(root)

    assert ["alice"] == ids(intake)
    why = "an archive of this kind is not read; use a zip"
    assert [("bob.rar", why)] == [(one.path, one.why) for one in intake.refused]


def test_a_class_of_three_hundred_is_read_in_well_under_a_second(
    read, tree, tmp_path: Path
) -> None:
    """Names and sizes are looked at, contents aren't."""
    files = {
        f"class/student {n:03}/{name}": "x"
        for n in range(300)
        for name in ("word2vec.py", "sgd.py", "utils/a.py", "utils/b.py", "run.py", "data/x.txt")
    }
    root = tree(tmp_path, files)

    start = time.process_time()
    intake = read(root / "class")
    seconds = time.process_time() - start

    assert 300 == len(intake.submissions)
    assert seconds < 1


def test_the_order_is_by_id_and_by_path(read: Callable[..., Intake], tree, tmp_path: Path) -> None:
    """Submissions and files come in the same order on every machine."""
    files = {f"class/{name}/{file}": "" for name in "bAaé" for file in ("z.py", "B.py", "a/x.py")}

    intake = read(tree(tmp_path, files) / "class")

    assert ["A", "a", "b", "é"] == ids(intake)
    assert ["B.py", "a/x.py", "z.py"] == paths(intake)

"""A rubric is found by name or path; otherwise one line helps."""

from pathlib import Path

import pytest

from grader.rubric.errors import RubricNotFound
from grader.rubric.find import find_rubric, known_rubrics


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Make a folder with two rubrics and other things."""
    for name in ("cs224n-2021-a2.yaml", "cs224n-2017-a1.yml", "probes.py", "notes.txt"):
        (tmp_path / name).write_text("")
    (tmp_path / "folder.yaml").mkdir()
    return tmp_path


def missing(name: str, near: Path) -> str:
    """Return what is said of a name that leads to no rubric."""
    with pytest.raises(RubricNotFound) as caught:
        find_rubric(name, near=near)
    return str(caught.value).replace(str(near), "FOLDER")


def test_known_rubrics_are_the_yaml_files(folder: Path) -> None:
    """Files that end in .yaml or .yml count, by their stems, in order; nothing else does."""
    assert ("cs224n-2017-a1", "cs224n-2021-a2") == known_rubrics(folder)
    assert () == known_rubrics(folder / "none")


def test_a_name_is_a_stem(folder: Path) -> None:
    """The name of a rubric is its file's, without the ending."""
    assert folder / "cs224n-2021-a2.yaml" == find_rubric("cs224n-2021-a2", near=folder)
    assert folder / "cs224n-2017-a1.yml" == find_rubric("cs224n-2017-a1", near=folder)


def test_a_path_is_taken_as_it_is(folder: Path) -> None:
    """A path to a YAML file needs no rubrics folder, and is returned as given."""
    path = folder / "cs224n-2021-a2.yaml"

    assert path == find_rubric(str(path), near=folder / "none")


@pytest.mark.parametrize(
    ("name", "line"),
    [
        (
            "cs224n-2021",
            "no rubric `cs224n-2021`: did you mean `cs224n-2021-a2`? "
            "Known: cs224n-2017-a1, cs224n-2021-a2",
        ),
        ("2021", "no rubric `2021`: did you mean `cs224n-2021-a2`? "
         "Known: cs224n-2017-a1, cs224n-2021-a2"),
        ("zzz", "no rubric `zzz`. Known: cs224n-2017-a1, cs224n-2021-a2"),
        ("folder", "no rubric `folder`. Known: cs224n-2017-a1, cs224n-2021-a2"),
        ("a\nb", "no rubric `a\\nb`. Known: cs224n-2017-a1, cs224n-2021-a2"),
        (
            "cs224n-2021.yaml",
            "no rubric file `cs224n-2021.yaml`: did you mean `cs224n-2021-a2`? "
            "Known: cs224n-2017-a1, cs224n-2021-a2",
        ),
        (
            "a\0b.yaml",
            "no rubric file `a\\x00b.yaml`. Known: cs224n-2017-a1, cs224n-2021-a2",
        ),
        (
            "../" + "x" * 300 + ".yaml",
            "no rubric file `../" + "x" * 196 + "…`. Known: cs224n-2017-a1, cs224n-2021-a2",
        ),
    ],
)  # fmt: skip
def test_an_unknown_name_gives_one_line(folder: Path, name: str, line: str) -> None:
    """The line says what was looked for, what may be meant and what there is."""
    assert line == missing(name, folder)


def test_other_files_are_no_rubrics(folder: Path) -> None:
    """A path to something that isn't YAML is refused by its ending."""
    expected = "a rubric is a .yaml file, `FOLDER/notes.txt` is none"

    assert expected == missing(str(folder / "notes.txt"), folder)


@pytest.mark.parametrize("name", ["", "/", "/folder.yaml"])
def test_a_folder_is_told_to_be_one(folder: Path, name: str) -> None:
    """Where a folder is named, the line says so: a file in it was meant."""
    path = Path(f"{folder}{name}")

    assert f"`{path}` is a folder; name a .yaml file in it".replace(
        str(folder), "FOLDER"
    ) == missing(f"{folder}{name}", folder)


def test_a_folder_here_is_told_to_be_one(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A word without a slash may be the name of a folder, too, where no rubric has it."""
    (folder / "mine").mkdir()
    monkeypatch.chdir(folder)

    assert "`mine` is a folder; name a .yaml file in it" == missing("mine", folder)


MORE = ", here or above; run this where they are, or give the path of the rubric's .yaml file"


def test_without_rubrics_the_line_says_so(folder: Path) -> None:
    """Where there is nothing to choose from, the folder is named."""
    expected = "no rubric `cs224n-2021-a2`: there are no rubrics in `FOLDER`" + MORE

    assert expected == missing("cs224n-2021-a2", folder / "none").replace("/none", "")

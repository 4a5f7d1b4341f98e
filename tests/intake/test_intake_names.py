"""Names stay what they are, and no submission is lost."""

import os
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from grader.intake.names import distinct, shown, verbatim
from grader.intake.noise import is_noise
from grader.intake.read import read_class
from grader.model.submission import Intake

ODD = [
    "a b",
    'it\'s "me"',
    "👩‍🔬",
    "\u202egnp.exe",
    "e\u0301",
    "é",
    "owner+name~2",
    "a\nb",
    "…",
    "-rf",
]


def usable(name: str) -> bool:
    """Say whether a folder may have the name and is somebody's submission by it."""
    return (
        len(name.encode()) <= 200
        and not name.startswith(".")
        and not is_noise(name)
        and "_assignsubmission_" not in name
    )


folder_names = (
    st.text(st.characters(exclude_characters="/\0", exclude_categories=("Cs",)), min_size=1)
    | st.sampled_from(ODD)
).filter(usable)


def read_built(build: dict[str, bool]) -> Intake:
    """Read a class of empty folders (True) and of folders with a module (False)."""
    with tempfile.TemporaryDirectory() as place:
        root = Path(place, "class")
        for name, empty in build.items():
            (root / name).mkdir(parents=True)
            if not empty:
                (root / name / "word2vec.py").touch()
        return read_class(root, {"word2vec.py"}, Path(place))


@settings(max_examples=40, deadline=None)
@given(st.dictionaries(folder_names, st.booleans(), min_size=1, max_size=6))
def test_ids_are_the_folder_names(build: dict[str, bool]) -> None:
    """Each folder is one submission whose id is its name, be it spaces, quotes, emoji or bidi."""
    intake = read_built(build)

    assert sorted(build) == [submission.id for submission in intake.submissions]
    assert [not build[s.id] for s in intake.submissions] == [
        bool(s.files) for s in intake.submissions
    ]


def test_names_that_are_no_utf8_are_told_apart(tmp_path: Path) -> None:
    """Bytes that are no text become `\\xff`, and a folder really called so stays another one."""
    root = os.fsencode(tmp_path / "class")
    for name in (b"a\xff", b"a\xfe", b"a\\xff"):
        os.makedirs(root + b"/" + name)
        Path(os.fsdecode(root + b"/" + name + b"/word2vec.py")).write_bytes(name)

    intake = read_class(tmp_path / "class", {"word2vec.py"}, tmp_path)

    assert ["a\\xfe", "a\\xff", "a\\xff (2)"] == [s.id for s in intake.submissions]
    assert {b"a\xff", b"a\xfe", b"a\\xff"} == {
        s.files[0].source.read_bytes() for s in intake.submissions
    }


@given(st.lists(st.sampled_from(["a", "a (2)", "a (3)", "b"])))
def test_distinct_names_are_distinct(names: list[str]) -> None:
    """No two results are equal, none is lost, and a name that is free stays."""
    found = list(distinct(names))

    assert len(names) == len(set(found))
    assert set(names) <= set(found)


@given(st.text())
def test_text_is_its_own_name(name: str) -> None:
    """What UTF-8 can hold isn't changed, and the result can always be written."""
    written = verbatim(name).encode()

    assert name.encode("utf-8", "replace") == written or "\\x" in verbatim(name)


@given(st.text())
def test_shown_names_are_one_line(name: str) -> None:
    """A shown name has no control, bidi or line break characters and keeps its length."""
    assert (True, len(name)) == (shown(name).isprintable(), len(shown(name)))

"""Zips: in place of the class, handed in by a student, and inside one another."""

import stat
import struct
import zipfile
from pathlib import Path

import pytest

from grader.intake.archive import list_zip, open_zip
from grader.intake.errors import IntakeError
from grader.intake.limits import Limits
from grader.intake.read import read_class
from grader.intake.unpack import Scratch, take
from grader.model.submission import Intake, Refused


def ids(intake: Intake) -> list[str]:
    return [submission.id for submission in intake.submissions]


def paths(intake: Intake, index: int = 0) -> list[str]:
    return [file.path for file in intake.submissions[index].files]


@pytest.mark.parametrize("prefix", ["", "alice/", "a/b/c/"])
def test_a_zip_of_one_submission(read, packed, tmp_path: Path, prefix: str) -> None:
    """A zip of files, or of a folder of them, is one submission whose id is the zip's name."""
    path = tmp_path / "hand in.zip"
    path.write_bytes(packed({f"{prefix}word2vec.py": "x", f"{prefix}utils/a.py": "y"}))

    intake = read(path)

    assert ("single", ["hand in.zip"]) == (intake.source, ids(intake))
    assert ["utils/a.py", "word2vec.py"] == paths(intake)


def test_a_zip_of_one_notebook(read, packed, notebook, tmp_path: Path) -> None:
    """A zip that holds one notebook only is one submission."""
    path = tmp_path / "alice.zip"
    path.write_bytes(packed({"homework.ipynb": notebook("x = 1")}))

    assert ["alice.zip"] == ids(read(path))


@pytest.mark.parametrize("prefix", ["", "submissions/"])
def test_a_zip_of_a_class(read, packed, tmp_path: Path, prefix: str) -> None:
    """A zip of student folders and zips is a class, a folder around all of it taken away."""
    path = tmp_path / "class.zip"
    path.write_bytes(
        packed(
            {
                f"{prefix}alice/word2vec.py": "x",
                f"{prefix}bob b/a2/word2vec.py": "x",
                f"{prefix}carol.zip": packed({"word2vec.py": "x"}),
                f"{prefix}README.md": "x",
                "__MACOSX/alice/._word2vec.py": "x",
            }
        )
    )

    intake = read(path)

    assert ("folder", ["alice", "bob b", "carol.zip"]) == (intake.source, ids(intake))
    assert [["word2vec.py"], ["a2/word2vec.py"], ["word2vec.py"]] == [
        paths(intake, index) for index in range(3)
    ]


def test_an_empty_student_folder_in_a_zip_is_not_lost(read, packed, tmp_path: Path) -> None:
    """Who handed in nothing still stands in the list."""
    path = tmp_path / "class.zip"
    path.write_bytes(packed({"alice/word2vec.py": "x", "bob/": ""}))

    assert ["alice", "bob"] == ids(read(path))


def test_a_folder_and_a_zip_of_one_name_stay_two(read, tree, packed, tmp_path: Path) -> None:
    """`alice` and `alice.zip` are two submissions with two ids."""
    root = tree(
        tmp_path / "class",
        {"alice/word2vec.py": "x", "alice.zip": packed({"word2vec.py": "yy"})},
    )

    intake = read(root)

    assert ["alice", "alice.zip"] == ids(intake)
    assert [1, 2] == [submission.files[0].size for submission in intake.submissions]


def test_a_zip_in_a_submission_is_opened(read, tree, packed, tmp_path: Path) -> None:
    """A zip that is all there is becomes the submission; beside other files, a folder in it."""
    homework = packed({"a2/word2vec.py": "x"})
    root = tree(
        tmp_path / "class",
        {"alice/hw.ZIP": homework, "bob/hw.zip": homework, "bob/notes.txt": "x"},
    )

    intake = read(root)

    assert ["a2/word2vec.py"] == paths(intake, 0)
    assert ["hw.zip/a2/word2vec.py", "notes.txt"] == paths(intake, 1)


def test_a_zip_of_data_stays_closed(read, tree, packed, tmp_path: Path) -> None:
    """A zip without code beside the code is a data set: a file like others."""
    root = tree(
        tmp_path / "class",
        {"alice/word2vec.py": "x", "alice/treebank.zip": packed({"sentences.txt": "x"})},
    )

    assert ["treebank.zip", "word2vec.py"] == paths(read(root))


def test_zips_within_zips_end(read, packed, tmp_path: Path) -> None:
    """Zips are opened three deep, and what lies deeper is refused."""
    inner = packed({"word2vec.py": "x"})
    for _ in range(3):
        inner = packed({"hw.zip": inner})
    (tmp_path / "class").mkdir()
    (tmp_path / "class" / "alice.zip").write_bytes(inner)

    [alice] = read(tmp_path / "class").submissions

    assert () == alice.files
    why = "a zip in a zip in a zip: too deep to be opened"
    assert (Refused("hw.zip", why),) == alice.refused


@pytest.mark.parametrize(
    "data", [b"", b"no zip at all", b"PK\x05\x06", b"PK\x03\x04" + bytes(30), b"Rar!\x1a\x07"]
)
def test_a_broken_zip_costs_its_owner_only(read, tree, tmp_path: Path, data: bytes) -> None:
    """A broken zip in a class is a submission without files, and the reason is kept."""
    root = tree(tmp_path / "class", {"alice.zip": data, "bob/word2vec.py": "x"})

    intake = read(root)

    assert ["alice.zip", "bob"] == ids(intake)
    [refused] = intake.submissions[0].refused
    assert ("alice.zip", True) == (refused.path, refused.why.startswith("not a readable zip ("))


def test_a_broken_zip_in_place_of_the_class_gets_one_line(read, tmp_path: Path) -> None:
    """PATH itself being a broken zip says so and what to do."""
    path = tmp_path / "class.zip"
    path.write_bytes(b"none")

    with pytest.raises(IntakeError) as caught:
        read(path)

    problem = "not a readable zip (File is not a zip file); download or pack it again"
    assert f"{path}: {problem}" == str(caught.value)


def test_an_empty_zip_gets_one_line(read, packed, tmp_path: Path) -> None:
    """A zip that holds nothing but noise holds no submission."""
    path = tmp_path / "class.zip"
    path.write_bytes(packed({"__MACOSX/._x": "", ".DS_Store": ""}))

    with pytest.raises(IntakeError, match="holds no submission"):
        read(path)


@pytest.mark.parametrize(
    "name",
    ["../evil.py", "a/../../evil.py", "/etc/evil.py", "C:/evil.py", "C:\\evil.py", "..\\evil.py"],
)
def test_paths_that_lead_out_are_refused(read, packed, tmp_path: Path, name: str) -> None:
    """Nothing is written outside, the entry is named, and the rest is taken."""
    path = tmp_path / "alice.zip"
    path.write_bytes(packed({name: "x", "word2vec.py": "y"}))

    [alice] = read(path).submissions

    assert ["word2vec.py"] == [file.path for file in alice.files]
    evil = name.replace("\\", "/")
    assert (Refused(evil, "its path leads out of the zip"),) == alice.refused
    assert [] == list(tmp_path.rglob("evil.py"))


def test_a_path_that_leads_out_of_a_class_is_nobodys(read, packed, tmp_path: Path) -> None:
    """In the zip of a class such an entry is refused beside the submissions."""
    path = tmp_path / "class.zip"
    path.write_bytes(packed({"../evil.py": "x", "c/alice/a.py": "y", "c/bob/b.py": "y"}))

    intake = read(path)

    assert ["alice", "bob"] == ids(intake)
    assert (Refused("../evil.py", "its path leads out of the zip"),) == intake.refused


@pytest.mark.parametrize(
    ("mode", "why"),
    [
        (stat.S_IFLNK, "a symbolic link, which is not followed"),
        (stat.S_IFIFO, "not a regular file (a pipe, socket or device)"),
        (stat.S_IFCHR, "not a regular file (a pipe, socket or device)"),
    ],
)
def test_links_and_devices_in_zips_are_refused(read, tmp_path: Path, mode: int, why: str) -> None:
    """A link in a zip is named and never made."""
    path = tmp_path / "alice.zip"
    info = zipfile.ZipInfo("sgd.py")
    info.create_system, info.external_attr = 3, (mode | 0o777) << 16
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(info, "/etc/passwd")
        archive.writestr("word2vec.py", "x")

    [alice] = read(path).submissions

    assert (["word2vec.py"], (Refused("sgd.py", why),)) == (
        [file.path for file in alice.files],
        alice.refused,
    )


def test_encrypted_entries_are_refused(read, packed, tmp_path: Path) -> None:
    """What needs a password is named as such; the rest is taken."""
    data = bytearray(packed({"sgd.py": "x", "word2vec.py": "y"}))
    at = data.index(b"PK\x01\x02")  # the first entry of the table of contents: sgd.py
    data[at + 8] |= 0x1
    path = tmp_path / "alice.zip"
    path.write_bytes(bytes(data))

    [alice] = read(path).submissions

    assert (Refused("sgd.py", "encrypted: it needs a password"),) == alice.refused
    assert ["word2vec.py"] == [file.path for file in alice.files]


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_unbounded_methods_are_refused(read, tmp_path: Path, method: int) -> None:
    """bzip2 and LZMA are refused: a small piece of them may unpack to gigabytes at once."""
    path = tmp_path / "alice.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("sgd.py", "x", method)
        archive.writestr("word2vec.py", "x")

    [alice] = read(path).submissions

    why = f"packed by method {method}; only stored and deflated files are read"
    assert (Refused("sgd.py", why),) == alice.refused


def test_zip_bombs_are_refused(read, packed, tmp_path: Path) -> None:
    """Two thousand zeros in each packed byte are no homework."""
    path = tmp_path / "alice.zip"
    path.write_bytes(packed({"bomb.txt": bytes(5_000_000), "word2vec.py": "x"}))

    [alice] = read(path).submissions

    [refused] = alice.refused
    assert ("bomb.txt", True) == (refused.path, refused.why.startswith("a zip bomb: 5,000,000 by"))
    assert ["word2vec.py"] == [file.path for file in alice.files]


def test_a_lying_header_unpacks_no_more_than_it_says(read, packed, tmp_path: Path) -> None:
    """An entry that states fewer bytes than it holds is damaged, and nothing of it is taken."""
    data = bytearray(packed({"sgd.py": "x" * 100_000, "word2vec.py": "y"}))
    at = data.index(b"PK\x01\x02")
    struct.pack_into("<I", data, at + 24, 10)
    path = tmp_path / "alice.zip"
    path.write_bytes(bytes(data))

    [alice] = read(path).submissions

    assert ["word2vec.py"] == [file.path for file in alice.files]
    assert ["sgd.py"] == [one.path for one in alice.refused]
    assert alice.refused[0].why.startswith("damaged in its zip (")


def test_too_many_files_are_cut_and_code_comes_first(packed, tmp_path: Path) -> None:
    """Of more files than the limit the first are taken, modules before data."""
    limits = Limits(entries=20, refusals=5)
    path = tmp_path / "alice.zip"
    path.write_bytes(packed({**{f"data/{n:02}.txt": "" for n in range(40)}, "word2vec.py": "x"}))

    with open_zip(path, limits.directory_bytes) as archive:
        taken = take(list_zip(archive, limits), Scratch(tmp_path), limits)

    assert 20 == len(taken.files)
    assert "word2vec.py" in [file.path for file in taken.files]
    why = "more than 20 files in one submission"
    expected = [*[Refused(f"data/{n}.txt", why) for n in range(19, 24)],
                Refused("data/24.txt", "refused, and 15 more are as well")]  # fmt: skip
    assert expected == list(taken.refused)


def test_the_sum_of_sizes_is_limited(packed, tmp_path: Path) -> None:
    """What would go beyond the sum is refused, data before code."""
    limits = Limits(total_bytes=1000)
    path = tmp_path / "alice.zip"
    path.write_bytes(packed({"a.npy": b"x" * 600, "b.npy": b"x" * 600, "word2vec.py": b"x" * 300}))

    with open_zip(path, 1000) as archive:
        taken = take(list_zip(archive, limits), Scratch(tmp_path), limits)

    assert ["a.npy", "word2vec.py"] == [file.path for file in taken.files]
    why = "more than 0.000953674 MB unpacked in one submission"
    assert (Refused("b.npy", why),) == taken.refused


def test_a_zip_of_dots_and_noise_entries(read, packed, tmp_path: Path) -> None:
    """`./` is no file, and what lies too deep in node_modules is noise like the rest of it."""
    path = tmp_path / "alice.zip"
    deep = "node_modules/" + "a/" * 40 + "x.js"
    path.write_bytes(packed({"./": "", deep: "", "./word2vec.py": "x"}))

    [alice] = read(path).submissions

    assert (["word2vec.py"], ()) == ([file.path for file in alice.files], alice.refused)


def test_limits_are_each_submissions_own(packed, tmp_path: Path) -> None:
    """What one submission used up isn't missing to the next, in one and the same zip of a class."""
    limits = Limits(entries=3)
    path = tmp_path / "class.zip"
    path.write_bytes(packed({f"{who}/{n}.txt": "" for who in "ab" for n in range(4)}))
    scratch = Scratch(tmp_path)

    with open_zip(path, limits.directory_bytes) as archive:
        entries = list_zip(archive, limits)
        taken = [take([e for e in entries if e.top == who], scratch, limits) for who in "ab"]

    assert [(3, 1), (3, 1)] == [(len(one.files), len(one.refused)) for one in taken]


def test_a_huge_table_of_contents_is_not_read(read, tree, tmp_path: Path) -> None:
    """A zip that states a table of contents of 100 MB isn't opened."""
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 9, 9, 100 * 1024 * 1024, 0, 0)
    root = tree(tmp_path / "class", {"alice.zip": end})

    [alice] = read(root).submissions

    assert (Refused("alice.zip", "a zip of too many files"),) == alice.refused


def test_the_same_path_twice(read, tmp_path: Path) -> None:
    """Of two entries with one path the later is taken, as by any unzipper; the other is named."""
    path = tmp_path / "alice.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word2vec.py", "old")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("word2vec.py", "newer")

    [alice] = read(path).submissions

    assert [b"newer"] == [file.source.read_bytes() for file in alice.files]
    assert (Refused("word2vec.py", "twice in the zip; the later one is taken"),) == alice.refused


def test_a_path_that_is_both_file_and_folder(read, packed, tmp_path: Path) -> None:
    """Only one of `a` and `a/sgd.py` can be laid out: the folder."""
    path = tmp_path / "alice.zip"
    path.write_bytes(packed({"a": "x", "a/sgd.py": "y", "word2vec.py": "z"}))

    [alice] = read(path).submissions

    assert ["a/sgd.py", "word2vec.py"] == [file.path for file in alice.files]
    assert (Refused("a", "both a file and a folder"),) == alice.refused


def test_device_names_are_refused_unless_they_are_modules(read, packed, tmp_path: Path) -> None:
    """`NUL` and `con.txt` are devices on Windows; `aux.py` is a helper that someone wrote."""
    path = tmp_path / "alice.zip"
    path.write_bytes(packed({"NUL": "", "a/con.txt": "", "aux.py": "", "word2vec.py": ""}))

    [alice] = read(path).submissions

    assert ["aux.py", "word2vec.py"] == [file.path for file in alice.files]
    assert ["NUL", "a/con.txt"] == [one.path for one in alice.refused]
    assert {"its name is that of a device"} == {one.why for one in alice.refused}


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("a" * 300 + ".py", "its name is too long"),
        ("a/" * 40 + "x.py", "its path is too long"),
    ],
)
def test_names_that_no_disk_takes_are_refused(
    read, packed, tmp_path: Path, name: str, why: str
) -> None:
    """Names and paths that are too long are refused before anything is written."""
    path = tmp_path / "alice.zip"
    path.write_bytes(packed({name: "", "word2vec.py": ""}))

    [alice] = read(path).submissions

    assert (Refused(name, why),) == alice.refused


def test_names_without_the_utf8_flag(read, tmp_path: Path) -> None:
    """A name in UTF-8 that isn't marked as such, as macOS writes it, is read as UTF-8."""
    path = tmp_path / "alice.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word2vec.py", "x")
        archive.writestr("Grüße.py", "x")
    data = bytearray(path.read_bytes())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        second = data.index(mark, data.index(mark) + 1)
        assert 0x0800 == struct.unpack_from("<H", data, second + at)[0]
        struct.pack_into("<H", data, second + at, 0)
    path.write_bytes(bytes(data))

    assert ["Grüße.py", "word2vec.py"] == paths(read(path))


def test_backslashes_separate_too(read, packed, tmp_path: Path) -> None:
    """Old Windows zippers write `a2\\word2vec.py`."""
    path = tmp_path / "alice.zip"
    path.write_bytes(packed({"a2\\word2vec.py": "x", "a2\\utils\\a.py": "x"}))

    intake = read(path)

    assert (["alice.zip"], ["utils/a.py", "word2vec.py"]) == (ids(intake), paths(intake))


def test_a_full_disk_is_nobodys_fault_but_ours(read, packed, tmp_path: Path) -> None:
    """If nothing can be unpacked, that is said, and no student's zip is called broken."""
    path = tmp_path / "alice.zip"
    path.write_bytes(packed({"word2vec.py": "x"}))
    nowhere = tmp_path / "nowhere"

    with pytest.raises(IntakeError) as caught:
        read_class(path, {"word2vec.py"}, nowhere)

    problem = "can't unpack zips here (no such file or directory); make room"
    assert f"{nowhere}: {problem}" == str(caught.value)

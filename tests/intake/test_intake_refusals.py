"""What is refused in a folder, while the rest goes on."""

import os
import shutil
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.intake.errors import IntakeError
from grader.intake.folder import list_folder
from grader.intake.limits import Limits
from grader.intake.read import read_class
from grader.model.submission import Refused

LINK = "a symbolic link, which is not followed"
NOBODY = 65534


@pytest.fixture
def plain_user() -> Iterator[Path]:
    """Be someone whom file permissions bind, in a folder of their own (root reads everything)."""
    root = Path(tempfile.mkdtemp())
    root.chmod(0o777)
    before = os.geteuid()
    if before == 0:
        os.seteuid(NOBODY)
    try:
        yield root
    finally:
        os.seteuid(before)
        for folder in root.rglob("*"):
            folder.chmod(0o755)
        shutil.rmtree(root)


def test_links_are_refused(read, tree, tmp_path: Path) -> None:
    """A link to a file, to a folder and to nowhere: each is named, none is followed."""
    secret = tree(tmp_path / "secret", {"key.py": "secret"})
    root = tree(tmp_path / "class", {"alice/word2vec.py": "x"})
    (root / "alice" / "sgd.py").symlink_to(secret / "key.py")
    (root / "alice" / "utils").symlink_to(secret)
    (root / "alice" / "gone.py").symlink_to("nowhere")

    [alice] = read(root).submissions

    assert ["word2vec.py"] == [file.path for file in alice.files]
    expected = tuple(Refused(name, LINK) for name in ("gone.py", "sgd.py", "utils"))
    assert expected == alice.refused


def test_loops_of_links_end(read, tree, tmp_path: Path) -> None:
    """Folders that hold links to themselves and to each other are read once."""
    root = tree(tmp_path / "class", {"alice/word2vec.py": "x", "bob/word2vec.py": "x"})
    (root / "alice" / "loop").symlink_to("..")
    (root / "bob" / "alice").symlink_to("../alice")
    (root / "loop").symlink_to(".")

    intake = read(root)

    assert ["alice", "bob"] == [submission.id for submission in intake.submissions]
    assert (Refused("loop", LINK),) == intake.refused


def test_a_path_that_is_a_loop_gets_one_line(read, tmp_path: Path) -> None:
    """PATH itself being a link to itself is an error with its reason."""
    loop = tmp_path / "loop"
    loop.symlink_to("loop")

    with pytest.raises(IntakeError) as caught:
        read(loop)

    problem = "(too many levels of symbolic links); change its permissions, or copy it elsewhere"
    assert f"{loop}: can't be read {problem}" == str(caught.value)


def test_pipes_and_sockets_are_refused(read, tree, tmp_path: Path) -> None:
    """What would block or answer when opened is never opened."""
    root = tree(tmp_path / "class", {"alice/word2vec.py": "x"})
    os.mkfifo(root / "alice" / "pipe.py")
    os.mkfifo(root / "bob.py")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(root / "alice" / "socket"))

        intake = read(root)

    why = "not a regular file (a pipe, socket or device)"
    assert (Refused("pipe.py", why), Refused("socket", why)) == intake.submissions[0].refused
    assert (Refused("bob.py", why),) == intake.refused


def test_a_file_of_100_mb_is_refused_by_its_size(read, tree, tmp_path: Path) -> None:
    """Its size is enough: it isn't opened, and its owner stays in the list."""
    root = tree(tmp_path / "class", {"bob/word2vec.py": "x", "alice/": "", "carol.py": ""})
    for name in ("alice/word2vec.py", "carol.py"):
        os.truncate((root / name).touch() or root / name, 100 * 1024 * 1024)

    alice, bob, carol = read(root).submissions

    why = "too large: 100 MB, and at most 20 MB are read"
    assert ((), (Refused("word2vec.py", why),)) == (alice.files, alice.refused)
    assert ["word2vec.py"] == [file.path for file in bob.files]
    assert ((), (Refused("carol.py", why),)) == (carol.files, carol.refused)


def test_the_size_limit_can_be_set(read, tree, tmp_path: Path) -> None:
    """`max_file_mb` is the largest size that is taken."""
    root = tree(tmp_path / "alice", {"word2vec.py": b"x" * 524_288, "sgd.py": b"x" * 524_289})

    [alice] = read(root, max_file_mb=0.5).submissions

    assert ["word2vec.py"] == [file.path for file in alice.files]
    assert (Refused("sgd.py", "too large: 0.6 MB, and at most 0.5 MB are read"),) == alice.refused


def test_unreadable_files_and_folders_cost_themselves_only(tree, plain_user: Path) -> None:
    """A file or folder without permission is named; all others are taken."""
    root = tree(
        plain_user / "class",
        {"alice/word2vec.py": "x", "alice/sgd.py": "x", "alice/utils/a.py": "x", "bob/a.py": "x"},
    )
    (root / "alice" / "sgd.py").chmod(0)
    (root / "alice" / "utils").chmod(0)
    (root / "bob").chmod(0)

    alice, bob = read_class(root, {"word2vec.py"}, plain_user).submissions

    why = "can't be read (permission denied)"
    assert (["word2vec.py"], (Refused("sgd.py", why), Refused("utils", why))) == (
        [file.path for file in alice.files],
        alice.refused,
    )
    assert ((), (Refused("bob", why),)) == (bob.files, bob.refused)


def test_an_unreadable_path_gets_one_line(tree, plain_user: Path) -> None:
    """PATH without permission says so and what to do."""
    root = tree(plain_user / "class", {"alice/word2vec.py": "x"})
    root.chmod(0)

    with pytest.raises(IntakeError) as caught:
        read_class(root, {"word2vec.py"}, plain_user)

    problem = "(permission denied); change its permissions, or copy it elsewhere"
    assert f"{root}: can't be read {problem}" == str(caught.value)


def test_an_unreadable_zip_in_a_class(tree, packed, plain_user: Path) -> None:
    """A zip without permission is refused like a file."""
    root = tree(plain_user / "class", {"alice.zip": packed({"a.py": ""}), "bob/a.py": ""})
    (root / "alice.zip").chmod(0)

    alice, _ = read_class(root, {"word2vec.py"}, plain_user).submissions

    assert (Refused("alice.zip", "can't be read (permission denied)"),) == alice.refused


def test_a_huge_folder_is_cut_at_its_deepest(tree, tmp_path: Path) -> None:
    """Beyond the limit of entries the deepest go first, and only of the folder that is huge."""
    root = tree(
        tmp_path / "class",
        {**{f"a/data/{n}.txt": "" for n in range(9)}, "a/word2vec.py": "", "b/word2vec.py": ""},
    )

    entries = list_folder(root, Limits(entries=5))

    assert {"a/word2vec.py", "b/word2vec.py"} <= {entry.path for entry in entries}
    why = "holds more than 5 files and folders; the rest was not read"
    assert [("a", why)] == [(entry.path, entry.why) for entry in entries if entry.why]


def test_folders_beyond_a_depth_are_refused(read, tree, tmp_path: Path) -> None:
    """A path of a hundred folders is cut at a depth that every disk takes."""
    root = tree(tmp_path / "class", {f"alice/{'d/' * 100}x.py": "", "alice/word2vec.py": ""})

    [alice] = read(root).submissions

    [refused] = alice.refused
    assert ("lies more than 32 folders deep", 31) == (refused.why, refused.path.count("/"))
    assert ["word2vec.py"] == [file.path for file in alice.files]

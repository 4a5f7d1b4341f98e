"""Hand-ins whose files are the attack: paths, archives, names that run, text without an end."""

import json
import os
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

from tests.attacks.bait import ROOT
from tests.attacks.homework import ALL_POINTS, Homework, Marks

SOLUTION = (ROOT / "tests/solutions/a2/02-vectorised/word2vec.py").read_text("utf-8")
WRONG = "def sigmoid(x):\n    return x * 0.7\n"
OLD = "cs224n-2017-a1"
SHORT = 1.5
"""Seconds of our own processor for a hand-in that has nothing to run."""
LONG = 6.0
"""The same, for as much as a hand-in may hold."""
LINK, PIPE, DISK = 0o120777, 0o010644, 0o060644
Entry = tuple[str, bytes, int]


def entry(path: str, content: str | bytes = "x = 1\n", mode: int = 0o100644) -> Entry:
    """Describe one thing in a zip."""
    return path, content if isinstance(content, bytes) else content.encode(), mode


def zipped(
    name: str, wins_if: str, entries: Iterable[Entry], points: float = ALL_POINTS
) -> Homework:
    """Make a hand-in that is a zip."""
    kept = tuple(entries)

    def pack(folder: Path) -> Path:
        with zipfile.ZipFile(folder / "mallory.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            for path, content, mode in kept:
                info = zipfile.ZipInfo(path)
                info.external_attr = mode << 16
                info.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(info, content)
        return folder / "mallory.zip"

    return Homework(name, wins_if, won=shows_the_secret, points=points, pack=pack)


def folder(
    name: str, wins_if: str, make: Callable[[Path], object], points: float = ALL_POINTS
) -> Homework:
    """Make a hand-in that is a folder with something odd in it."""

    def pack(place: Path) -> Path:
        (place / "mallory").mkdir()
        make(place / "mallory")
        return place / "mallory"

    return Homework(name, wins_if, won=shows_the_secret, points=points, pack=pack)


def bomb(name: str, wins_if: str, text: str | bytes, file: str = "word2vec.py") -> Homework:
    """Make a hand-in that takes long to read, on our side of the border and under no clock."""
    question = ("sigmoid",)
    if file.startswith("q"):
        all_files = ("softmax", "sigmoid", "gradcheck", "normalize-rows", "sgd")
        return Homework(name, wins_if, {file: text}, slow, 0, OLD, all_files)
    return Homework(name, wins_if, {file: text}, slow, 0, questions=question)


def heap(name: str, wins_if: str, files: dict[str, str]) -> Homework:
    """Make a hand-in of many files, none of which has the name that is looked for."""
    questions = ("sigmoid", "naive-softmax", "neg-sampling", "skipgram", "sgd")
    return Homework(name, wins_if, files, held_up, 0, questions=questions)


def runs(path: str) -> Homework:
    """Make a hand-in with a right solution and a file that some tool or other runs by its name."""
    text = (
        "KNOWS\nimport os\nfor place in (OUTSIDE, '/tmp'):\n"
        "    try: open(place + '/ran-on-the-host', 'w').close()\n    except OSError: pass\n"
    )
    if path.endswith(".pth"):
        text = "import os; open('/tmp/ran-on-the-host', 'w').close()\n"
    files = {"word2vec.py": SOLUTION, path: text}
    wins = f"`{path}` is run on our side, or spoils another's marks"
    return Homework(f"named-{path}", wins, files, ran_on_the_host, ALL_POINTS)


def notebook(*cells: str) -> str:
    """Return a notebook with these code cells."""
    made = [
        {"cell_type": "code", "source": c, "metadata": {}, "outputs": [], "execution_count": None}
        for c in cells
    ]
    return json.dumps({"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def shows_the_secret(marks: Marks) -> bool:
    """Say whether a planted secret stands in a report, or a file was laid outside."""
    outside = [Path("/tmp/slipped.py"), marks.bait.folder.parent / "slipped.py"]
    slipped = any(path.exists() for path in outside)
    return slipped or marks.bait.secret in marks.report() + marks.json()


def ran_on_the_host(marks: Marks) -> bool:
    """Say whether the file left its mark on this machine."""
    return Path("/tmp/ran-on-the-host").exists() or "ran-on-the-host" in marks.bait.changed()


def held_up(marks: Marks) -> bool:
    """Say whether looking through a heap of files took long."""
    return marks.cpu_seconds > LONG


def slow(marks: Marks) -> bool:
    """Say whether it took longer than anything that has next to nothing to run."""
    return marks.cpu_seconds > SHORT


def links_to_the_neighbour(place: Path) -> None:
    """Hand in links instead of files; the bait lies beside the folder of hand-ins."""
    bait = next(p for p in place.parents if p.name.endswith("-out"))
    secret = bait.with_name(bait.name.removesuffix("-out")) / "neighbour"
    (place / "word2vec.py").symlink_to(secret / "word2vec.py")
    (place / "notes.txt").symlink_to(secret / "word2vec.py")
    (place / "utils").symlink_to(secret)


def pipe_instead(place: Path) -> None:
    """Hand in a pipe, which would be read for ever."""
    os.mkfifo(place / "word2vec.py")


def loops(place: Path) -> None:
    """Hand in folders that hold themselves."""
    (place / "word2vec.py").write_text(SOLUTION, "utf-8")
    (place / "again").symlink_to(".")
    (place / "up").symlink_to("..")


def much_data(place: Path) -> None:
    """Hand in a terabyte of nothing."""
    (place / "word2vec.py").write_text(SOLUTION, "utf-8")
    with (place / "data.txt").open("wb") as file:
        file.truncate(1 << 40)


def names_of_bytes(place: Path) -> None:
    """Hand in names that are no text."""
    (place / "word2vec.py").write_text(SOLUTION, "utf-8")
    for name in (
        b"\xff\xfe.py",
        b"\xff\xfe.txt",
        b"a\nb.py",
        b"\x1b[2J.py",
        b"-rf",
        b"$(touch x).py",
    ):
        Path(os.fsdecode(os.fsencode(place) + b"/" + name)).write_text("x = 1\n", "utf-8")


def much_code(place: Path) -> None:
    """Hand in more code than a worker's folder holds."""
    (place / "word2vec.py").write_text(SOLUTION, "utf-8")
    for number in range(16):
        (place / f"more{number}.py").write_text("#" * 4_900_000, "utf-8")


def folder_named_as_a_module(place: Path) -> None:
    """Hand in a notebook whose module has the name of a folder."""
    (place / "word2vec.ipynb").write_text(notebook(WRONG), "utf-8")
    (place / "word2vec.py").mkdir()
    (place / "word2vec.py" / "inner.py").write_text("x = 1\n", "utf-8")
    (place / "word2vec.py" / "data.txt").write_text("x", "utf-8")


def many_folders(place: Path) -> None:
    """Hand in few files in more folders than a worker's folder holds."""
    (place / "word2vec.py").write_text(SOLUTION, "utf-8")
    for number in range(150):
        deep = place.joinpath(f"n{number}", *["d"] * 29)
        deep.mkdir(parents=True)
        (deep / "data.txt").write_text("x", "utf-8")


def long_folders(place: Path) -> None:
    """Hand in a solution below a folder whose name is as long as can be."""
    deep = place / ("d" * 252)
    deep.mkdir()
    (deep / "word2vec.py").write_text(SOLUTION, "utf-8")


def long_names(place: Path) -> None:
    """Hand in a notebook whose module would have a name longer than a folder allows."""
    cell = SOLUTION.replace("from utils.gradcheck", "# from utils.gradcheck")
    (place / f"{'n' * 249}.ipynb").write_text(notebook(cell), "utf-8")
    (place / f"{'n' * 249}.py").write_text("x = 1\n", "utf-8")


SPECIAL = """conftest.py sitecustomize.py usercustomize.py setup.py __init__.py __main__.py
numpy.py json.py random.py struct.py typing.py re.py os.py utils.py types.py traceback.py probes.py
_grader_inside.py _grader_inside/wire.py _probes.py grader/__init__.py reference/__init__.py
rubrics/probes.py mallory.pth numpy/__init__.py encodings/utf_8.py tests/test_it.py"""

ATTACKS = (
    *map(runs, SPECIAL.split()),
    zipped(
        "zip-slip",
        "a path with `..` is laid outside",
        [entry("word2vec.py", SOLUTION)]
        + [entry("../" * n + "tmp/slipped.py") for n in (1, 2, 3, 6, 12)]
        + [entry("../slipped.py"), entry("a/../../../slipped.py")],
    ),
    zipped(
        "zip-slip-absolute",
        "an absolute path is laid there",
        [entry("word2vec.py", SOLUTION), entry("/tmp/slipped.py"), entry("//tmp/slipped.py")],
    ),
    zipped(
        "zip-slip-of-windows",
        "backslashes and drives lead outside",
        [
            entry("word2vec.py", SOLUTION),
            entry("..\\..\\tmp\\slipped.py"),
            entry("C:/slipped.py"),
            entry("C:\\slipped.py"),
            entry("\\\\host\\share\\slipped.py"),
        ],
    ),
    zipped(
        "links-in-a-zip",
        "a link in a zip is followed",
        [
            entry("word2vec.py", "/etc/passwd", LINK),
            entry("there", "/tmp", LINK),
            entry("there/slipped.py"),
        ],
        0,
    ),
    zipped(
        "devices-in-a-zip",
        "a device or pipe in a zip is made",
        [entry("word2vec.py", SOLUTION), entry("pipe.py", b"", PIPE), entry("disk.py", b"", DISK)],
    ),
    zipped(
        "set-user-id-in-a-zip",
        "a file's mode is kept",
        [entry("word2vec.py", SOLUTION), entry("run.py", "x = 1\n", 0o104777)],
    ),
    zipped(
        "zip-bomb",
        "megabytes become gigabytes",
        [entry("word2vec.py", SOLUTION)] + [entry(f"{n}.txt", bytes(19 << 20)) for n in range(12)],
    ),
    zipped(
        "same-path-twice",
        "one of two files of a name is read and the other judged",
        [entry("word2vec.py", WRONG), entry("./word2vec.py", WRONG), entry("Word2Vec.PY", WRONG)],
        0,
    ),
    zipped(
        "file-and-folder",
        "one path that is both crashes us",
        [
            entry("word2vec.py", SOLUTION),
            entry("utils"),
            entry("utils/b.py"),
            entry("word2vec.py/x"),
        ],
    ),
    zipped(
        "names-in-a-zip",
        "names with null bytes, line ends or endless parts crash us",
        [
            entry("word2vec.py", SOLUTION),
            *(
                entry(p)
                for p in (
                    "a\0b.py",
                    "a\nb.py",
                    "\x1b[2J.py",
                    "x" * 300 + ".py",
                    "d/" * 900 + "x.py",
                )
            ),
            *(entry(p) for p in ("con.py", "nul", "a:b.py", " .py", "....py", "\u202eyp.evil")),
        ],
    ),
    folder("links", "a link is followed to another's work", links_to_the_neighbour, 0),
    folder("pipe", "a pipe is read for ever", pipe_instead, 0),
    folder("loops-of-links", "folders that hold themselves are walked for ever", loops),
    folder("sparse-terabyte", "a terabyte of nothing is read", much_data),
    folder("names-of-bytes", "names that are no text crash us", names_of_bytes),
    folder(
        "names-too-long",
        "a module's name gets too long for its folder, which is our fault",
        long_names,
    ),
    folder(
        "folder-named-as-a-module",
        "a file and a folder of one name end the worker, which is our fault",
        folder_named_as_a_module,
        0,
    ),
    folder("too-many-folders", "it has no mark instead of a zero", many_folders),
    folder("long-folders", "a folder's name is too long for the worker's", long_folders, 0),
    zipped(
        "long-path",
        "a path is longer than the system takes",
        [entry(("d" * 190 + "/") * 25 + "word2vec.py", SOLUTION)],
        0,
    ),
    folder("too-much-code", "it has no mark instead of a zero", much_code),
    folder(
        "too-many-files",
        "it has no mark instead of a zero",
        lambda place: (
            (place / "word2vec.py").write_text(SOLUTION, "utf-8"),
            [(place / f"{n}.txt").write_text("x") for n in range(4500)],
        ),
    ),
    bomb(
        "blank-lines",
        "blank lines take quadratic time",
        WRONG + "\n" * 14_000 + "x = 1\n",
        "q2_sigmoid.py",
    ),
    bomb(
        "open-brackets",
        "heads of functions that never close take quadratic time",
        "def sigmoid(x\n" * 1_000,
    ),
    bomb(
        "blanks-after-return",
        "blanks after `return` take quadratic time",
        "def sigmoid(x):\n    return" + " " * 17_000 + "!\n",
    ),
    bomb(
        "row-of-hashes",
        "a line of `#` takes quadratic time",
        "def sigmoid(x):\n    return x " + "#" * 9_000 + "\n",
    ),
    bomb(
        "escaped-quotes",
        "escaped quotes in a notebook take quadratic time",
        notebook(WRONG, "'" + "\\'" * 12_000),
        "word2vec.ipynb",
    ),
    bomb(
        "blanks-in-cells",
        "lines of blanks in a notebook take quadratic time",
        notebook(WRONG, *("a" + " " * 998 for _ in range(700))),
        "word2vec.ipynb",
    ),
    bomb(
        "megabyte-of-statements",
        "a megabyte of code becomes a gigabyte of syntax tree, once a question",
        WRONG + "[[],]\n" * 150_000,
    ),
    bomb(
        "brackets",
        "brackets nested deep crash the parser",
        WRONG + "y = " + "[" * 4000 + "]" * 4000,
    ),
    bomb("signs", "signs nested deep crash the parser", WRONG + "y = " + "-" * 90_000 + "1\n"),
    bomb(
        "attributes", "names nested deep crash the parser", WRONG + "y = x" + ".a" * 90_000 + "\n"
    ),
    bomb(
        "codec-of-quadratic-time",
        "another name of a slow codec gets past the list of those",
        b"# coding: punycode-\nx = 1\n-" + b"a" * 400_000,
    ),
    heap(
        "definitions-by-the-million",
        "each of a million heads is looked behind, once a question",
        {f"m{n}.py": "def sigmoid(x):\n    return 1\n" * 40_000 for n in range(6)},
    ),
    heap(
        "notebooks-by-the-hundred",
        "all notebooks are parsed, once a question",
        {f"m{n}.ipynb": notebook(*("y = 1",) * 1_000) for n in range(100)},
    ),
    heap(
        "notebooks-of-many-cells",
        "notebooks that are refused are parsed again for every question",
        {f"m{n}.ipynb": notebook(*("y = 1",) * 5_500) for n in range(10)},
    ),
    bomb("deep-notebook", "a notebook nested deep crashes us", "[" * 200_000, "word2vec.ipynb"),
    bomb(
        "integers-in-a-notebook",
        "a number of a million digits in a notebook's JSON holds us up",
        '{"cells": [' + "9" * 1_000_000 + "]}",
        "word2vec.ipynb",
    ),
    bomb(
        "cells-by-the-thousand",
        "a notebook of many cells takes quadratic time",
        notebook(WRONG, *(f"def f{n}(a=f{n + 1}): pass" for n in range(1000))),
        "word2vec.ipynb",
    ),
)

"""What lint says of calls that can't be right: against the starter, and against the reference."""

from pathlib import Path
from typing import Any

import pytest

from tests.rubric.small_rubric import DATA, changed, problems, said, written

Q = "questions[0]"
ARGUMENTS = DATA["questions"][0]["arguments"]
STARTER = """
from somewhere import helper

def pair(v, o, U, dataset=None):
    raise NotImplementedError

def triple(v):
    raise NotImplementedError
"""


def starting(
    folder: Path, *change: Any, starter: str = STARTER, name: str = "pair.py"
) -> list[str]:
    """Return what is said of the small rubric with a starter and one change."""
    (folder / "begin").mkdir()
    (folder / "begin" / name).write_text(starter)
    data = changed(*change) if change else DATA
    return said(folder, {**data, "starter": "begin"})


def test_a_starter_that_fits_is_sound(tmp_path: Path) -> None:
    """Its function has the arguments of the call, the last with a default."""
    assert [] == starting(tmp_path)


@pytest.mark.parametrize(
    ("key", "value", "line"),
    [
        (
            "function",
            "tripel",
            f"{Q}.function must be a function of the starter's `pair.py` (did you mean `triple`?), "
            'got "tripel"',
        ),
        (
            "function",
            "cosine",
            f"{Q}.function must be a function of the starter's `pair.py` (known: pair, triple), "
            'got "cosine"',
        ),
        (
            "file",
            "piar.py",
            f'{Q}.file must be a file of the starter (did you mean `pair.py`?), got "piar.py"',
        ),
        (
            "arguments",
            ARGUMENTS[:2],
            f"{Q}.arguments lacks `U`, which the starter's `pair` takes",
        ),
        (
            "arguments",
            [*ARGUMENTS, {"name": "K", "value": "target"}],
            f"{Q}.arguments has `K` beyond what the starter's `pair` takes",
        ),
        (
            "arguments",
            [ARGUMENTS[1], ARGUMENTS[0], *ARGUMENTS[2:]],
            f"{Q}.arguments has `o` in the place of `v`, which the starter's `pair` takes",
        ),
    ],
)
def test_what_the_starter_has_not_is_told(
    tmp_path: Path, key: str, value: object, line: str
) -> None:
    """A name that stands nowhere, with the one that was meant; an argument too few or too many."""
    data = changed("questions", 0, "aliases", [])
    data["questions"][0][key] = value
    (tmp_path / "begin").mkdir()
    (tmp_path / "begin" / "pair.py").write_text(STARTER)

    assert line in said(tmp_path, {**data, "starter": "begin"})


def test_the_line_is_that_of_the_name(tmp_path: Path) -> None:
    """As with everything that lint tells."""
    (tmp_path / "begin").mkdir()
    (tmp_path / "begin" / "pair.py").write_text("def pear(v, o, U, dataset): pass\n")
    path = written(tmp_path, {**changed("questions", 0, "aliases", []), "starter": "begin"})
    number = path.read_text().splitlines().index('   "function": "pair",') + 1

    (line,) = problems(path)
    assert line.startswith(f"small.yaml:{number}: {Q}.function must be a function of the starter's")


@pytest.mark.parametrize(
    "starter",
    [
        "def pair_loss(v, o, U, dataset): pass\n",
        "from elsewhere import pair\n",
        "if True:\n    def pair(v, o, U, dataset): pass\n",
        "from elsewhere import *\n",
        "print 'Python 2'\n",
        "def pair(*everything): pass\n",
    ],
)
def test_what_may_be_right_is_let_be(tmp_path: Path, starter: str) -> None:
    """Under an alias, imported, defined within an `if`, unreadable, with room for anything."""
    assert [] == starting(tmp_path, starter=starter)


@pytest.mark.parametrize("counts", ["when-defined", "when-attempted"])
def test_an_optional_question_need_not_be_in_the_starter(tmp_path: Path, counts: str) -> None:
    """Unless a name there is so near that it was probably meant."""
    assert [] == starting(
        tmp_path, "questions", 0, "counts", counts, starter="def cosine(v): pass\n"
    )
    (tmp_path / "begin" / "pair.py").write_text("def paar(v, o, U, dataset): pass\n")
    (line,) = said(tmp_path, {**changed("questions", 0, "counts", counts), "starter": "begin"})
    assert "(did you mean `paar`?)" in line


def test_a_file_need_not_be_handed_out(tmp_path: Path) -> None:
    """Students may write all of it; short names are not near each other for their ending."""
    assert [] == starting(tmp_path, starter="def other(): pass\n", name="a.py")


def test_a_notebook_may_hold_any_function(tmp_path: Path) -> None:
    """What it defines is not looked for."""
    assert [] == starting(tmp_path, starter="{}", name="pair.ipynb")


def test_a_droppable_argument_may_be_missing_in_the_starter(tmp_path: Path) -> None:
    """It is left out where the function has no room for it."""
    place = ("questions", 0, "arguments", 3, "droppable", True)

    assert [] == starting(tmp_path, *place, starter="def pair(v, o, U): pass\n")


@pytest.mark.parametrize(("left_out", "value"), [(0, "center"), (1, "target"), (2, "outside")])
def test_a_call_without_what_the_reference_takes_is_told(
    tmp_path: Path, left_out: int, value: str
) -> None:
    """No student can know what was drawn and not handed over."""
    arguments = [each for at, each in enumerate(ARGUMENTS) if at != left_out]

    assert [
        f"{Q}.arguments hands over no `{value}`, which `words:loss` takes: add `value: {value}`"
    ] == said(tmp_path, changed("questions", 0, "arguments", arguments))


def test_what_an_object_holds_is_handed_over(tmp_path: Path) -> None:
    """The dataset of the call was made with the target."""
    inputs = DATA["questions"][0]["inputs"]
    data = changed("questions", 0, "arguments", [ARGUMENTS[0], ARGUMENTS[2], ARGUMENTS[3]])
    data["questions"][0]["inputs"] = {
        **inputs,
        "dataset": {"probe": "dataset", "with": {"draws": "target"}},
    }

    assert [f"{Q}.inputs.draws goes nowhere: no argument, other input or reference function "
            "takes it"] == said(tmp_path, data)  # fmt: skip


def test_a_suite_s_own_arguments_are_looked_at(tmp_path: Path) -> None:
    """The place is the suite's."""
    place = ("questions", 0, "suites", "large", "arguments")

    (line,) = said(tmp_path, changed(*place, ARGUMENTS[1:]))

    assert line.startswith(f"{Q}.suites.large.arguments hands over no `center`")

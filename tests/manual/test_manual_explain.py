"""Laws of `grader explain`."""

from collections.abc import Callable
from io import StringIO
from itertools import pairwise

import pytest
from rich.console import Console

from grader.cli.explain import THEME, listing, plain, show
from grader.cli.main import main
from grader.manual.pages import Entry, known, paragraph

Explain = Callable[..., tuple[int, str, str]]


@pytest.fixture
def explain(capsys: pytest.CaptureFixture[str]) -> Explain:
    """Run `grader explain`; return exit code, output and errors."""

    def run(*arguments: str) -> tuple[int, str, str]:
        code = main(["explain", *arguments])
        told = capsys.readouterr()
        return code, told.out, told.err

    return run


def test_an_entry_is_printed(explain: Explain) -> None:
    """Title and slug, then all paragraphs."""
    code, out, err = explain("sign-flipped")
    entry = paragraph("sign-flipped")

    assert entry is not None
    assert (0, "") == (code, err)
    assert out.startswith("Every sign is turned round (sign-flipped)\n\n")
    assert " ".join(entry.paragraphs) in " ".join(out.split())


@pytest.mark.parametrize(
    "spelt",
    [
        ("Sign-Flipped",),
        ("sign_flipped",),
        ("sign flipped",),
        ("sign", "flipped"),
        (" SIGN -_flipped ",),
    ],
)
def test_spelling_is_forgiven(explain: Explain, spelt: tuple[str, ...]) -> None:
    """Case, blanks, hyphens and underscores do not matter."""
    assert explain("sign-flipped") == explain(*spelt)


def test_several_slugs_are_each_explained(explain: Explain) -> None:
    """Each once and in order; one that is unknown keeps the others from being printed."""
    first, second = explain("sign-flipped")[1], explain("wrong_shape")[1]

    together = explain("sign_flipped", "wrong-shape", "Sign-Flipped")
    assert (0, f"{first}\n{second}", "") == together
    code, out, err = explain("sign-flipped", "wrong-shap")
    assert (2, "") == (code, out)
    assert "did you mean `wrong-shape`?" in err


def test_an_unknown_slug_names_near_ones(explain: Explain) -> None:
    """A misspelt slug is wrong usage, in one line that says what may have been meant."""
    code, out, err = explain("sign-fliped")

    assert (2, "") == (code, out)
    assert "no entry `sign-fliped`; did you mean `sign-flipped`?\n" == err


def test_a_part_of_a_slug_names_those_that_hold_it(explain: Explain) -> None:
    """Half a name is enough to be told the whole, three at most."""
    assert explain("numerical")[2].endswith("did you mean `numerical-gradient`?\n")
    assert 3 == explain("wrong")[2].count("`wrong-")


def test_an_unlike_slug_points_to_the_list(explain: Explain) -> None:
    """Where nothing is near, the way to the list is told."""
    assert (
        2,
        "",
        "no entry `qqqq`; `grader explain` lists all that it can explain\n",
    ) == explain("qqqq")


def test_without_a_slug_all_are_listed(explain: Explain) -> None:
    """Each entry has one line below its group, and no line is wider than the screen."""
    code, out, _ = explain()
    lines = out.splitlines()
    groups = {entry.group for entry in known()}

    assert 0 == code
    assert [entry.slug for entry in known()] == [
        line.split()[0] for line in lines if line.startswith("  ")
    ]
    assert groups == {line for before, line in pairwise(["", *lines]) if not before and line}
    assert max(map(len, lines)) <= 80


def test_a_group_is_listed_in_columns() -> None:
    """Titles stand below each other within a group."""
    one = Entry("a", "First", "A thing", ())
    two = Entry("long-name", "First", "Another", ())
    three = Entry("b", "Second", "Last", ())

    assert ("First\n  a          A thing\n  long-name  Another\n\nSecond\n  b  Last") == listing(
        [one, two, three]
    )


@pytest.mark.parametrize("entry", known(), ids=[entry.slug for entry in known()])
def test_plain_text_fits_80_columns(entry: Entry) -> None:
    """No line of any entry is wider, and nothing is lost by breaking it."""
    text = plain(entry, 80)

    assert max(map(len, text.splitlines())) <= 80
    assert " ".join(entry.paragraphs) in " ".join(text.split())


def test_colours_only_where_the_terminal_has_them() -> None:
    """With colours the ticks become a style; without, the text has no escape."""
    entry = paragraph("repeats-lost")
    assert entry is not None
    coloured = Console(
        file=StringIO(),
        force_terminal=True,
        color_system="standard",
        no_color=False,
        theme=THEME,
    )

    show(entry, coloured)

    assert isinstance(coloured.file, StringIO)
    text = coloured.file.getvalue()
    assert "\x1b[" in text
    assert "`" not in text
    assert "\x1b[1;36ma[[3, 3]] += 1\x1b[0m" in text


def test_without_colours_the_text_is_plain() -> None:
    """A pipe gets lines that can be searched."""
    entry = paragraph("repeats-lost")
    assert entry is not None

    piped = Console(file=StringIO(), color_system=None, width=60)

    show(entry, piped)

    assert isinstance(piped.file, StringIO)
    text = piped.file.getvalue()
    assert "\x1b" not in text
    assert "`a[[3, 3]] += 1`" in " ".join(text.split())
    assert max(map(len, text.splitlines())) <= 60

"""What may be wrong in the files of wrong variants: one line of the file itself, before grading."""

from collections.abc import Callable
from pathlib import Path

import pytest

from grader.cli.main import main
from grader.rubric.catalogue import check_catalogue
from grader.rubric.load import load_rubric
from grader.rubric.reference import load_reference
from tests.rubric.doubling import VARIANT, doubling, hand_in
from tests.rubric.shipped import FOLDER, NAMES


@pytest.fixture
def rubric(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A rubric of one question, with one wrong variant declared, and a submission."""
    hand_in(tmp_path / "handed-in" / "ada", "return x")
    monkeypatch.chdir(tmp_path)
    return doubling(tmp_path)


def lacks_declare(mistakes: Path) -> None:
    (mistakes / "declare.py").unlink()


def bad_syntax(mistakes: Path) -> None:
    (mistakes / "numbers.py").write_text(VARIANT.replace("(x):", "(x:"))


def bad_syntax_in_what_is_imported(mistakes: Path) -> None:
    (mistakes / "declare.py").write_text("def mistake(:\n")


def raises_at_import(mistakes: Path) -> None:
    (mistakes / "numbers.py").write_text(VARIANT + "\n1 / 0\n")


def leaves_at_import(mistakes: Path) -> None:
    (mistakes / "numbers.py").write_text("import sys\nsys.exit(0)\n")


def unknown_slug(mistakes: Path) -> None:
    (mistakes / "numbers.py").write_text(VARIANT.replace('"near"', '"far"'))


def unknown_name(mistakes: Path) -> None:
    (mistakes / "numbers.py").write_text("from ..numbers import half\n")


def unknown_function(mistakes: Path) -> None:
    (mistakes / "numbers.py").write_text(VARIANT.replace('"double"', '"doubel"'))


STATIC = [
    (
        lacks_declare,
        "answers/mistakes/numbers.py:2: imports `.declare`, and there is no "
        "answers/mistakes/declare.py",
    ),
    (bad_syntax, "answers/mistakes/numbers.py:6: is no Python: "),
    (bad_syntax_in_what_is_imported, "answers/mistakes/declare.py:1: is no Python: "),
]
AT_IMPORT = [
    (raises_at_import, "answers/mistakes/numbers.py:9: can't be imported (ZeroDivisionError: "),
    (leaves_at_import, "answers/mistakes/numbers.py:2: can't be imported (SystemExit: 0)"),
    (unknown_slug, "answers/mistakes/numbers.py:5: can't be imported (KeyError: 'far')"),
    (
        unknown_name,
        "answers/mistakes/numbers.py:1: can't be imported (ImportError: cannot import name 'half' "
        "from 'answers.numbers'",
    ),
    (
        unknown_function,
        "answers/mistakes/numbers.py:5: must be a mistake in a function of `numbers` "
        "(did you mean `double`?), got `doubel`",
    ),
]
COMMANDS = [
    ("rubric", "test", "small.yaml"),
    ("pack", "small.yaml", "-o", "small.pack"),
    ("init", "template", "--rubric", "small.yaml"),
    ("grade", "handed-in", "--rubric", "small.yaml"),
    ("check", "handed-in/ada/double.py", "--rubric", "small.yaml"),
]


@pytest.mark.parametrize(("spoil", "line"), STATIC)
def test_lint_reads_the_variants(
    rubric: Path,
    spoil: Callable[[Path], None],
    line: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """What can be seen without running a file is an error of lint, in the file's own line."""
    spoil(rubric.parent / "answers" / "mistakes")

    code = main(["rubric", "lint", "small.yaml"])

    said = capsys.readouterr().err
    assert (2, 1) == (code, len(said.splitlines()))
    assert said.startswith(line)


@pytest.mark.parametrize(("spoil", "line"), [*STATIC, *AT_IMPORT])
@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_every_command_ends_with_that_line(
    rubric: Path,
    spoil: Callable[[Path], None],
    line: str,
    command: tuple[str, ...],
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A broken file ends a command with exit 2 and one line, before anything is graded."""
    spoil(rubric.parent / "answers" / "mistakes")

    code = main(list(command))

    said = capsys.readouterr().err
    assert (2, 1) == (code, len(said.splitlines()))
    assert said.startswith(line)
    assert not (rubric.parent / "reports").exists()


def test_a_broken_reference_is_told_alike(rubric: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A module of the reference that raises at import is told by its own line, too."""
    (rubric.parent / "answers" / "numbers.py").write_text("def double(x): return x\nnope\n")

    code = main(["grade", "handed-in", "--rubric", "small.yaml"])

    expected = "answers/numbers.py:2: can't be imported (NameError: name 'nope' is not defined)\n"
    assert (2, expected) == (code, capsys.readouterr().err)


def test_sound_variants_are_taken(rubric: Path) -> None:
    """The rubric that the other tests spoil is sound, and its variant is found."""
    loaded = load_rubric(rubric)

    check_catalogue(loaded.rubric.questions, load_reference(rubric.parent / "answers"))


@pytest.mark.parametrize("name", NAMES)
def test_shipped_variants_are_sound(name: str) -> None:
    """Every variant of ours is declared for a function that exists."""
    loaded = load_rubric(FOLDER / f"{name}.yaml")

    check_catalogue(loaded.rubric.questions, load_reference(FOLDER.parent / "reference"))


def test_an_unnamed_file_is_left_alone(rubric: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A broken file of a module that the rubric names nowhere spoils nothing."""
    (rubric.parent / "answers" / "mistakes" / "other.py").write_text("def (:\n")

    assert (0, "") == (main(["rubric", "lint", "small.yaml"]), capsys.readouterr().err)

"""`grader check` finds what to check with, takes one file and its kin, and can be pasted again."""

import json
import os
import shlex
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from grader.cli.main import main
from grader.grading.replay import pasteable
from grader.pack.envelope import unwrap, wrap
from tests.pack.pack_course import write_course, write_student

Grader = Callable[..., Any]


@contextmanager
def inside(folder: Path) -> Iterator[None]:
    """Stand in a folder for a while."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


@pytest.fixture
def here(grader: Grader, tmp_path: Path) -> Iterator[Grader]:
    """Run commands from a student's folder, in a repository of its own."""
    (tmp_path / ".git").mkdir()
    with inside(tmp_path):
        yield grader


@pytest.fixture
def packed(tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]) -> Path:
    """A pack of the small course."""
    folder = tmp_path_factory.mktemp("packed")
    rubric = write_course(folder)
    assert 0 == main(["pack", str(rubric), "-o", str(folder / "pulls.pack")])
    assert "1 question, 2 checks, 20 cases" in capsys.readouterr().out
    return folder / "pulls.pack"


def test_a_pack_beside_the_file_is_found(here: Grader, packed: Path, tmp_path: Path) -> None:
    """Nothing need be named; the output says in a line each what a pack and a desk lack."""
    write_student(tmp_path, "right")
    shutil.copy(packed, tmp_path)

    said = here("check", "pulls.py")

    assert (0, "") == (said.code, said.err)
    lines = said.out.splitlines()
    assert [1, 1] == [sum(word in line for line in lines) for word in ("Pack: ", "Isolation: ")]
    assert max(map(len, lines)) <= 80


def test_a_pack_is_found_in_a_folder_above(here: Grader, packed: Path, tmp_path: Path) -> None:
    """Up to the repository's root, from the file's folder and not only from here."""
    write_student(tmp_path / "a" / "b", "wrong")
    shutil.copy(packed, tmp_path)

    assert 1 == here("check", "a/b/pulls.py").code
    with inside(tmp_path / "a" / "b"):
        assert 1 == here("check").code


def test_nothing_above_the_repository_is_looked_at(
    here: Grader, packed: Path, tmp_path: Path
) -> None:
    """What lies further up may be anybody's: it is not run."""
    shutil.copy(packed, tmp_path)
    own = tmp_path / "own"
    write_student(own, "right")
    (own / ".git").mkdir()

    with inside(own):
        said = here("check", "pulls.py")

    assert 2 == said.code
    assert "name yours with --rubric PATH" in said.err


def test_several_are_listed(here: Grader, packed: Path, tmp_path: Path) -> None:
    """Two packs in one folder: one error that names both, and a name decides."""
    write_student(tmp_path, "right")
    shutil.copy(packed, tmp_path / "old.pack")
    shutil.copy(packed, tmp_path / "new.pack")

    said = here("check", "pulls.py")

    assert (2, 1) == (said.code, said.err.count("\n"))
    assert "new.pack, old.pack" in said.err
    assert 0 == here("check", "pulls.py", "--rubric", "new.pack").code
    assert 0 == here("check", "pulls.py", "--rubric", "new").code


@pytest.mark.parametrize("typed", ["pull", "pul.pack", "pulls2.pack", "deep/pulls.pack"])
def test_a_near_pack_is_suggested(here: Grader, packed: Path, tmp_path: Path, typed: str) -> None:
    """A slip in the name or path of a pack names the one that was meant."""
    write_student(tmp_path, "right")
    shutil.copy(packed, tmp_path)

    said = here("check", "pulls.py", "--rubric", typed)

    meant = "pulls.pack" if typed.endswith(".pack") else "pulls"
    assert (2, 1) == (said.code, said.err.count("\n"))
    assert f"did you mean `{meant}`?" in said.err


def test_a_rubric_is_found_upwards_by_name(here: Grader, tmp_path: Path) -> None:
    """`rubrics/` may lie in any folder above, for every command that takes a name."""
    write_course(tmp_path)
    write_student(tmp_path / "deep" / "down", "right")

    with inside(tmp_path / "deep" / "down"):
        found = [here("check", "pulls.py", "--rubric", "pulls"), here("rubric", "lint", "pulls")]

    assert [0, 0] == [said.code for said in found]


def test_another_seed_needs_the_rubric(here: Grader, packed: Path, tmp_path: Path) -> None:
    """The pack's own seed may be named; another one is wrong usage, and says why."""
    write_student(tmp_path, "right")
    shutil.copy(packed, tmp_path)

    said = here("check", "pulls.py", "--seed", "5")

    assert 2 == said.code
    assert "one seed, 11" in said.err
    assert 0 == here("check", "pulls.py", "--seed", "11").code


def test_a_damaged_pack_is_wrong_usage(here: Grader, packed: Path, tmp_path: Path) -> None:
    """One line, exit code 2."""
    write_student(tmp_path, "right")
    (tmp_path / "pulls.pack").write_bytes(packed.read_bytes()[:-5])

    said = here("check", "pulls.py")

    assert (2, 1) == (said.code, said.err.count("\n"))
    assert said.err.startswith("pulls.pack is cut short")


def test_damage_that_shows_late_is_wrong_usage_too(
    here: Grader, packed: Path, tmp_path: Path
) -> None:
    """The variants are read where an answer is wrong; forged ones end the check with 2."""
    write_student(tmp_path, "wrong")
    content = unwrap(packed.read_bytes())
    at = content.rindex(b'"sign-flipped"')
    (tmp_path / "pulls.pack").write_bytes(wrap(content[:at] + b"!" + content[at + 1 :]))

    said = here("check", "pulls.py")

    assert (2, "pulls.pack is damaged inside") == (said.code, said.err[:28])


def test_the_command_to_see_it_again_can_be_pasted(
    here: Grader, packed: Path, tmp_path: Path
) -> None:
    """It names the path as it was typed and the pack as it was found."""
    write_student(tmp_path / "my work", "wrong")
    shutil.copy(packed, tmp_path)
    first = json.loads(here("check", "my work/pulls.py", "--json").out)
    (failed,) = [c for c in first["questions"][0]["checks"] if c["verdict"] == "failed"]

    words = shlex.split(failed["replay"])
    again = here(*words[1:], "--json")

    assert ["grader", "check", "my work/pulls.py", "--rubric", "pulls.pack"] == words[:5]
    assert 1 == again.code
    (shown,) = [c for c in json.loads(again.out)["questions"][0]["checks"] if c["counterexample"]]
    assert failed["counterexample"] == shown["counterexample"]


@pytest.mark.parametrize(
    "word", ["a b", "$(touch x)", "`x`", "~root", "a'b", 'a"b', "a;b", "ä.py", "plain-1~2.py", "*"]
)
def test_a_word_of_a_command_is_safe_to_paste(word: str) -> None:
    """A shell reads it back as the one word that it was."""
    assert [word] == shlex.split(pasteable(word))
    assert not set(pasteable(word)) & set("$`") or pasteable(word).startswith("'")


def test_plain_words_stay_plain() -> None:
    """No quotes where none are needed, and double ones, which Windows knows, for blanks."""
    assert "plain-1~2.py" == pasteable("plain-1~2.py")
    assert '"bo b.py"' == pasteable("bo b.py")


def test_questions_of_other_files_are_named(grader: Grader, small_class: Path) -> None:
    """One line says which were left out, and why."""
    said = grader("check", small_class / "ada" / "sgd.py", "--rubric", "cs224n-2021-a2")

    assert 0 == said.code
    assert "Left out (not in this file): sigmoid, naive-softmax" in said.out


def test_the_printed_command_is_never_broken(here: Grader, packed: Path, tmp_path: Path) -> None:
    """However long the path: what is pasted from the terminal is one command."""
    long = "a-rather-long-name-for-a-folder-" * 4
    write_student(tmp_path / long, "wrong")
    shutil.copy(packed, tmp_path)

    text = here("check", f"{long}/pulls.py").out
    command = text[text.index("To see it again:\n") :].split("\n\n")[0].split("\n", 1)[1]

    assert 1 == here(*shlex.split(command.replace("\\\n", ""))[1:]).code

"""`grader check --watch`: looks again on save, stays calm, ends with Ctrl-C."""

import io
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from rich.console import Console

from grader.cli import watch as module
from grader.cli.failure import INTERRUPTED, USAGE, CommandError
from grader.cli.watch import Screen, settled, snapshot
from tests.pack.pack_course import STUDENTS, write_course, write_student
from tests.pytest_plugin.written_course import RIGHT, WRONG, write_written_course

PATIENCE = 60


def heed_interrupts() -> None:
    """Undo that a process started in the background ignores Ctrl-C."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture
def watching(tmp_path: Path) -> Iterator[Callable[[str], str]]:
    """A running watch of a module; gives what waits for some words in its output."""
    rubric = write_course(tmp_path)
    with watched(write_student(tmp_path, "wrong"), rubric, tmp_path / "log") as until:
        yield until


@contextmanager
def watched(path: Path, rubric: Path, log: Path) -> Iterator[Callable[[str], str]]:
    """Run `grader check --watch` for a while; give what waits for some words in its output."""
    command = [sys.executable, "-m", "grader", "check", str(path), "--rubric", str(rubric)]
    with log.open("wb") as stream:
        process = subprocess.Popen(
            [*command, "--watch"], stdout=stream, stderr=stream, preexec_fn=heed_interrupts
        )
    read = [0]

    def until(words: str) -> str:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            text = log.read_text()[read[0] :]
            if words in text and text.endswith("Ctrl-C ends.\n"):
                read[0] += len(text)
                return text
            time.sleep(0.05)
        raise AssertionError(f"no {words!r} in {log.read_text()!r}")

    yield until
    process.send_signal(signal.SIGINT)
    assert INTERRUPTED == process.wait(PATIENCE)
    assert "Traceback" not in log.read_text()


@pytest.mark.skipif(sys.platform == "win32", reason="signals are another thing there")
def test_it_checks_again_on_save(watching: Callable[[str], str], tmp_path: Path) -> None:
    """Wrong, then half written, then gone, then right: each is told; Ctrl-C ends with 130."""
    assert "WRONG" in watching("2 of 4")
    (tmp_path / "pulls.py").write_text("def pull(center, rows:\n")
    watching("0 of 4")
    (tmp_path / "pulls.py").unlink()
    watching("not there; waiting for it")
    (tmp_path / "pulls.py").write_text(STUDENTS["right"])
    watching("4 of 4")


def test_the_same_result_is_not_drawn_again(tmp_path: Path) -> None:
    """Only the line with the time changes."""
    screen = Screen(tmp_path)
    screen.console = Console(file=io.StringIO(), force_terminal=True, width=80)
    show = showing("all right")
    screen.draw(show, there=True)
    screen.draw(show, there=True)

    text = screen.console.file.getvalue()  # type: ignore[attr-defined]
    assert (1, 2) == (text.count("all right"), text.count("Checked at"))
    screen.draw(showing("wrong"), there=True)
    assert "wrong" in screen.console.file.getvalue()  # type: ignore[attr-defined]


@pytest.mark.parametrize("is_terminal", [True, False])
def test_a_check_is_told_when_it_begins(tmp_path: Path, is_terminal: bool) -> None:
    """Before any code runs a line says so, from the second time on that the rest is older."""
    file = write_student(tmp_path, "right")
    screen = Screen(file)
    stream = io.StringIO()
    screen.console = Console(file=stream, force_terminal=is_terminal, width=80)
    told: list[str] = []

    def show(console: Console) -> int:
        told.append(stream.getvalue())
        console.print("all right")
        return 0

    screen.draw(show, there=True)
    screen.draw(show, there=True)

    first, second = told
    assert first.strip("\r\n") == "Checking pulls.py…"
    last = second.replace("\r", "\n").strip("\n").split("\n")[-1]
    assert "Checking pulls.py… Above is what it was before." == last.rstrip()
    lines = stream.getvalue().split("\r") if is_terminal else []
    assert not lines or len(lines[-1]) >= len(lines[-2]), "nothing of the longer line stays"


def showing(words: str) -> Callable[[Console], int]:
    """Return what prints some words."""

    def show(console: Console) -> int:
        console.print(words)
        return 0

    return show


def test_a_refusal_is_shown_and_outlived(tmp_path: Path) -> None:
    """A file that can't be used just now does not end the watching."""

    def refusing(console: Console) -> int:
        raise CommandError(USAGE, "nothing of it is here")

    screen = Screen(tmp_path)
    screen.console = Console(file=io.StringIO(), width=80)
    screen.draw(refusing, there=True)

    assert "nothing of it is here" in screen.console.file.getvalue()  # type: ignore[attr-defined]


def test_a_snapshot_sees_what_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A saved module or one beside it counts; caches don't; a vanished file is none."""
    monkeypatch.setattr(module, "POLL", 0.0)
    file = write_student(tmp_path, "right")
    before = settled(file)
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "__pycache__" / "x.py").write_text("")
    (tmp_path / "data.csv").write_text("")
    assert before == snapshot(file) and len(snapshot(tmp_path)) == 1

    (tmp_path / "helper.py").write_text("x = 1")
    assert before != snapshot(file)
    file.unlink()
    assert frozenset() == snapshot(file)


@pytest.mark.parametrize("name", ["written.md", "answers.tex", "theory.txt"])
def test_a_snapshot_sees_written_answers(name: str, tmp_path: Path) -> None:
    """Of a folder that holds them, and alone; a README is nobody's answer."""
    write_student(tmp_path, "right")
    (tmp_path / "README.md").write_text("how to")
    text = tmp_path / name
    before = snapshot(tmp_path)
    text.write_text("$a = b$")

    alone, there = snapshot(text), snapshot(tmp_path)

    assert {str(text)} == {path for path, *_ in there - before}
    text.write_text("$a = b + c$")
    assert there != snapshot(tmp_path) and alone != snapshot(text)
    assert str(tmp_path / "README.md") not in {path for path, *_ in there}


@pytest.mark.skipif(sys.platform == "win32", reason="signals are another thing there")
def test_a_text_is_checked_again_on_save(tmp_path: Path) -> None:
    """A right answer after a wrong one, in a folder of texts alone."""
    rubric = write_written_course(tmp_path / "course")
    folder = tmp_path / "hw"
    folder.mkdir()
    (folder / "theory.md").write_text(WRONG)

    with watched(folder, rubric, tmp_path / "log") as until:
        until("0 of 3")
        (folder / "theory.md").write_text(RIGHT)
        until("2 of 3")

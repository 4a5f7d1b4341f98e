"""The homework that is there: its files, and the questions that each is judged on."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from grader.desk.errors import DeskError
from grader.desk.look import ADVICE, REDUCED, left_out, questions_there, read_one
from grader.desk.source import Source, find_source
from grader.model.rubric import Question
from grader.pack.contents import FoundPack
from grader.sandbox.leftovers import temporary


@dataclass(frozen=True)
class Homework:
    """A submission, what it is checked with, and where its questions are answered."""

    path: Path
    source: Source
    files: Mapping[Path, tuple[Question, ...]]
    """By the file, links followed; in the rubric's order."""

    @property
    def questions(self) -> tuple[Question, ...]:
        """All that are there."""
        return tuple(question for each in self.files.values() for question in each)

    @property
    def checks(self) -> int:
        """How many checks there are."""
        return sum(len(question.checks) for question in self.questions)

    @property
    def folders(self) -> frozenset[Path]:
        """Every folder above a file."""
        return frozenset(folder for file in self.files for folder in file.parents)

    @property
    def notes(self) -> list[str]:
        """Lines about the check itself: what was left out, and what it can't do here."""
        there = {question.id for question in self.questions}
        advice = [ADVICE] if isinstance(self.source.held, FoundPack) else []
        return [*left_out(self.path, self.source.rubric, there), *advice, REDUCED]


def find_homework(path: Path, rubric: str | None) -> Homework:
    """Find a submission's questions and their files; raises DeskError where nothing is there.

    rubric: the name or path of a rubric or pack; the only one near if it is None.
    """
    if not path.exists():
        raise DeskError(f"{path}: no such file or folder")
    source = find_source(rubric, path, option="--grader-rubric")
    with temporary("intake") as unpacked:
        there = questions_there(path, source.rubric, read_one(path, unpacked))
    files: dict[Path, tuple[Question, ...]] = {}
    for question in source.rubric.questions:
        if question.id in there:
            file = on_disk(path, there[question.id])
            files[file] = (*files.get(file, ()), question)
    return Homework(path, source, files)


def on_disk(path: Path, inside: str) -> Path:
    """Return the file on disk that holds a file of the submission: itself, or the zip it is in."""
    file = (path if path.is_dir() else path.parent) / inside
    found = next((each for each in (file, *file.parents) if each.is_file()), path)
    return found.resolve()

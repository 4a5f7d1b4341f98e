"""The homework that is there: its files, and the questions that each is judged on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from grader.desk.errors import DeskError
from grader.desk.look import (
    ADVICE,
    REDUCED,
    left_out,
    questions_there,
    read_one,
    texts_there,
)
from grader.desk.source import Source, find_source
from grader.model.results import QuestionResult
from grader.model.rubric import Question
from grader.pack.contents import FoundPack
from grader.pytest_plugin.looking import looked_at
from grader.sandbox.leftovers import temporary
from grader.sandbox.process import ProcessLauncher


@dataclass(frozen=True)
class FinalAnswer:
    """The one check of a written question."""

    points: float
    id: str = "final"
    hidden: bool = False


@dataclass(frozen=True)
class WrittenItem:
    """A written question, as it is listed."""

    id: str
    checks: tuple[FinalAnswer]


Listed = Question | WrittenItem


@dataclass(frozen=True)
class Homework:
    """A submission, what it is checked with, and where its questions are answered."""

    path: Path
    source: Source
    files: Mapping[Path, tuple[Listed, ...]]
    """By the file, links followed; in the rubric's order, code before written answers."""
    answers: Mapping[str, QuestionResult] = field(default_factory=dict)
    """The results of the written questions: in which file an answer stands is known of these."""

    @property
    def questions(self) -> tuple[Listed, ...]:
        """All that are there."""
        return tuple(question for each in self.files.values() for question in each)

    @property
    def code(self) -> tuple[Question, ...]:
        """Those of them that are answered by code."""
        return tuple(each for each in self.questions if isinstance(each, Question))

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
        notes = left_out(self.path, self.source.rubric, there)
        if self.code and isinstance(self.source.held, FoundPack):
            notes.append(ADVICE)
        return [*notes, REDUCED] if self.code else notes


def find_homework(path: Path, rubric: str | None) -> Homework:
    """Find a submission's questions and their files; raises DeskError where nothing is there.

    rubric: the name or path of a rubric or pack; the only one near if it is None.
    """
    if not path.exists():
        raise DeskError(f"{path}: no such file or folder")
    source = find_source(rubric, path, option="--grader-rubric")
    with temporary("intake") as unpacked:
        submission = read_one(path, unpacked)
        texts = texts_there(submission)
        written = source.written if texts else ()
        there = questions_there(path, source.rubric, submission, needed=not written)
    answers = written_answers(source, path, written)
    listed: list[tuple[str, Listed]] = [
        (there[question.id], question)
        for question in source.rubric.questions
        if question.id in there
    ]
    listed += [
        (result.file or texts[0], WrittenItem(result.id, (FinalAnswer(result.max_points),)))
        for result in answers.values()
    ]
    files: dict[Path, tuple[Listed, ...]] = {}
    for inside, question in listed:
        file = on_disk(path, inside)
        files[file] = (*files.get(file, ()), question)
    return Homework(path, source, files, answers)


def written_answers(
    source: Source, path: Path, questions: Sequence[str]
) -> dict[str, QuestionResult]:
    """Judge the written questions, which runs no code of the student's."""
    if not questions:
        return {}
    launcher = ProcessLauncher()
    try:
        return looked_at(source, path, questions, launcher)
    finally:
        launcher.close()


def on_disk(path: Path, inside: str) -> Path:
    """Return the file on disk that holds a file of the submission: itself, or the zip it is in."""
    file = (path if path.is_dir() else path.parent) / inside
    found = next((each for each in (file, *file.parents) if each.is_file()), path)
    return found.resolve()

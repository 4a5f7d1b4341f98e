"""One look at a submission: read it, choose its questions, judge them, note what was left out."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from grader.desk.errors import DeskError, DeskFaultError
from grader.desk.source import Source
from grader.grading.plan import Choice
from grader.grading.run import Run
from grader.grading.submission import grade_submission
from grader.intake.errors import IntakeError
from grader.intake.locate import Located, locate
from grader.intake.read import read_module, read_submission
from grader.intake.written import written_files
from grader.model.results import SubmissionResult
from grader.model.rubric import Question, Rubric
from grader.model.submission import Submission
from grader.pack.contents import FoundPack
from grader.pack.errors import PackError
from grader.rubric.wording import did_you_mean
from grader.sandbox.channel import Launcher, SandboxError
from grader.sandbox.leftovers import temporary

REDUCED = "Isolation: reduced. The code ran as you, with limits of time and memory only."
ADVICE = "Pack: advice, not the mark; no other seeds, no second try with right helpers."


@dataclass(frozen=True)
class Look:
    """What one look at a submission brought."""

    result: SubmissionResult
    notes: tuple[str, ...]
    """Lines about the check itself."""


class Looker:
    """Looks at one path as often as asked; what doesn't change meanwhile is prepared once."""

    def __init__(
        self,
        source: Source,
        path: Path,
        only: tuple[str, ...],
        seed: int | None,
        case: int | None,
        launcher: Launcher,
        complete: bool = False,
        insists: bool = True,
    ) -> None:
        """Take what is looked at, and how.

        complete: all questions of code count, also those whose file is missing.
        insists: written questions that are named count though no answer was handed in.
        """
        self.source = source
        self.path = path
        self.only = only
        self.seed = seed
        self.case = case
        self.launcher = launcher
        self.complete = complete
        self.insists = insists and bool(only)
        self.runs: dict[frozenset[str], Run] = {}

    def look(self) -> Look:
        """Read and judge; raises DeskError where that can't be had."""
        with temporary("intake") as unpacked:
            submission = read_one(self.path, unpacked)
            wanted = wanted_questions(self.path, self.only, self.source, submission, self.complete)
            try:
                result = grade_submission(self.run(wanted), submission, self.launcher)
            except SandboxError as error:
                raise DeskFaultError(f"the check could not be run: {error}") from None
            except PackError as error:  # what only a wrong answer needs is read late
                raise DeskError(f"{self.source.name} {error}") from None
        return Look(result, tuple(self.notes(wanted, result)))

    def run(self, wanted: frozenset[str]) -> Run:
        """Prepare the wanted part of the rubric, once."""
        if wanted not in self.runs:
            run = self.source.run(
                self.seed, Choice(wanted, self.case, self.insists), str(self.path)
            )
            numbers = {case.number for each in run.prepared.questions for case in each.cases}
            if self.case is not None and self.case not in numbers:
                text = f"no case {self.case}; there are 0 to {max(numbers, default=0)}"
                raise DeskError(text)
            self.runs[wanted] = run
        return self.runs[wanted]

    def notes(self, wanted: Collection[str], result: SubmissionResult) -> list[str]:
        """Say what was left out, and what the check can't do here."""
        notes = [] if self.only else left_out(self.path, self.source.rubric, wanted)
        code = any(question.part == "code" for question in result.questions)
        if code and isinstance(self.source.held, FoundPack):
            notes.append(ADVICE)
        if code and result.isolation.level == "reduced":
            notes.append(REDUCED)
        return notes


def read_one(path: Path, unpacked: Path) -> Submission:
    """Read a folder, a zip or a notebook, or a module together with what it may import."""
    try:
        if path.is_file() and path.suffix == ".py":
            return read_module(path, unpacked)
        return read_submission(path, unpacked)
    except IntakeError as error:
        raise DeskError(str(error)) from None


def wanted_questions(
    path: Path,
    only: tuple[str, ...],
    source: Source,
    submission: Submission,
    complete: bool = False,
) -> frozenset[str]:
    """Choose the questions: those named, else those of the file, else those with a file there.

    Written ones are there where a text is. complete: those of code all are.
    """
    rubric = source.rubric
    ids = [question.id for question in rubric.questions]
    texts = texts_there(submission)
    written = source.written if texts or any(name not in ids for name in only) else ()
    ids += written
    unknown = [name for name in only if name not in ids]
    if unknown:
        raise DeskError(f"no question `{unknown[0]}` in {rubric.id}{did_you_mean(unknown[0], ids)}")
    if only or complete:
        return frozenset(only or ids)
    there = questions_there(path, rubric, submission, needed=not (texts and written))
    return frozenset((*there, *written))


def texts_there(submission: Submission) -> tuple[str, ...]:
    """Return the texts in which written answers are looked for, by their paths inside."""
    return tuple(file.path for file in written_files(submission))


def questions_there(
    path: Path, rubric: Rubric, submission: Submission, needed: bool = True
) -> dict[str, str]:
    """Return the questions of code that have a file in the submission, each with its path inside.

    A file that was refused counts: the result says why. Raises DeskError where nothing is there
    and something is needed.
    """
    names = frozenset(name for q in rubric.questions for name in (q.file, *q.files))
    found = {q.id: file_of(q, names, submission, path) for q in rubric.questions}
    there = {id_: file for id_, file in found.items() if file is not None}
    if not there and needed:
        files = sorted({question.file for question in rubric.questions})
        raise DeskError(f"{path}: nothing of {rubric.id} is here; it asks for {', '.join(files)}")
    return there


def file_of(
    question: Question, all_names: Collection[str], submission: Submission, path: Path
) -> str | None:
    """Return a question's file in the submission; None if it has none, or not the one named.

    all_names: every file name that the rubric asks for.
    """
    names = (question.file, *question.files)
    found = locate(submission, names, (question.function, *question.aliases), all_names)
    if found is None:
        return None
    other = isinstance(found, Located) and path.suffix == ".py" and found.path != path.name
    return None if other and not path.is_dir() else found.path


def left_out(path: Path, rubric: Rubric, wanted: Collection[str]) -> list[str]:
    """Return the line that names the questions which aren't wanted, if there are such."""
    left = [question.id for question in rubric.questions if question.id not in wanted]
    if len(left) == len(rubric.questions):  # these are written answers alone
        return []
    why = "not in this file" if path.is_file() else "no file of theirs is here"
    return [f"Left out ({why}): {', '.join(left)}."] if left else []

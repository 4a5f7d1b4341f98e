"""Prove a rubric: what is right earns everything, what is wrong loses what it should."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from grader.grading.run import Run
from grader.rubric.errors import RubricProblem
from grader.rubric.load import LoadedRubric
from grader.rubric.wording import Loc
from grader.rubric.yaml_source import read_yaml
from grader.sandbox.channel import Launcher
from grader.selftest.blind_spots import blind_spots
from grader.selftest.fault import Fault, told
from grader.selftest.kill_table import KillTable
from grader.selftest.mistakes import try_mistakes, unearned_marks
from grader.selftest.reference import reference_faults
from grader.selftest.stage import Stage
from grader.selftest.submissions import solution_faults, solution_folders, starter_faults

Tell = Callable[[str], None]
"""Hears what is being tried."""


@dataclass(frozen=True)
class Proof:
    """What the self-test found."""

    problems: tuple[RubricProblem, ...]
    tables: tuple[KillTable, ...]
    mistakes: int
    """How many catalogued mistakes were planted."""
    solutions: int | None
    """How many right submissions were graded; None where the rubric names none."""
    starter: bool
    """Whether there is a starter."""


class SelfTest:
    """Puts one rubric to the proof."""

    def __init__(self, loaded: LoadedRubric, run: Run, launcher: Launcher, unpack: Path) -> None:
        """unpack: an empty folder for what comes out of zips."""
        self.loaded = loaded
        self.run = run
        self.launcher = launcher
        self.unpack = unpack
        self.stage = Stage(run)
        self.tables: list[KillTable] = []
        self.mistakes = 0
        self.solutions: int | None = None

    def proof(self, tell: Tell) -> Proof:
        """Try everything."""
        faults = list(self.faults(tell))
        problems = told(faults, read_yaml(self.loaded.path).positions)
        starter = self.loaded.rubric.starter is not None
        return Proof(problems, tuple(self.tables), self.mistakes, self.solutions, starter)

    def faults(self, tell: Tell) -> Iterator[Fault]:
        """Yield all that is wrong, cheap trials first."""
        for number, prepared in enumerate(self.run.prepared.questions):
            tell(f"{prepared.question.id}: mistakes and mutants")
            yield from self.question_faults(number)
        rubric, folder = self.loaded.rubric, self.loaded.folder
        if rubric.starter is not None:
            tell("the starter")
            yield from starter_faults(self.run, folder / rubric.starter, self.launcher, self.unpack)
        if rubric.solutions is not None:
            yield from self.solutions_faults(folder / rubric.solutions, tell)

    def question_faults(self, number: int) -> Iterator[Fault]:
        """Yield what is wrong with one question, as far as no code of a student's is needed."""
        loc: Loc = ("questions", number)
        prepared = self.run.prepared.questions[number]
        yield from reference_faults(self.stage, prepared, loc)
        tried = try_mistakes(self.stage, prepared, loc)
        spotted = blind_spots(self.stage, prepared, loc)
        yield from (*tried.faults, *spotted.faults)
        yield from unearned_marks(prepared, tried.earned | spotted.earned, loc)
        self.mistakes += len(tried.rows)
        self.tables.append(KillTable(prepared.question, (*tried.rows, *spotted.rows)))

    def solutions_faults(self, folder: Path, tell: Tell) -> Iterator[Fault]:
        """Yield what right submissions lose."""
        folders = solution_folders(folder) if folder.is_dir() else []
        self.solutions = len(folders)
        if not folders:
            yield Fault(("solutions",), "must hold a folder for each right submission", "none")
        for each in folders:
            tell(f"right solution {each.name}")
            yield from solution_faults(self.run, each, self.launcher, self.unpack)

"""What an attack on the whole grader is: a hand-in, what winning would be, and who decides."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from grader.model.results import CheckResult, SubmissionResult
from tests.attacks.attack import Bait

WORD2VEC = ("sigmoid", "naive-softmax")
ALL_POINTS = 100.0


@dataclass(frozen=True)
class Marks:
    """What can be seen from outside once a hand-in was graded."""

    bait: Bait
    result: SubmissionResult | None
    fault: str
    seconds: float
    """By the clock on the wall."""
    cpu_seconds: float
    """Spent by our own process, on our side of the border."""
    grown_mb: float
    out: Path
    """The folder of reports."""

    def checks(self) -> dict[str, CheckResult]:
        """Return the result of each check by its id."""
        questions = self.result.questions if self.result else ()
        return {check.id: check for question in questions for check in question.checks}

    def report(self) -> str:
        """Return the page that the student gets."""
        return self._text("report.html")

    def json(self) -> str:
        """Return the result as it is stored."""
        return self._text("result.json")

    def _text(self, name: str) -> str:
        files = sorted(self.out.glob(f"submissions/*/{name}"))
        return files[0].read_text(encoding="utf-8") if files else ""


def never(marks: Marks) -> bool:
    """For hand-ins that win only by what is looked at after every one of them."""
    return False


@dataclass(frozen=True)
class Homework:
    """One hostile hand-in, graded as any other between two honest ones."""

    name: str
    wins_if: str
    """What winning would be, as the end of the sentence "It wins if …"."""
    files: Mapping[str, str | bytes] = field(default_factory=dict)
    """By path; `KNOWS` in a text stands for the lines that tell where the bait is."""
    won: Callable[[Marks], bool] = never
    points: float = 0.0
    """What its code is rightly worth; more is a win."""
    rubric: str = "cs224n-2023-a2"
    questions: tuple[str, ...] = WORD2VEC
    pack: Callable[[Path], Path] | None = None
    """Makes the hand-in in an empty folder, where it is no plain folder of files."""

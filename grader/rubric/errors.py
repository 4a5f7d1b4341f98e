"""What can be wrong with a rubric, told to its author."""

from collections.abc import Iterable
from dataclasses import dataclass

from grader.rubric.wording import LONGEST_PATH, one_line


@dataclass(frozen=True)
class RubricProblem:
    """One thing that is wrong in a rubric, and where."""

    file: str
    """The file as its user named it."""
    line: int | None
    """Counted from 1; None where the file has no such line (a missing file, say)."""
    path: str
    """Where in the document: `questions[0].checks[1].points`; empty for the whole of it."""
    expected: str
    """What should be there, as the end of a sentence that begins with the path."""
    came: str = ""
    """What is there instead; empty where `expected` has said it all."""

    def __str__(self) -> str:
        file = one_line(self.file, LONGEST_PATH)
        place = file if self.line is None else f"{file}:{self.line}"
        said = f"{self.path} {self.expected}" if self.path else self.expected
        return f"{place}: {said}, got {self.came}" if self.came else f"{place}: {said}"


class RubricErrors(Exception):  # noqa: N818 - it holds several
    """A rubric can't be used; carries every problem that was found in it."""

    def __init__(self, problems: Iterable[RubricProblem]) -> None:
        self.problems = tuple(
            sorted(set(problems), key=lambda each: (each.file, each.line or 0, each.path))
        )
        super().__init__("\n".join(map(str, self.problems)))


class RubricNotFound(Exception):  # noqa: N818 - says what happened
    """No rubric has the name that was asked for."""

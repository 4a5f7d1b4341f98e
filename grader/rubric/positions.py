"""In which line of a rubric's file each of its values stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from grader.rubric.errors import RubricProblem
from grader.rubric.wording import Loc, dotted


@dataclass(frozen=True)
class Positions:
    """A file and the lines of what is in it."""

    file: Path
    lines: Mapping[Loc, int] = field(default_factory=dict)

    def line(self, loc: Loc) -> int:
        """Find the line of a value, or of the nearest thing around it that is in the file."""
        while loc not in self.lines and loc:
            loc = loc[:-1]
        return self.lines.get(loc, 1)

    def problem(self, loc: Loc, expected: str, came: str = "") -> RubricProblem:
        """Describe a problem at a place."""
        return RubricProblem(str(self.file), self.line(loc), dotted(loc), expected, came)

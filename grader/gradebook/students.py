"""Keeps who handed in what, so that marks find their way back to the students."""

from pathlib import Path

from pydantic import ValidationError

from grader.model.roster import HandIn, Roster
from grader.model.submission import Intake
from grader.reports.atomic import write_atomically

NAME = "students.json"


def roster_of(intake: Intake) -> Roster:
    """Return what the intake knows of the students."""
    return Roster(
        source=intake.source,
        submissions=tuple(
            HandIn(id=each.id, late=each.late, students=each.students)
            for each in intake.submissions
        ),
        notes=tuple(f"{refused.path}: {refused.why}" for refused in intake.refused),
    )


def write_students(out: Path, intake: Intake) -> None:
    """Write `students.json` into the results folder."""
    text = roster_of(intake).model_dump_json(by_alias=True, indent=2)
    write_atomically(out / NAME, text + "\n")


def read_students(out: Path) -> Roster:
    """Return the stored students; none where an earlier version kept none.

    Raises ValueError where the file is there and can't be read.
    """
    path = out / NAME
    if not path.exists():
        return Roster()
    try:
        return Roster.model_validate_json(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, ValidationError) as error:
        first = str(error).splitlines()[0]
        raise ValueError(f"{path}: not readable ({first}); grade again to write it anew") from None

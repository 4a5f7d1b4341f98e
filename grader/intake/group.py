"""The entries of one submission, not yet unpacked."""

from typing import NamedTuple

from grader.intake.entry import Entry
from grader.model.submission import Student


class Group(NamedTuple):
    """What one student or team handed in; the paths start inside the submission."""

    id: str
    entries: tuple[Entry, ...]
    students: tuple[Student, ...] = ()
    late: bool = False
    remarks: tuple[str, ...] = ()

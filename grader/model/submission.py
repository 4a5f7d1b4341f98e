"""A submission: one student's files as they were handed in."""

from dataclasses import dataclass, field
from pathlib import Path

NOT_TAKEN = "; not taken: "
"""In a remark: before the copies of a file that were left aside."""
NOT_READ = "not read: "
"""Begins a remark: before the files that were handed in instead of code."""

UNREAD = " was not read: written answers"
"""In a remark: behind a file of written answers that only a person can read."""


@dataclass(frozen=True)
class Student:
    """Who handed in, as far as the export says; empty where it doesn't."""

    name: str = ""
    email: str = ""
    sid: str = ""
    """The student number of the institution."""
    lms_id: str = ""
    """The id that the LMS itself uses (Canvas user id, Moodle participant id, …)."""


@dataclass(frozen=True)
class SubmittedFile:
    """One file of a submission."""

    path: str
    """POSIX path inside the submission, as the student named it."""
    source: Path
    """Where its bytes are on this machine."""
    size: int


@dataclass(frozen=True)
class Refused:
    """A file that was not taken, and why, in one line for the student or the TA."""

    path: str
    why: str


@dataclass(frozen=True)
class Submission:
    """One student's (or group's) hand-in."""

    id: str
    """Folder or file name, verbatim: the key of everything written about it."""
    files: tuple[SubmittedFile, ...]
    students: tuple[Student, ...] = ()
    late: bool = False
    refused: tuple[Refused, ...] = ()
    remarks: tuple[str, ...] = ()
    """What the reader of the report should know, e.g. `word2vec-1.py taken for word2vec.py`."""


@dataclass(frozen=True)
class Intake:
    """A folder of submissions, read."""

    submissions: tuple[Submission, ...]
    """In a fixed order: by id."""
    source: str = "folder"
    """`folder`, `single`, `canvas`, `moodle`, `gradescope`."""
    refused: tuple[Refused, ...] = field(default=())
    """Entries that are nobody's submission (and are no mere noise)."""

"""Who handed in what: the shape of `students.json`."""

from typing import Literal

from pydantic import Field

from grader.model.frozen import Frozen
from grader.model.submission import Student


class HandIn(Frozen):
    """One submission: whose it is, as far as the download told."""

    id: str
    late: bool = False
    students: tuple[Student, ...] = ()


class Roster(Frozen):
    """The students of a class, by submission: the content of `students.json`."""

    schema_: Literal[1] = Field(default=1, alias="schema")
    source: str = "folder"
    """Where the download came from: `canvas`, `moodle`, `gradescope`, `folder`, `single`."""
    submissions: tuple[HandIn, ...] = ()
    notes: tuple[str, ...] = ()
    """What came with them and is nobody's submission, a line each."""

"""What an engine does: grade many submissions, one summary each, as they come."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from grader.grading.run import Run
from grader.model.submission import Submission
from grader.model.summary import SubmissionSummary
from grader.sandbox.isolation import Chosen


@dataclass(frozen=True, eq=False)
class Job:
    """The work of a run."""

    run: Run
    isolation: Chosen
    submissions: Sequence[Submission]
    out: Path
    jobs: int
    fresh: bool = False
    """Whether stored results of an earlier run are left aside."""


class Engine(Protocol):
    """Grades the submissions of a job and writes each one's files."""

    def __call__(self, job: Job) -> Iterator[SubmissionSummary]:
        """Yield each submission's summary as soon as it is written, in any order."""
        ...

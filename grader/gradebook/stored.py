"""Reads a results folder back: the class, its students, and each submission's result."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from grader.gradebook.by_hand import with_overrides
from grader.gradebook.overrides import OverridesError, read_overrides
from grader.gradebook.store import submission_folder
from grader.gradebook.students import read_students
from grader.model.override import Overrides
from grader.model.results import ClassResult, SubmissionResult
from grader.model.roster import Roster
from grader.model.summary import SubmissionSummary, summarise

Stored = TypeVar("Stored", bound=BaseModel)
EXPECTED = "expected a folder that `grader grade` wrote (its --out)"


class StoredError(Exception):
    """The folder holds no results, or they can't be read; the text is one line."""


@dataclass(frozen=True)
class StoredClass:
    """A graded class on disk. Results are read one by one: a class may be large.

    Marks given by hand are in them as `overrides` has them.
    """

    out: Path
    index: ClassResult
    roster: Roster
    overrides: Overrides

    @property
    def ids(self) -> tuple[str, ...]:
        """The submissions of the last run, in its order."""
        return tuple(row.id for row in self.index.submissions)

    def results(self) -> Iterator[SubmissionResult]:
        """Yield each submission's result. Raises StoredError where one can't be read."""
        for id_ in self.ids:
            yield self.result(id_)

    def result(self, id_: str) -> SubmissionResult:
        """Return a submission's result. Raises StoredError where it can't be read."""
        result = _read(submission_folder(self.out, id_) / "result.json", SubmissionResult)
        return with_overrides(result, self.overrides.of(id_))

    def summaries(self) -> Iterator[SubmissionSummary]:
        """Yield each submission in short, with what is known of its students."""
        known = {each.id: each for each in self.roster.submissions}
        for result in self.results():
            hand_in = known.get(result.submission)
            if hand_in is None:
                yield summarise(result)
            else:
                yield summarise(result, hand_in.students, hand_in.late)


def read_stored(out: Path) -> StoredClass:
    """Read which submissions a results folder holds. Raises StoredError where it holds none."""
    if not out.is_dir():
        what = "is a file" if out.exists() else "no such folder"
        raise StoredError(f"{out}: {what}; {EXPECTED}")
    if not (out / "results.json").is_file():
        raise StoredError(f"{out}: {_what_instead(out)}")
    try:
        roster = read_students(out)
        overrides = read_overrides(out)
    except (ValueError, OverridesError) as error:
        raise StoredError(str(error)) from None
    return StoredClass(out, _read(out / "results.json", ClassResult), roster, overrides)


def _what_instead(out: Path) -> str:
    """Say what a folder without `results.json` holds, and what to do."""
    inner = sorted(path.parent.name for path in out.glob("*/results.json"))
    if inner:
        return f"holds {len(inner)} results folders; name one of them: {', '.join(inner)}"
    if (out / "submissions").is_dir():
        return "no results.json: the grading did not come to its end here; run it again"
    return f"no results.json in it; {EXPECTED}"


def _read(path: Path, model: type[Stored]) -> Stored:
    try:
        return model.model_validate_json(path.read_text(encoding="utf-8"))
    except OSError as error:
        why = error.strerror or type(error).__name__
    except (ValueError, ValidationError) as error:
        why = str(error).splitlines()[0]
    raise StoredError(f"{path}: not readable as a result ({why}); grade again with --fresh")

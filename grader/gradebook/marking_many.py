"""Gives all marks of a table at once, or none of them."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from grader.gradebook.by_hand import with_overrides
from grader.gradebook.fitting import misfit, no_such_submission
from grader.gradebook.lock import locked
from grader.gradebook.mark_table import Marks, MarkTableError, Trouble
from grader.gradebook.marking import write_class_as_marked
from grader.gradebook.overrides import add_overrides
from grader.gradebook.store import read_result, write_submission
from grader.gradebook.stored import StoredClass, read_stored
from grader.model.override import OverrideEntry, Overrides

BySubmission = dict[str, list[tuple[int, OverrideEntry]]]
"""Marks and their lines in the table."""


class GivenMarks(NamedTuple):
    """What giving the marks of a table came to."""

    new: int
    before: int
    """Marks that held already, as they stand in the table."""
    submissions: int
    waiting: int
    """Checks of the class that still wait for a person."""


def give_marks(out: Path, marks: Marks) -> GivenMarks:
    """Keep the marks of a table and write the files anew; a mark that holds already adds nothing.

    Raises MarkTableError with all troubles, and StoredError where `out` can't be read; then
    nothing is written.
    """
    read_stored(out)  # refuses what is no results folder before a lock is laid into it
    with locked(out):
        stored = read_stored(out)
        given = _by_submission(stored, marks)
        troubles = [*marks.troubles, *_twice(given), *_misfits(stored, given)]
        if troubles:
            raise MarkTableError(marks.path, troubles)
        entries = [entry for each in given.values() for _, entry in each]
        new = _new(stored, entries)
        overrides = add_overrides(out, *new) if new else stored.overrides
        for submission in given:
            _set(stored, submission, overrides)
        summaries = write_class_as_marked(stored, overrides)
    waiting = sum(len(summary.waiting) for summary in summaries)
    submissions = len({entry.submission for entry in new})
    return GivenMarks(len(new), len(entries) - len(new), submissions, waiting)


def _by_submission(stored: StoredClass, marks: Marks) -> BySubmission:
    """Return the marks of each submission; blanks around its name are the table's, not its own."""
    known = frozenset(stored.ids)
    given: BySubmission = {}
    for line, entry in marks.entries:
        name = entry.submission if entry.submission in known else entry.submission.strip()
        own = entry.model_copy(update={"submission": name})
        given.setdefault(name, []).append((line, own))
    return given


def _twice(given: BySubmission) -> Iterator[Trouble]:
    first: dict[tuple[str, str], int] = {}
    for each in given.values():
        for line, entry in each:
            before = first.setdefault((entry.submission, entry.check), line)
            if before != line:
                what = f"{entry.submission}, {entry.check}: marked in line {before} already"
                yield Trouble(line, f"{what}; leave one row")


def _misfits(stored: StoredClass, given: BySubmission) -> Iterator[Trouble]:
    known = frozenset(stored.ids)
    for submission, each in given.items():
        if submission not in known:
            unknown = no_such_submission(stored, submission)
            yield from (Trouble(line, unknown) for line, _ in each)
            continue
        result = stored.result(submission)
        for line, entry in each:
            why = misfit(result, entry)
            if why:
                yield Trouble(line, why)


def _new(stored: StoredClass, entries: list[OverrideEntry]) -> list[OverrideEntry]:
    """Return the marks that don't hold yet."""
    standing = stored.overrides.standing()
    return [
        entry
        for entry in entries
        if (before := standing.get((entry.submission, entry.check))) is None
        or before.model_copy(update={"at": entry.at}) != entry
    ]


def _set(stored: StoredClass, submission: str, overrides: Overrides) -> None:
    """Write a result with its marks where it was written without one of them.

    It was so, too, where an earlier giving of the same marks was interrupted.
    """
    written = read_result(stored.out, submission)
    result = with_overrides(stored.result(submission), overrides.of(submission))
    if result != written:
        write_submission(stored.out, result)

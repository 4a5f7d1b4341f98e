"""Gives a check a person's mark: kept, set into the result, and shown in every file at once."""

from pathlib import Path

from grader.gradebook.by_hand import with_overrides
from grader.gradebook.class_files import About, write_class_files
from grader.gradebook.fitting import misfit, no_such_submission
from grader.gradebook.lock import locked
from grader.gradebook.overrides import add_overrides
from grader.gradebook.store import write_submission
from grader.gradebook.stored import StoredClass, read_stored
from grader.model.override import OverrideEntry, Overrides
from grader.model.results import SubmissionResult
from grader.model.summary import SubmissionSummary


class MarkError(Exception):
    """A mark that can't be given; the text is one line."""


def give_mark(out: Path, entry: OverrideEntry) -> SubmissionResult | None:
    """Keep a mark, or its withdrawal, and write the files anew; return the result as it is now.

    None where the submission is not in the class any more, and its mark is withdrawn.
    Raises MarkError where the mark fits nothing, and StoredError where `out` can't be read.
    """
    read_stored(out)  # refuses what is no results folder before a lock is laid into it
    with locked(out):
        stored = read_stored(out)
        _refuse_unknown(stored, entry)
        result = stored.result(entry.submission) if entry.submission in stored.ids else None
        overrides = add_overrides(out, entry)
        if result is not None:
            result = with_overrides(result, overrides.of(entry.submission))
            write_submission(out, result)
        write_class_as_marked(stored, overrides)
    return result


def write_class_as_marked(stored: StoredClass, overrides: Overrides) -> list[SubmissionSummary]:
    """Write the class files as `grade` would write them now, and return what they are made of.

    Only for whom holds the folder's lock alone.
    """
    current = StoredClass(stored.out, stored.index, stored.roster, overrides)
    title, questions = "", dict[str, None]()
    for result in current.results():
        title = title or result.title
        questions |= dict.fromkeys(question.id for question in result.questions)
    about = About(
        assignment=stored.index.assignment,
        title=title,
        seed=stored.index.seed,
        questions=tuple(questions),
        notes=stored.roster.notes,
    )
    summaries = list(current.summaries())
    write_class_files(stored.out, about, summaries, overrides)
    return summaries


def _refuse_unknown(stored: StoredClass, entry: OverrideEntry) -> None:
    if entry.points is None:
        if (entry.submission, entry.check) not in stored.overrides.standing():
            text = f"{entry.submission}, {entry.check}: has no mark by hand to withdraw"
            raise MarkError(text)
    elif entry.submission not in stored.ids:
        raise MarkError(no_such_submission(stored, entry.submission))
    elif why := misfit(stored.result(entry.submission), entry):
        raise MarkError(why)

"""Gives a check a person's mark: kept, set into the result, and shown in every file at once."""

from difflib import get_close_matches
from pathlib import Path

from grader.gradebook.by_hand import machine_result, obstacle, with_overrides
from grader.gradebook.class_files import About, write_class_files
from grader.gradebook.lock import locked
from grader.gradebook.overrides import add_override
from grader.gradebook.store import write_submission
from grader.gradebook.stored import StoredClass, read_stored
from grader.model.override import OverrideEntry, Overrides
from grader.model.results import SubmissionResult

NEAR = 3
MOST_NAMED = 12


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
        overrides = add_override(out, entry)
        if result is not None:
            result = with_overrides(result, overrides.of(entry.submission))
            write_submission(out, result)
        _write_class(stored, overrides)
    return result


def _refuse_unknown(stored: StoredClass, entry: OverrideEntry) -> None:
    if entry.points is None:
        if (entry.submission, entry.check) not in stored.overrides.standing():
            text = f"{entry.submission}, {entry.check}: has no mark by hand to withdraw"
            raise MarkError(text)
        return
    if entry.submission not in stored.ids:
        text = f"{entry.submission}: no such submission in {stored.out}"
        raise MarkError(f"{text}; {_nearest(entry.submission, stored.ids)}")
    machine = machine_result(stored.result(entry.submission))
    checks = [check.id for question in machine.questions for check in question.checks]
    if entry.check not in checks:
        text = f"{entry.check}: no such check of {entry.submission}"
        inner = [id_ for id_ in checks if id_.rpartition("/")[0] == entry.check]
        near = f"its checks: {', '.join(inner)}" if inner else _nearest(entry.check, checks)
        raise MarkError(f"{text}; {near}")
    why = obstacle(machine, entry)
    if why:
        raise MarkError(f"{entry.check}: can't be given {entry.points:g} points, {why}")


def _nearest(name: str, known: tuple[str, ...] | list[str]) -> str:
    """Say which names are near, or which there are."""
    near = get_close_matches(name, known, NEAR)
    if near:
        return f"did you mean {' or '.join(near)}?"
    more = ", …" if len(known) > MOST_NAMED else ""
    return f"known: {', '.join(known[:MOST_NAMED]) or 'none'}{more}"


def _write_class(stored: StoredClass, overrides: Overrides) -> None:
    """Write the class files as `grade` would write them now."""
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
    write_class_files(stored.out, about, list(current.summaries()), overrides)

"""Says why a mark fits nothing in a class, with the names that are near."""

from collections.abc import Sequence
from difflib import get_close_matches

from grader.gradebook.by_hand import obstacle
from grader.gradebook.stored import StoredClass
from grader.model.override import OverrideEntry
from grader.model.results import SubmissionResult

NEAR = 3
MOST_NAMED = 12


def no_such_submission(stored: StoredClass, submission: str) -> str:
    """Say that a class has no such submission, and which are near."""
    text = f"{submission}: no such submission in {stored.out}"
    return f"{text}; {_nearest(submission, stored.ids)}"


def misfit(result: SubmissionResult, entry: OverrideEntry) -> str:
    """Say why a mark can't be set into a submission's result; "" where it can."""
    checks = [check.id for question in result.questions for check in question.checks]
    if entry.check not in checks:
        text = f"{entry.check}: no such check of {entry.submission}"
        inner = [id_ for id_ in checks if id_.rpartition("/")[0] == entry.check]
        near = f"its checks: {', '.join(inner)}" if inner else _nearest(entry.check, checks)
        return f"{text}; {near}"
    why = obstacle(result, entry)
    return f"{entry.check}: can't be given {entry.points:g} points, {why}" if why else ""


def _nearest(name: str, known: Sequence[str]) -> str:
    """Say which names are near, or which there are."""
    near = get_close_matches(name, known, NEAR)
    if near:
        return f"did you mean {' or '.join(near)}?"
    more = ", …" if len(known) > MOST_NAMED else ""
    return f"known: {', '.join(known[:MOST_NAMED]) or 'none'}{more}"

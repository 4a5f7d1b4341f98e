"""`grader override`: a person's mark on a check, and the list of such marks."""

import getpass
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from math import isfinite
from pathlib import Path

from pydantic import ValidationError

from grader.cli.failure import OK, USAGE, CommandError
from grader.gradebook.class_files import unset
from grader.gradebook.marking import MarkError, give_mark
from grader.gradebook.overrides import OverridesError
from grader.gradebook.stored import StoredError, read_stored
from grader.model.override import MOST_TEXT, OverrideEntry
from grader.model.results import SubmissionResult
from grader.reports import words
from grader.reports.visible import one_line


@dataclass(frozen=True)
class OverrideOptions:
    """What was asked on the command line."""

    out: Path
    submission: str | None
    check: str | None
    points: float | None
    why: str | None
    author: str | None
    undo: bool


def override(options: OverrideOptions) -> int:
    """Give or withdraw a mark, or list those that hold; what hinders it is one line."""
    try:
        if options.submission is None:
            tell_all(options)
        else:
            entry = entry_of(options)
            tell(give_mark(options.out, entry), entry)
    except (MarkError, StoredError, OverridesError) as error:
        raise CommandError(USAGE, one_line(str(error))) from None
    return OK


def entry_of(options: OverrideOptions) -> OverrideEntry:
    """Return the entry that was asked for; what is missing or wrong ends the command."""
    if options.check is None:
        raise CommandError(USAGE, "which check? Name it after the submission, as QUESTION/CHECK")
    if options.undo and options.points is not None:
        raise CommandError(USAGE, "--undo withdraws a mark; leave POINTS away")
    if not options.undo:
        refuse_points(options.points)
    why = (options.why or "").strip()
    if not why:
        raise CommandError(USAGE, "say why with --why TEXT; the reason is kept with the mark")
    author = (options.author or login_name()).strip()
    if not author:
        raise CommandError(USAGE, "--author is empty; expected a name")
    if max(len(why), len(author)) > MOST_TEXT:
        raise CommandError(USAGE, f"a reason has at most {MOST_TEXT} characters, this has more")
    try:
        return OverrideEntry(
            submission=options.submission or "",
            check=options.check,
            points=options.points,
            why=why,
            author=author,
            at=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        )
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise CommandError(USAGE, f"{where}: {first['msg']}") from None


def refuse_points(points: float | None) -> None:
    """End the command where points are missing or are none that a mark can have."""
    if points is None:
        raise CommandError(USAGE, "how many points? Name them after the check, or withdraw: --undo")
    if not isfinite(points) or points < 0:
        raise CommandError(USAGE, f"{points:g} points: expected a number from 0 up")
    if Decimal(str(points)) % Decimal("0.01"):
        raise CommandError(USAGE, f"{points} points: expected hundredths at the finest")


def login_name() -> str:
    """Return who is logged in; a system that can't tell ends the command."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        text = "the system does not say who you are: name yourself with --author"
        raise CommandError(USAGE, text) from None


def tell(result: SubmissionResult | None, entry: OverrideEntry) -> None:
    """Print how the check and the submission stand now."""
    questions = () if result is None else result.questions
    marks = (
        words.by_hand(check) for q in questions for check in q.checks if check.id == entry.check
    )
    now = next(marks, "") or "withdrawn, the grader's own mark holds again"
    print(one_line(f"{entry.submission}, {entry.check}: {now}"))
    if result is None:
        return
    total = "no mark yet"
    if result.points is not None:
        total = words.marks(result.points, result.max_points)
    print(one_line(f"{entry.submission}: {total}, {words.STATUS_WORDS[result.status]}"))


def tell_all(options: OverrideOptions) -> None:
    """Print all marks that hold, and which of them can't be set into a result."""
    stored = read_stored(options.out)
    unfit = unset(stored.out, stored.ids, stored.overrides)
    lost = {(entry.submission, entry.check): why for entry, why in unfit}
    standing = stored.overrides.standing()
    for key, entry in standing.items():
        points = words.plural(entry.points or 0.0, "point")
        line = (
            f"{entry.submission}, {entry.check}: {points}, {entry.author}, {entry.at}: {entry.why}"
        )
        print(one_line(f"{line} [not set: {lost[key]}]" if key in lost else line))
    if not standing:
        print("no marks by hand")

"""`grader override`: a person's mark on a check, many from a table, and the list of such marks."""

import getpass
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from pydantic import ValidationError

from grader.cli.failure import OK, USAGE, CommandError
from grader.cli.override_table import give_from, write_waiting
from grader.gradebook.class_files import unset
from grader.gradebook.marking import MarkError, give_mark
from grader.gradebook.overrides import OverridesError
from grader.gradebook.points import wrong_points
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
    table: Path | None = None
    """The table whose marks are given."""
    waiting: Path | None = None
    """Where a table of what waits is written."""


def override(options: OverrideOptions) -> int:
    """Give or withdraw marks, list those that hold or what waits; tell plainly what hinders it."""
    refuse_mixed(options)
    try:
        if options.table is not None:
            give_from(options.out, options.table, lambda: author_of(options))
        elif options.waiting is not None:
            write_waiting(options.out, options.waiting)
        elif options.submission is None:
            tell_all(options)
        else:
            entry = entry_of(options)
            tell(give_mark(options.out, entry), entry)
    except (MarkError, StoredError, OverridesError) as error:
        raise CommandError(USAGE, one_line(str(error))) from None
    return OK


def refuse_mixed(options: OverrideOptions) -> None:
    """End the command where a table is asked for together with what is for a single mark."""
    if options.table is None and options.waiting is None:
        return
    if options.table is not None and options.waiting is not None:
        raise CommandError(USAGE, "--waiting writes a table, --from reads one; leave one away")
    single = options.submission is not None or options.why is not None or options.undo
    if options.table is not None and single:
        text = "--from takes submissions, points and reasons from the table; leave them away"
        raise CommandError(USAGE, text)
    if options.waiting is not None and (single or options.author is not None):
        raise CommandError(USAGE, "--waiting gives no mark; name nothing else but OUT")


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
    author = author_of(options)
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
    if text := wrong_points(points):
        raise CommandError(USAGE, text)


def author_of(options: OverrideOptions) -> str:
    """Return whose mark it is: who was named, else who is logged in."""
    author = (options.author or login_name()).strip()
    if not author:
        raise CommandError(USAGE, "--author is empty; expected a name")
    return author


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

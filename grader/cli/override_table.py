"""`grader override --waiting` and `--from`: a table of what waits, and all its marks at once."""

import errno
import shlex
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from grader.cli.failure import USAGE, CommandError
from grader.gradebook.mark_table import MarkTableError, Skipped, marks_of, read_table
from grader.gradebook.marking_many import GivenMarks, give_marks
from grader.gradebook.stored import read_stored
from grader.gradebook.waiting_table import waiting_csv, write_new
from grader.reports.unwritable import UnwritableError
from grader.reports.visible import one_line
from grader.reports.words import plural


def write_waiting(out: Path, path: Path) -> None:
    """Write the table of what waits for a person; end the command where the file is there."""
    text = waiting_csv(read_stored(out).summaries())
    if not text:
        print("nothing waits for a person; no table was written")
        return
    try:
        write_new(path, text)
    except UnwritableError as error:
        if error.errno != errno.EEXIST:
            raise
        what = f"{path}: is there already and may hold marks; name a new file"
        raise CommandError(USAGE, one_line(what)) from None
    command = f"grader override {shlex.quote(str(out))} --from {shlex.quote(str(path))}"
    print(one_line(f"{path}: what waits for a person; fill in `points` and `why`, then: {command}"))


def give_from(out: Path, path: Path, author: Callable[[], str]) -> None:
    """Give all marks of a table; end the command with all that is wrong in it.

    author: asked where a row names none.
    """
    try:
        table = read_table(path)
        anonymous = any(not row.author for row in table.rows)
        at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        given = give_marks(out, marks_of(table, author() if anonymous else "", at))
    except MarkTableError as error:
        text = "\n".join(map(one_line, error.lines))
        raise CommandError(USAGE, f"{text}\nno mark was given") from None
    for line in (*_told(given), *_told_skipped(table.skipped)):
        print(line)


def _told(given: GivenMarks) -> Iterator[str]:
    marks = f"{plural(given.new, 'mark')} given"
    yield f"{marks} in {plural(given.submissions, 'submission')}" if given.new else marks
    if given.before:
        yield f"{plural(given.before, 'mark')} given before, as in the table"
    yield f"{plural(given.waiting, 'answer')} still to be marked by a person"


def _told_skipped(skipped: Sequence[Skipped]) -> Iterator[str]:
    if skipped:
        yield f"{plural(len(skipped), 'row')} without points skipped"
    lines = [str(row.line) for row in skipped if row.has_reason]
    if lines:
        yield f"a reason without points stands in line {', '.join(lines)}"

"""`grader export`: writes, or fills, another system's file from stored results."""

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from grader.cli.failure import OK, USAGE, CommandError
from grader.cli.rubrics import load_named
from grader.exports import canvas, junit, moodle
from grader.exports.errors import ExportError
from grader.exports.fill import Filled, Marks
from grader.exports.registry import FILLED, ONE_EACH, STUDENTS_READ, OneEach
from grader.gradebook.stored import StoredClass, StoredError, read_stored
from grader.model.summary import SubmissionSummary
from grader.reports.atomic import write_atomically, write_bytes_atomically
from grader.reports.grades_csv import grades_csv
from grader.reports.visible import one_line


@dataclass(frozen=True)
class ExportOptions:
    """What was asked on the command line."""

    out: Path
    format: str
    output: Path | None
    into: Path | None
    column: str | None
    scale: bool
    rubric: str | None


def export(options: ExportOptions) -> int:
    """Write the file, or one for each submission; what hinders it ends the command."""
    refuse_misfits(options)
    try:
        stored = read_stored(options.out)
        if options.format in ONE_EACH:
            write_each(stored, options, ONE_EACH[options.format])
        elif options.into is not None:
            write_filled(stored, options, options.into)
        else:
            give(class_text(stored, options), options.output)
    except StoredError as error:
        raise CommandError(USAGE, str(error)) from None
    return OK


def refuse_misfits(options: ExportOptions) -> None:
    """End the command where an option has no meaning for the format."""
    if options.into is not None and options.format not in FILLED:
        text = f"--into fills a file of {' or '.join(FILLED)}; {options.format} is written with -o"
        raise CommandError(USAGE, text)
    if options.into is None and (options.column is not None or options.scale):
        name = "--scale" if options.scale else "--column"
        raise CommandError(USAGE, f"{name} is about the file that --into fills; name that one, too")


def hidden_checks(stored: StoredClass, options: ExportOptions) -> frozenset[str]:
    """Return the checks that the rubric hides from students.

    The rubric is the one that was named, else the one of the results' assignment.
    """
    if options.format not in STUDENTS_READ:
        return frozenset()
    try:
        rubric = load_named(options.rubric or stored.index.assignment).rubric
    except CommandError as error:
        if options.rubric is not None:
            raise
        text = (
            f"which checks are hidden stands in the rubric `{stored.index.assignment}`, which is "
            "not in rubrics/ here: name it with --rubric PATH"
        )
        raise CommandError(error.code, text) from None
    return frozenset(
        f"{question.id}/{check.id}"
        for question in rubric.questions
        for check in question.checks
        if check.hidden
    )


def write_each(stored: StoredClass, options: ExportOptions, format_: OneEach) -> None:
    """Write one submission into a file, several into a folder."""
    hidden = hidden_checks(stored, options)
    folder = options.output
    if len(stored.ids) == 1 and (folder is None or not folder.is_dir()):
        (result,) = stored.results()
        give(format_.text(result, hidden), folder)
        return
    many = f"{stored.out}: holds {len(stored.ids)} submissions, and {options.format} is a file each"
    if folder is None:
        raise CommandError(USAGE, f"{many}: name a folder for them with -o")
    if folder.exists() and not folder.is_dir():
        raise CommandError(USAGE, f"{many}: expected a folder with -o, got the file {folder}")
    for result in stored.results():
        text = format_.text(result, hidden)
        write_atomically(folder / result.submission / format_.file, text)
    tell([f"{len(stored.ids)} files: {folder}/<submission>/{format_.file}"])


def class_text(stored: StoredClass, options: ExportOptions) -> str:
    """Return the file of a format that has one for the whole class."""
    if options.format == "junit":
        return junit.xml(stored.results(), hidden_checks(stored, options))
    summaries = list(stored.summaries())
    if options.format == "csv":
        questions = {mark.id: None for summary in summaries for mark in summary.questions}
        return grades_csv(summaries, list(questions))
    tell(open_ones(summaries))
    if options.format == "canvas":
        return canvas.gradebook(summaries, titles(stored)[0], stored.roster.source)
    return moodle.grade_table(summaries)


def titles(stored: StoredClass) -> list[str]:
    """Return what the assignment is called here: its title, where it has one, and its id."""
    first = next(stored.results(), None)
    names = [first.title if first else "", stored.index.assignment]
    return [name for name in names if name]


def open_ones(summaries: Iterable[SubmissionSummary]) -> list[str]:
    """Say which submissions have no final mark, and so a blank cell."""
    left = [summary for summary in summaries if summary.final_points is None]
    lines = [f"  {summary.id}: {summary.status}" for summary in left]
    return [f"Not final, cell left blank: {len(left)}", *lines] if left else []


def write_filled(stored: StoredClass, options: ExportOptions, into: Path) -> None:
    """Fill another system's file into a file beside it, or into the one named with -o."""
    marks = Marks(list(stored.summaries()), stored.roster.source, options.scale)
    try:
        data = into.read_bytes()
        if options.format == "canvas":
            filled = canvas.fill_gradebook(data, marks, options.column, titles(stored))
        else:
            filled = moodle.fill_worksheet(data, marks, options.column)
    except OSError as error:
        raise CommandError(USAGE, f"{into}: can't be read ({error.strerror})") from None
    except ExportError as error:
        raise CommandError(USAGE, f"{into}: {error}") from None
    target = options.output or into.with_name(f"{into.stem}.graded{into.suffix}")
    if target.is_dir():
        raise CommandError(USAGE, f"{target}: is a folder; expected a file with -o")
    write_bytes_atomically(target, filled.data)
    tell([*ledger(filled), f"written: {target}"])


def ledger(filled: Filled) -> list[str]:
    """Return what became of every mark and row, in lines."""
    lines = [f"`{filled.column}`: {filled.written} marks"]
    for listing in filled.listings:
        lines.append(f"{listing.heading}: {len(listing.lines)}")
        lines += [f"  {line}" for line in listing.lines]
    return lines


def give(text: str, output: Path | None) -> None:
    """Write the text to a file, or to the terminal where none is named."""
    if output is None:
        sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))
        sys.stdout.flush()
        return
    if output.is_dir():
        raise CommandError(USAGE, f"{output}: is a folder; expected a file with -o")
    write_atomically(output, text)
    tell([f"written: {output}"])


def tell(lines: Iterable[str]) -> None:
    """Print lines beside the output, so that it can be piped."""
    for line in lines:
        indent = "  " if line.startswith("  ") else ""
        print(f"{indent}{one_line(line)}", file=sys.stderr)

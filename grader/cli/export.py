"""`grader export`: writes, or fills, another system's file from stored results; an autograder."""

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from grader.assignment.bundle import gradescope_bundle
from grader.assignment.errors import AssignmentError
from grader.cli.failure import OK, USAGE, CommandError
from grader.cli.rubrics import load_whole
from grader.cli.wheels import named_wheels
from grader.exports import canvas, junit, moodle
from grader.exports.errors import ExportError
from grader.exports.fill import Filled, Marks
from grader.exports.registry import FILLED, ONE_EACH, OneEach
from grader.gradebook.stored import StoredClass, StoredError, read_stored
from grader.model.summary import SubmissionSummary
from grader.reports.atomic import write_atomically, write_bytes_atomically
from grader.reports.grades_csv import grades_csv
from grader.reports.visible import one_line
from grader.reports.words import number


@dataclass(frozen=True)
class ExportOptions:
    """What was asked on the command line."""

    out: Path
    format: str
    output: Path | None
    into: Path | None
    column: str | None
    scale: bool
    bundle: Path | None
    wheel: tuple[Path, ...]


def export(options: ExportOptions) -> int:
    """Write the file, or one for each submission; what hinders it ends the command."""
    refuse_misfits(options)
    if options.bundle is not None:
        write_bundle(options.out, options.bundle, options.wheel)
        return OK
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
    if options.wheel and options.bundle is None:
        raise CommandError(USAGE, "--wheel is about the zip that --bundle writes; name that, too")
    if options.bundle is not None:
        refuse_bundle_misfits(options)


def refuse_bundle_misfits(options: ExportOptions) -> None:
    """End the command where an autograder can't be what was asked for."""
    if options.format != "gradescope":
        text = f"--bundle builds an autograder for gradescope, not for {options.format}"
        raise CommandError(USAGE, text)
    if options.output is not None:
        raise CommandError(USAGE, "--bundle names the zip; -o is for results and not for it")


def write_bundle(out: Path, target: Path, wheels: Iterable[Path]) -> None:
    """Write the autograder of an assignment: of a rubric, or of the one that results are of."""
    rubric = str(out)
    if (out / "results.json").is_file():
        try:
            rubric = read_stored(out).index.assignment
        except StoredError as error:
            raise CommandError(USAGE, str(error)) from None
    loaded = load_whole(rubric)
    if target.is_dir():
        raise CommandError(USAGE, f"{target}: is a folder; expected a file with --bundle")
    try:
        data = gradescope_bundle(loaded, named_wheels(wheels))
    except AssignmentError as error:
        raise CommandError(USAGE, str(error)) from None
    write_bytes_atomically(target, data)
    always = [each.max_points for each in loaded.rubric.questions if each.counts == "always"]
    points = number(float(sum(always)))
    if loaded.manifest is not None:
        more = number(float(sum(always) + loaded.manifest.max_points))
        points = f"{points} points, or {more} where written answers are handed in"
    else:
        points = f"{points} points"
    tell(
        [
            f"written: {target} ({len(data) / 2**20:.1f} MB), for {loaded.rubric.id}",
            f"In Gradescope: Configure Autograder, upload it; the outline has {points}.",
            "It holds the rubric and the reference: keep it from students.",
        ]
    )


def write_each(stored: StoredClass, options: ExportOptions, format_: OneEach) -> None:
    """Write one submission into a file, several into a folder."""
    folder = options.output
    if len(stored.ids) == 1 and (folder is None or not folder.is_dir()):
        (result,) = stored.results()
        give(format_.text(result), folder)
        return
    many = f"{stored.out}: holds {len(stored.ids)} submissions, and {options.format} is a file each"
    if folder is None:
        raise CommandError(USAGE, f"{many}: name a folder for them with -o")
    if folder.exists() and not folder.is_dir():
        raise CommandError(USAGE, f"{many}: expected a folder with -o, got the file {folder}")
    for result in stored.results():
        text = format_.text(result)
        write_atomically(folder / result.submission / format_.file, text)
    tell([f"{len(stored.ids)} files: {folder}/<submission>/{format_.file}"])


def class_text(stored: StoredClass, options: ExportOptions) -> str:
    """Return the file of a format that has one for the whole class."""
    if options.format == "junit":
        return junit.xml(stored.results())
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

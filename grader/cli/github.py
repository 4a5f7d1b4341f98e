"""`grader check --ci github`: what a step of a workflow gets, written where GitHub looks for it."""

import io
import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from secrets import token_hex

from rich.console import Console

from grader.cli.check import CheckOptions, exit_code, print_notes, refuse_other_pages
from grader.cli.failure import USAGE, CommandError
from grader.desk.look import Look, Looker
from grader.desk.source import find_source
from grader.exports.github_actions import step_report
from grader.exports.github_annotations import Source
from grader.intake.decode import decode_source
from grader.intake.names import is_code, is_written
from grader.model.results import SubmissionResult
from grader.model.rubric import Rubric
from grader.reports.atomic import write_atomically
from grader.reports.text_submission import submission_text
from grader.reports.visible import defused
from grader.sandbox.isolation import choose, launcher

WIDTH = 100
MOST_BYTES = 5 * 2**20
"""In a larger file no line is looked for."""


def check_on_github(options: CheckOptions) -> int:
    """Check one submission for a workflow; return the exit code of `grader check`.

    A folder is judged on all questions: a file that was deleted must not raise the mark. Student
    code is kept in as strictly as the machine can, away from the step's own files and variables.
    """
    refuse_misfits(options)
    source = find_source(options.rubric, options.path)
    only, seed, case = options.only, options.seed, options.case
    complete = options.path.is_dir()
    workers = launcher(choose("auto"))
    try:
        look = Looker(source, options.path, only, seed, case, workers, complete).look()
    finally:
        workers.close()
    if options.html is not None and options.page is not None:
        write_atomically(options.html, options.page(look.result))
    write_step(look.result, text_of(look), options.path, source.rubric)
    return exit_code(look.result)


def refuse_misfits(options: CheckOptions) -> None:
    """End the command where options don't go together, or there is nothing to check."""
    refuse_other_pages(options.html)
    for name, wanted in (
        ("--watch", options.watch),
        ("--json", options.json),
        ("--own-loss", options.own_loss is not None),
    ):
        if wanted:
            raise CommandError(USAGE, f"--ci writes for a workflow; leave out {name}")
    if not options.path.exists():
        raise CommandError(USAGE, f"{options.path}: no such file or folder")


def text_of(look: Look) -> str:
    """Return what `grader check` prints, for a log without colours."""
    stream = io.StringIO()
    console = Console(file=stream, width=WIDTH)
    console.print(submission_text(look.result), crop=False)
    print_notes(look.notes, console)
    return defused(stream.getvalue())


def write_step(
    result: SubmissionResult,
    text: str,
    path: Path,
    rubric: Rubric,
    environment: Mapping[str, str] = os.environ,
) -> None:
    """Print text and commands, and add to the files that `environment` names, where it does.

    text: the result for a reader.
    path: what was checked.
    """
    functions = {q.id: (q.function, *q.aliases) for q in rubric.questions}
    workspace = Path(environment.get("GITHUB_WORKSPACE") or ".").resolve()
    sources = dict(sources_of(result, path, workspace))
    report = step_report(result, text, token_hex(16), sources, functions)
    sys.stdout.write(report.log)
    sys.stdout.flush()
    for name, content in (
        ("GITHUB_STEP_SUMMARY", report.summary),
        ("GITHUB_OUTPUT", report.outputs),
    ):
        if environment.get(name):
            with Path(environment[name]).open("a", encoding="utf-8", newline="\n") as file:
                file.write(content)


def sources_of(
    result: SubmissionResult, path: Path, workspace: Path
) -> Iterator[tuple[str, Source]]:
    """Yield the files that were judged by their paths in the submission.

    Those that aren't in the workspace (of a zip, say) are left out: no line of theirs can be shown.
    """
    if path.is_file() and not (is_code(path.name) or is_written(path.name)):
        return
    folder = path if path.is_dir() else path.parent
    for record in result.files:
        file = (folder / record.path).resolve()
        if file.is_relative_to(workspace) and file.is_file():
            text = "" if file.stat().st_size > MOST_BYTES else text_of_file(file)
            yield record.path, Source(file.relative_to(workspace).as_posix(), text)


def text_of_file(file: Path) -> str:
    """Return the text in which lines are looked for; a notebook's lines are not those of its file.

    Code may name its own encoding.
    """
    if file.suffix == ".py":
        return decode_source(file.read_bytes()).text
    return "" if file.suffix == ".ipynb" else file.read_text(encoding="utf-8", errors="replace")

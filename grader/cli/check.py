"""`grader check`: one submission, judged here and now, told in the terminal."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.text import Text

from grader.cli.failure import BELOW, OK, OURS, USAGE, CommandError
from grader.cli.own_loss import check_own_loss
from grader.cli.terminal import terminal
from grader.cli.watch import watch
from grader.desk.look import Look, Looker
from grader.desk.source import find_source
from grader.model.results import SubmissionResult
from grader.reports.atomic import write_atomically
from grader.reports.results_json import result_json
from grader.reports.text_submission import WIDTH, submission_text
from grader.reports.visible import visible_line
from grader.sandbox.ahead import launcher_ahead

PAGES = (".html", ".htm")
"""How the name of a page ends: no homework's name does."""


@dataclass(frozen=True)
class CheckOptions:
    """What was asked on the command line."""

    path: Path
    rubric: str | None
    only: tuple[str, ...]
    seed: int | None
    case: int | None
    html: Path | None
    json: bool
    watch: bool = False
    own_loss: str | None = None
    args: str | None = None
    page: Callable[[SubmissionResult], str] | None = None
    """Writes the page; given where one is asked for, since it takes long to load."""


def check(options: CheckOptions) -> int:
    """Check one submission and print what came of it; 0 if every scored check passed."""
    refuse_misfits(options)
    if not options.path.exists():
        raise CommandError(USAGE, f"{options.path}: no such file or folder")
    if options.own_loss is not None:
        return check_own_loss(
            options.path, options.own_loss, options.args, options.rubric, options.json
        )
    with launcher_ahead() as launcher:
        source = find_source(options.rubric, options.path)
        only, seed, case = options.only, options.seed, options.case
        looker = Looker(source, options.path, only, seed, case, launcher)
        if options.watch:
            return watch(options.path, lambda console: told(looker.look(), options, console))
        return told(looker.look(), options, terminal())


def refuse_misfits(options: CheckOptions) -> None:
    """End the command where options don't go together."""
    refuse_other_pages(options.html)
    if options.watch and (options.json or options.own_loss):
        other = "--json" if options.json else "--own-loss"
        raise CommandError(USAGE, f"--watch shows a screen; leave out {other}")
    if options.args is not None and options.own_loss is None:
        raise CommandError(USAGE, "--args says what --own-loss calls; name that function, too")


def refuse_other_pages(page: Path | None) -> None:
    """End the command where the page would take the place of homework or of a folder."""
    if page is None:
        return
    if page.suffix.lower() not in PAGES:
        raise CommandError(USAGE, f"--html {page}: expected a page to write, such as report.html")
    if page.is_dir():
        raise CommandError(USAGE, f"--html {page}: this is a folder; name the page to write")


def told(look: Look, options: CheckOptions, console: Console) -> int:
    """Print a look, as JSON or for a reader, write the page if asked; return the exit code."""
    if options.html is not None and options.page is not None:
        write_atomically(options.html, options.page(look.result))
    if options.json:
        print(result_json(look.result), end="")
    else:
        console.print(submission_text(look.result), crop=False)
        print_notes(look.notes, console)
    return exit_code(look.result)


def print_notes(notes: Sequence[str], console: Console) -> None:
    """Print what is worth knowing about the check itself, a line each."""
    if notes:
        console.print()
    for note in notes:
        console.print(Text(visible_line(note), style="dim"), width=WIDTH)


def exit_code(result: SubmissionResult) -> int:
    """Return 3 if something is ungraded through our fault, 1 if a scored check failed, else 0."""
    checks = [c for q in result.questions for c in q.checks if c.max_points > 0]
    if any(c.verdict == "ungraded" for c in checks):
        return OURS
    return BELOW if any(c.verdict not in ("passed", "needs-review") for c in checks) else OK

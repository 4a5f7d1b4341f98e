"""The command line: parses arguments, hands over to one file a command, ends in one place."""

import contextlib
import os
import signal
import sys
import threading
import traceback
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import FrameType
from typing import Any

import click

from grader import __version__
from grader.cli.failure import INTERRUPTED, OURS, USAGE, CommandError
from grader.desk.errors import DeskError, DeskFaultError
from grader.reports.unwritable import UnwritableError

KEPT = ": what was graded is kept, a second run does the rest"


class PathType(click.Path):
    """A path that was really given: an empty one, of a shell's unset variable, is no folder."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path; end the command where nothing was typed."""
        if value == "":
            option = param.opts[0] if param else "a path"
            name = option if option.startswith("-") else option.upper()
            raise CommandError(USAGE, f"{name}: expected the path of a file or folder, got nothing")
        return super().convert(value, param, ctx)


PATH = PathType(path_type=Path)
SEED = click.IntRange(0, 2**32 - 1)
CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


@click.group(context_settings=CONTEXT)
@click.version_option(__version__, prog_name="grader")
def app() -> None:
    """Grade mathematical Python homework: losses, gradients, shapes."""


@app.command("grade")
@click.argument("submissions", type=PATH, default=Path("submissions"))
@click.option("--rubric", metavar="NAME|PATH", help="A rubric's name (in rubrics/) or path.")
@click.option("--out", type=PATH, default=Path("reports"), help="Where reports and grades go.")
@click.option("--seed", type=SEED, help="Another seed than the rubric's own.")
@click.option("--jobs", type=click.IntRange(1, 256), help="Submissions at a time.")
@click.option("--engine", type=click.Choice(["local"]), default="local", help="What runs them.")
@click.option(
    "--isolation",
    type=click.Choice(["auto", "strict", "reduced"]),
    default="auto",
    help="How student code is kept in.",
)
@click.option(
    "--part",
    type=click.Choice(["code", "written", "all"]),
    help="The part that counts; without it, written answers count where some were handed in.",
)
@click.option("--fresh", is_flag=True, help="Grade again what an earlier run has graded.")
@click.option(
    "--fail-under",
    type=click.FloatRange(0, 100),
    metavar="PCT",
    help="Exit 1 if a mark is below this percentage.",
)
def grade_command(**options: Any) -> int:
    """Grade SUBMISSIONS: a folder of them, an LMS download, or a zip of either.

    Writes a report for each, a class page and a grades file. Without --rubric, a folder named
    like a rubric is graded with it, and a folder of such folders folder by folder.
    """
    from grader.cli.grade import GradeOptions, grade

    return grade(GradeOptions(**options))


@app.command("check")
@click.argument("path", type=PATH, default=Path("."))
@click.option("--rubric", metavar="NAME|PATH|PACK", help="A rubric or pack, if not found near.")
@click.option("--only", multiple=True, metavar="QUESTION", help="Only this question; repeatable.")
@click.option("--seed", type=SEED, help="Another seed than the rubric's own.")
@click.option("--case", type=click.IntRange(0), help="Only the case of this number.")
@click.option("--html", type=PATH, help="Write the report as a page, too.")
@click.option("--json", is_flag=True, help="Print the result as JSON.")
@click.option("--watch", is_flag=True, help="Check again whenever a file is saved.")
@click.option(
    "--own-loss",
    metavar="MODULE:FUNCTION",
    help="Check the gradients that a function returns against the loss that it returns.",
)
@click.option("--args", metavar="TEXT", help="With --own-loss: its arguments, as in Python.")
@click.option("--ci", type=click.Choice(["github"]), help="Write for a step of this CI's workflow.")
def check_command(**options: Any) -> int:
    """Check one submission here and now: a file, a notebook or a folder."""
    from grader.cli.check import CheckOptions, check

    if options["html"] is not None:
        from grader.reports.html import render_report

        options["page"] = render_report
    if options.pop("ci") == "github":
        from grader.cli.github import check_on_github

        return check_on_github(CheckOptions(**options))
    return check(CheckOptions(**options))


@app.command("pack")
@click.argument("rubric")
@click.option("-o", "output", type=PATH, required=True, help="The file to write: NAME.pack.")
@click.option("--seed", type=SEED, help="Another seed than the rubric's own.")
def pack_command(**options: Any) -> int:
    """Seal RUBRIC for students' own machines: its checks, inputs and expected values.

    No reference code and no hidden check is in it; `grader check` finds it by itself.
    """
    from grader.cli.pack import pack

    return pack(**options)


@app.command("init")
@click.argument("folder", type=PATH, metavar="DIR")
@click.option("--rubric", metavar="NAME|PATH", help="Which assignment it is.")
@click.option("--seed", type=SEED, help="Another seed for the checks than the rubric's own.")
@click.option("--wheel", type=PATH, help="The grader to install there; else the one that runs.")
@click.option("--from-index", is_flag=True, help="Install this version from a package index.")
def init_command(**options: Any) -> int:
    """Write an assignment's repository for students into DIR, ready to be pushed.

    Starter code, the self-check, a workflow that checks every push, a README. Never overwrites.
    """
    from grader.cli.init import InitOptions, init

    return init(InitOptions(**options))


@app.command("export")
@click.argument("out", type=PATH)
@click.option(
    "--format",
    required=True,
    type=click.Choice(
        ["gradescope", "canvas", "moodle", "junit", "github", "csv", "prairielearn", "autolab"]
    ),
    help="Whose file it is.",
)
@click.option("-o", "output", type=PATH, help="The file to write, or the folder for several.")
@click.option("--into", type=PATH, help="Fill this file, which Canvas or Moodle exported.")
@click.option("--column", metavar="TITLE", help="With --into: the column to fill.")
@click.option("--scale", is_flag=True, help="With --into: rescale marks to the file's maximum.")
@click.option("--bundle", type=PATH, help="Build Gradescope's autograder as this zip.")
@click.option(
    "--wheel",
    type=PATH,
    multiple=True,
    help="With --bundle: a wheel to put in it, or a folder of them; repeatable.",
)
def export_command(**options: Any) -> int:
    """Write the results in OUT as another system's file, or fill a file of it.

    OUT is a folder that `grader grade` wrote. Filling changes nothing but the marks, and says
    which students or submissions were not found. With --bundle, OUT may be a rubric's name or
    path instead.
    """
    from grader.cli.export import ExportOptions, export

    return export(ExportOptions(**options))


@app.command("override")
@click.argument("out", type=PATH)
@click.argument("submission", required=False)
@click.argument("check", required=False)
@click.argument("points", type=float, required=False)
@click.option("--why", metavar="TEXT", help="The reason; students read it.")
@click.option("--author", metavar="NAME", help="Whose mark it is; else your login name.")
@click.option("--undo", is_flag=True, help="Withdraw the mark: the grader's own holds again.")
@click.option("--waiting", type=PATH, metavar="FILE", help="Write what waits as a table (CSV).")
@click.option("--from", "table", type=PATH, metavar="FILE", help="Give all marks of such a table.")
def override_command(**options: Any) -> int:
    """Give a check of a SUBMISSION in OUT a mark by hand; with OUT alone, list such marks.

    CHECK is its id, QUESTION/CHECK. The mark stands beside the grader's own in every output
    and stays when the class is graded again. For many marks, let --waiting write a table, fill
    in its points and why, and give it back with --from: all of them count, or none.
    """
    from grader.cli.override import OverrideOptions, override

    return override(OverrideOptions(**options))


@app.command("doctor")
@click.option(
    "--without",
    multiple=True,
    type=click.Choice(["namespaces", "landlock", "seccomp", "rlimits"]),
    help="Switch a layer off, to see that its absence is noticed.",
)
def doctor_command(without: tuple[str, ...]) -> int:
    """Say which isolation layers hold on this machine, each by trying."""
    from grader.cli.doctor import doctor

    return doctor(without)


@app.group("rubric")
def rubric_group() -> None:
    """Look at a rubric before a class meets it."""


@rubric_group.command("lint")
@click.argument("name")
def lint_command(name: str) -> int:
    """Say everything that is wrong with a rubric, each with its line."""
    from grader.cli.rubric import lint

    return lint(name)


@rubric_group.command("test")
@click.argument("name")
def test_command(name: str) -> int:
    """Prove a rubric: right answers earn all points, wrong ones lose what they should."""
    from grader.cli.rubric import test

    return test(name)


@rubric_group.command("show")
@click.argument("name")
def show_command(name: str) -> int:
    """Print a rubric: questions, checks, points, cases."""
    from grader.cli.rubric import show

    return show(name)


@app.command("explain")
@click.argument("slugs", nargs=-1, metavar="[SLUG]...")
def explain_command(slugs: tuple[str, ...]) -> int:
    """Explain words of a report (`sign-flipped`, `wrong-shape`); without SLUG, list them all."""
    from grader.cli.explain import explain

    return explain(slugs)


def interrupted(number: int, frame: FrameType | None) -> None:
    """End on SIGTERM as on Ctrl-C: tidily."""
    raise KeyboardInterrupt


@contextlib.contextmanager
def ended_like_ctrl_c() -> Iterator[None]:
    """Take SIGTERM for Ctrl-C meanwhile, where this is the thread that gets signals."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, interrupted)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def interruption(arguments: Sequence[str]) -> str:
    """Say what an interrupted command leaves behind: only `grade` keeps what it has."""
    return f"interrupted{KEPT if 'grade' in arguments[:1] else ''}"


def outcome(arguments: list[str] | None) -> int:
    """Run a command; turn every way in which it ends into its exit code and one clear line."""
    try:
        code = app.main(args=arguments, prog_name="grader", standalone_mode=False)
    except CommandError as failure:
        print(failure.text, file=sys.stderr)
        return failure.code
    except DeskError as failure:
        print(failure, file=sys.stderr)
        return OURS if isinstance(failure, DeskFaultError) else USAGE
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (KeyboardInterrupt, click.Abort):
        print(interruption(sys.argv[1:] if arguments is None else arguments), file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return INTERRUPTED
    except UnwritableError as error:
        print(error, file=sys.stderr)
        return USAGE
    except OSError as error:
        print(f"the grader could not go on: {error}", file=sys.stderr)
        return OURS
    except Exception as error:  # our bug: never a student's zero, never exit code 1
        traceback.print_exc()
        print(f"a fault of the grader: {type(error).__name__}: {error}", file=sys.stderr)
        return OURS
    return code if isinstance(code, int) else 0


def main(arguments: list[str] | None = None) -> int:
    """Run a command and return the exit code.

    A user's mistake is 2 with one clear line, our own fault 3, an interruption 130.
    """
    with ended_like_ctrl_c():
        code = outcome(arguments)
        if code == INTERRUPTED:
            from grader.sandbox.leftovers import remove_leftovers

            remove_leftovers(own=True)
            # `python -m` ends by the signal, not with our code, where Ctrl-C fell into text that
            # was being executed (a dataclass is made so), unless other text was executed since.
            exec("pass")
        return code

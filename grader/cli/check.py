"""`grader check`: one submission, judged here and now, told in the terminal."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from grader.cli.failure import BELOW, OK, OURS, USAGE, CommandError
from grader.cli.rubrics import known, load_named, prepared
from grader.grading.plan import Choice
from grader.grading.run import Run
from grader.grading.submission import grade_submission
from grader.intake.errors import IntakeError
from grader.intake.locate import Located, locate
from grader.intake.read import read_submission
from grader.model.results import SubmissionResult
from grader.model.rubric import Question, Rubric
from grader.model.submission import Submission
from grader.reports.atomic import write_atomically
from grader.reports.html import render_report
from grader.reports.results_json import result_json
from grader.reports.text import submission_text
from grader.rubric.load import LoadedRubric
from grader.sandbox.channel import SandboxError
from grader.sandbox.leftovers import temporary
from grader.sandbox.process import ProcessLauncher


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


def check(options: CheckOptions) -> int:
    """Check one submission and print what came of it; 0 if every scored check passed."""
    if not options.path.exists():
        raise CommandError(USAGE, f"{options.path}: no such file or folder")
    loaded = load_named(options.rubric or guess_rubric(options.path))
    with temporary("intake") as unpacked:
        submission = read_one(options.path, unpacked)
        wanted = wanted_questions(options, loaded.rubric, submission)
        run = make_run(loaded, options, wanted)
        try:
            result = grade_submission(run, submission, ProcessLauncher())
        except SandboxError as error:
            raise CommandError(OURS, f"the check could not be run: {error}") from None
    tell(result, options)
    return exit_code(result)


def guess_rubric(path: Path) -> str:
    """Return the rubric that the path itself names, or the only one that there is."""
    names = known()
    for part in reversed(path.resolve().parts):
        if part in names:
            return part
    if len(names) == 1:
        return names[0]
    raise CommandError(
        USAGE, f"{path}: which rubric? Name one with --rubric. Known: {', '.join(names) or 'none'}"
    )


def read_one(path: Path, unpacked: Path) -> Submission:
    """Read a folder, or a file together with what lies beside it (its own helpers)."""
    try:
        if path.is_file() and path.suffix == ".py":
            return read_submission(path.resolve().parent, unpacked)
        return read_submission(path, unpacked)
    except IntakeError as error:
        raise CommandError(USAGE, str(error)) from None


def wanted_questions(
    options: CheckOptions, rubric: Rubric, submission: Submission
) -> frozenset[str]:
    """Choose the questions: those named, else those of the file, else those with a file there."""
    ids = [question.id for question in rubric.questions]
    unknown = [name for name in options.only if name not in ids]
    if unknown:
        raise CommandError(
            USAGE, f"no question `{unknown[0]}` in {rubric.id}; it has {', '.join(ids)}"
        )
    if options.only:
        return frozenset(options.only)
    chosen = [q for q in rubric.questions if is_present(q, rubric, submission, options.path)]
    if not chosen:
        files = sorted({question.file for question in rubric.questions})
        raise CommandError(
            USAGE, f"{options.path}: nothing of {rubric.id} is here; it asks for {', '.join(files)}"
        )
    return frozenset(question.id for question in chosen)


def is_present(question: Question, rubric: Rubric, submission: Submission, path: Path) -> bool:
    """Say whether a question's file is in the submission (and is the one that was named)."""
    names = (question.file, *question.files)
    found = locate(submission, names, (question.function, *question.aliases), file_names(rubric))
    if found is None:
        return False
    if not isinstance(found, Located):
        return True  # it is there and was refused: the result says why
    return path.is_dir() or path.suffix != ".py" or Path(found.path).name == path.name


def file_names(rubric: Rubric) -> Collection[str]:
    """Return every file name that a rubric asks for."""
    return frozenset(name for q in rubric.questions for name in (q.file, *q.files))


def make_run(loaded: LoadedRubric, options: CheckOptions, wanted: frozenset[str]) -> Run:
    """Prepare the wanted part of a rubric."""
    shown = loaded.rubric.show_expected.check
    run = prepared(loaded, options.seed, shown, Choice(wanted, options.case))
    numbers = {case.number for each in run.prepared.questions for case in each.cases}
    if options.case is not None and options.case not in numbers:
        raise CommandError(USAGE, f"no case {options.case}; there are 0 to {max(numbers)}")
    return run


def tell(result: SubmissionResult, options: CheckOptions) -> None:
    """Print the result, as JSON or for a reader, and write the page if asked."""
    if options.html is not None:
        options.html.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(options.html, render_report(result))
    if options.json:
        print(result_json(result), end="")
    else:
        Console().print(submission_text(result))


def exit_code(result: SubmissionResult) -> int:
    """Return 3 if something is ungraded through our fault, 1 if a scored check failed, else 0."""
    checks = [c for q in result.questions for c in q.checks if c.max_points > 0]
    if any(c.verdict == "ungraded" for c in checks):
        return OURS
    return BELOW if any(c.verdict not in ("passed", "needs-review") for c in checks) else OK

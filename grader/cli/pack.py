"""`grader pack`: a rubric sealed for students' own machines."""

from pathlib import Path

from grader.cli.failure import OK, USAGE, CommandError
from grader.cli.rubrics import load_named, prepared
from grader.grading.run import Run
from grader.pack.contents import Pack
from grader.pack.errors import PackError
from grader.pack.file import ENDING, pack_bytes
from grader.pack.seal import seal
from grader.reports.atomic import write_bytes_atomically
from grader.reports.words import plural


def pack(rubric: str, output: Path, seed: int | None) -> int:
    """Write the pack of a rubric and say what is in it."""
    if output.suffix != ENDING:
        raise CommandError(USAGE, f"{output}: a pack's name ends in {ENDING}")
    run = prepared(load_named(rubric), seed, show_expected=False)
    try:
        sealed = seal(run)
        data = pack_bytes(sealed)
    except PackError as error:
        raise CommandError(USAGE, f"{rubric}: {error}") from None
    write_bytes_atomically(output, data)
    print(summary(output, len(data), sealed, run))
    return OK


def summary(output: Path, size: int, sealed: Pack, run: Run) -> str:
    """Say in two lines what a pack holds and what it doesn't."""
    checks = sum(len(question.checks) for question in sealed.rubric.questions)
    cases = sum(len(each.ordinary.cases) for each in sealed.questions)
    every = sum(len(question.checks) for question in run.prepared.rubric.questions)
    return (
        f"{output}: {size / 1000:.0f} kB, seed {sealed.seed}; "
        f"{plural(len(sealed.questions), 'question')}, {plural(checks, 'check')}, "
        f"{plural(cases, 'case')} with expected values.\n"
        f"Left out: {plural(every - checks, 'hidden check')}, the reference, the variants' code."
    )

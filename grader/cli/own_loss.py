"""`grader check --own-loss MODULE:FUNCTION`: its gradients against its own loss."""

import json
import re
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from grader.cli.failure import BELOW, OK, OURS, USAGE, CommandError
from grader.desk.errors import DeskError
from grader.desk.look import REDUCED, read_one
from grader.desk.source import Source, find_source
from grader.grading.plan import Choice, make_arguments
from grader.grading.run import Aids, Run
from grader.intake.decode import decode_source
from grader.model.case import Case
from grader.model.rubric import Limits, Question, Rubric
from grader.own_loss.asked import INPUTS, Asked, ByCase, ByText
from grader.own_loss.examine import CannotError, Examined, MisaskedError, examine
from grader.own_loss.examine import Run as Calls
from grader.own_loss.words import BASIS, as_data, lines
from grader.reports.visible import one_line, printable
from grader.sandbox.channel import SandboxError
from grader.sandbox.layout import lay
from grader.sandbox.leftovers import temporary
from grader.sandbox.process import ProcessLauncher
from grader.sandbox.session import Session

NAME = re.compile(r"(?P<module>[A-Za-z_]\w*(\.[A-Za-z_]\w*)*):(?P<function>[A-Za-z_]\w*)")
MOST_CASES = 3
LARGEST = 50.0
"""Cases with larger inputs are passed over: their losses have no smooth neighbourhood."""


@dataclass(frozen=True)
class Wanted:
    """A function by its file and name."""

    module: str
    function: str
    file: Path


def check_own_loss(
    path: Path, name: str, text: str | None, rubric: str | None, as_json: bool
) -> int:
    """Check one function and tell what came of it; 0 if all its gradients are right."""
    wanted = find_function(path, name)
    source = source_if_any(rubric, path)
    with temporary("intake") as unpacked:
        submission = read_one(wanted.file, unpacked)
        texts = {f.path: decode_source(f.source.read_bytes()).text for f in submission.files}
        try:
            ways, aids, limits = how_to_call(wanted, text, source, texts)
            calls = caller(texts, aids, limits)
            examined = worst(examine(asked, calls) for asked in ways)
        except MisaskedError as error:
            raise CommandError(USAGE, one_line(f"--own-loss {name}: {error}")) from None
        except CannotError as error:
            return told_why(name, str(error), as_json)
        except SandboxError as error:
            raise CommandError(OURS, f"the check could not be run: {error}") from None
    return told(name, examined, as_json)


def find_function(path: Path, name: str) -> Wanted:
    """Return the file of MODULE:FUNCTION below PATH; MODULE may end in `.py`, as files do."""
    match = NAME.fullmatch(name)
    if match is None:
        raise CommandError(USAGE, f"--own-loss: expected MODULE:FUNCTION, got {name!r}")
    folder = path if path.is_dir() else path.parent
    module = match["module"].removesuffix(".py")
    file = folder.joinpath(*module.split(".")).with_suffix(".py")
    if not file.is_file():
        raise CommandError(USAGE, f"--own-loss {name}: there is no {file}")
    return Wanted(module.rpartition(".")[2], match["function"], file)


def source_if_any(rubric: str | None, path: Path) -> Source | None:
    """Return the rubric or pack that was named or lies near; none is needed."""
    try:
        return find_source(rubric, path)
    except DeskError:
        if rubric is not None:
            raise
        return None


def worst(looks: Iterable[Examined]) -> Examined:
    """Return the first look that finds something wrong, else the first."""
    first: Examined | None = None
    for look in looks:
        first = first or look
        if not look.all_right:
            return look
    assert first is not None
    return first


def how_to_call(
    wanted: Wanted, text: str | None, source: Source | None, texts: dict[str, str]
) -> tuple[Sequence[Asked], Aids, Limits]:
    """Decide how the function is called: as typed, as a rubric's cases have it, as the file says.

    texts: the modules by path; ours is added where one is needed.
    """
    aids, limits = Aids({}, None), Limits()
    if source is not None:
        question = question_of(wanted.function, source)
        run = source.run(None, Choice(frozenset({question.id} if question else ())), "")
        aids, limits = run.aids, source.rubric.limits
        if question is not None and text is None:
            return by_cases(wanted, question, run), aids, limits
    own = texts[wanted.file.name]
    if text is None and not re.search(rf"^def {INPUTS}\b", own, re.MULTILINE):
        raise CommandError(
            USAGE,
            f"--own-loss: what is `{wanted.function}` to be called with? Say so with "
            f'--args "np.ones(3), 1, np.eye(3)", or write a function `{INPUTS}()` that returns '
            "the arguments",
        )
    asked = ByText(wanted.module, wanted.function, text)
    texts[asked.file] = asked.source()
    return [asked], aids, limits


def question_of(function: str, source: Source) -> Question | None:
    """Return the question that asks for a function."""
    named = (q for q in source.rubric.questions if function in (q.function, *q.aliases))
    return next(named, None)


def by_cases(wanted: Wanted, question: Question, run: Run) -> list[Asked]:
    """Return the calls of each suite's first case whose numbers are of ordinary size."""
    cases: dict[str, Case] = {}
    for case in run.prepared.question(question.id).cases:
        if is_ordinary(case):
            cases.setdefault(case.suite, case)
    if not cases:
        raise CannotError("none of the rubric's cases for it has numbers of ordinary size")
    chosen = list(cases.values())[:MOST_CASES]
    return [by_case(wanted, question, case, run.prepared.rubric) for case in chosen]


def by_case(wanted: Wanted, question: Question, case: Case, rubric: Rubric) -> ByCase:
    """Return the call of one case."""
    suite = question.suites[case.suite]
    arguments = question.arguments if suite.arguments is None else suite.arguments
    given = make_arguments(question, case, rubric.questions)
    droppable = tuple(each.droppable for each in arguments)
    return ByCase(wanted.file.name, (wanted.function,), given, droppable)


def is_ordinary(case: Case) -> bool:
    """Say whether the numbers of a case are neither huge nor tiny."""
    arrays = [v for v in case.values.values() if isinstance(v, np.ndarray) and v.dtype.kind == "f"]
    return all(1e-2 < float(np.max(np.abs(v), initial=0.0)) < LARGEST for v in arrays)


def caller(texts: dict[str, str], aids: Aids, limits: Limits) -> Calls:
    """Return what makes calls in the sandbox, all within one submission's time."""
    deadline = time.monotonic() + limits.submission_seconds
    laid = lay(texts, {}, aids.course, aids.probes)
    return lambda batches: Session(ProcessLauncher(), laid, limits, "", deadline).run(batches)


def told(name: str, examined: Examined, as_json: bool) -> int:
    """Print what was found; 0 if every gradient is right."""
    right = examined.all_right
    if as_json:
        print_json(name, right, [as_data(each) for each in examined.gradients], None)
        return OK if right else BELOW
    console = Console(highlight=False)
    console.print(Text(f"{name} against its own loss", style="bold"))
    for each in examined.gradients:
        heading, *rest = lines(each)
        style = "green" if each.verdict == "right" else "red"
        console.print()
        console.print(Text(heading, style=style))
        for line in rest:
            console.print(Padding(Text(printable(line)), (0, 0, 0, 2)))
    console.print()
    for line in (*examined.left_out, BASIS, REDUCED):
        console.print(Text(printable(line), style="dim"))
    return OK if right else BELOW


def told_why(name: str, why: str, as_json: bool) -> int:
    """Print why the function could not be looked at: it is the student's to mend."""
    if as_json:
        print_json(name, False, [], why)
    else:
        console = Console(highlight=False)
        console.print(Text(f"{name} against its own loss: not to be had", style="bold"))
        console.print(Text(printable(why)))
    return BELOW


def print_json(name: str, right: bool, gradients: list[object], why: str | None) -> None:
    """Print the finding for programs."""
    data = {"schema": 1, "function": name, "right": right, "why": why, "gradients": gradients}
    print(json.dumps(data, indent=2))

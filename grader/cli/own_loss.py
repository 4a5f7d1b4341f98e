"""`grader check --own-loss MODULE:FUNCTION`: its gradients against its own loss."""

import json
import re
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

import numpy as np
from rich.console import Group
from rich.padding import Padding
from rich.text import Text

from grader.cli.failure import BELOW, OK, OURS, USAGE, CommandError
from grader.cli.terminal import terminal
from grader.desk.errors import DeskError
from grader.desk.look import REDUCED, read_one
from grader.desk.source import Source, find_source
from grader.grading.plan import Choice, make_arguments
from grader.grading.run import Aids, Run
from grader.intake.decode import decode_source
from grader.model.case import Case
from grader.model.rubric import Limits, Question, Rubric
from grader.own_loss.asked import INPUTS, Asked, ByCase, ByText
from grader.own_loss.examine import CannotError, MisaskedError, examine
from grader.own_loss.examine import Run as Calls
from grader.own_loss.several import Tried, tried
from grader.own_loss.words import BASIS, as_data, extent, lines
from grader.reports.text_submission import WIDTH, paragraph
from grader.reports.visible import one_line, visible
from grader.sandbox.channel import SandboxError
from grader.sandbox.layout import lay
from grader.sandbox.leftovers import temporary
from grader.sandbox.process import ProcessLauncher
from grader.sandbox.session import Session

NAME = re.compile(r"(?P<module>[A-Za-z_]\w*(\.[A-Za-z_]\w*)*):(?P<function>[A-Za-z_]\w*)")
MOST_CASES = 16
PATIENCE = 10.0
"""Seconds after which no further case is begun."""
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
            with caller(texts, aids, limits) as calls:
                found = tried(examine(asked, calls) for asked in while_fast(ways, limits))
        except MisaskedError as error:
            raise CommandError(USAGE, one_line(f"--own-loss {name}: {error}")) from None
        except CannotError as error:
            return told_why(name, str(error), as_json)
        except SandboxError as error:
            raise CommandError(OURS, f"the check could not be run: {error}") from None
    extent_told = extent(found, of_a_rubric=isinstance(ways[0], ByCase))
    return told(name, found, extent_told, as_json)


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
    """Return calls of the rubric's cases whose numbers are of ordinary size, of every suite."""
    suites: dict[str, list[Case]] = {}
    for case in run.prepared.question(question.id).cases:
        if is_ordinary(case):
            suites.setdefault(case.suite, []).append(case)
    if not suites:
        raise CannotError("none of the rubric's cases for it has numbers of ordinary size")
    each = max(1, MOST_CASES // len(suites))
    turns = zip_longest(*(spread(cases, each) for cases in suites.values()))
    chosen = [case for turn in turns for case in turn if case is not None]
    return [by_case(wanted, question, case, run.prepared.rubric) for case in chosen]


def spread(cases: Sequence[Case], most: int) -> list[Case]:
    """Return so many cases in even steps: the first and smallest, the last and largest."""
    last, steps = len(cases) - 1, max(1, most - 1)
    return [cases[place] for place in dict.fromkeys(n * last // steps for n in range(most))]


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


def while_fast(ways: Sequence[Asked], limits: Limits) -> Iterator[Asked]:
    """Yield the first, and others as long as there is plenty of time: slow code is not wrong."""
    end = time.monotonic() + min(PATIENCE, limits.submission_seconds / 2)
    for number, asked in enumerate(ways):
        if number == 0 or time.monotonic() < end:
            yield asked


@contextmanager
def caller(texts: dict[str, str], aids: Aids, limits: Limits) -> Iterator[Calls]:
    """Give what makes calls in the sandbox, all in one worker and within one submission's time."""
    laid = lay(texts, {}, aids.course, aids.probes)
    session = Session(ProcessLauncher(), laid, limits, "")
    try:
        yield lambda batches: {batch.key: session.run_batch(batch) for batch in batches}
    finally:
        session.stop()


def told(name: str, found: Tried, extent_told: str, as_json: bool) -> int:
    """Print what was found; 0 if every gradient is right."""
    right, examined = found.all_right, found.shown
    if as_json:
        print_json(name, right, found, None)
        return OK if right else BELOW
    console = terminal(highlight=False)
    console.print(Text(f"{name} against its own loss", style="bold"))
    for each in examined.gradients:
        heading, *rest = lines(each)
        style = "green" if each.verdict == "right" else "red"
        console.print()
        console.print(Text(heading, style=style))
        for line in rest:
            console.print(Padding(Text(visible(line)), (0, 0, 0, 2), expand=False), width=WIDTH)
    console.print()
    console.print(Text(extent_told), width=WIDTH)
    for line in (*examined.left_out, BASIS, REDUCED):
        console.print(Text(visible(line), style="dim"), width=WIDTH)
    return OK if right else BELOW


def told_why(name: str, why: str, as_json: bool) -> int:
    """Print why the function could not be looked at: it is the student's to mend."""
    if as_json:
        print_json(name, False, None, why)
    else:
        console = terminal(highlight=False)
        console.print(Text(f"{name} against its own loss: not to be had", style="bold"))
        console.print(Group(*paragraph(why)), width=WIDTH)
    return BELOW


def print_json(name: str, right: bool, found: Tried | None, why: str | None) -> None:
    """Print the finding for programs."""
    counts = (found.run, found.wrong, found.unclear) if found else (0, 0, 0)
    data = {
        "schema": 1,
        "function": name,
        "right": right,
        "why": why,
        "tried": dict(zip(("run", "wrong", "unclear"), counts, strict=True)),
        "gradients": [as_data(each) for each in found.shown.gradients] if found else [],
    }
    print(json.dumps(data, indent=2))

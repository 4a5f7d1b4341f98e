"""What a step of GitHub Actions gets of a checked submission: summary, outputs, log."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from grader.exports import prose
from grader.exports.github_annotations import Source, annotations
from grader.exports.github_classroom import runners
from grader.exports.github_commands import command, stopped
from grader.exports.github_summary import summary
from grader.model.results import SubmissionResult
from grader.reports.words import number, plural


@dataclass(frozen=True)
class StepReport:
    """What is written for a step, and where."""

    summary: str
    """For the file of `GITHUB_STEP_SUMMARY`."""
    outputs: str
    """For the file of `GITHUB_OUTPUT`: a line each."""
    log: str
    """For the terminal: the text for a reader, in which nothing is obeyed, then our commands."""


def step_report(
    result: SubmissionResult,
    text: str,
    token: str,
    sources: Mapping[str, Source],
    functions: Mapping[str, tuple[str, ...]],
) -> StepReport:
    """Return everything that a step says of a result.

    text: the result for a reader of the log.
    token: a random word that student code can't know.
    sources, functions: see `annotations`.
    """
    commands = [each.command for each in annotations(result, sources, functions)]
    log = stopped(text, token) + "".join(f"{each}\n" for each in [*commands, *notices(result)])
    return StepReport(summary(result), outputs(result), log)


def notices(result: SubmissionResult) -> Iterator[str]:
    """Yield the two notices from which GitHub Classroom takes the score, if there is one.

    What we failed to grade has none: Classroom keeps the score that it had. What waits for a
    person is in neither of the two numbers, and is said.
    """
    if result.points is None:
        yield command("error", prose.FAULT, {"title": "Not graded"})
        return
    decided = round(result.max_points - result.points_pending, 2)
    if decided > 0:
        total = f"{number(result.points)}/{number(decided)}"
        yield command("notice", f"Points {total}", {"title": "Autograding complete"})
        report = json.dumps({"totalPoints": result.points, "maxPoints": decided})
        yield command("notice", report, {"title": "Autograding report"})
    if result.points_pending:
        waiting = f"{number(result.points_pending)} of {plural(result.max_points, 'point')}"
        text = f"In no score yet, for a person to decide: {waiting}."
        yield command("notice", text, {"title": "Not final"})


def output_name(runner: str) -> str:
    """Return the name of the output that holds a runner's result: `result-naiveSoftmax`."""
    return f"result-{runner}"


def outputs(result: SubmissionResult) -> str:
    """Return the step's outputs, a line each: no value holds a line end.

    A runner's result stands under its own name and, for who doesn't know the ids, in `results`.
    What we failed to grade has no runners and no points.
    """
    if result.points is None:
        return ""
    each = runners(result)
    lines = {
        "points": number(result.points),
        "max-points": number(result.max_points),
        "points-pending": number(result.points_pending),
        "runners": ",".join(runner.id for runner in each),
        "results": json.dumps({runner.id: runner.encoded for runner in each}),
        **{output_name(runner.id): runner.encoded for runner in each},
    }
    return "".join(f"{name}={value}\n" for name, value in lines.items())

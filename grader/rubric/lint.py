"""What a rubric may not say although every single value in it is well-formed."""

from grader.model.rubric import Rubric
from grader.rubric import (
    lint_arguments,
    lint_calls,
    lint_checks,
    lint_draws,
    lint_inputs,
    lint_mistakes,
    lint_names,
    lint_paths,
    lint_starter,
    lint_unused,
)
from grader.rubric.errors import RubricProblem
from grader.rubric.lint_reference import References
from grader.rubric.positions import Positions

LATER = (lint_arguments.problems, lint_calls.problems, lint_unused.problems, lint_draws.problems)
"""Looks at a question that rely on what earlier ones found right."""


def lint(rubric: Rubric, positions: Positions) -> list[RubricProblem]:
    """Find what contradicts itself, or names what isn't there.

    rubric: as read.
    positions: its file, beside which the reference is looked up, and the lines of its values.
    Returns the problems; no code of the reference or of the probes is run for them.
    """
    references = References(rubric, positions)
    missing = list(lint_paths.problems(rubric, positions))
    problems = [
        *missing,
        *lint_names.problems(rubric, positions),
        *lint_checks.problems(rubric, positions),
        *lint_mistakes.problems(rubric, positions),
        *([] if missing else lint_starter.problems(rubric, positions)),
    ]
    for number, question in enumerate(rubric.questions):
        loc = ("questions", number)
        found = [
            *lint_inputs.problems(question, loc, positions),
            *references.problems(question, loc),
        ]
        for look in LATER:
            if not found and not missing:
                found = list(look(question, loc, positions, references))
        problems += found
    return problems

"""`grader rubric lint` and `grader rubric show`."""

from rich.console import Console

from grader.cli.failure import OK
from grader.cli.rubrics import load_named
from grader.rubric.show import show_text


def lint(name: str) -> int:
    """Print that a rubric is sound; what is wrong with it ends the command."""
    loaded = load_named(name)
    rubric = loaded.rubric
    checks = sum(len(question.checks) for question in rubric.questions)
    questions = len(rubric.questions)
    print(
        f"{loaded.path}: sound; {questions} question{'s' if questions > 1 else ''}, "
        f"{checks} checks, {rubric.max_points} points"
    )
    return OK


def show(name: str) -> int:
    """Print a rubric for a reader."""
    Console().print(show_text(load_named(name)), markup=False, highlight=False, end="")
    return OK

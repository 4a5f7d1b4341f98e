"""One look at some questions of a homework, as `grader check --only` takes it."""

from collections.abc import Collection
from pathlib import Path

from grader.desk.look import Looker
from grader.desk.source import Source
from grader.model.results import QuestionResult
from grader.sandbox.channel import Launcher


def looked_at(
    source: Source, path: Path, questions: Collection[str], launcher: Launcher
) -> dict[str, QuestionResult]:
    """Return the results of some questions by id; raises DeskError where they can't be had."""
    only = tuple(sorted(questions))
    look = Looker(source, path, only, None, None, launcher, insists=False).look()
    return {each.id: each for each in look.result.questions}

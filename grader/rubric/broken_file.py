"""A Python file of the rubric's author that can't be imported: which line is to blame, and why."""

import contextlib
import re
import traceback
from collections.abc import Iterator
from pathlib import Path

from grader.rubric.errors import RubricErrors, RubricProblem
from grader.rubric.wording import LONGEST_LIST, one_line

PRIVATE = re.compile(r"_grader_[a-z]+_[0-9a-f]{16}")
"""The names under which such files are imported; the author knows them by their folder's name."""


@contextlib.contextmanager
def blaming(path: Path) -> Iterator[None]:
    """Turn whatever the author's files raise meanwhile into RubricErrors with one line of theirs.

    path: the folder of these files, or the only one of them.
    """
    try:
        yield
    except (Exception, SystemExit) as error:
        raise RubricErrors([import_problem(error, path)]) from error


def import_problem(error: BaseException, path: Path) -> RubricProblem:
    """Describe an error of an import at the line of the module that was being imported last.

    A function that it called with wrong words (a mistake's slug, say) is not to blame.
    """
    file, line = path, None
    if isinstance(error, SyntaxError) and error.filename is not None:
        file, line = Path(error.filename), error.lineno
    else:
        for frame in traceback.extract_tb(error.__traceback__):
            if frame.name == "<module>" and Path(frame.filename).is_relative_to(path):
                file, line = Path(frame.filename), frame.lineno
    text = error.msg if isinstance(error, SyntaxError) else str(error)
    why = PRIVATE.sub(path.stem, f"{type(error).__name__}: {text}")
    told = f"can't be imported ({one_line(why, LONGEST_LIST)})"
    return RubricProblem(seen_from_here(file), line, "", told)


def seen_from_here(file: Path) -> str:
    """Return a file's path as seen from the working folder, whole where it lies elsewhere."""
    whole, here = file.resolve(), Path.cwd().resolve()
    return str(whole.relative_to(here) if whole.is_relative_to(here) else whole)

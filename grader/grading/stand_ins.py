"""Which of the course's own files a submission is given, and which it must not see."""

import ast
import re
from collections.abc import Collection, Mapping, Sequence
from pathlib import PurePosixPath
from typing import NamedTuple

from grader.grading.untouched import MOST_PARSED
from grader.model.batch import Batch
from grader.model.rubric import Rubric


class Sitting(NamedTuple):
    """Batches that run with the same stand-ins."""

    batches: tuple[Batch, ...]
    withheld: frozenset[str]
    """Stand-in files that are not laid out beside the submission."""


def sittings(
    batches: Sequence[Batch],
    texts: Mapping[str, str],
    rubric: Rubric,
    course: Collection[str],
) -> list[Sitting]:
    """Split a submission's batches by what may lie beside them.

    A stand-in that answers a question (the course's own q1_softmax.py, for a q3 that imports
    it) is laid out only where the submission lacks that file or Python can't read it, and
    never while that question is judged.
    """
    answers = answering_files(rubric, course)
    needed = frozenset(name for name in answers if is_needed(name, texts))
    own = {q.id for q in rubric.questions if needed & {q.file, *q.files}}
    alone = tuple(batch for batch in batches if batch.key.split("/", 1)[0] in own)
    others = tuple(batch for batch in batches if batch not in alone)
    parts = [Sitting(others, answers - needed), Sitting(alone, answers)]
    return [part for part in parts if part.batches]


def answering_files(rubric: Rubric, course: Collection[str]) -> frozenset[str]:
    """Return the stand-in files that have the name of a file that is judged."""
    judged = {name for question in rubric.questions for name in (question.file, *question.files)}
    return frozenset(judged & set(course))


def is_needed(name: str, texts: Mapping[str, str]) -> bool:
    """Say whether the submission imports a file that it lacks or that is broken."""
    own = [text for path, text in texts.items() if PurePosixPath(path).name == name]
    if own and all(map(is_readable, own)):
        return False
    module = re.escape(PurePosixPath(name).stem)
    pattern = re.compile(rf"^[ \t]*(?:from|import)[ \t][^\n]{{0,500}}\b{module}\b", re.MULTILINE)
    return any(pattern.search(text) for text in texts.values())


def is_readable(text: str) -> bool:
    """Say whether Python 3 can parse a file (a huge one is left to the worker's clock)."""
    if len(text) > MOST_PARSED:
        return True
    try:
        ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True

"""Whether a manifest's right answers can be had: each is asked for once, before a class is."""

from collections.abc import Iterator

import numpy as np

from grader.model.written import Manifest, WrittenQuestion
from grader.written.compare.expected import ReferenceFunctions, expected_value
from grader.written.parse.formula import Parsed, parse
from grader.written.parse.tree import Name
from grader.written.worlds.families import worlds_of


def unsound(
    manifest: Manifest, functions: ReferenceFunctions, seed: int
) -> Iterator[tuple[int, str]]:
    """Yield the place of each question without a right answer, and what is wrong with it.

    functions: gives the reference function of a name `module:function`.
    """
    for place, question in enumerate(manifest.questions):
        if question.expected is not None and question.world is not None:
            why = _wrong(question, functions, seed)
            if why:
                yield place, why


def _wrong(question: WrittenQuestion, functions: ReferenceFunctions, seed: int) -> str:
    """Say why a question has no right answer; empty where it has one."""
    assert question.expected is not None and question.world is not None
    by: Name | None = None
    if question.kind != "value":
        parsed = parse(question.targets[0])
        if not isinstance(parsed, Parsed) or not isinstance(parsed.tree, Name):
            return f"has a target that is no symbol: {question.targets[0]}"
        by = parsed.tree
    try:
        value = expected_value(
            question.expected, by, worlds_of(question.world, seed, "columns")[0], functions
        )
    except Exception as error:  # the author's functions may raise anything
        said = str(error).splitlines()[:1]
        named = f"{type(error).__name__}: {said[0]}" if said else type(error).__name__
        return f"gives no right answer in the world {question.world} ({named})"
    if not np.isfinite(value.array).all():
        return f"gives a right answer that is not finite in the world {question.world}"
    return ""

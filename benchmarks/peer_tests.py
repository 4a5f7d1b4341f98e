"""The same work as plain pytest does it: one test for each thing that the rubric gives points for.

Run by pytest with CASES (the cases' file) and SUBMISSIONS (folders, by line) in the environment.
"""

import copy
import os
import pickle
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

EXERCISES: dict[str, tuple[Any, Any]] = {
    name: (calls, expected)
    for name, calls, expected in pickle.loads(Path(os.environ["CASES"]).read_bytes())
}
SUBMISSIONS = os.environ["SUBMISSIONS"].split("\n")
OUTPUTS = ("loss", "first-gradient", "second-gradient")


@lru_cache(maxsize=1)
def functions(folder: str) -> dict[str, Callable[..., Any]]:
    """Import a submission."""
    path = Path(folder, "word2vec.py")
    space: dict[str, Any] = {"__name__": "word2vec"}
    exec(compile(path.read_text(encoding="utf-8"), str(path), "exec"), space)
    return space


@lru_cache(maxsize=1)
def answers(folder: str, name: str) -> list[Any]:
    """Make all calls of a function, once for all tests of it."""
    function = functions(folder)[name]
    return [function(*copy.deepcopy(arguments)) for arguments in EXERCISES[name][0]]


@pytest.mark.parametrize("place", range(3), ids=OUTPUTS)
@pytest.mark.parametrize("name", EXERCISES)
@pytest.mark.parametrize("folder", SUBMISSIONS, ids=lambda folder: Path(folder).name)
def test_numbers(folder: str, name: str, place: int) -> None:
    """An output has the expected numbers in every case."""
    for answer, expected in zip(answers(folder, name), EXERCISES[name][1], strict=True):
        wanted = np.asarray(expected[place])
        error = np.max(np.abs(np.asarray(answer[place]) - wanted))

        assert error <= 1e-5 * max(float(np.max(np.abs(wanted))), 1e-12)


@pytest.mark.parametrize("name", EXERCISES)
@pytest.mark.parametrize("folder", SUBMISSIONS, ids=lambda folder: Path(folder).name)
def test_shapes(folder: str, name: str) -> None:
    """Every output has the expected shape in every case."""
    for answer, expected in zip(answers(folder, name), EXERCISES[name][1], strict=True):
        assert [np.shape(part) for part in expected] == [np.shape(part) for part in answer]

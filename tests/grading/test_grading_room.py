"""Room for answers: as much as right ones need, many times over, and an end."""

import numpy as np
import pytest

from grader.grading.plan import notebook_module_path
from grader.grading.room import LEAST, room_for
from grader.model.facts import ArrayValue


def test_there_is_room_for_answers_a_few_times_as_long() -> None:
    """A list of numbers takes up to eight times what an array of them takes."""
    large = np.zeros((100, 1000))

    assert room_for([]) == LEAST
    assert room_for([[large]]) > 9 * large.nbytes
    assert room_for([[large]]) == room_for([[ArrayValue(large)]])
    assert room_for([[large]] * 3) > 2.5 * room_for([[large]])


def test_room_counts_whatever_a_value_holds() -> None:
    """Texts, lists, records and numbers, however deep."""
    assert room_for([{"a": ["x" * 50_000]}]) > room_for([{"a": ["x"]}])
    assert room_for([[(1, 2.0, None), {"b": [True]}]]) > LEAST


@pytest.mark.parametrize(
    ("path", "taken", "module"),
    [
        ("a2.ipynb", (), "a2.py"),
        ("sub/My work (1).ipynb", (), "sub/My_work__1_.py"),
        ("a2.ipynb", ("a2.py",), "a2_notebook.py"),
        ("a2.ipynb", ("a2.py", "a2_notebook.py"), "a2_notebook_notebook.py"),
    ],
)
def test_a_notebook_becomes_a_module_of_its_own(
    path: str, taken: tuple[str, ...], module: str
) -> None:
    """By a name that Python can import and that no file or folder has."""
    assert module == notebook_module_path(path, taken)

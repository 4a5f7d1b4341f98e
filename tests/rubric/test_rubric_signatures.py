"""What is read from a file's text is what an import would give."""

import importlib
import inspect
from pathlib import Path

import pytest

from grader.rubric.reference import float_axes, load_reference, parameter_names
from grader.rubric.signatures import Signature, read_signatures

REFERENCE = sorted(Path("reference").glob("[!_]*.py"))


@pytest.mark.parametrize("file", REFERENCE, ids=lambda file: file.stem)
def test_text_and_import_agree(file: Path) -> None:
    """Parameters, which of them are needed, and axes of arrays are those that Python sees."""
    module = importlib.import_module(f"reference.{file.stem}")
    functions = {
        name: function
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__
    }

    read = {name: each for name, each in read_signatures(file).items() if each is not None}

    assert set(functions) == set(read)
    for name, function in functions.items():
        needed = [each for each, needed in parameter_names(function).items() if needed]
        assert needed == list(read[name].required)
        assert set(parameter_names(function)) == read[name].known
        assert float_axes(function) == read[name].arrays


def test_names_that_are_no_functions_are_known_to_exist(tmp_path: Path) -> None:
    """Classes, values and imported names exist, with parameters that can't be told."""
    file = tmp_path / "a.py"
    file.write_text("import x.y as z\nfrom .b import c\nclass D: pass\ne = 1\nf: int = 2\n")

    assert dict.fromkeys("zcDef") == read_signatures(file)


def test_every_kind_of_parameter_is_read(tmp_path: Path) -> None:
    """Positional, defaulted, keyword-only and open parameters are told apart."""
    file = tmp_path / "a.py"
    file.write_text(
        "from .shapes import Vector\n"
        "Matrix = Float[ndarray, 'V d']\n"
        "def f(a, /, b: Matrix, c: Vector = 1, *rest, d: Float[ndarray, ' n'], e=2, **more): ...\n"
        "def g(a: Float[ndarray, '*n'], b: Int[ndarray, 'n'], c: 'Matrix', d: Loop): ...\n"
        "Loop = Loop\n"
    )

    read = read_signatures(file)

    arrays = {"b": ("V", "d"), "d": ("n",)}
    assert Signature(("a", "b", "d"), ("c", "e"), True, arrays, frozenset({"c"})) == read["f"]
    assert Signature(("a", "b", "c", "d")) == read["g"]


LATE = "from __future__ import annotations\nfrom typing import TYPE_CHECKING\n"
USED = "import numpy as np\nfrom jaxtyping import Float, Int\nMatrix = Float[np.ndarray, 'V d']\n"
FUNCTION = """
def f(a: Float[np.ndarray, "d_in"], b: Int[np.ndarray, "n"], c: Float[np.ndarray, "*n"],
      d: Float[np.ndarray, ""], e: float, g: MATRIX) -> Float[np.ndarray, "n"]: ...
"""


@pytest.mark.parametrize(
    ("text", "more"),
    [
        (USED + FUNCTION.replace("MATRIX", "Matrix"), {"g": ("V", "d")}),
        (LATE + USED + FUNCTION.replace("MATRIX", "Matrix"), {"g": ("V", "d")}),
        (LATE + FUNCTION.replace("MATRIX", "Unknown"), {}),
    ],
)
def test_axes_are_those_of_annotations_left_as_text(
    tmp_path: Path, text: str, more: dict[str, tuple[str, ...]]
) -> None:
    """A reference may import jaxtyping for type checkers alone, which saves students the time."""
    (tmp_path / "late.py").write_text(text)
    function = load_reference(tmp_path / "late.py").function("late:f")

    assert {"a": ("d_in",), "d": (), **more} == float_axes(function)

"""Judge one returned output against its expected value: type, shape, finiteness, numbers."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.checks import tolerance
from grader.checks.reading import Unreadable, read_numbers, type_words
from grader.model.facts import Value
from grader.model.results import Reason


@dataclass(frozen=True, eq=False)
class Outcome:
    """How one output of one call fared."""

    ok: bool
    reason: Reason | None = None
    words: str = ""
    """What is the matter, as the rest of "`name` is …"."""
    shape_ok: bool = True
    shape_words: str = ""
    remarks: tuple[str, ...] = ()
    got: np.ndarray | None = None
    """The answer as float64, in the shape it was handed in."""
    aligned: np.ndarray | None = None
    """The answer brought to the expected shape, where that is possible without guessing."""
    wrong: np.ndarray | None = None
    """Flags of the wrong entries of `aligned`."""


def judge_output(value: Value, expected: Any, relative: float | None = None) -> Outcome:
    """Compare a returned output with the expected one.

    A right value in a related shape (a vector as one row or column, a matrix transposed, a
    number in an array of one entry) is `ok` with `shape_ok` false, or with a mere remark in
    the case of the number.
    """
    if not isinstance(expected, np.ndarray | float | int):
        return _judge_thing(value, expected)
    numbers = read_numbers(value)
    if isinstance(numbers, Unreadable):
        return Outcome(False, numbers.reason, numbers.words, shape_ok=False)
    wanted = np.asarray(expected, dtype=np.float64)
    aligned, shape_words = align(numbers.data, wanted)
    if aligned is None:
        words = f"an array of shape {numbers.data.shape}, where {shape_name(wanted.shape)} is due"
        return Outcome(False, "wrong-shape", words, False, words, numbers.remarks, numbers.data)
    remarks = numbers.remarks
    if wanted.ndim == 0 and numbers.data.ndim > 0:
        remarks += ("a number was due, an array with one entry came",)
        shape_words = ""
    comparison = tolerance.compare(aligned, wanted, relative)
    if comparison.close and tolerance.EXACT < comparison.error and not remarks:
        remarks = ("right to about five digits only, as if computed in single precision",)
    reason: Reason | None = None
    words = ""
    if not comparison.close:
        finite = bool(np.isfinite(aligned).all())
        reason = "wrong-value" if finite else "not-finite"
        words = "not the expected value" if finite else _not_finite_words(aligned)
    return Outcome(
        comparison.close,
        reason,
        words,
        not shape_words,
        shape_words,
        remarks,
        numbers.data,
        aligned,
        comparison.wrong,
    )


def align(got: np.ndarray, wanted: np.ndarray) -> tuple[np.ndarray | None, str]:
    """Bring an answer to the expected shape if only the convention differs; say how it differs."""
    if got.shape == wanted.shape:
        return got, ""
    if wanted.ndim == 0 and got.size == 1:
        return got.reshape(()), "an array with one entry"
    if wanted.ndim == 1 and got.ndim == 2 and got.size == wanted.size and 1 in got.shape:
        kind = "row" if got.shape[0] == 1 else "column"
        words = (
            f"a matrix of one {kind}, shape {got.shape}, where {shape_name(wanted.shape)} is due"
        )
        return got.reshape(wanted.shape), words
    if wanted.ndim == 2 and got.shape == wanted.shape[::-1]:
        words = f"of shape {got.shape}, the transpose of {wanted.shape}"
        return got.T, words
    return None, ""


def shape_name(shape: tuple[int, ...]) -> str:
    """Name a shape: a number, a vector of length n, a matrix of shape (n, m)."""
    if len(shape) == 0:
        return "a number"
    if len(shape) == 1:
        return f"a vector of shape {shape}"
    return f"{'a matrix' if len(shape) == 2 else 'an array'} of shape {shape}"


def _not_finite_words(array: np.ndarray) -> str:
    kinds = [
        name
        for name, found in (("NaN", np.isnan(array).any()), ("infinity", np.isinf(array).any()))
        if found
    ]
    return f"not finite: it holds {' and '.join(kinds)}"


def _judge_thing(value: Value, expected: Any) -> Outcome:
    """Compare a value that isn't numbers (a record, a text) part by part."""
    if isinstance(expected, dict) and not isinstance(value, dict):
        reason: Reason = "not-implemented" if value is None else "wrong-type"
        words = "None" if value is None else f"{type_words(value)}, where a dict is due"
        return Outcome(False, reason, words, shape_ok=False)
    if same_thing(value, expected):
        return Outcome(True)
    return Outcome(False, "wrong-value", "not the expected one")


def same_thing(value: Value, expected: Any) -> bool:
    """Say whether a value equals an expected record, text or number, part by part."""
    if isinstance(expected, dict):
        return (
            isinstance(value, dict)
            and value.keys() == expected.keys()
            and all(same_thing(value[key], item) for key, item in expected.items())
        )
    if isinstance(expected, np.ndarray | float | int) and not isinstance(expected, bool):
        return judge_output(value, expected).ok
    return type(value) is type(expected) and bool(value == expected)

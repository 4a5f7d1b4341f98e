"""Sets both sides of a wrong line as two small grids."""

from collections.abc import Sequence
from math import ceil, isfinite

from grader.model.derivation import Matrix, SideValues
from grader.reports.grid import TINTS, Cell, Grid, pads

NOISE = 1e-12
"""Below it a printed number is what rounding left of 0."""
NEAR = 2e-3
"""Entries that differ by less, as a share of the largest, are printed alike or nearly so."""
MOST = 12
"""Most rows and columns that are shown."""


def side_grids(values: SideValues, claimed: str, right: str) -> tuple[Grid, Grid]:
    """Return what a line gives and what it should equal, under these two labels."""
    theirs, due = _tidy(values.claimed), _tidy(values.right)
    same = _shape(theirs) == _shape(due)
    return (
        _grid(claimed, theirs, _errors(theirs, due) if same else (), differs=not same),
        _grid(right, due, ()),
    )


def _grid(
    label: str, numbers: Matrix, errors: Sequence[Sequence[float]], *, differs: bool = False
) -> Grid:
    blanks = pads(numbers)
    rows = tuple(
        tuple(
            _cell(text, errors[row][column] if errors else 0.0, blanks[row][column])
            for column, text in enumerate(texts[:MOST])
        )
        for row, texts in enumerate(numbers[:MOST])
    )
    height, width = _shape(numbers)
    return Grid(label, _nature(height, width), rows, "", max(height, width) > MOST, differs)


def _cell(text: str, error: float, pad: str) -> Cell:
    if error < NEAR:
        return Cell(text, pad=pad)
    return Cell(text, True, max(1, min(TINTS, ceil(error * TINTS))), pad)


def _nature(height: int, width: int) -> str:
    if height == width == 1:
        return "a number"
    if width == 1:
        return f"a column of {height}"
    return f"a row of {width}" if height == 1 else f"a {height} × {width} matrix"


def _shape(numbers: Matrix) -> tuple[int, int]:
    return len(numbers), max(map(len, numbers), default=0)


def _tidy(numbers: Matrix) -> Matrix:
    return tuple(
        tuple("0" if abs(_value(text)) < NOISE else text for text in row) for row in numbers
    )


def _errors(theirs: Matrix, due: Matrix) -> list[list[float]]:
    """Return how far off each entry is, as a share of the largest that is due."""
    largest = max((abs(_value(text)) for row in due for text in row), default=0.0) or 1.0
    return [
        [
            _error(_value(mine), _value(right), largest)
            for mine, right in zip(row, other, strict=False)
        ]
        for row, other in zip(theirs, due, strict=True)
    ]


def _error(mine: float, right: float, largest: float) -> float:
    error = abs(mine - right) / largest
    return error if isfinite(error) else 1.0


def _value(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return float("nan")

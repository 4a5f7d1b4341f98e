"""A value: a scalar, a column, a row or a matrix, with a batch axis for derivatives."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Value:
    """Complex numbers of shape (batch, rows, columns); a scalar has shape (batch, 1, 1).

    All axes of a world have different sizes of at least 2, so that shapes tell axes apart.
    """

    array: np.ndarray
    literal: bool = False
    """A number as written: it may be added to every entry, as in 1 - h."""
    fixed: bool = False
    """A vector whose orientation was written out with a transpose: it is never turned."""

    @property
    def shape(self) -> tuple[int, int]:
        """Return (rows, columns)."""
        return self.array.shape[1], self.array.shape[2]

    @property
    def is_scalar(self) -> bool:
        """Tell a single number."""
        return self.shape == (1, 1)

    @property
    def is_zero(self) -> bool:
        """Tell the number 0, which stands for a zero of any shape."""
        return self.literal and self.is_scalar and not self.array.any()

    @property
    def transposed(self) -> "Value":
        """Return the transpose (no conjugate: the imaginary part carries a derivative)."""
        return Value(
            self.array.swapaxes(1, 2), self.literal, 1 in self.shape and not self.is_scalar
        )

    @property
    def lies(self) -> bool:
        """Tell a row."""
        return self.shape[0] == 1 and not self.is_scalar

    @property
    def standing(self) -> "Value":
        """Return a row as a column, anything else as it is."""
        return self.transposed if self.lies else self

    @property
    def lying(self) -> "Value":
        """Return a column as a row that may be turned, anything else as it is."""
        if self.shape[1] != 1 or self.is_scalar:
            return self
        return Value(self.array.swapaxes(1, 2), self.literal, self.fixed)

    @property
    def words(self) -> str:
        """Name the shape for the student."""
        rows, columns = self.shape
        if self.is_scalar:
            return "a scalar"
        if columns == 1:
            return f"a column of {rows}"
        if rows == 1:
            return f"a row of {columns}"
        return f"a {rows} × {columns} matrix"


def scalar(number: complex, literal: bool = False) -> Value:
    """Return a single number as a value."""
    return Value(np.full((1, 1, 1), number, dtype=np.complex128), literal)


def column(numbers: np.ndarray) -> Value:
    """Return numbers (n,) as a column."""
    return Value(np.asarray(numbers, dtype=np.complex128).reshape(1, -1, 1))


def matrix(numbers: np.ndarray) -> Value:
    """Return numbers (n, m) as a matrix."""
    return Value(np.asarray(numbers, dtype=np.complex128)[None])

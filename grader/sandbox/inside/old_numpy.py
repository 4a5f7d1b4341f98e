"""Names that NumPy dropped, put back so that homework of earlier years still runs."""

from typing import ClassVar

import numpy as np

DROPPED = {
    "float": float,
    "int": int,
    "bool": bool,
    "object": object,
    "complex": complex,
    "str": str,
    "float_": np.float64,
    "int_": np.int64,
    "mat": np.asmatrix,
    "product": np.prod,
    "cumproduct": np.cumprod,
    "sometrue": np.any,
    "alltrue": np.all,
    "Inf": np.inf,
    "infty": np.inf,
    "NaN": np.nan,
    "asfarray": lambda a, dtype=np.float64: np.asarray(a, dtype),
    "asscalar": lambda a: np.asarray(a).item(),
    "in1d": np.isin,
    "row_stack": np.vstack,
    "trapz": getattr(np, "trapezoid", getattr(np, "trapz", None)),
    "round_": np.round,
}


class Used:
    """Which of the dropped names student code has asked for."""

    names: ClassVar[set[str]] = set()


def put_back() -> None:
    """Answer for dropped names through numpy's own module `__getattr__`, noting each use."""
    original = np.__getattr__

    def answer(name: str) -> object:
        if name in DROPPED:
            Used.names.add(name)
            return DROPPED[name]
        return original(name)

    np.__dict__["__getattr__"] = answer

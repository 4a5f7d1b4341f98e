"""Sizes of a case."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from grader.model.case import CaseError
from grader.rubric.axes import axis_size, sample_sizes, smallest_sizes

RANGES = st.dictionaries(
    st.sampled_from(["V", "d", "K", "n", "H"]),
    st.tuples(st.integers(1, 8), st.integers(0, 8)).map(lambda pair: (pair[0], sum(pair))),
    min_size=1,
)


def room(axes: dict[str, tuple[int, int]]) -> bool:
    """Tell whether some choice of sizes makes all axes differ (Hall's condition on intervals)."""
    ends = [end for low_high in axes.values() for end in low_high]
    return all(
        sum(low <= a and b <= high for a, b in axes.values()) <= high - low + 1
        for low in ends
        for high in ends
        if low <= high
    )


@given(axes=RANGES, seed=st.integers(0, 100), number=st.integers(0, 19))
def test_all_axes_differ(axes: dict[str, tuple[int, int]], seed: int, number: int) -> None:
    """Wherever there is room, every axis gets a size of its own, inside its range."""
    assume(room(axes))

    sizes = sample_sizes(axes, number, 20, np.random.default_rng(seed))

    assert list(axes) == list(sizes)
    assert len(axes) == len(set(sizes.values()))
    assert all(low <= sizes[name] <= high for name, (low, high) in axes.items())


@given(axes=RANGES, seed=st.integers(0, 100), number=st.integers(0, 19))
def test_case_0_is_the_smallest(axes: dict[str, tuple[int, int]], seed: int, number: int) -> None:
    """No later case has smaller sizes in total than case 0."""
    assume(room(axes))

    first = sample_sizes(axes, 0, 20, np.random.default_rng(seed))
    later = sample_sizes(axes, number, 20, np.random.default_rng(seed))

    assert smallest_sizes(axes) == first
    assert sum(first.values()) <= sum(later.values())


def test_sizes_grow_with_the_number() -> None:
    """On average the last cases of a suite are larger than the first ones."""
    axes = {"V": (4, 12), "d": (2, 9)}

    def mean(number: int) -> float:
        rngs = (np.random.default_rng(seed) for seed in range(100))
        return float(np.mean([sum(sample_sizes(axes, number, 20, rng).values()) for rng in rngs]))

    means = [mean(number) for number in (0, 6, 12, 19)]
    assert sorted(means) == means
    assert means[0] + 3 < means[-1]


def test_no_room_for_different_sizes() -> None:
    """Ranges that force two axes to be equal are refused with the ranges."""
    with pytest.raises(CaseError) as error:
        smallest_sizes({"V": (2, 3), "d": (2, 2), "n": (3, 3)})

    assert (
        "expected ranges in which all axes can differ, got V: [2, 3], d: [2, 2], n: [3, 3]"
        == str(error.value)
    )


@pytest.mark.parametrize(
    ("expression", "size"),
    [("V", 7), (3, 3), ("(V + 1) * d + (d + 1) * 2", 24 - 2), ("(n+1)//2", 3), (" V-d ", 5)],
)
def test_expressions(expression: object, size: int) -> None:
    """Axis names, whole numbers and + - * // mean what they mean in Python."""
    assert size == axis_size(expression, {"V": 7, "d": 2, "n": 5})


@pytest.mark.parametrize(
    ("expression", "message"),
    [
        ("W", "expected one of the axes (V, d), got 'W'"),
        ("V **", "expected an axis expression, got 'V **'"),
        ("V ** d", "expected axis names, whole numbers and + - * //, got 'V ** d'"),
        ("V / 2", "expected axis names, whole numbers and + - * //, got 'V / 2'"),
        ("len(V)", "expected axis names, whole numbers and + - * //, got 'len(V)'"),
        ("True", "expected axis names, whole numbers and + - * //, got 'True'"),
        ("V // 0", "division by zero in 'V // 0'"),
        ("d - V", "expected a size of at least 0, got d - V = -5"),
        (True, "expected an axis or a whole number, got True"),
        (2.5, "expected an axis or a whole number, got 2.5"),
    ],
)
def test_bad_expressions(expression: object, message: str) -> None:
    """Anything else is refused, and nothing is ever evaluated as Python."""
    with pytest.raises(CaseError) as error:
        axis_size(expression, {"V": 7, "d": 2})

    assert message == str(error.value)

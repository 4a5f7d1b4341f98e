"""Gradients against the own loss: what belongs to what, and what disagrees."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.own_loss.compare import Gradient, compared
from grader.own_loss.slopes import MOST_ENTRIES, measured
from grader.own_loss.words import as_data, lines

W = np.array([[1.0, -2.0], [0.5, 3.0], [2.0, 1.0]])
V = np.array([[0.3, 0.7], [-1.0, 0.2], [0.1, -0.4]])


def loss(w: np.ndarray, v: np.ndarray) -> float:
    """Return a loss whose slopes by w and by v differ."""
    return float(np.sum(w**2 * v) + np.sum(np.sin(v)))


TRUE_W, TRUE_V = 2 * W * V, W**2 + np.cos(V)


def judged(*outputs: np.ndarray) -> list[Gradient]:
    """Judge returned gradients of that loss."""
    slopes = {
        1: measured(W, lambda values: [loss(w, V) for w in values], 1),
        2: measured(V, lambda values: [loss(W, v) for v in values], 2),
    }
    numbered = dict(enumerate(outputs, 2))
    return compared(numbered, {1: ("w", W), 2: ("v", V)}, slopes)


def test_right_gradients_are_right_in_either_order() -> None:
    """Two arguments of one shape are told apart by what the loss does."""
    for outputs, places in (((TRUE_W, TRUE_V), [1, 2]), ((TRUE_V, TRUE_W), [2, 1])):
        found = judged(*outputs)

        assert ["right", "right"] == [each.verdict for each in found]
        assert places == [each.argument for each in found]


def test_the_entries_that_disagree_are_named() -> None:
    """The worst comes first, with what was returned and what the loss does."""
    wrong = TRUE_W.copy()
    wrong[2, 0] += 0.5
    wrong[0, 1] -= 2.0
    (found, _) = judged(wrong, TRUE_V)

    assert ("wrong", 1) == (found.verdict, found.argument)
    assert [(0, 1), (2, 0)] == [each.entry for each in found.wrong]
    text = " ".join(lines(found))
    assert "2 of 6 places disagree with your loss: [0, 1], [2, 0]" in text
    assert "The worst is [0, 1]" in text and "it settles" in text


@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_what_is_not_finite_disagrees(bad: float) -> None:
    """NaN is no slope."""
    wrong = TRUE_W.copy()
    wrong[1, 1] = bad
    (found, _) = judged(wrong, TRUE_V)

    assert "wrong" == found.verdict
    assert (1, 1) in [each.entry for each in found.wrong]
    assert as_data(found)["places"]["wrong"] >= 1


def test_another_shape_is_a_verdict_of_its_own() -> None:
    """A transposed gradient is not compared entry by entry."""
    (found, _) = judged(TRUE_W.T, TRUE_V)

    assert "wrong-shape" == found.verdict
    assert "has the shape of what it differentiates by" in " ".join(lines(found))


def test_every_entry_of_a_large_argument_counts() -> None:
    """Beyond the entries that are moved one by one, directions see what is wrong."""
    value = np.linspace(-1, 1, 40 * MOST_ENTRIES)
    slopes = measured(value, lambda values: [float(np.sum(v**3)) for v in values], 0)
    unseen = next(n for n in range(value.size) if (n,) not in {s.entry for s in slopes})
    wrong = 3 * value**2
    wrong[unseen] += 1.0

    (right,) = compared({2: 3 * value**2}, {1: ("x", value)}, {1: slopes})
    (found,) = compared({2: wrong}, {1: ("x", value)}, {1: slopes})
    assert ("right", "wrong") == (right.verdict, found.verdict)
    assert "Along a random direction" in " ".join(lines(found))


def test_a_kink_nearby_is_looked_at_more_closely() -> None:
    """Where large steps cross a kink, smaller ones still find the slope."""
    value = np.array([0.001, -1.0])
    slopes = measured(value, lambda values: [float(np.maximum(v, 0).sum()) for v in values], 0)
    (found,) = compared({2: np.array([1.0, 0.0])}, {1: ("x", value)}, {1: slopes})

    assert ("right", 0) == (found.verdict, found.unclear)


def test_noise_is_no_slope() -> None:
    """A loss that draws anew at each call can't be judged, and is not called wrong."""
    rng = np.random.default_rng(0)
    slopes = measured(W, lambda values: [float(rng.standard_normal()) for _ in values], 0)
    (found,) = compared({2: TRUE_W}, {1: ("w", W)}, {1: slopes})

    assert "cannot-tell" == found.verdict


@given(seed=st.integers(0, 1000), size=st.integers(1, 6))
def test_quadratics_are_right_and_their_halves_wrong(seed: int, size: int) -> None:
    """Whatever the quadratic, its gradient passes and half of it does not."""
    rng = np.random.default_rng(seed)
    matrix, value = rng.standard_normal((size, size)), rng.uniform(0.5, 2, size)
    gradient = (matrix + matrix.T) @ value
    slopes = measured(value, lambda values: [float(v @ matrix @ v) for v in values], seed)

    (right,) = compared({2: gradient}, {1: ("x", value)}, {1: slopes})
    (wrong,) = compared({2: gradient / 2}, {1: ("x", value)}, {1: slopes})
    assert ("right", "wrong") == (right.verdict, wrong.verdict)

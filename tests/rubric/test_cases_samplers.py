"""Scripts of negative samples."""

from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from grader.model.case import CaseError
from grader.model.rubric import InputSpec
from grader.rubric.inputs import make_inputs
from grader.rubric.samplers import ROUNDS, accepted_draws

SIZES = {"V": 6, "K": 4, "n": 3}
SEEDS = range(25)


def script(mode: str, seed: int, number: int = 0) -> Any:
    """Make a target, a script that avoids or contains it, and the negatives it leads to."""
    specs: dict[str, InputSpec] = {
        "target": {"index": "V"},
        "draws": {"sampler": "V", "not": "target", "count": "K", "mode": mode},
        "negatives": {"accepted": "draws", "not": "target", "count": "K"},
    }
    return make_inputs(specs, SIZES, number, np.random.default_rng(seed))


@pytest.mark.parametrize("seed", SEEDS)
def test_distinct(seed: int) -> None:
    """The first K draws differ from one another and from the target."""
    values = script("distinct", seed)
    first = values["draws"][:4].tolist()

    assert first == values["negatives"].tolist()
    assert 4 == len(set(first) - {values["target"]})


@pytest.mark.parametrize("seed", SEEDS)
def test_repeat(seed: int) -> None:
    """Among the first K draws one occurs twice or more, and none is the target."""
    values = script("repeat", seed)
    first = values["draws"][:4].tolist()

    assert first == values["negatives"].tolist()
    assert 1 < len(set(first)) < 4
    assert values["target"] not in values["draws"]


@pytest.mark.parametrize("seed", SEEDS)
def test_true_word(seed: int) -> None:
    """The target stands among the first K draws, and the K negatives are without it."""
    values = script("true-word", seed, number=seed)

    assert values["target"] in values["draws"][:4]
    assert values["target"] not in values["negatives"]
    assert 4 == len(set(values["negatives"].tolist()))
    assert values["target"] != values["draws"][-1]


def test_true_word_twice_in_a_row() -> None:
    """In every second case the target comes twice in a row: drawing again once isn't enough."""
    pairs = [script("true-word", 3, number) for number in range(6)]
    doubled = [
        any(a == b == values["target"] for a, b in pairwise(draws))
        for values in pairs
        for draws in [values["draws"].tolist()]
    ]

    assert [False, True] * 3 == doubled


@pytest.mark.parametrize("mode", ["distinct", "repeat", "true-word"])
@pytest.mark.parametrize("already_drawn", [1, 4, 7, 50])
def test_whoever_draws_later_gets_the_same_negatives(mode: str, already_drawn: int) -> None:
    """K draws from any point on are the same K negatives in some order."""
    values = script(mode, 5)
    draws = values["draws"].tolist()
    later = draws[already_drawn % len(draws) :] + draws

    again = accepted_draws(later, [values["target"]], 4)[0]
    assert sorted(values["negatives"].tolist()) == sorted(again)
    assert len(draws) >= ROUNDS * 4


def test_one_row_of_negatives_for_each_target() -> None:
    """With several targets none is ever drawn, and each pair gets K negatives of its own."""
    specs: dict[str, InputSpec] = {
        "context": {"indices": "V", "count": "n"},
        "draws": {"sampler": "V", "not": "context", "count": 5, "for": "n", "mode": "repeat"},
        "negatives": {"accepted": "draws", "not": "context", "count": 5},
    }
    values: Any = make_inputs(specs, SIZES, 0, np.random.default_rng(2))
    first = values["draws"][:15].reshape(3, 5)

    assert first.tolist() == values["negatives"].tolist()
    assert not set(values["context"].tolist()) & set(values["draws"].tolist())


def test_draws_that_are_the_target_are_drawn_again() -> None:
    """Targets take from one script in turn; only the own target is passed over."""
    rows = accepted_draws([1, 0, 2, 0], [0, 1], 3)

    assert [[1, 2, 1], [0, 2, 0]] == rows


@pytest.mark.parametrize(
    ("spec", "message"),
    [
        ({"count": 4, "mode": "odd"}, "expected mode distinct, repeat, true-word, got 'odd'"),
        ({"count": 6}, "expected at least 6 words to draw from, got 5"),
        (
            {"count": 1, "mode": "repeat"},
            "expected words to draw from and at least 2 draws, got 1 draws",
        ),
    ],
)
def test_impossible_scripts(spec: InputSpec, message: str) -> None:
    """A script that can't hold what it promises is refused."""
    specs: dict[str, InputSpec] = {
        "target": {"index": "V"},
        "draws": {"sampler": "V", "not": "target", **spec},
    }
    with pytest.raises(CaseError) as error:
        make_inputs(specs, SIZES, 0, np.random.default_rng(0))

    assert f"draws: {message}" == str(error.value)


def test_a_script_of_nothing_but_targets() -> None:
    """A script that would be drawn from for ever is refused."""
    with pytest.raises(CaseError) as error:
        accepted_draws([1, 1], [1], 2)

    assert "expected a sampler that draws something else than the targets" == str(error.value)

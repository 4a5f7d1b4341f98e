"""Scripts of negative samples, and the negatives that a right sampler takes from them."""

import itertools
from collections.abc import Sequence

import numpy as np

from grader.model.case import CaseError, CaseValue
from grader.model.rubric import InputSpec
from grader.rubric.draw import Draw

MODES = ("distinct", "repeat", "true-word")
ROUNDS = 8
"""A script holds so many times the negatives that are asked for."""


def sampler(spec: InputSpec, draw: Draw) -> CaseValue:
    """Write a script of draws for a dataset to replay.

    Options: `not` names the target (or the targets: none of them is ever among the negatives);
    `count` is K; `for` is the number of pairs that draw K each; `mode` is `distinct`, `repeat`
    (a negative occurs twice among the first K) or `true-word` (the target stands among the
    draws and has to be drawn again).

    The negatives come round with period K: whoever starts later, or draws twice, still gets the
    same K negatives in another order, and loss and gradients are the same.
    """
    count, mode = draw.size(spec["count"]), spec.get("mode", "distinct")
    if mode not in MODES:
        raise CaseError(f"expected mode {', '.join(MODES)}, got {mode!r}")
    targets = draw.rows(spec["not"])
    others = [row for row in range(draw.size(spec["sampler"])) if row not in targets]
    negatives = _negatives(draw.rng, others, count, mode)
    if mode == "true-word":
        negatives = _with_target(draw.rng, negatives, targets[0], twice=draw.number % 2 == 1)
    script = negatives * (ROUNDS * draw.size(spec.get("for", 1)))
    if mode == "repeat":
        script += others  # whoever draws until all differ comes to an end
    return np.array(script, dtype=np.int64)


def accepted(spec: InputSpec, draw: Draw) -> CaseValue:
    """List the first `count` draws of a script that aren't the target.

    Where `not` names an array of targets, each of them takes its own row of draws in turn.
    """
    script = [int(row) for row in draw.array(spec["accepted"])]
    targets, count = draw.rows(spec["not"]), draw.size(spec["count"])
    rows = accepted_draws(script, targets, count)
    single = not isinstance(draw.values[spec["not"]], np.ndarray)
    return np.array(rows[0] if single else rows, dtype=np.int64)


def accepted_draws(script: Sequence[int], targets: Sequence[int], count: int) -> list[list[int]]:
    """Replay a script for one target after another, drawing again wherever the target came."""
    if all(target in targets for target in script):
        raise CaseError("expected a sampler that draws something else than the targets")
    draws = itertools.cycle(script)
    return [
        list(itertools.islice((row for row in draws if row != target), count)) for target in targets
    ]


def _negatives(rng: np.random.Generator, others: Sequence[int], count: int, mode: str) -> list[int]:
    if mode != "repeat":
        if len(others) < count:
            raise CaseError(f"expected at least {count} words to draw from, got {len(others)}")
        return [int(row) for row in rng.choice(others, count, replace=False)]
    if count < 2 or not others:
        raise CaseError(f"expected words to draw from and at least 2 draws, got {count} draws")
    drawn = [int(row) for row in rng.choice(others, count - 1, replace=count - 1 > len(others))]
    drawn.append(drawn[0])
    return [drawn[place] for place in rng.permutation(count)]


def _with_target(
    rng: np.random.Generator, negatives: Sequence[int], target: int, *, twice: bool
) -> list[int]:
    place = int(rng.integers(len(negatives)))
    return [*negatives[:place], *[target] * (2 if twice else 1), *negatives[place:]]

"""The objectives on which a student's gradient checker is tried."""

import random
from typing import Any

import numpy as np
import pytest

from grader.rubric.probes import ProbeFile
from tests.rubric.shipped import PROBES, prepared

STEP, TOLERANCE = 1e-4, 1e-5
"""The rule that the course's own checker documents."""


def worst(
    f: Any, point: np.ndarray, *, sides: int = 2, put_back: bool = True, state: bool = True
) -> float:
    """Return the largest difference that a checker of the documented rule finds.

    sides: 1 takes one-sided differences; put_back: whether each entry is put back; state: whether
    the state of the random numbers is put back before each call.
    """
    started = random.getstate()

    def call(at: np.ndarray) -> tuple[float, np.ndarray]:
        if state:
            random.setstate(started)
        cost, grad = f(at)
        return float(cost), np.asarray(grad)

    x: Any = point.copy()
    cost, grad = call(x)
    found = []
    for place in np.ndindex(x.shape):
        old = float(x[place])
        x[place] = old + STEP
        up = call(x)[0]
        x[place] = old - STEP
        slope = (up - call(x)[0]) / (2 * STEP) if sides == 2 else (up - cost) / STEP
        if put_back:
            x[place] = old
        claimed = float(grad[place])
        found.append(abs(slope - claimed) / max(1.0, abs(slope), abs(claimed)))
    return max(found)


def trials(suite: str, seed: int) -> list[tuple[str, Any, Any]]:
    """Return kind, objective and point of each case."""
    probes = ProbeFile(PROBES)
    cases = prepared("cs224n-2017-a1", seed).question("gradcheck").suite_cases(suite)
    values: list[Any] = [case.values for case in cases]
    return [
        (v["objective"].options["kind"], probes.instantiate(v["objective"]), v["x"]) for v in values
    ]


@pytest.mark.parametrize("seed", range(5))
def test_right_gradients_pass_safely(seed: int) -> None:
    """The documented rule accepts each right gradient, ten times inside its tolerance."""
    found = {kind: worst(f, x) for kind, f, x in trials("accepts-right", seed)}

    assert {} == {kind: error for kind, error in found.items() if not error < TOLERANCE / 10}


@pytest.mark.parametrize("seed", range(5))
def test_wrong_gradients_fail_safely(seed: int) -> None:
    """The documented rule rejects each wrong gradient, ten times outside its tolerance."""
    found = {kind: worst(f, x) for kind, f, x in trials("rejects-wrong", seed)}

    assert {} == {kind: error for kind, error in found.items() if not error > 10 * TOLERANCE}


@pytest.mark.parametrize(
    "mistake",
    [{"sides": 1}, {"put_back": False}, {"state": False}],
    ids=lambda each: next(iter(each)),
)
@pytest.mark.parametrize("seed", range(3))
def test_frequent_mistakes_show(seed: int, mistake: dict[str, Any]) -> None:
    """One-sided differences, entries left moved and random numbers left running are all found."""
    found = [worst(f, x, **mistake) for _, f, x in trials("accepts-right", seed)]

    assert max(found) > 10 * TOLERANCE


def test_a_single_wrong_entry() -> None:
    """First, middle and last entry are each wrong alone in some case."""
    kinds = {kind for kind, _, _ in trials("rejects-wrong", 0)}

    assert {"first-entry", "middle-entry", "last-entry"} <= kinds
    for kind, f, x in trials("rejects-wrong", 0):
        if kind.endswith("entry"):
            right = 3 + np.cos(x)
            place = {"first-entry": 0, "middle-entry": x.size // 2, "last-entry": x.size - 1}[kind]
            assert [place] == np.flatnonzero(np.abs(f(x)[1] - right) > 1e-9).tolist()


def test_shapes_that_a_checker_must_take() -> None:
    """Arrays of no axis up to three come in both suites, writable as the checker needs."""
    for suite in ("accepts-right", "rejects-wrong"):
        points = [x for _, _, x in trials(suite, 0)]

        assert {0, 1, 2, 3} == {x.ndim for x in points}
        assert all(isinstance(x, np.ndarray) and x.flags.writeable for x in points)


def test_gradients_have_their_point_s_shape() -> None:
    """A claimed gradient can be indexed like the point it is taken at."""
    for suite in ("accepts-right", "rejects-wrong"):
        for _, f, x in trials(suite, 1):
            assert x.shape == np.shape(f(x)[1])
            assert () == np.shape(f(x)[0])

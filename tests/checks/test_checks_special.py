"""Special cases are judged on what is right in ordinary ones: nothing is charged twice."""

import numpy as np
import pytest

from grader.checks.evidence import Evidence
from grader.checks.finding import Finding
from grader.checks.kinds import judge_special, ordinary_factor
from grader.checks.trial import Trial
from grader.model.case import Case
from grader.model.facts import ArrayValue, Returned
from grader.model.rubric import Check
from grader.rubric.load import load_rubric
from tests.rubric.shipped import FOLDER

QUESTION = next(
    each
    for each in load_rubric(FOLDER / "cs224n-2021-a2.yaml").rubric.questions
    if each.id == "neg-sampling"
)
CHECK = next(each for each in QUESTION.checks if each.id == "redraw")
OUTPUTS = QUESTION.outputs
RNG = np.random.default_rng(4)


def trial(suite: str, number: int, *factors: float) -> Trial:
    """Return a call whose outputs are the expected ones times a factor each."""
    expected = {name: RNG.standard_normal(3) for name in OUTPUTS}
    came = [
        ArrayValue(value * factor, "ndarray")
        for value, factor in zip(expected.values(), factors, strict=True)
    ]
    return Trial(Case("q", suite, number, {}, {}, 0), Returned(came, "", None, {}), expected)


def judged(plain: list[Trial], special: list[Trial], check: Check = CHECK) -> Finding:
    """Judge the special suite."""
    return judge_special(
        check, Evidence(QUESTION, {"plain": tuple(plain), check.suite: tuple(special)})
    )


def test_a_wrong_loss_is_not_charged_again() -> None:
    """The loss is wrong everywhere; the gradients tell that special cases are right."""
    plain = [trial("plain", n, 0.3 + n, 1, 1) for n in range(4)]

    assert "passed" == judged(plain, [trial("redraw", 9, 0.7, 1, 1)]).verdict


def test_what_was_right_must_stay_right() -> None:
    """A gradient that is wrong in special cases alone is the very thing that is looked for."""
    plain = [trial("plain", n, 0.3 + n, 1, 1) for n in range(4)]
    found = judged(plain, [trial("redraw", 9, 0.7, 1, 2)])

    assert ("failed", "wrong-value") == (found.verdict, found.reason)


@pytest.mark.parametrize("factor", [-1.0, 0.5, 3.0])
def test_one_factor_everywhere_counts_as_right(factor: float) -> None:
    """A sign that is wrong throughout has cost its points; in special cases nothing else is off."""
    plain = [trial("plain", n, factor, factor, factor) for n in range(4)]

    assert "passed" == judged(plain, [trial("redraw", 9, factor, factor, factor)]).verdict


def test_another_factor_is_wrong() -> None:
    """Off by a sign in ordinary cases, and by something else in special ones."""
    plain = [trial("plain", n, -1, -1, -1) for n in range(4)]
    found = judged(plain, [trial("redraw", 9, -1, -1, -2)])

    assert ("failed", "wrong-value") == (found.verdict, found.reason)
    assert found.shortfall is not None
    right = found.shortfall.trial.expected[OUTPUTS[0]]
    assert np.allclose(right, -np.asarray(found.shortfall.trial.outputs[OUTPUTS[0]].data))  # type: ignore[index,union-attr]


def test_nothing_to_go_by() -> None:
    """Where all is wrong in ordinary cases, nothing can be told of special ones."""
    plain = [trial("plain", n, 2.0 + n, 3.0 + n, 4.0 + n) for n in range(4)]

    assert "skipped" == judged(plain, [trial("redraw", 9, 2, 3, 4)]).verdict


def test_the_factor() -> None:
    """It is 1 for what is right, None where there is none or not one for all cases."""
    plain = [trial("plain", n, 1, -1, 1.0 + n) for n in range(4)]

    assert [1.0, -1.0, None] == [
        None if (f := ordinary_factor(plain, name)) is None else round(f, 9) for name in OUTPUTS
    ]

"""Right submissions get full points, whatever the seed: the first promise."""

import pytest

from grader.grading.submission import grade_submission
from grader.sandbox.channel import Launcher
from tests.proofs.classroom import (
    FIRST_SEED,
    SOLUTIONS,
    SOLUTIONS_OF,
    loaded,
    not_passed,
    run_of,
    submission_of,
    told,
)

STYLES = sorted(path.name for path in (SOLUTIONS / "a1").iterdir() if path.is_dir())
SEEDS, SEEDS_A_TEST = 200, 4


def false_fails(rubric: str, seed: int, style: str, launcher: Launcher) -> list[str]:
    """Grade a right submission; return one line for whatever is not as it should be."""
    submission = submission_of(SOLUTIONS / SOLUTIONS_OF[rubric] / style)
    result = grade_submission(run_of(rubric, seed), submission, launcher)
    where = f"{rubric}, {style}, seed {seed}"
    lines = [f"{where}: {told(check)}" for check in not_passed(result)]
    lines += [
        f"{where}: {check.id} is said to be {check.mistake}"
        for question in result.questions
        for check in question.checks
        if check.mistake is not None
    ]
    if result.points != float(loaded(rubric).rubric.max_points):
        lines.append(f"{where}: {result.points} of {loaded(rubric).rubric.max_points} points")
    return lines


def test_there_are_ten_ways_to_be_right() -> None:
    """Both layouts come in the same ten styles."""
    others = sorted(path.name for path in (SOLUTIONS / "a2").iterdir() if path.is_dir())

    assert (10, STYLES) == (len(STYLES), others)


@pytest.mark.parametrize("own_seed", [True, False])
@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("rubric", SOLUTIONS_OF)
def test_right_submissions_get_full_points(
    rubric: str, style: str, own_seed: bool, launcher: Launcher
) -> None:
    """Every check worth points is passed by every right submission; no mistake is named."""
    seed = loaded(rubric).rubric.seed if own_seed else FIRST_SEED[rubric]

    assert [] == false_fails(rubric, seed, style, launcher)


@pytest.mark.prove
@pytest.mark.parametrize("offset", range(0, SEEDS, SEEDS_A_TEST))
@pytest.mark.parametrize("rubric", SOLUTIONS_OF)
def test_right_submissions_get_full_points_over_many_seeds(
    rubric: str, offset: int, launcher: Launcher
) -> None:
    """There is no false fail over 200 seeds, and no mistake is named in any check."""
    start = FIRST_SEED[rubric] + offset
    seeds = range(start, start + SEEDS_A_TEST)

    assert [] == [
        line
        for seed in seeds
        for style in STYLES
        for line in false_fails(rubric, seed, style, launcher)
    ]

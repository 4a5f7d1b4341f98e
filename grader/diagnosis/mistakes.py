"""Name the mistake behind wrong numbers, where their structure gives it away."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from grader.checks import tolerance
from grader.checks.finding import Finding
from grader.checks.outcome import Outcome
from grader.checks.trial import Trial
from grader.diagnosis.variants import GENERIC, Rival
from grader.model.rubric import Check, Question

NEARLY_RIGHT = 1e-2
"""A factor as near to one as this names nothing: the answer is off by little, not scaled."""
FEWEST_CASES = 3
"""Of fewer cases nothing is named: any number is some multiple of the right one."""
Judged = tuple[Trial, str, Outcome]


class Mistake(NamedTuple):
    """A misconception that has a name."""

    slug: str
    sentence: str
    """For the student: points at the idea, gives no formula away."""


SENTENCES = {
    "sign-flipped": "Every entry is right but for its sign.",
    "scaled": "Every entry is {factor} times what it should be.",
    "averaged-not-summed": "Every entry is the right sum divided by the number of its terms: "
    "an average was taken where a sum is due.",
    "transposed": "It is the transpose: by the shape convention a gradient has the very shape "
    "of what it differentiates by.",
    "row-for-column": "A vector came back as a matrix with a single row or column: by the shape "
    "convention a gradient has the very shape of what it differentiates by.",
    "repeats-lost": "It is right as long as all negatives differ: a negative that is drawn twice "
    "must count twice.",
    "softmax-unstable": "The exponential overflows before the division: shift the input first, "
    "softmax does not change by it.",
    "wrong-row": "The right numbers stand in the wrong row.",
    "every-row": "The gradient that belongs to one row is added to every row.",
    "true-word-missing": "Only the row of the true word is wrong: what the true word itself adds "
    "to the gradient is missing.",
    "wrong-target-row": "Only the row of the true word is wrong; all others are right.",
    "numerical-gradient": "It looks like finite differences: right to a few digits where inputs "
    "are of ordinary size, wrong where they are very large or small.",
    "offset": "Every entry is off by the same number, {offset}.",
    "wrong-loss-right-gradient": "The gradients are right, so it is the loss alone that is to be "
    "mended: they are not the derivative of what is returned as the loss.",
    "wrong-gradient-right-loss": "The loss is right, so the derivation of this gradient, or its "
    "code, is what to look at.",
    "wrong-loss-own-gradient": "It is the right derivative of the loss that is returned beside "
    "it: mend the loss, and the gradient with it.",
}


def name_mistake(
    question: Question, check: Check, finding: Finding, known: Sequence[Rival] = ()
) -> Mistake | None:
    """Return the mistake that explains every failing case of a finding, if one does.

    known: the wrong variants that explain it; where they disagree, structure decides.
    """
    if finding.verdict != "failed":
        return None
    if finding.run < FEWEST_CASES and finding.reason != "wrong-shape":
        return None
    by_structure = _by_structure(question, check, finding)
    slugs = {rival.slug for rival in known}
    if len(slugs) == 1 and not (slugs <= GENERIC and by_structure is not None):
        return Mistake(known[0].slug, known[0].sentence)
    return by_structure


def _by_structure(question: Question, check: Check, finding: Finding) -> Mistake | None:
    if finding.reason == "wrong-shape":
        return _shape_mistake(finding)
    if finding.reason == "unstable":
        return _named("softmax-unstable") if question.id == "softmax" else None
    if finding.reason != "wrong-value":
        return None
    if check.kind == "repeats":
        return _named("repeats-lost")
    wrong = [judged for judged in finding.judged if not judged[2].ok]
    names = {name for _, name, _ in wrong}
    if len(names) != 1 or any(outcome.aligned is None for _, _, outcome in wrong):
        return None
    everywhere = [j for j in finding.judged if j[1] in names and j[2].aligned is not None]
    for recognise in (_by_factor, _by_offset, _by_rows, _by_scale_of_inputs):
        mistake = recognise(everywhere)
        if mistake is not None:
            return mistake
    return None


def _named(slug: str, **values: str) -> Mistake:
    return Mistake(slug, SENTENCES[slug].format(**values))


def _shape_mistake(finding: Finding) -> Mistake | None:
    shortfall = finding.shortfall
    if shortfall is None or shortfall.outcome is None or shortfall.output is None:
        return None
    if shortfall.outcome.aligned is None:
        return None
    wanted = np.ndim(shortfall.trial.expected[shortfall.output])
    return {1: _named("row-for-column"), 2: _named("transposed")}.get(wanted)


def _arrays(judged: Judged) -> tuple[np.ndarray, np.ndarray]:
    trial, name, outcome = judged
    assert outcome.aligned is not None
    return outcome.aligned, np.asarray(trial.expected[name], dtype=np.float64)


def _by_factor(judged: Sequence[Judged]) -> Mistake | None:
    pairs = [(trial, *_arrays((trial, name, outcome))) for trial, name, outcome in judged]
    telling = [(t, got, want) for t, got, want in pairs if np.any(np.abs(want) > tolerance.TINY)]
    factors = [(trial, tolerance.same_factor(got, want)) for trial, got, want in telling]
    if not factors or any(factor is None for _, factor in factors):
        return None
    numbers = [(trial, factor) for trial, factor in factors if factor is not None]
    if all(tolerance.is_near(factor, -1.0) for _, factor in numbers):
        return _named("sign-flipped")
    if _is_average(numbers):
        return _named("averaged-not-summed")
    first = numbers[0][1]
    if abs(first - 1.0) < NEARLY_RIGHT:
        return None
    if all(tolerance.is_near(factor, first) for _, factor in numbers):
        return _named("scaled", factor=f"{first:.4g}")
    return None


def _is_average(numbers: Sequence[tuple[Trial, float]]) -> bool:
    counts = [_counts(trial) for trial, _ in numbers]
    for name in set.intersection(*(set(c) for c in counts)):
        sizes = [c[name] for c in counts]
        fits = all(
            tolerance.is_near(factor * size, 1.0)
            for (_, factor), size in zip(numbers, sizes, strict=True)
        )
        if fits and len(set(sizes)) > 1:
            return True
    return False


def _counts(trial: Trial) -> dict[str, int]:
    """Return everything in a case that has a length, by name."""
    lengths = {
        name: len(value)
        for name, value in trial.case.values.items()
        if isinstance(value, list | tuple) or (isinstance(value, np.ndarray) and value.ndim)
    }
    return {**trial.case.sizes, **lengths}


def _by_offset(judged: Sequence[Judged]) -> Mistake | None:
    pairs = [_arrays(one) for one in judged]
    offsets = [got - want for got, want in pairs]
    first = float(offsets[0].flat[0]) if offsets[0].size else 0.0
    if abs(first) < tolerance.RELATIVE or not np.isfinite(first):
        return None
    same = all(tolerance.compare(got, want + first).close for got, want in pairs)
    return _named("offset", offset=f"{first:.4g}") if same else None


def _by_rows(judged: Sequence[Judged]) -> Mistake | None:
    pairs = [_arrays(one) for one in judged]
    if any(got.ndim != 2 for got, _ in pairs):
        return None
    for slug, fits in (("every-row", _in_every_row), ("wrong-row", _in_another_row)):
        if all(fits(got, want) for got, want in pairs):
            return _named(slug)
    wrong = [one for one in judged if not one[2].ok]
    if all(_only_target_wrong(one) for one in wrong):
        missing = all(_misses_true_word(one) for one in wrong)
        return _named("true-word-missing" if missing else "wrong-target-row")
    return None


def _misses_true_word(judged: Judged) -> bool:
    """Say whether the true word's row lacks its own term: it is empty, or off by the center."""
    trial = judged[0]
    got, want = _arrays(judged)
    target, center = trial.case.values["target"], trial.case.values.get("center")
    assert isinstance(target, int)
    if not got[target].any():
        return True
    off = got[target] - want[target]
    return isinstance(center, np.ndarray) and tolerance.compare(off, center).close


def _single_row(want: np.ndarray) -> int | None:
    rows = np.flatnonzero(np.abs(want).max(axis=1) > tolerance.TINY)
    return int(rows[0]) if len(rows) == 1 and len(want) > 1 else None


def _in_every_row(got: np.ndarray, want: np.ndarray) -> bool:
    row = _single_row(want)
    if row is None:
        return False
    return tolerance.compare(got, np.broadcast_to(want[row], want.shape)).close


def _in_another_row(got: np.ndarray, want: np.ndarray) -> bool:
    row, other = _single_row(want), _single_row(got)
    if row is None or other is None or row == other:
        return False
    return tolerance.compare(got[other], want[row]).close


def _only_target_wrong(judged: Judged) -> bool:
    trial, _, outcome = judged
    target = trial.case.values.get("target")
    if outcome.wrong is None or not isinstance(target, int | np.integer):
        return False
    rows = set(np.flatnonzero(outcome.wrong.any(axis=1)).tolist())
    return rows == {int(target)}


def _by_scale_of_inputs(judged: Sequence[Judged]) -> Mistake | None:
    """Right in every ordinary case, wrong in the ones whose inputs differ wildly in size."""
    wrong = [one for one in judged if not one[2].ok]
    right = [one for one in judged if one[2].ok]
    if not right or not wrong:
        return None
    if any(not _is_ill_scaled(trial) for trial, _, _ in wrong):
        return None
    return _named("numerical-gradient")


def _is_ill_scaled(trial: Trial) -> bool:
    sizes = [
        float(np.max(np.abs(value), initial=0.0))
        for _, value in trial.arguments
        if isinstance(value, np.ndarray) and value.dtype.kind == "f"
    ]
    return len(sizes) > 1 and max(sizes) > 1e6 * max(min(sizes), tolerance.TINY)

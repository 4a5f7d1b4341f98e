"""The check kinds, by the name that rubrics give them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Protocol

import numpy as np

from grader.checks import tolerance
from grader.checks.evidence import Evidence
from grader.checks.finding import Finding, Shortfall
from grader.checks.printed import judge_printed
from grader.checks.trial import Trial
from grader.checks.walk import judge_outputs
from grader.model.facts import ArrayValue, Returned
from grader.model.rubric import Check


class CheckKind(Protocol):
    """Judges one check on the evidence of its question."""

    def __call__(self, check: Check, evidence: Evidence) -> Finding:
        """Return what the check found."""
        ...


def judge_value(check: Check, evidence: Evidence) -> Finding:
    """Right numbers in every case; a related shape is forgiven where a `shapes` check asks it."""
    strict = not any(other.kind == "shapes" for other in evidence.question.checks)
    return judge_outputs(_trials(check, evidence), _names(check, evidence), check.relative, strict)


def judge_shapes(check: Check, evidence: Evidence) -> Finding:
    """The shape convention in every case, whatever the numbers are."""
    finding = judge_outputs(_trials(check, evidence), _names(check, evidence), None, True)
    finding = replace(finding, remarks=())
    if finding.reason in ("wrong-value", "not-finite"):
        return _shapes_alone(finding)
    return finding


def _shapes_alone(finding: Finding) -> Finding:
    """Take wrong numbers for right: only a wrong shape, or no array at all, falls short."""
    bad = [
        (trial, name, outcome)
        for trial, name, outcome in finding.judged
        if not outcome.shape_ok or outcome.reason == "wrong-shape"
    ]
    cases = {trial.case.number for trial, _, _ in finding.judged}
    passed = len(cases - {trial.case.number for trial, _, _ in bad})
    if not bad:
        return replace(finding, verdict="passed", reason=None, shortfall=None, passed=passed)
    trial, name, outcome = bad[0]
    words = outcome.shape_words or outcome.words
    shortfall = Shortfall(trial, "wrong-shape", "failed", words, name, outcome)
    return replace(
        finding, verdict="failed", reason="wrong-shape", shortfall=shortfall, passed=passed
    )


def judge_stable(check: Check, evidence: Evidence) -> Finding:
    """Right numbers where a careless form overflows."""
    finding = judge_outputs(_trials(check, evidence), _names(check, evidence), check.relative)
    shortfall = finding.shortfall
    overflows = finding.reason in ("wrong-value", "not-finite") or (
        shortfall is not None and "OverflowError" in shortfall.words
    )
    if shortfall is None or not overflows:
        return finding
    shortfall = replace(shortfall, reason="unstable", verdict="failed")
    return replace(finding, verdict="failed", reason="unstable", shortfall=shortfall)


def judge_special(check: Check, evidence: Evidence) -> Finding:
    """Right numbers in special cases, judged on what the ordinary cases show to be right.

    What is off there by one constant factor in every case has cost its points there: it is
    judged by the expected values times that factor.
    """
    plain = evidence.suites.get("plain", ())
    outputs = _names(check, evidence)
    factors = {name: ordinary_factor(plain, name) for name in outputs}
    right = [name for name, factor in factors.items() if factor == 1.0]
    near = [name for name, factor in factors.items() if factor is not None]
    if not near:
        finding = judge_outputs(plain, outputs)
        return Finding("skipped", 0, 0, finding.reason)
    trials = _trials(check, evidence)
    if not right:
        multiplied = [_times(trial, factors) for trial in trials]
        finding = judge_outputs(multiplied, near, check.relative)
        if finding.verdict == "passed":
            return replace(finding, judged=())
    return judge_outputs(trials, right or near, check.relative)


def ordinary_factor(plain: Sequence[Trial], name: str) -> float | None:
    """Return the factor by which an output is off in every case: 1 where it is right.

    None where there is no such factor.
    """
    if not plain or judge_outputs(plain, [name]).verdict == "passed":
        return 1.0
    factors = []
    for trial in plain:
        outcome = trial.outcome(name) if isinstance(trial.outputs, dict) else None
        if outcome is None or outcome.aligned is None:
            return None
        wanted = np.asarray(trial.expected[name], dtype=np.float64)
        if np.any(np.abs(wanted) > tolerance.TINY):
            factors.append(tolerance.same_factor(outcome.aligned, wanted))
    first = factors[0] if factors else None
    if first is None or any(f is None or not tolerance.is_near(f, first) for f in factors):
        return None
    return first


def _times(trial: Trial, factors: Mapping[str, float | None]) -> Trial:
    """Return the trial with its expected values times the factors that there are."""
    expected = {
        name: value if (factor := factors.get(name)) is None else np.asarray(value) * factor
        for name, value in trial.expected.items()
    }
    return replace(trial, expected=expected, judged={})


def judge_unmutated(check: Check, evidence: Evidence) -> Finding:
    """The arrays that were handed in are the same after the call."""
    trials = [t for t in _trials(check, evidence) if isinstance(t.answer, Returned)]
    changed = [(trial, name) for trial in trials for name in changed_arguments(trial)[:1]]
    if not trials:
        faults = [fault for t in _trials(check, evidence) if (fault := t.fault) is not None]
        return Finding("skipped", 0, 0, faults[0].reason if faults else None)
    if not changed:
        return Finding("passed", len(trials), len(trials))
    trial, name = changed[0]
    words = f"`{name}` is changed by the call"
    shortfall = Shortfall(trial, "mutated-input", "failed", words)
    passed = len(trials) - len(changed)
    return Finding("failed", len(trials), passed, "mutated-input", shortfall)


def changed_arguments(trial: Trial) -> list[str]:
    """Return the names of the array arguments that differ after the call."""
    assert isinstance(trial.answer, Returned)
    before = [(name, v) for name, v in trial.arguments if isinstance(v, np.ndarray)]
    after = [v.data for v in trial.answer.arguments_after or () if isinstance(v, ArrayValue)]
    if len(before) != len(after):
        return []
    pairs = zip(before, after, strict=True)
    return [name for (name, old), new in pairs if not np.array_equal(old, new)]


def _trials(check: Check, evidence: Evidence) -> Sequence[Trial]:
    return evidence.suites.get(check.suite, ())


def _names(check: Check, evidence: Evidence) -> Sequence[str]:
    return (check.output,) if check.output else evidence.question.outputs


KINDS: dict[str, CheckKind] = {
    "value": judge_value,
    "gradient": judge_value,
    "shapes": judge_shapes,
    "stable": judge_stable,
    "special": judge_special,
    "repeats": judge_special,
    "unmutated": judge_unmutated,
    "printed-verdict": judge_printed,
}

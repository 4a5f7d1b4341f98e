"""The reference judged against itself passes; whatever only resembles it does not."""

from collections.abc import Iterator, Mapping
from zlib import crc32

import numpy as np
import pytest

from grader.checks import tolerance
from grader.checks.evidence import Evidence
from grader.checks.finding import Finding
from grader.checks.kinds import KINDS
from grader.checks.trial import Trial
from grader.grading.plan import make_call
from grader.grading.trials import plain
from grader.model.facts import ArrayValue, Returned, Value
from grader.model.prepared import PreparedQuestion
from grader.model.rubric import Check, Question
from tests.proofs.classroom import FIRST_SEED, SOLUTIONS_OF, run_of
from tests.proofs.spoiling import RELATED_SHAPES, spoilt_answers

CI_SEEDS, SEEDS, SEEDS_A_TEST = 20, 200, 5
Suites = dict[str, tuple[Trial, ...]]


def own_trials(prepared: PreparedQuestion) -> Suites:
    """Return the trials of a student who answers exactly what the reference does."""
    question = prepared.question
    trials = [
        _trial(prepared, number, dict(outputs))
        for number, outputs in prepared.expected.items()
        if outputs is not None
    ]
    return {
        suite: tuple(trial for trial in trials if trial.case.suite == suite)
        for suite in question.suites
    }


def _trial(prepared: PreparedQuestion, number: int, outputs: Mapping[str, Value]) -> Trial:
    """Return the trial of a case in which these outputs came back and nothing was changed."""
    question, case = prepared.question, prepared.cases[number]
    call = make_call(question, question.suites[case.suite], case)
    values = tuple(outputs.values())
    after = tuple(
        ArrayValue(value.copy()) for _, value in call.arguments if isinstance(value, np.ndarray)
    )
    answer = Returned(values if len(values) > 1 else values[0], arguments_after=after)
    return Trial(case, answer, plain(prepared.expected[number]), call.arguments)


def findings(question: Question, suites: Suites) -> list[tuple[Check, Finding]]:
    """Judge every check of a question."""
    evidence = Evidence(question, suites)
    return [(check, KINDS[check.kind](check, evidence)) for check in question.checks]


def questions_of(rubric: str, seed: int) -> list[PreparedQuestion]:
    """Return the questions whose answers are values (not the verdicts of a gradient checker)."""
    prepared = run_of(rubric, seed).prepared.questions
    return [each for each in prepared if any(o is not None for o in each.expected.values())]


def own_failures(rubric: str, seed: int) -> list[str]:
    """Return the checks that the reference itself does not pass."""
    return [
        f"{rubric}, seed {seed}: {each.question.id}/{check.id}: {finding.reason}"
        for each in questions_of(rubric, seed)
        for check, finding in findings(each.question, own_trials(each))
        if finding.verdict != "passed"
    ]


def breaches(rubric: str, seeds: range) -> list[str]:
    """Return wherever the reference fails or something spoilt passes."""
    return [
        line
        for seed in seeds
        for line in (*own_failures(rubric, seed), *spoilt_passes(rubric, seed))
    ]


def spoilt_passes(rubric: str, seed: int) -> list[str]:
    """Return the spoilt answers that cost nothing, over all outputs of all suites."""
    return [
        f"{rubric}, seed {seed}: {line}"
        for each in questions_of(rubric, seed)
        for line in _unnoticed(
            each, np.random.default_rng([seed, crc32(each.question.id.encode())])
        )
    ]


def _unnoticed(prepared: PreparedQuestion, rng: np.random.Generator) -> Iterator[str]:
    """Spoil one output of one case of each suite at a time; yield what its checks let through."""
    question = prepared.question
    chosen = {
        suite: trials[int(rng.integers(len(trials)))]
        for suite, trials in own_trials(prepared).items()
    }
    relative = max(tolerance.RELATIVE, *(check.relative or 0 for check in question.checks))
    for suite, trial in chosen.items():
        outputs = prepared.expected[trial.case.number]
        assert outputs is not None
        for name in _judged_outputs(question, suite):
            for how, answer in spoilt_answers(_numbers(outputs[name]), rng, relative):
                if how in RELATED_SHAPES and not _asks_shapes(question, suite):
                    continue
                spoilt = _trial(prepared, trial.case.number, {**outputs, name: ArrayValue(answer)})
                others = {other: (each,) for other, each in chosen.items()}
                if _passes(question, {**others, suite: (spoilt,)}, suite):
                    yield f"{question.id}, case {trial.case.number}, {name}: {how}"


def _asks_shapes(question: Question, suite: str) -> bool:
    """Say whether a suite's own checks see the shape: elsewhere it isn't charged again."""
    apart = any(check.kind == "shapes" for check in question.checks)
    asking = {"shapes"} if apart else {"value", "gradient"}
    return any(check.kind in asking for check in question.checks if check.suite == suite)


def _judged_outputs(question: Question, suite: str) -> list[str]:
    """Return the outputs at which some check of a suite looks."""
    looked_at = [check.output for check in question.checks if check.suite == suite]
    return [name for name in question.outputs if name in looked_at or None in looked_at]


def _numbers(value: Value) -> np.ndarray | None:
    """Return an expected value as an array of float64, or None if it is a record."""
    if isinstance(value, ArrayValue):
        return np.asarray(value.data, dtype=np.float64)
    return np.asarray(float(value)) if isinstance(value, int | float) else None


def _passes(question: Question, suites: Suites, suite: str) -> bool:
    """Say whether all checks of a suite are passed: those worth points, or advice alone."""
    found = [(check, each) for check, each in findings(question, suites) if check.suite == suite]
    worth = [(check, each) for check, each in found if check.points > 0] or found
    return all(each.verdict == "passed" for _, each in worth)


@pytest.mark.parametrize("offset", range(0, CI_SEEDS, SEEDS_A_TEST))
@pytest.mark.parametrize("rubric", SOLUTIONS_OF)
def test_the_reference_passes_and_what_is_spoilt_fails(rubric: str, offset: int) -> None:
    """The reference's own answers pass every check; an answer off by more than the tolerance,
    not finite, empty, broadcastable or transposed costs points, on real cases."""
    start = FIRST_SEED[rubric] + offset

    assert [] == breaches(rubric, range(start, start + SEEDS_A_TEST))


@pytest.mark.prove
@pytest.mark.parametrize("offset", range(CI_SEEDS, SEEDS, SEEDS_A_TEST))
@pytest.mark.parametrize("rubric", SOLUTIONS_OF)
def test_the_reference_passes_over_many_seeds(rubric: str, offset: int) -> None:
    """The same holds for the rest of 200 seeds."""
    start = FIRST_SEED[rubric] + offset

    assert [] == breaches(rubric, range(start, start + SEEDS_A_TEST))


@pytest.mark.parametrize("rubric", SOLUTIONS_OF)
def test_a_record_that_is_not_the_expected_one_fails(rubric: str) -> None:
    """A wrong dict, a part of the right one, or the right one as text is wrong."""
    for each in questions_of(rubric, 0):
        for case, outputs in zip(each.cases, each.expected.values(), strict=True):
            for name, right in (outputs or {}).items():
                if isinstance(right, dict):
                    first = next(iter(right))
                    others = [{}, {**right, first: None}, {first: right[first]}, str(right), None]
                    wrong = [_trial(each, case.number, {name: other}) for other in others]

                    assert not any(
                        _passes(each.question, {case.suite: (trial,)}, case.suite)
                        for trial in wrong
                    )

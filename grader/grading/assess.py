"""From facts to findings: what each check of a question saw, before names, words and points."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from grader.checks.evidence import Evidence
from grader.checks.finding import Finding
from grader.checks.kinds import KINDS
from grader.checks.trial import Trial
from grader.grading.plan import PlannedQuestion, batch_key
from grader.grading.trials import matches, question_trials
from grader.grading.untouched import is_untouched
from grader.model.facts import BatchFacts, LoadProblem
from grader.model.results import Reason, Verdict
from grader.model.rubric import Check, Question
from grader.rubric.oracle import Oracle

STUDENT_BROKE_IT = frozenset(
    ("import-failed", "syntax-error", "python-2", "timeout", "killed", "out-of-memory", "raised")
)


class NoCalls(NamedTuple):
    """Why the calls of a check were never made."""

    verdict: Verdict
    reason: Reason
    words: str


@dataclass(frozen=True, eq=False)
class Assessment:
    """What is known of one question of one submission."""

    planned: PlannedQuestion
    evidence: Evidence
    findings: tuple[tuple[Check, Finding | NoCalls], ...]

    @property
    def question(self) -> Question:
        """The question."""
        return self.planned.prepared.question

    def falls_short(self) -> bool:
        """Say whether a check that is worth something did not pass."""
        return any(check.points > 0 and fell_short(found) for check, found in self.findings)


def fell_short(found: Finding | NoCalls) -> bool:
    """Say whether the student's code is wrong here (not: could not be judged)."""
    return found.verdict in ("failed", "errored")


def assess(
    planned: PlannedQuestion, facts: Mapping[str, BatchFacts], oracle: Oracle | None
) -> Assessment:
    """Return what the checks of a question find in the facts."""
    question = planned.prepared.question
    whole = _whole_problem(planned)
    trials: dict[str, tuple[Trial, ...]] = {}
    if whole is None:
        trials = question_trials(planned, facts, oracle)
        # What answers rightly throughout was written: its source need not be read again.
        whole = None if _all_right(trials) else _skeleton(planned)
    evidence = Evidence(question, trials)
    if whole is not None:
        return Assessment(planned, evidence, tuple((c, whole) for c in wanted_checks(planned)))
    return Assessment(
        planned,
        evidence,
        tuple((check, _found(check, evidence, facts)) for check in wanted_checks(planned)),
    )


def wanted_checks(planned: PlannedQuestion) -> list[Check]:
    """Return the checks for which there are cases."""
    suites = {case.suite for case in planned.cases}
    return [check for check in planned.prepared.question.checks if check.suite in suites]


def _found(check: Check, evidence: Evidence, facts: Mapping[str, BatchFacts]) -> Finding | NoCalls:
    made = facts.get(batch_key(evidence.question.id, check.suite))
    if made is not None and made.problem is not None:
        return _not_loaded(made.problem)
    return KINDS[check.kind](check, evidence)


def _whole_problem(planned: PlannedQuestion) -> NoCalls | None:
    """Return why no check of the question could be tried, if that is so."""
    question = planned.prepared.question
    if planned.missing is not None:
        why = f"`{planned.missing.path}` was refused: {planned.missing.why}"
        return NoCalls("errored", "refused-file", why)
    if planned.problem is not None:
        return _not_loaded(planned.problem)
    if not planned.laid:
        words = f"no `{question.file}` was handed in, nor another file that defines "
        return NoCalls("failed", "missing-file", f"{words}`{question.function}`")
    return None


def _skeleton(planned: PlannedQuestion) -> NoCalls | None:
    """Return that the function is still the starter's, if it is."""
    question = planned.prepared.question
    if not is_untouched(planned.text, (question.function, *question.aliases)):
        return None
    words = f"`{question.function}` is still the starter's skeleton"
    return NoCalls("failed", "not-implemented", words)


def _all_right(trials: Mapping[str, Sequence[Trial]]) -> bool:
    """Say whether there are calls, and every one of them returned what was due."""
    calls = [trial for suite in trials.values() for trial in suite]
    return bool(calls) and all(matches(t) == len(t.expected) > 0 for t in calls)


def _not_loaded(problem: LoadProblem) -> NoCalls:
    verdict: Verdict = "errored" if problem.reason in STUDENT_BROKE_IT else "failed"
    return NoCalls(verdict, problem.reason, problem.message)

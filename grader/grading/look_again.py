"""The second look at what went wrong: with right helpers, and on the smallest inputs."""

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from grader.checks.evidence import Evidence
from grader.checks.finding import Finding, Shortfall
from grader.checks.kinds import KINDS
from grader.checks.trial import Trial
from grader.grading.assess import Assessment, assess, fell_short
from grader.grading.helpers import Helper, can_help
from grader.grading.own_loss import OwnLoss
from grader.grading.plan import (
    BatchTable,
    PlannedQuestion,
    batch_key,
    make_arguments,
    make_batch,
    question_batches,
)
from grader.grading.rivals import NUMBERS
from grader.grading.second_look import AllCases, Inherited, SecondLook
from grader.grading.small import SmallCases
from grader.grading.trials import closest, plain
from grader.model.batch import Batch
from grader.model.facts import BatchFacts, Raised
from grader.model.rubric import Check, Question
from grader.rubric.oracle import Oracle
from grader.rubric.small_cases import ordinary_cases
from grader.sandbox.channel import SandboxError

TELLING = frozenset(
    (
        "wrong-value",
        "wrong-shape",
        "python-2",
        "wrong-type",
        "not-finite",
        "raised",
        "mutated-input",
        "unstable",
    )
)
"""Reasons that a small input can show as well as a large one."""
NAMED = (*NUMBERS, "unstable")
"""Reasons behind which a mistake may have a name."""


class Runner(Protocol):
    """Makes calls in a fresh sandbox, with helpers answered where some are given."""

    def __call__(
        self, batches: Sequence[Batch], helpers: Sequence[Helper] = ()
    ) -> Mapping[str, BatchFacts]: ...


class Looker:
    """Looks again at the failing questions of one submission."""

    def __init__(
        self,
        assessments: Sequence[Assessment],
        questions: Sequence[Question],
        oracle: Oracle | None,
        small: SmallCases | None,
        run: Runner,
        made: BatchTable,
    ) -> None:
        """Get ready to look.

        oracle: answers for wrong helpers; None where there is none, and no helper is replaced.
        small: None where a single case is looked at, and no smaller one is wanted.
        """
        self.assessments = {each.question.id: each for each in assessments}
        self.questions = questions
        self.oracle = oracle
        self.small = small
        self.run = run
        self.made = made

    def looks(self) -> dict[str, SecondLook]:
        """Return what a second look brings, by question; only failing ones get one."""
        return {
            name: self.looked(each)
            for name, each in self.assessments.items()
            if each.evidence.suites and any(fell_short(found) for _, found in each.findings)
        }

    def looked(self, assessment: Assessment) -> SecondLook:
        """Look again; a bug of ours here costs the look, never the mark that stands already.

        A sandbox that fails is tried again as ever: without it a caller would pay for its helper.
        """
        try:
            return self.look(assessment)
        except SandboxError:
            raise
        except Exception as error:
            logging.getLogger(__name__).warning("no second look: %r", error)
            return SecondLook()

    def look(self, assessment: Assessment) -> SecondLook:
        """Look again at one question; where it shows a single case, at all others, too."""
        look = self.second_look(assessment)
        if self.small is None and may_be_named(assessment, look):
            return replace(look, all_cases=self.all_cases(assessment))
        return look

    def all_cases(self, assessment: Assessment) -> AllCases:
        """Look at a question and what it uses as a run of all ordinary cases does."""
        used = [self.assessments[n] for n in assessment.question.uses if n in self.assessments]
        planned = [in_ordinary_cases(each.planned) for each in (assessment, *used)]
        made = {
            (each.prepared.question.id, each.laid): question_batches(each, self.questions)
            for each in planned
            if each.laid
        }
        facts = self.run([batch for batches in made.values() for batch in batches])
        again = [assess(each, facts, self.oracle) for each in planned]
        looker = Looker(again, self.questions, self.oracle, None, self.run, made)
        return AllCases(again[0], looker.second_look(again[0]))

    def second_look(self, assessment: Assessment) -> SecondLook:
        """Look again at the cases of one question."""
        suspects = self.suspects(assessment)
        oracle = self.oracle
        helpers = [] if oracle is None else [Helper(each, oracle) for each in suspects]
        blamed = tuple(each.function for each in suspects) if oracle is None else ()
        inherited: dict[str, Inherited] = {}
        if helpers:
            again = self.with_right_helpers(assessment, helpers)
            name = helpers[0].question.id
            inherited = {check.id: Inherited(name, found) for check, found in again.findings}
            assessment = again
        smallest = self.smallest(assessment, helpers)
        own = self.own_gradients(assessment, helpers)
        return SecondLook(inherited, smallest, own, blamed)

    def suspects(self, assessment: Assessment) -> list[Question]:
        """Return the questions that a failing one uses and that are wrong themselves."""
        if not any(isinstance(f, Finding) and fell_short(f) for _, f in assessment.findings):
            return []  # it could not be run: no helper is to blame
        used = [self.assessments[n] for n in assessment.question.uses if n in self.assessments]
        return [each.question for each in used if each.falls_short() and can_help(each.question)]

    def with_right_helpers(self, assessment: Assessment, helpers: Sequence[Helper]) -> Assessment:
        """Make a question's calls again while its helpers are answered by the reference."""
        planned = assessment.planned
        batches = self.made[assessment.question.id, planned.laid]
        return assess(planned, self.run(batches, helpers), self.oracle)

    def own_gradients(self, assessment: Assessment, helpers: Sequence[Helper]) -> dict[str, bool]:
        """Tell, where loss and gradients are wrong, whether these belong to that loss."""
        question, planned = assessment.question, assessment.planned
        wrong = [
            (check.kind, check.output)
            for check, found in assessment.findings
            if found.reason == "wrong-value" and check.output is not None
        ]
        gradients = list(dict.fromkeys(name for kind, name in wrong if kind == "gradient"))
        if ("value", question.outputs[0]) not in wrong or not gradients:
            return {}
        suite = next(iter(question.suites))
        own = OwnLoss(question, assessment.evidence.suites.get(suite, ()), gradients)
        probes = own.probes()
        if not probes:
            return {}
        moved = [each.case for each in probes]
        batch = make_batch(planned.prepared, planned.laid, suite, moved, self.questions)
        made = self.run([batch], helpers).get(batch.key)
        if made is None or made.problem is not None:
            return {}
        return own.verdicts(probes, made.answers)

    def smallest(self, assessment: Assessment, helpers: Sequence[Helper]) -> dict[str, Shortfall]:
        """Return the smallest case that shows what a check fell short of, by check."""
        failing = [
            (check, found)
            for check, found in assessment.findings
            if isinstance(found, Finding) and found.reason in TELLING and found.shortfall
        ]
        if not failing or self.small is None:
            return {}
        suites = dict.fromkeys(check.suite for check, _ in failing)
        trials = self.small_trials(assessment, list(suites), helpers)
        found_small: dict[str, Shortfall] = {}
        for check, finding in failing:
            for trial in telling_first(trials.get(check.suite, ()), finding):
                shortfall = _shown_by(trial, check, finding, assessment.evidence)
                if shortfall is not None:
                    found_small[check.id] = shortfall
                    break
        return found_small

    def small_trials(
        self, assessment: Assessment, suites: Sequence[str], helpers: Sequence[Helper]
    ) -> dict[str, list[Trial]]:
        """Make the calls of the small cases of some suites."""
        assert self.small is not None
        small = self.small
        batches = list(self.small_batches(assessment, suites, small))
        facts = self.run(batches, helpers)
        question = assessment.question
        trials: dict[str, list[Trial]] = {}
        for suite in suites:
            made = facts.get(batch_key(question.id, suite))
            if made is None or made.problem is not None:
                continue
            prepared = small.of(question)
            tables = (prepared.expected, *prepared.accepted)
            for case, answer in zip(prepared.suite_cases(suite), made.answers, strict=True):
                arguments = make_arguments(question, case, self.questions)
                readings = [
                    Trial(case, answer, plain(table[case.number]), arguments) for table in tables
                ]
                trial = closest(question, readings, made.defaults, self.oracle)
                trials.setdefault(suite, []).append(trial)
        return trials

    def small_batches(
        self, assessment: Assessment, suites: Sequence[str], small: SmallCases
    ) -> Iterator[Batch]:
        """Yield one batch for each suite."""
        question, planned = assessment.question, assessment.planned
        prepared = small.of(question)
        for suite in suites:
            key = (question.id, suite, planned.laid)
            if key in small.batches:
                yield small.batches[key]
                continue
            cases = prepared.suite_cases(suite)
            if cases:
                batch = make_batch(prepared, planned.laid, suite, cases, self.questions)
                small.batches[key] = batch
                yield batch


def may_be_named(assessment: Assessment, look: SecondLook) -> bool:
    """Say whether something is wrong in a way that mistakes have names for."""
    found = [each for _, each in assessment.findings]
    found += [each.found for each in look.inherited.values()]
    return any(each.verdict == "failed" and each.reason in NAMED for each in found)


def in_ordinary_cases(planned: PlannedQuestion) -> PlannedQuestion:
    """Return the plan of a question for all its cases but the small ones."""
    prepared = planned.prepared
    most = ordinary_cases(prepared.question)
    return replace(planned, cases=tuple(each for each in prepared.cases if each.number < most))


def telling_first(trials: Sequence[Trial], finding: Finding) -> list[Trial]:
    """Return small trials in the order in which they are shown: the smallest first.

    Where a shape is wrong, those with an axis of length 1 come last: there a row, a column and
    a vector look alike.
    """
    if finding.reason != "wrong-shape":
        return list(trials)
    return sorted(trials, key=lambda trial: 1 in trial.case.sizes.values())


def _shown_by(trial: Trial, check: Check, finding: Finding, evidence: Evidence) -> Shortfall | None:
    """Return what a check falls short of in one small case, if it is what it did before."""
    suites = {**evidence.suites, check.suite: (trial,)}
    found = KINDS[check.kind](check, replace(evidence, suites=suites))
    before, now = finding.shortfall, found.shortfall
    if before is None or now is None:
        return None
    same = (found.verdict, found.reason, now.output) == (
        finding.verdict,
        finding.reason,
        before.output,
    )
    return now if same and _raised_type(now) == _raised_type(before) else None


def _raised_type(shortfall: Shortfall) -> str:
    answer = shortfall.trial.answer
    return answer.type_name if isinstance(answer, Raised) else ""

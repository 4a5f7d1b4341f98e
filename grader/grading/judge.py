"""From findings to the result of a question: mistakes, points, words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from grader.checks.finding import Finding
from grader.diagnosis.counterexample import counterexample
from grader.diagnosis.mistakes import SENTENCES, Mistake, name_mistake
from grader.diagnosis.words import HINTS, hint, message
from grader.grading.assess import Assessment, NoCalls
from grader.grading.dependents import skip_dependents
from grader.grading.pairing import tell_loss_from_gradients
from grader.grading.plan import batch_key
from grader.grading.replay import replay
from grader.grading.rivals import Rivals
from grader.grading.second_look import NOTHING_MORE, SecondLook
from grader.grading.suspects import suspecting
from grader.model.facts import BatchFacts, Raised
from grader.model.results import (
    Cases,
    CheckResult,
    FollowThrough,
    QuestionResult,
    Reason,
    Verdict,
)
from grader.model.rubric import Check, Question, Rubric


@dataclass(frozen=True)
class Settings:
    """What a run decides about its reports."""

    rubric: Rubric
    name: str
    """How the rubric is named on the command line."""
    seed: int
    show_expected: bool
    path: str = ""
    """How the submission is named there; empty where the bare file name must do."""


def judge_questions(
    assessments: Sequence[Assessment],
    looks: Mapping[str, SecondLook],
    facts: Mapping[str, BatchFacts],
    rivals: Rivals,
    settings: Settings,
) -> tuple[QuestionResult, ...]:
    """Return the result of every question.

    looks: what a second look brought, by question; none for those that are right.
    """
    results = [
        QuestionJudge(each, looks.get(each.question.id, NOTHING_MORE), facts, rivals, settings)
        for each in assessments
    ]
    first = [judge.result() for judge in results]
    verdicts = {check.id: check for result in first for check in result.checks}
    return tuple(
        _count(each.question, skip_dependents(each.question, result, verdicts))
        for each, result in zip(assessments, first, strict=True)
    )


class QuestionJudge:
    """Puts what was found of one question into verdicts, points and words."""

    def __init__(
        self,
        assessment: Assessment,
        look: SecondLook,
        facts: Mapping[str, BatchFacts],
        rivals: Rivals,
        settings: Settings,
    ) -> None:
        self.assessment = assessment
        self.question = assessment.question
        self.planned = assessment.planned
        self.look = look
        self.facts = facts
        self.rivals = rivals
        self.settings = settings

    def result(self) -> QuestionResult:
        """Return the question's result, points not yet taken off for optional questions."""
        judged = [(check, self.check(check, found)) for check, found in self.assessment.findings]
        checks = tuple(result for _, result in judged)
        if self.look.all_cases is None:
            checks = tell_loss_from_gradients(judged, self.look.own_gradients)
        return QuestionResult(
            id=self.question.id,
            part="code",
            title=self.question.title,
            formula=self.question.formula,
            function=self.question.function,
            file=self.planned.file,
            points=float(sum(Decimal(str(check.points or 0)) for check in checks)),
            max_points=float(sum((c.points for c, _ in self.assessment.findings), Decimal(0))),
            remarks=self.remarks(),
            checks=checks,
        )

    def check(self, check: Check, found: Finding | NoCalls) -> CheckResult:
        """Judge one check: alone where only a function that it calls is wrong."""
        inherited = self.look.inherited.get(check.id)
        if inherited is None or found.verdict == "passed":
            return suspecting(self.alone(check, found), self.look.suspects)
        again = inherited.found
        told = FollowThrough(
            helper=inherited.helper, own=found.verdict, with_right_helper=again.verdict
        )
        if again.verdict == "passed":
            return self.forgiven(check, again, told)
        return self.alone(check, again).model_copy(update={"follow_through": told})

    def alone(self, check: Check, found: Finding | NoCalls) -> CheckResult:
        """Judge a check by what was found of it."""
        return (
            self.without_calls(check, found)
            if isinstance(found, NoCalls)
            else self.judged(check, found)
        )

    def forgiven(self, check: Check, again: Finding | NoCalls, told: FollowThrough) -> CheckResult:
        """Return a check that is right but for what it inherits."""
        share = Decimal(str(self.settings.rubric.follow_through))
        points = (check.points * share).quantize(Decimal("0.01"))
        words = f"This part is right: what is wrong here comes from `{told.helper}`, which it uses."
        result = self.blank(check, "passed" if share == 1 else "failed", None)
        if share < 1:
            result = result.model_copy(update={"reason": "wrong-value"})
        cases = Cases(run=0, passed=0)
        if isinstance(again, Finding):
            cases = Cases(run=again.run, passed=again.passed)
        return result.model_copy(
            update={
                "points": float(points),
                "cases": cases,
                "message": words,
                "follow_through": told,
            }
        )

    def judged(self, check: Check, finding: Finding) -> CheckResult:
        """Put a finding into words and points."""
        mistake = self.mistake(check, finding)
        finding = self.smallest(check, finding)
        shortfall = finding.shortfall
        shown = self.settings.show_expected
        words = message(self.question, check, finding, mistake, shown)
        if finding.verdict == "skipped":
            words = "Not judged: it looks at answers that are not right even in ordinary cases."
        example = None
        trace: tuple[str, ...] = ()
        output = ""
        if shortfall is not None:
            if shortfall.reason != "not-implemented":
                example = counterexample(self.question, shortfall, shown)
            answer = shortfall.trial.answer
            trace = answer.trace if isinstance(answer, Raised) else ()
            output = getattr(answer, "stdout", "")[-2000:]
        result = self.blank(check, finding.verdict, finding.reason)
        earned = check.mistakes.get(mistake.slug) if mistake else None
        return result.model_copy(
            update={
                "points": result.points if earned is None else float(earned),
                "cases": Cases(run=finding.run, passed=finding.passed),
                "mistake": mistake.slug if mistake else None,
                "message": words,
                "hint": hint(check, finding),
                "remarks": finding.remarks if finding.verdict == "passed" else (),
                "trace": trace,
                "output": output,
                "counterexample": example,
                "replay": self.replay(example.case) if example else "",
            }
        )

    def mistake(self, check: Check, finding: Finding) -> Mistake | None:
        """Return the mistake behind a finding: of a single case, the one behind all of them."""
        if self.look.all_cases is not None:
            return self.names.get(check.id) if finding.verdict == "failed" else None
        known = self.rivals.explaining(self.question, check, finding)
        return name_mistake(self.question, check, finding, known)

    @cached_property
    def names(self) -> Mapping[str, Mistake]:
        """The mistakes by check, where the case that is shown is not enough to name them."""
        whole = self.look.all_cases
        if whole is None:
            return {}
        return QuestionJudge(
            whole.assessment, whole.look, {}, self.rivals, self.settings
        ).mistakes()

    def mistakes(self) -> dict[str, Mistake]:
        """Return the mistakes that the question's result names, by check."""
        named: dict[str, Mistake] = {}
        findings = self.assessment.findings
        for (check, found), result in zip(findings, self.result().checks, strict=True):
            if result.mistake is not None:
                inherited = self.look.inherited.get(check.id)
                seen = found if inherited is None else inherited.found
                own = self.mistake(check, seen) if isinstance(seen, Finding) else None
                # What tells loss and gradients apart has no finding of its own.
                named[check.id] = own or Mistake(result.mistake, SENTENCES[result.mistake])
        return named

    def smallest(self, check: Check, finding: Finding) -> Finding:
        """Return the finding with the smallest case that shows it, where one was found."""
        small = self.look.smallest.get(check.id)
        return finding if small is None else replace(finding, shortfall=small)

    def without_calls(self, check: Check, why: NoCalls) -> CheckResult:
        """Return the result of a check whose calls were never made."""
        verdict, reason, words = why
        words = words[:1].upper() + words[1:] + ("" if words.endswith(".") else ".")
        result = self.blank(check, verdict, reason)
        return result.model_copy(update={"message": words, "hint": HINTS.get(reason, "")})

    def blank(self, check: Check, verdict: Verdict, reason: Reason | None) -> CheckResult:
        """Return a result with verdict and points, no words yet."""
        points: float | None = float(check.points) if verdict == "passed" else 0.0
        if verdict in ("needs-review", "ungraded"):
            points = None
        return CheckResult(
            id=f"{self.question.id}/{check.id}",
            kind=check.kind,
            title=check.title,
            verdict=verdict,
            reason=reason,
            points=points,
            max_points=float(check.points),
            cases=Cases(run=0, passed=0),
            hidden=check.hidden,
        )

    def replay(self, case: int) -> str:
        """Return the command that runs a case again."""
        settings = self.settings
        command = replay(
            settings.path or self.planned.file.rsplit("/", 1)[-1],
            settings.name,
            self.question.id,
            settings.seed,
        )
        return f"{command} --case {case}"

    def remarks(self) -> tuple[str, ...]:
        """Return how the file was found and imported."""
        keys = [batch_key(self.question.id, suite) for suite in self.question.suites]
        told = [note for key in keys if key in self.facts for note in self.facts[key].remarks]
        return tuple(dict.fromkeys((*self.planned.remarks, *told)))


def _count(question: Question, result: QuestionResult) -> QuestionResult:
    """Leave an optional question that was not attempted out of the totals."""
    reasons = {check.reason for check in result.checks}
    absent = reasons <= {"missing-file", "missing-function"}
    optional = {
        "always": False,
        "when-defined": absent,
        "when-attempted": absent
        or reasons <= {"missing-file", "missing-function", "not-implemented"},
    }[question.counts]
    if not optional:
        return result
    checks = tuple(check.model_copy(update={"max_points": 0.0}) for check in result.checks)
    return result.model_copy(update={"counted": False, "max_points": 0.0, "checks": checks})

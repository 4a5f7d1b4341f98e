"""From facts to the result of a question: findings, points, words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from grader.checks.evidence import Evidence
from grader.checks.finding import Finding, Trial
from grader.checks.kinds import KINDS
from grader.diagnosis.counterexample import counterexample
from grader.diagnosis.mistakes import name_mistake
from grader.diagnosis.words import HINTS, hint, message
from grader.grading.plan import PlannedQuestion, batch_key
from grader.grading.trials import matches, question_trials
from grader.grading.untouched import is_untouched
from grader.model.facts import BatchFacts, LoadProblem, Raised
from grader.model.results import Cases, CheckResult, QuestionResult, Reason, Verdict
from grader.model.rubric import Check, Question, Rubric
from grader.rubric.oracle import Oracle

STUDENT_BROKE_IT = frozenset(
    ("import-failed", "syntax-error", "python-2", "timeout", "killed", "out-of-memory", "raised")
)


@dataclass(frozen=True)
class Settings:
    """What a run decides about its reports."""

    rubric: Rubric
    name: str
    """How the rubric is named on the command line."""
    seed: int
    show_expected: bool


def judge_questions(
    planned: Sequence[PlannedQuestion],
    facts: Mapping[str, BatchFacts],
    oracle: Oracle,
    settings: Settings,
) -> tuple[QuestionResult, ...]:
    """Return the result of every planned question."""
    results = [QuestionJudge(each, facts, oracle, settings).result() for each in planned]
    verdicts = {check.id: check for result in results for check in result.checks}
    return tuple(
        _count(each.prepared.question, _skip_dependents(each.prepared.question, result, verdicts))
        for each, result in zip(planned, results, strict=True)
    )


class QuestionJudge:
    """Judges the checks of one question of one submission."""

    def __init__(
        self,
        planned: PlannedQuestion,
        facts: Mapping[str, BatchFacts],
        oracle: Oracle,
        settings: Settings,
    ) -> None:
        self.planned = planned
        self.question = planned.prepared.question
        self.facts = facts
        self.oracle = oracle
        self.settings = settings

    def result(self) -> QuestionResult:
        """Return the question's result, points not yet taken off for optional questions."""
        checks = self.checks()
        return QuestionResult(
            id=self.question.id,
            part="code",
            title=self.question.title,
            formula=self.question.formula,
            function=self.question.function,
            file=self.planned.file,
            points=float(sum(Decimal(str(check.points or 0)) for check in checks)),
            max_points=float(sum((c.points for c in self.wanted()), Decimal(0))),
            remarks=self.remarks(),
            checks=checks,
        )

    def wanted(self) -> list[Check]:
        """Return the checks for which there are cases."""
        suites = {case.suite for case in self.planned.cases}
        return [check for check in self.question.checks if check.suite in suites]

    def checks(self) -> tuple[CheckResult, ...]:
        """Judge every check."""
        whole = self.whole_problem()
        trials: dict[str, tuple[Trial, ...]] = {}
        if whole is None:
            trials = question_trials(self.planned, self.facts, self.oracle)
            # What answers rightly throughout was written: its source need not be read again.
            whole = None if all_right(trials) else self.skeleton()
        if whole is not None:
            return tuple(self.without_calls(check, whole) for check in self.wanted())
        evidence = Evidence(self.question, trials)
        return tuple(self.check(check, evidence) for check in self.wanted())

    def whole_problem(self) -> tuple[Verdict, Reason, str] | None:
        """Return why no check of the question could be tried, if that is so."""
        planned = self.planned
        if planned.missing is not None:
            why = f"`{planned.missing.path}` was refused: {planned.missing.why}"
            return "errored", "refused-file", why
        if planned.problem is not None:
            return _load_verdict(planned.problem)
        if not planned.laid:
            return "failed", "missing-file", _not_found(self.question)
        return None

    def skeleton(self) -> tuple[Verdict, Reason, str] | None:
        """Return that the function is still the starter's, if it is."""
        if not is_untouched(self.planned.text, (self.question.function, *self.question.aliases)):
            return None
        words = f"`{self.question.function}` is still the starter's skeleton"
        return "failed", "not-implemented", words

    def check(self, check: Check, evidence: Evidence) -> CheckResult:
        """Judge one check on the evidence, or say why its calls could not be made."""
        facts = self.facts.get(batch_key(self.question.id, check.suite))
        if facts is not None and facts.problem is not None:
            return self.without_calls(check, _load_verdict(facts.problem))
        finding = KINDS[check.kind](check, evidence)
        return self.judged(check, finding)

    def judged(self, check: Check, finding: Finding) -> CheckResult:
        """Put a finding into words and points."""
        shortfall = finding.shortfall
        mistake = name_mistake(self.question, check, finding)
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
        return result.model_copy(
            update={
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

    def without_calls(self, check: Check, why: tuple[Verdict, Reason, str]) -> CheckResult:
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
        )

    def replay(self, case: int) -> str:
        """Return the command that runs a case again."""
        name = self.planned.file.rsplit("/", 1)[-1]
        file = f'"{name}"' if " " in name else name
        return (
            f"grader check {file} --rubric {self.settings.name} "
            f"--only {self.question.id} --seed {self.settings.seed} --case {case}"
        )

    def remarks(self) -> tuple[str, ...]:
        """Return how the file was found and imported."""
        keys = [batch_key(self.question.id, suite) for suite in self.question.suites]
        told = [note for key in keys if key in self.facts for note in self.facts[key].remarks]
        return tuple(dict.fromkeys((*self.planned.remarks, *told)))


def all_right(trials: Mapping[str, Sequence[Trial]]) -> bool:
    """Say whether there are calls, and every one of them returned what was due."""
    calls = [trial for suite in trials.values() for trial in suite]
    return bool(calls) and all(matches(t) == len(t.expected) > 0 for t in calls)


def _load_verdict(problem: LoadProblem) -> tuple[Verdict, Reason, str]:
    verdict: Verdict = "errored" if problem.reason in STUDENT_BROKE_IT else "failed"
    return verdict, problem.reason, problem.message


def _not_found(question: Question) -> str:
    return (
        f"no `{question.file}` was handed in, nor another file that defines `{question.function}`"
    )


def _skip_dependents(
    question: Question, result: QuestionResult, verdicts: Mapping[str, CheckResult]
) -> QuestionResult:
    """Turn checks that failed for want of a check they need into skipped ones."""
    checks = []
    for spec_id, check in ((c.id.split("/", 1)[1], c) for c in result.checks):
        spec = next(each for each in question.checks if each.id == spec_id)
        broken = [verdicts[n] for n in spec.needs if n in verdicts and not _passed(verdicts[n])]
        same_cause = bool(broken) and check.cases.run == 0 and check.reason == broken[0].reason
        if broken and not same_cause and check.verdict in ("failed", "errored"):
            words = f"Not judged: it needs `{broken[0].id}`, which isn't right yet."
            update = {
                "verdict": "skipped",
                "reason": broken[0].reason,
                "message": words,
                "hint": "",
            }
            bare = {
                "mistake": None,
                "counterexample": None,
                "trace": (),
                "output": "",
                "replay": "",
            }
            check = check.model_copy(update={**update, **bare})
        checks.append(check)
    return result.model_copy(update={"checks": tuple(checks)})


def _passed(check: CheckResult) -> bool:
    return check.verdict == "passed"


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

"""Go through the cases of a suite and collect what fell short: shared by the check kinds."""

from collections.abc import Callable, Sequence

from grader.checks.answers import is_placeholder, prints_a_placeholder
from grader.checks.finding import Finding, Shortfall
from grader.checks.outcome import Outcome, judge_output
from grader.checks.trial import Fault, Trial
from grader.model.facts import NotRun, Value
from grader.model.results import Reason

Accept = Callable[[Outcome], Shortfall | None]


def judge_outputs(
    trials: Sequence[Trial],
    names: Sequence[str],
    relative: float | None = None,
    strict_shape: bool = False,
) -> Finding:
    """Judge the named outputs of every trial; all of them must be right for a pass."""
    walk = Walk(trials, names, relative, strict_shape)
    for trial in trials:
        walk.one(trial)
    return walk.finding()


class Walk:
    """Collects the outcomes of one check, trial by trial."""

    def __init__(
        self,
        trials: Sequence[Trial],
        names: Sequence[str],
        relative: float | None,
        strict_shape: bool,
    ) -> None:
        self.trials = trials
        self.names = names
        self.relative = relative
        self.strict_shape = strict_shape
        self.passed = 0
        self.judged: list[tuple[Trial, str, Outcome]] = []
        self.shortfalls: list[Shortfall] = []
        self.remarks: dict[str, None] = {}
        self.placeholders = 0

    def one(self, trial: Trial) -> None:
        """Judge one trial."""
        outputs = trial.outputs
        if isinstance(outputs, Fault):
            self.placeholders += prints_a_placeholder(trial)
            self.shortfalls.append(Shortfall(trial, outputs.reason, outputs.verdict, outputs.words))
            return
        self.values(trial, outputs)

    def values(self, trial: Trial, outputs: dict[str, Value]) -> None:
        """Judge the named outputs of a trial that returned."""
        first: Shortfall | None = None
        for name in self.names:
            if self.relative is None:
                outcome = trial.outcome(name)
            else:
                outcome = judge_output(outputs[name], trial.expected[name], self.relative)
            self.judged.append((trial, name, outcome))
            if outcome.remarks:
                self.remarks.update(dict.fromkeys(outcome.remarks))
            first = first or self.shortfall(trial, name, outcome)
        if first is None:
            self.passed += 1
            return
        self.shortfalls.append(first)
        self.placeholders += all(is_placeholder(outputs[name], trial) for name in self.names)

    def shortfall(self, trial: Trial, name: str, outcome: Outcome) -> Shortfall | None:
        """Return what an output lacks, if anything."""
        if not outcome.ok:
            reason: Reason = outcome.reason or "wrong-value"
            return Shortfall(trial, reason, "failed", outcome.words, name, outcome)
        if self.strict_shape and not outcome.shape_ok:
            words = outcome.shape_words
            return Shortfall(trial, "wrong-shape", "failed", words, name, outcome)
        return None

    def finding(self) -> Finding:
        """Return the verdict over all trials: the first shortfall tells the reason."""
        run = sum(not _not_run(trial) for trial in self.trials)
        if not self.shortfalls and self.passed:
            remarks = tuple(self.remarks)
            return Finding("passed", run, self.passed, remarks=remarks, judged=tuple(self.judged))
        if not self.shortfalls:
            return Finding("ungraded", run, 0)
        first = self.shortfalls[0]
        if self.placeholders == len(self.shortfalls) and not self.passed:
            words = "still the starter's placeholder"
            first = Shortfall(
                first.trial, "not-implemented", "failed", words, first.output, first.outcome
            )
        return Finding(
            first.verdict,
            run,
            self.passed,
            first.reason,
            first,
            tuple(self.remarks),
            tuple(self.judged),
        )


def _not_run(trial: Trial) -> bool:
    return isinstance(trial.answer, NotRun)

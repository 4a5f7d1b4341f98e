"""Judge a gradient checker of the student's own by what it says about known gradients."""

import re

from grader.checks.evidence import Evidence
from grader.checks.finding import Finding, Shortfall
from grader.checks.trial import Trial
from grader.model.facts import Raised, Returned
from grader.model.rubric import Check

REJECTED = re.compile(r"fail|incorrect|mismatch|wrong|error found|not (?:match|pass|correct)", re.I)
ACCEPTED = re.compile(r"pass|correct|success|\bok\b|\bmatch", re.I)


def judge_printed(check: Check, evidence: Evidence) -> Finding:
    """A right gradient must be accepted, a wrong one rejected, in print or by value."""
    suite = evidence.question.suites[check.suite]
    trials = evidence.suites.get(check.suite, ())
    shortfalls = [s for trial in trials if (s := _shortfall(trial, suite.expect)) is not None]
    run = sum(type(trial.answer).__name__ != "NotRun" for trial in trials)
    if not trials:
        return Finding("ungraded", 0, 0)
    if not shortfalls:
        return Finding("passed", run, len(trials))
    first = shortfalls[0]
    passed = len(trials) - len(shortfalls)
    return Finding(first.verdict, run, passed, first.reason, first)


def _shortfall(trial: Trial, expect: str | None) -> Shortfall | None:
    verdict = said(trial)
    if verdict == expect:
        return None
    fault = trial.fault
    if fault is not None:
        return Shortfall(trial, fault.reason, fault.verdict, fault.words)
    if verdict is None:
        words = "it neither says that the check passed nor that it failed"
    elif verdict == "accept":
        words = "it accepts a gradient that is wrong"
    else:
        words = "it rejects a gradient that is right"
    return Shortfall(trial, "wrong-value", "failed", words)


def said(trial: Trial) -> str | None:
    """Return `accept` or `reject` as the checker printed, returned or asserted it, else None."""
    answer = trial.answer
    if isinstance(answer, Raised):
        return "reject" if answer.type_name == "AssertionError" else None
    if not isinstance(answer, Returned):
        return None
    if REJECTED.search(answer.stdout):
        return "reject"
    if ACCEPTED.search(answer.stdout):
        return "accept"
    return _returned(answer)


def _returned(answer: Returned) -> str | None:
    if answer.value is True:
        return "accept"
    return "reject" if answer.value is False else None

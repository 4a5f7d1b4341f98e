"""Checks that need others: where these are not passed, they are not judged."""

from collections.abc import Mapping

from grader.model.results import CheckResult, QuestionResult
from grader.model.rubric import Question


def skip_dependents(
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
                "points": 0.0,
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

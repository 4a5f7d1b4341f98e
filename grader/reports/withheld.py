"""What students see of hidden checks: that they are there, and the points; nothing else."""

from grader.model.results import CheckResult, SubmissionResult

UNTOLD = "A check that is not shown"


def withheld(result: SubmissionResult) -> SubmissionResult:
    """Return a result as a student may read it."""
    if not any(check.hidden for question in result.questions for check in question.checks):
        return result
    questions = tuple(
        question.model_copy(update={"checks": tuple(map(_untold, question.checks))})
        for question in result.questions
    )
    return result.model_copy(update={"questions": questions})


def _untold(check: CheckResult) -> CheckResult:
    """Keep verdict and points of a hidden check, as the question's mark tells them anyway."""
    if not check.hidden:
        return check
    return CheckResult(
        id=check.id,
        kind=check.kind,
        title=UNTOLD,
        verdict=check.verdict,
        points=check.points,
        max_points=check.max_points,
        cases=check.cases.model_copy(update={"run": 1, "passed": int(check.verdict == "passed")}),
        hidden=True,
    )

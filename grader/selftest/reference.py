"""Whoever answers as the reference does earns everything."""

from collections.abc import Iterator

from grader.model.case import CaseError
from grader.model.prepared import PreparedQuestion
from grader.rubric.wording import Loc
from grader.selftest.answers import returned, right_answers
from grader.selftest.fault import Fault
from grader.selftest.stage import Stage


def reference_faults(stage: Stage, prepared: PreparedQuestion, loc: Loc) -> Iterator[Fault]:
    """Yield the checks that the reference's own answers, asked for anew, don't pass.

    A question whose checks read a printed verdict is answered by the verdict that is due.
    """
    question, oracle = prepared.question, stage.run.oracle
    answers = right_answers(prepared)
    try:
        for case in prepared.cases:
            outputs = oracle.answer(question, case)
            if outputs:
                answers[case.number] = returned(question, case, outputs)
    except CaseError as error:
        yield Fault((*loc, "reference"), "must answer a second time", str(error))
        return
    result = stage.judge(prepared, answers)
    for place, (check, came) in enumerate(zip(question.checks, result.checks, strict=True)):
        if came.verdict != "passed" or came.points != float(check.points):
            expected = f"must give the reference's own answers all {check.points:g} points"
            yield Fault((*loc, "checks", place), expected, f"{came.verdict} ({came.reason})")

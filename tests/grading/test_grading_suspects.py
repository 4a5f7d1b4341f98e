"""Advice to mend first what a function may fail by."""

import pytest

from grader.grading.suspects import suspecting
from grader.model.results import CheckResult
from tests.reports import report_fakes as fakes

FAILED = fakes.failed("q/grad", 1.0, hint="Compare the sign.")


def test_one_suspect_and_several_stand_before_the_hint() -> None:
    """Each is named, in a line of its own; the check's own hint stays."""
    one, two = (suspecting(FAILED, names).hint for names in (["sigmoid"], ["sigmoid", "softmax"]))

    assert one == (
        "If it calls your `sigmoid`, mend that first: it isn't right yet. "
        "With the full rubric this is judged with a right one in its place.\nCompare the sign."
    )
    assert two == (
        "If it calls your `sigmoid` and `softmax`, mend those first: they aren't right yet. "
        "With the full rubric this is judged with right ones in their place.\nCompare the sign."
    )


@pytest.mark.parametrize(
    ("result", "names"),
    [
        (fakes.passed("q/grad", 1.0), ["sigmoid"]),
        (FAILED.model_copy(update={"verdict": "skipped"}), ["sigmoid"]),
        (FAILED, []),
    ],
)
def test_what_is_right_or_was_not_judged_gets_no_advice(
    result: CheckResult, names: list[str]
) -> None:
    """Nor does a check whose helpers are right."""
    assert result == suspecting(result, names)

"""Laws of which failure comes first and which are told together."""

from grader.model.results import CheckResult, FollowThrough
from grader.reports.causes import first_cause, grouped
from tests.reports import report_fakes as fakes
from tests.reports.report_fakes import failed, passed, question, submission


def cause_of(*checks: CheckResult) -> str | None:
    """Return the id of the check that a student should begin with."""
    cause = first_cause(submission("s", [question("q", "Q", checks)]))
    return None if cause is None else cause.check.id


def test_lost_file_comes_first() -> None:
    """A file that can't be read is mended before a wrong value in another."""
    lost = failed("q/b", 1.0, reason="syntax-error")

    assert "q/b" == cause_of(failed("q/a", 1.0), lost)


def test_own_mistake_comes_before_an_inherited_one() -> None:
    """A check that passes with a right helper waits for the helper to be mended."""
    follow = FollowThrough(helper="sigmoid", own="failed", with_right_helper="passed")

    assert "q/b" == cause_of(failed("q/a", 1.0, follow_through=follow), failed("q/b", 1.0))


def test_advice_waiting_and_skipped_checks_are_no_cause() -> None:
    """Only what the student's code got wrong, and what costs points, is a cause."""
    assert None is cause_of(
        failed("q/a", 0.0),
        failed("q/b", 1.0, verdict="needs-review", points=None),
        failed("q/c", 1.0, verdict="skipped"),
        failed("q/d", 1.0, verdict="ungraded", points=None),
        passed("q/e", 1.0),
    )


def test_a_missing_import_is_a_cause_after_all_failures() -> None:
    """A misspelt import leaves all to a person, and is still the student's to mend."""
    waits = failed("q/a", 1.0, verdict="needs-review", reason="import-failed", points=None)
    follow = FollowThrough(helper="sigmoid", own="failed", with_right_helper="passed")

    assert "q/a" == cause_of(waits)
    assert "q/b" == cause_of(waits, failed("q/b", 1.0, follow_through=follow))


def test_question_not_attempted_is_no_cause() -> None:
    """An optional question that counts nowhere is not what to mend."""
    assert None is first_cause(submission("s", [fakes.NOT_ATTEMPTED]))


def test_equal_failures_are_grouped_and_others_not() -> None:
    """Same reason, words and trace are told once; a counterexample is told by itself."""
    first, second, other = (failed(f"q/{name}", 1.0, message=name) for name in "aab")
    own = fakes.partial().questions[1].checks[1]

    assert [("q/a", "q/a"), ("q/b",), (own.id,)] == [
        tuple(check.id for check in group.checks) for group in grouped([first, second, other, own])
    ]

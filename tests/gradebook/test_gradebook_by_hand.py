"""Marks by hand in a result: figures follow, the machine's own stays, twice is once."""

from hypothesis import given
from hypothesis import strategies as st

from grader.gradebook.by_hand import machine_result, obstacle, with_overrides
from grader.model.override import OverrideEntry
from grader.model.results import CheckResult, SubmissionResult
from grader.model.standing import standing
from tests.gradebook.marked_class import entry
from tests.reports import report_fakes as fakes


def written_and_code() -> SubmissionResult:
    """Return a submission with a right, a wrong, a waiting, an ungraded and an optional part."""
    waiting = {"points": None, "verdict": "needs-review", "reason": "free-text"}
    questions = (
        fakes.question(
            "sgd", "SGD", [fakes.passed("sgd/value", 2.1), fakes.failed("sgd/far", 1.7)]
        ),
        fakes.question(
            "written/why",
            "Why",
            [fakes.failed("written/why/final", 3.0, **waiting)],
            part="written",
        ),
        fakes.question(
            "cbow", "CBOW", [fakes.passed("cbow/loss", 0.0)], counted=False, max_points=0.0
        ),
    )
    return fakes.submission("alice", questions, **standing(questions)._asdict())


def faulty() -> SubmissionResult:
    """Return a submission with a check that we failed to grade."""
    lost = fakes.failed("sgd/value", 4.0, points=None, verdict="ungraded", reason=None)
    questions = (fakes.question("sgd", "SGD", [lost, fakes.passed("sgd/far", 1.0)]),)
    return fakes.submission("alice", questions, **standing(questions)._asdict())


def check_of(result: SubmissionResult, id_: str) -> CheckResult:
    """Return a check by its id."""
    return next(check for q in result.questions for check in q.checks if check.id == id_)


def test_what_waits_is_decided() -> None:
    """A mark for a free text makes the submission final: points, pending points and status."""
    machine = written_and_code()
    assert (machine.status, machine.points, machine.points_pending) == ("needs-review", 2.1, 3.0)

    result = with_overrides(machine, [entry("written/why/final", 2.25)])

    assert (result.status, result.points, result.points_pending) == ("graded", 4.35, 0.0)
    assert [question.points for question in result.questions] == [2.1, 2.25, 0.0]
    check = check_of(result, "written/why/final")
    assert (check.verdict, check.reason, check.points) == ("failed", "free-text", 2.25)
    assert check.override is not None
    assert (check.override.verdict, check.override.points) == ("needs-review", None)
    assert (check.override.author, check.override.why) == ("tina", "read it")


def test_our_fault_is_mended_by_a_person() -> None:
    """A mark for the only ungraded check gives the submission its points."""
    machine = faulty()
    assert (machine.status, machine.points) == ("ungraded", None)

    result = with_overrides(machine, [entry("sgd/value", 4)])

    assert (result.status, result.points) == ("graded", 5.0)
    assert check_of(result, "sgd/value").verdict == "passed"


def test_full_points_pass_and_fewer_do_not() -> None:
    """The verdict follows the points, with no reason left where a check passes."""
    result = with_overrides(written_and_code(), [entry("sgd/value", 0), entry("sgd/far", 1.7)])

    assert check_of(result, "sgd/value").verdict == "failed"
    assert (check_of(result, "sgd/far").verdict, check_of(result, "sgd/far").reason) == (
        "passed",
        None,
    )


def test_marks_that_do_not_fit_are_left_out_and_said() -> None:
    """No such check, more than it is worth, a question that counts nowhere."""
    machine = written_and_code()
    marks = [entry("sgd/gone", 1), entry("sgd/value", 2.11), entry("cbow/loss", 0)]

    assert with_overrides(machine, marks) == machine
    assert [obstacle(machine, mark) for mark in marks] == [
        "there is no such check",
        "it is worth at most 2.1",
        "its question is optional, was not attempted and counts in no total",
    ]


IDS = ("sgd/value", "sgd/far", "written/why/final", "cbow/loss", "sgd/gone")
MARKS = st.lists(
    st.builds(entry, st.sampled_from(IDS), st.integers(0, 320).map(lambda n: n / 100)),
    unique_by=lambda mark: mark.check,
)


@given(MARKS, MARKS)
def test_twice_is_once(first: list[OverrideEntry], second: list[OverrideEntry]) -> None:
    """The last marks alone decide, and without marks the machine's own is there, to the bit."""
    machine = written_and_code()
    once = with_overrides(machine, first)

    assert with_overrides(once, first) == once
    assert with_overrides(once, second) == with_overrides(machine, second)
    assert machine_result(once) == with_overrides(once, []) == machine

"""Laws of a submission's summary."""

from dataclasses import FrozenInstanceError
from pickle import dumps, loads

import pytest

from grader.model.results import Cases
from grader.model.submission import Student
from grader.model.summary import summarise
from tests.reports import report_fakes as fakes
from tests.reports.report_fakes import failed, question, submission


def test_summary_keeps_marks_and_students() -> None:
    """Points, worst verdicts and identities are kept; the rest of the result is not."""
    summary = summarise(fakes.partial(), [Student(name="Ben")], late=True)

    assert ("ben okafor", ("Ben",), 11.5, 24.0, True) == (
        summary.id,
        summary.names,
        summary.final_points,
        summary.max_points,
        summary.late,
    )
    assert ["passed", "failed", "failed", "errored", "passed"] == [
        mark.worst for mark in summary.questions
    ]


def test_wrong_value_is_no_reason_to_look() -> None:
    """Wrong answers, exceptions and advice are the student's own affair."""
    assert () == summarise(fakes.partial()).reasons
    assert () == summarise(fakes.full_marks()).reasons


def test_each_trouble_is_said_once() -> None:
    """A lost file gives one line however many checks it took."""
    assert (
        "could not be imported: word2vec.py is written in Python 2: line 12 is a print statement, "
        '`print "done"`',
        "could not be imported: sgd.py can't be read: '(' on line 31 is never closed",
    ) == summarise(fakes.crashed()).reasons


def test_many_troubles_of_a_kind_are_counted() -> None:
    """More than two files lost in one way take one line."""
    checks = [
        failed(f"q{n}/a", 1.0, reason="python-2", message=f"q{n}.py is Python 2.") for n in range(4)
    ]
    result = submission("s", [question("q", "Q", checks)])

    assert ("could not be imported: q0.py is Python 2 (and 3 more)",) == summarise(result).reasons


def test_open_marks_are_reasons() -> None:
    """What we failed to grade is said, with the cause; what waits stands in the queue."""
    assert () == summarise(fakes.needs_review()).reasons
    assert 2 == len(summarise(fakes.needs_review()).waiting)
    assert ("ungraded: The sandbox could not be started: no space left on device",) == summarise(
        fakes.ungraded()
    ).reasons


@pytest.mark.parametrize(
    ("reason", "expected"),
    [
        ("timeout", "ran out of time: skipgram"),
        ("out-of-memory", "ran out of memory: skipgram"),
        ("killed", "ended its own process: skipgram"),
        ("missing-function", "function missing: skipgram"),
        ("missing-file", "file missing: word2vec.py (missing file)"),
        ("refused-file", "file refused: word2vec.py (refused file)"),
        ("import-failed", "could not be imported: word2vec.py (import failed)"),
    ],
)
def test_troubles_name_function_or_file(reason: str, expected: str) -> None:
    """A stop names the function, a lost file the file."""
    check = failed("skipgram/loss", 1.0, reason=reason, cases=Cases(run=0, passed=0))
    result = submission("s", [question("skipgram", "Skip-gram", [check], function="skipgram")])

    assert (expected,) == summarise(result).reasons


def test_long_reasons_are_cut() -> None:
    """A reason stays one line in a list."""
    check = failed("q/a", 1.0, reason="import-failed", message="x" * 500 + "\nmore")

    (reason,) = summarise(submission("s", [question("q", "Q", [check])])).reasons
    assert 140 == len(reason)


def test_summary_is_frozen_and_crosses_processes() -> None:
    """It can't be changed, and an engine can send it."""
    summary = summarise(fakes.partial())

    assert summary == loads(dumps(summary))
    with pytest.raises(FrozenInstanceError):
        summary.late = True  # type: ignore[misc]

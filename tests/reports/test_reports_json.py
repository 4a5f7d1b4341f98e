"""Laws of `result.json`, `results.json` and of writing files whole."""

import json
import os
from pathlib import Path

import pytest

from grader.model.results import ClassResult, SubmissionResult, SubmissionRow
from grader.reports.atomic import write_atomically
from grader.reports.results_json import result_json, write_class_json, write_result_json
from tests.reports import report_fakes as fakes

ALL = (
    fakes.full_marks,
    fakes.partial,
    fakes.crashed,
    fakes.needs_review,
    fakes.ungraded,
    fakes.nasty,
)


@pytest.mark.parametrize("make", ALL)
def test_result_comes_back_equal(make: object, tmp_path: Path) -> None:
    """Reading what was written gives the same result, and writing that the same bytes."""
    assert callable(make)
    path = tmp_path / "result.json"
    write_result_json(make(), path)
    first = path.read_bytes()
    back = SubmissionResult.model_validate_json(first)
    write_result_json(back, path)

    assert make() == back
    assert first == path.read_bytes()


def test_class_comes_back_equal(tmp_path: Path) -> None:
    """`results.json` holds the contract's keys in their order."""
    rows = (
        SubmissionRow(id="a", status="graded", points=1.5, max_points=2.0),
        SubmissionRow(id="b", status="ungraded", points=None, max_points=2.0),
    )
    written = ClassResult(assignment="a2", seed=7, submissions=rows)
    write_class_json(written, tmp_path / "results.json")
    text = (tmp_path / "results.json").read_text("utf-8")

    assert written == ClassResult.model_validate_json(text)
    assert ["schema", "assignment", "seed", "submissions"] == list(json.loads(text))
    assert text.startswith('{\n  "schema": 1,\n')
    assert text.endswith("}\n")


def test_nan_is_refused() -> None:
    """NaN never becomes `null` or the word NaN in a file of results."""
    with pytest.raises(ValueError, match="finite number"):
        SubmissionRow(id="a", status="graded", points=float("nan"), max_points=2.0)


def test_failed_write_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    """Where the file can't be replaced, it stays as it was and no temporary file does."""
    target = tmp_path / "taken"
    target.mkdir()
    (target / "inside").touch()

    with pytest.raises(OSError, match="taken"):
        write_atomically(target, "text")
    assert ["taken"] == sorted(path.name for path in tmp_path.iterdir())


def test_written_file_is_as_readable_as_any_other(tmp_path: Path) -> None:
    """The umask decides who may read a report, not the way it is written."""
    old = os.umask(0o022)
    try:
        write_atomically(tmp_path / "report.html", "text")
    finally:
        os.umask(old)

    assert 0o644 == (tmp_path / "report.html").stat().st_mode & 0o777


def test_text_that_no_file_can_hold_is_spelt_out(tmp_path: Path) -> None:
    """A half surrogate is written as its escape instead of losing the whole file."""
    write_atomically(tmp_path / "a", "x\udc80")

    assert b"x\\udc80" == (tmp_path / "a").read_bytes()


def test_what_a_terminal_obeys_is_escaped() -> None:
    """Control characters of both kinds and marks of direction: the text may be printed."""
    odd = "a\x1b[2J\x9b2J\x85\u202e\u2066\u200f\u2028\ufeffü→"
    result = fakes.full_marks().model_copy(update={"title": odd})
    text = result_json(result)

    assert odd == json.loads(text)["title"]
    assert "\\u009b2J\\u0085\\u202e\\u2066\\u200f\\u2028\\ufeffü→" in text
    assert not any((ord(c) < 32 and c != "\n") or 0x7F <= ord(c) < 0xA0 for c in text)

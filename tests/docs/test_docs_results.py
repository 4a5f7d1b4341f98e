"""docs/results.md names every value and key that results have, and none that they don't."""

from typing import Any, get_args

import pytest
from pydantic import BaseModel

from grader.diagnosis.mistakes import SENTENCES
from grader.model.derivation import Derivation, WrittenFile
from grader.model.results import (
    Cases,
    CheckResult,
    ClassResult,
    Counterexample,
    Difference,
    FileRecord,
    FollowThrough,
    Isolation,
    Override,
    QuestionResult,
    Reason,
    Shown,
    Status,
    SubmissionResult,
    SubmissionRow,
    Verdict,
)
from tests.docs.pages import names, page, section, tables

PAGE = page("results.md")


@pytest.mark.parametrize(
    ("heading", "values"),
    [
        ("Status", get_args(Status)),
        ("Verdicts", get_args(Verdict)),
        ("Reasons", get_args(Reason)),
        ("Mistakes", SENTENCES),
    ],
)
def test_every_value_has_a_row(heading: str, values: Any) -> None:
    """A table lists what the code may say, each once."""
    (table,) = tables(section(PAGE, heading))

    assert sorted(values) == sorted(table.names)


def test_verdicts_in_the_table_of_reasons_exist() -> None:
    """A reason's verdict is one of the verdicts."""
    (table,) = tables(section(PAGE, "Reasons"))

    assert set(get_args(Verdict)) >= {name for row in table.rows for name in names(row[1])}


@pytest.mark.parametrize(
    ("heading", "model"),
    [
        ("The submission", SubmissionResult),
        ("A question", QuestionResult),
        ("A check", CheckResult),
        ("A derivation", Derivation),
        ("A file of written answers", WrittenFile),
        ("A counterexample", Counterexample),
        ("A shown value", Shown),
        ("A difference", Difference),
        ("`results.json`", ClassResult),
    ],
)
def test_every_key_has_a_row(heading: str, model: type[BaseModel]) -> None:
    """A table lists the keys in the order of the file."""
    keys = [field.alias or name for name, field in model.model_fields.items()]

    assert keys == tables(section(PAGE, heading))[0].names


@pytest.mark.parametrize(
    ("heading", "model"),
    [
        ("The submission", FileRecord),
        ("The submission", Isolation),
        ("A check", Cases),
        ("A check", FollowThrough),
        ("A check", Override),
        ("`results.json`", SubmissionRow),
    ],
)
def test_small_parts_are_told_beside(heading: str, model: type[BaseModel]) -> None:
    """The keys of small parts are named in the section of what holds them."""
    assert frozenset(model.model_fields) <= names(section(PAGE, heading))

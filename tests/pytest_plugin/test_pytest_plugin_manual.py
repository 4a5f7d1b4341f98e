"""docs/pytest.md is true."""

import re
import shlex

from grader.pytest_plugin import outcome
from tests.docs.pages import NAME, names, page
from tests.pytest_plugin.conftest import Pytest

PAGE = page("pytest.md")


def test_every_option_and_key_is_in_the_manual_and_the_help(run: Pytest) -> None:
    """Both know the same."""
    told = run("--help").out
    options = set(re.findall(r"--grader[a-z-]*", told))
    keys = set(re.findall(r"^  (grader_\w+)", told, re.MULTILINE))

    assert ({"--grader", "--grader-rubric"}, {"grader_submission", "grader_rubric"}) == (
        options,
        keys,
    )
    assert options == set(re.findall(r"--grader[a-z-]*", PAGE))
    assert keys == set(re.findall(r"\bgrader_[a-z]+", PAGE))


def test_the_properties_are_named() -> None:
    """All that a JUnit file may have of ours."""
    properties = {
        outcome.CHECK,
        outcome.VERDICT,
        outcome.SCORE,
        outcome.MAX_SCORE,
        outcome.ADVICE,
    }

    assert properties <= names(PAGE)


def test_its_commands_are_pytest_s(run: Pytest) -> None:
    """Each of the table chooses some checks, here of another question."""
    spoken = [name for name in NAME.findall(PAGE) if re.match(r"pytest (-m|-k|-x)", name)]

    arguments = [shlex.split(each.replace("neg_sampling", "pull"))[1:] for each in spoken]
    assert len(arguments) >= 5
    assert {0} == {run("--collect-only", *each).code for each in arguments}

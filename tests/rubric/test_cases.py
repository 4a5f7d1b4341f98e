"""The cases of a question."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from grader.model.case import Case, CaseError, Probe
from grader.model.rubric import Question
from grader.rubric.cases import case_inputs, first_number, question_case, question_cases
from grader.rubric.reference import Reference, load_reference

REFERENCE_TEXT = '''
import numpy as np
from jaxtyping import Float, Int

def score(center: Float[np.ndarray, "d"], outside: Float[np.ndarray, "V d"],
          free: Float[np.ndarray, "*shape"] | float = 0.0, ids: Int[np.ndarray, "V"] | None = None):
    """Give the scores."""
    return outside @ center

def count(context):
    """Count."""
    return float(len(context))
'''


@pytest.fixture
def reference(tmp_path: Path) -> Reference:
    """A reference of one file."""
    path = tmp_path / "scores.py"
    path.write_text(REFERENCE_TEXT)
    return load_reference(path)


def make_question(**changes: Any) -> Question:
    """Build a question with three suites, changed where the test says."""
    data: dict[str, Any] = {
        "id": "score",
        "title": "Score",
        "file": "a.py",
        "function": "score",
        "arguments": [{"name": "v", "value": "center"}, {"name": "U", "value": "outside"}],
        "outputs": ["scores"],
        "reference": "scores:score",
        "axes": {"V": [4, 9], "d": [2, 6]},
        "inputs": {"target": {"index": "V"}},
        "suites": {
            "plain": {"cases": 7},
            "wide": {
                "cases": 5,
                "axes": {"d": [10, 12]},
                "inputs": {"target": {"constant": 0}},
                "variants": [{"extra": {"constant": "a"}}, {"extra": {"constant": "b"}}],
                "special_cases": {3: {"target": {"constant": 99}}},
            },
            "other": {
                "cases": 3,
                "reference": "scores:count",
                "inputs": {"context": {"indices": "V", "count": 2}},
                "arguments": [{"name": "words", "value": "context"}, {"name": "f", "own": "score"}],
            },
        },
        "checks": [{"id": "value", "kind": "value", "points": 1}],
    }
    return Question.model_validate({**data, **changes})


def plain(value: Any) -> Any:
    """Turn a value into one that can be compared."""
    if isinstance(value, np.ndarray):
        return (str(value.dtype), value.tolist())
    if isinstance(value, Probe):
        return (value.name, plain(value.options))
    if isinstance(value, dict):
        return {key: plain(part) for key, part in value.items()}
    return value


def facts(case: Case) -> Any:
    """Return all that a case says, to compare."""
    return (case.question, case.suite, case.number, case.sizes, plain(case.values), case.seed)


def test_numbers_run_on_over_the_suites(reference: Reference) -> None:
    """Case numbers are 0, 1, 2, … in the order of the suites: each is unique in its question."""
    cases = question_cases(make_question(), 1, reference)

    assert list(range(15)) == [case.number for case in cases]
    assert ["plain"] * 7 + ["wide"] * 5 + ["other"] * 3 == [case.suite for case in cases]
    assert [0, 7, 12] == [first_number(make_question(), s) for s in ("plain", "wide", "other")]


def test_a_case_alone_equals_the_one_among_all(reference: Reference) -> None:
    """A case needs the seed and its number only, whichever cases are made beside it."""
    question = make_question()
    alone = [question_case(question, 5, number, reference) for number in (14, 0, 8)]
    together = question_cases(question, 5, reference)

    assert [facts(together[number]) for number in (14, 0, 8)] == [facts(case) for case in alone]


def test_other_suites_leave_a_case_as_it_is(reference: Reference) -> None:
    """A suite put in front changes a later suite's numbers, not its inputs."""
    question = make_question()
    more = make_question(suites={"first": {"cases": 4}, **question.model_dump()["suites"]})

    before = question_cases(question, 5, reference)
    after = question_cases(more, 5, reference)[4:]
    assert [facts(case)[3:] for case in before] == [facts(case)[3:] for case in after]
    assert [case.number + 4 for case in before] == [case.number for case in after]


def test_seeds_differ(reference: Reference) -> None:
    """Another seed gives other inputs."""
    question = make_question()
    values = [plain(question_case(question, seed, 3, reference).values) for seed in (1, 2)]

    assert values[0] != values[1]


def test_annotated_arrays_need_no_entry(reference: Reference) -> None:
    """Arrays of floats take their axes from the reference; open axes and ids aren't guessed."""
    case = question_case(make_question(), 1, 6, reference)
    center, outside = case.values["center"], case.values["outside"]

    assert (case.sizes["d"],) == np.shape(center)  # type: ignore[arg-type]
    assert (case.sizes["V"], case.sizes["d"]) == np.shape(outside)  # type: ignore[arg-type]
    assert {"center", "outside", "target"} == set(case.values)


def test_inputs_of_a_case_come_in_layers(reference: Reference) -> None:
    """The suite's inputs win over the question's, variants take turns, a special case wins."""
    question = make_question()
    suite = question.suites["wide"]
    inputs = [case_inputs(question, suite, position, None) for position in range(5)]

    assert ["a", "b", "a", "b", "a"] == [each["extra"]["constant"] for each in inputs]
    assert [0, 0, 0, 99, 0] == [each["target"]["constant"] for each in inputs]
    assert all(case.sizes["d"] >= 10 for case in question_cases(question, 1, reference)[7:12])


def test_a_number_that_is_not_there(reference: Reference) -> None:
    """A case number outside the question is refused with the range."""
    with pytest.raises(CaseError) as error:
        question_case(make_question(), 1, 15, reference)

    assert "score: expected a case from 0 to 14, got 15" == str(error.value)


def test_an_argument_without_an_input(reference: Reference) -> None:
    """An argument that no input feeds is refused; another function of the student's needs none."""
    question = make_question(arguments=[{"name": "v"}])
    with pytest.raises(CaseError) as error:
        question_cases(question, 1, reference)

    assert "score/plain: expected an input 'v' for its argument" == str(error.value)


def test_a_wrong_input_is_told_with_its_place(reference: Reference) -> None:
    """A problem in an input names question, suite and input."""
    question = make_question(inputs={"target": {"index": "W"}})
    with pytest.raises(CaseError) as error:
        question_cases(question, 1, reference)

    assert "score/plain: target: expected one of the axes (V, d), got 'W'" == str(error.value)

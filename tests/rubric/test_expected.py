"""Expected values, and the reference functions and probes they come from."""

import math
import pickle
import sys
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pytest

from grader.model.case import Case, CaseError, CaseValue, Probe
from grader.model.facts import ArrayValue
from grader.model.rubric import Question, Rubric
from grader.rubric.expected import all_finite, expected_outputs, plain_value, prepare_rubric
from grader.rubric.modules import import_file
from grader.rubric.probes import ProbeFile
from grader.rubric.reference import MissingReferenceError, load_reference

PROBES = Path(__file__).parents[2] / "rubrics" / "probes.py"


class TwoThings(NamedTuple):
    """A loss and a gradient."""

    loss: Any
    grad: Any


def make_question(*outputs: str) -> Question:
    """Build a question with these outputs."""
    return Question.model_validate(
        {
            "id": "double",
            "title": "Double",
            "file": "a.py",
            "function": "double",
            "arguments": [{"name": "x"}],
            "outputs": list(outputs),
            "suites": {"plain": {}},
            "checks": [{"id": "value", "kind": "value", "points": 1}],
        }
    )


def outputs_of(function: Any, *names: str, **values: CaseValue) -> Any:
    """Ask a function for the outputs of a case with these values."""
    case = Case("double", "plain", 4, {}, values, 1)
    return expected_outputs(make_question(*names), case, function, ProbeFile(PROBES))


def test_outputs_are_named_in_order() -> None:
    """A tuple's parts go to the outputs in turn; parameters are found by name."""
    outputs = outputs_of(
        lambda x, y=1.0: TwoThings(np.float64(y), x), "cost", "gradX", x=np.ones(2), z=3
    )

    assert ["cost", "gradX"] == list(outputs)
    assert 1.0 == outputs["cost"]
    assert float is type(outputs["cost"])
    assert [1.0, 1.0] == outputs["gradX"].data.tolist()


def test_a_single_output_is_not_taken_apart() -> None:
    """One output may itself be a tuple or a dict."""
    assert {"best": (1, 2)} == outputs_of(lambda: (1, 2), "best")
    assert {"best": {"dev": 2.0}} == outputs_of(lambda: {"dev": 2.0}, "best")


def test_the_case_stays_as_it_is() -> None:
    """A function that writes into its argument writes into a copy."""

    def careless(x: np.ndarray) -> np.ndarray:
        x += 1
        return x

    x = np.zeros(2)
    outputs = outputs_of(careless, "y", x=x)

    assert [1.0, 1.0] == outputs["y"].data.tolist()
    assert [0.0, 0.0] == x.tolist()


def test_probes_are_made_for_the_call() -> None:
    """A described probe reaches the function as the object itself, a new one each time."""
    probe = Probe("dataset", {"draws": np.array([4, 2])})
    first = [outputs_of(lambda data: data.sampleTokenIdx(), "row", data=probe) for _ in range(2)]

    assert [{"row": 4}] * 2 == first


@pytest.mark.parametrize(
    ("function", "outputs", "message"),
    [
        (lambda w: w, ["y"], "expected an input 'w' for <lambda>"),
        (lambda x: (x, x), ["a", "b", "c"], "expected 3 outputs of <lambda>, got 2"),
        (lambda x: x, ["a", "b"], "expected 2 outputs of <lambda>, got 1"),
        (lambda x: x * math.nan, ["y"], "<lambda> is not finite in y"),
        (lambda x: {"a": [math.inf]}, ["y"], "<lambda> is not finite in y"),
    ],
)
def test_answers_that_cannot_be_expected(function: Any, outputs: list[str], message: str) -> None:
    """A reference that lacks an input or an output, or isn't finite, is refused with the place."""
    with pytest.raises(CaseError) as error:
        outputs_of(function, *outputs, x=np.ones(2))

    assert f"double/plain, case 4: {message}" == str(error.value)


def test_a_probe_without_a_probes_file() -> None:
    """A case with a probe needs a rubric that names a probes file."""
    case = Case("double", "plain", 0, {}, {"x": Probe("shrink", {"factor": 0.5})}, 1)
    with pytest.raises(CaseError) as error:
        expected_outputs(make_question("y"), case, lambda x: x, None)

    expected = "double/plain, case 0: expected the rubric to name a probes file for 'shrink'"
    assert expected == str(error.value)


def test_plain_values() -> None:
    """Arrays cross as arrays, numpy's scalars as plain numbers, containers part by part."""
    value: Any = plain_value([(np.int64(3), None), {"a": np.array([1.5])}, "b", np.bool_(True)])

    assert (3, None) == value[0]
    assert int is type(value[0][0])
    assert isinstance(value[1]["a"], ArrayValue)
    assert ["b", True] == value[2:]


def test_a_value_of_no_kind_that_crosses() -> None:
    """Other objects are refused by the name of their type."""
    with pytest.raises(CaseError) as error:
        plain_value({1, 2})

    assert "expected arrays, numbers and text, got set" == str(error.value)


def test_finiteness() -> None:
    """NaN and infinity are found wherever they stand."""
    finite: list[Any] = [
        None,
        1,
        True,
        "nan",
        2.0,
        [1.0, (2.0,)],
        {"a": ArrayValue(np.array([1, 2]))},
    ]
    infinite: list[Any] = [
        math.nan,
        [math.inf],
        {"a": (-math.inf,)},
        ArrayValue(np.array([[0.0, math.nan]])),
    ]

    assert all(map(all_finite, finite))
    assert not any(map(all_finite, infinite))


def test_reference_folder(tmp_path: Path) -> None:
    """Modules of a folder import one another relatively, and `sys.path` stays as it was."""
    (tmp_path / "base.py").write_text("def one():\n    return 1\n")
    (tmp_path / "top.py").write_text("from .base import one\n\ndef two():\n    return one() + 1\n")
    before = list(sys.path)

    assert 2 == load_reference(tmp_path).function("top:two")()
    assert before == sys.path
    assert "top" not in sys.modules


def test_reference_file(tmp_path: Path) -> None:
    """A single file is a reference with one module."""
    path = tmp_path / "mathematics.py"
    path.write_text("def two():\n    return 2\n")

    assert 2 == load_reference(path).function("mathematics:two")()


def test_equal_names_in_two_folders(tmp_path: Path) -> None:
    """Two references with modules of the same name don't meet."""
    for number in (1, 2):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / "m.py").write_text(f"def f():\n    return {number}\n")

    assert [1, 2] == [load_reference(tmp_path / str(n)).function("m:f")() for n in (1, 2)]


def test_missing_references(tmp_path: Path) -> None:
    """What isn't there is told with the nearest name that is."""
    (tmp_path / "softmax.py").write_text("def softmax(x):\n    return x\n")
    reference = load_reference(tmp_path)
    single = load_reference(tmp_path / "softmax.py")

    def message(action: Any) -> str:
        with pytest.raises(MissingReferenceError) as error:
            action()
        return str(error.value)

    assert "expected module:function, got 'softmax'" == message(
        lambda: reference.function("softmax")
    )
    assert "no function 'sofmax' in 'softmax:sofmax'; did you mean 'softmax'?" == message(
        lambda: reference.function("softmax:sofmax")
    )
    assert f"no module 'softmx' in {tmp_path}; did you mean 'softmax'?" == message(
        lambda: reference.function("softmx:softmax")
    )
    assert f"no module '../x' in {tmp_path}" == message(lambda: reference.function("../x:f"))
    assert "expected module 'softmax', got 'other'" == message(lambda: single.function("other:f"))
    nowhere = tmp_path / "nowhere"
    assert f"expected a folder or a .py file of reference functions: {nowhere}" == message(
        lambda: load_reference(nowhere)
    )


def test_files_that_cannot_be_imported(tmp_path: Path) -> None:
    """A missing file and one that isn't Python are refused; a failed import leaves no trace."""
    broken = tmp_path / "broken.py"
    broken.write_text("1 / 0\n")
    text = tmp_path / "notes.txt"
    text.write_text("x = 1\n")

    with pytest.raises(FileNotFoundError, match=r"no such file: .*nowhere\.py"):
        import_file(tmp_path / "nowhere.py", "_grader_test_nowhere")
    with pytest.raises(FileNotFoundError, match=r"not a Python file: .*notes\.txt"):
        import_file(text, "_grader_test_text")
    with pytest.raises(ZeroDivisionError):
        import_file(broken, "_grader_test_broken")
    assert "_grader_test_broken" not in sys.modules


def test_probes_that_are_not_there() -> None:
    """An unknown probe, or one with other options, is refused with what there is."""
    probes = ProbeFile(PROBES)
    with pytest.raises(CaseError, match=r"expected one of clip_in_place, dataset, .* got 'datset'"):
        probes.instantiate(Probe("datset"))
    with pytest.raises(CaseError, match="probe 'shrink': missing a required argument: 'factor'"):
        probes.instantiate(Probe("shrink"))


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> tuple[Rubric, Path]:
    """A rubric of two questions beside its reference."""
    folder = tmp_path_factory.mktemp("rubrics")
    (folder / "r.py").write_text(
        "def total(x):\n    return x.sum()\n\ndef mean(x):\n    return x.mean()\n"
    )
    question = {
        "id": "total",
        "title": "Total",
        "file": "a.py",
        "function": "total",
        "arguments": [{"name": "x"}],
        "outputs": ["sum"],
        "reference": "r:total",
        "accepted": ["r:mean"],
        "axes": {"n": [2, 5]},
        "inputs": {"x": {"normal": ["n"]}},
        "suites": {"plain": {"cases": 3}, "more": {"cases": 2}},
        "checks": [{"id": "value", "kind": "value", "points": 1}],
    }
    printed = {**question, "id": "printed", "reference": None, "accepted": []}
    data = {"schema": 1, "id": "tiny", "title": "Tiny", "seed": 1, "reference": "r.py"}
    return Rubric.model_validate({**data, "questions": [question, printed]}), folder


def test_prepared_by_case_number(tiny: tuple[Rubric, Path]) -> None:
    """Expected and accepted outputs stand at their case's number."""
    prepared = prepare_rubric(*tiny, 7).question("total")
    xs: list[Any] = [case.values["x"] for case in prepared.cases]

    assert [{"sum": x.sum()} for x in xs] == list(prepared.expected.values())
    assert [[{"sum": x.mean()} for x in xs]] == [list(each.values()) for each in prepared.accepted]
    assert [3, 4] == [case.number for case in prepared.suite_cases("more")]


def test_no_reference_no_expected_value(tiny: tuple[Rubric, Path]) -> None:
    """Where no reference function answers, nothing is expected; the cases are there."""
    prepared = prepare_rubric(*tiny, 7).question("printed")

    assert dict.fromkeys(range(5)) == prepared.expected
    assert 5 == len(prepared.cases)


def test_a_question_that_is_not_there(tiny: tuple[Rubric, Path]) -> None:
    """An unknown question is a KeyError."""
    with pytest.raises(KeyError, match="softmax"):
        prepare_rubric(*tiny, 7).question("softmax")


def test_prepared_rubrics_can_be_sent_to_other_processes(tiny: tuple[Rubric, Path]) -> None:
    """A prepared rubric survives pickling."""
    prepared = prepare_rubric(*tiny, 7)
    again = pickle.loads(pickle.dumps(prepared))

    assert prepared.question("total").expected == again.question("total").expected
    assert prepared.rubric == again.rubric

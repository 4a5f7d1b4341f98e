"""Each kind of input."""

from typing import Any

import numpy as np
import pytest

from grader.model.case import CaseError, CaseValue, Probe
from grader.model.rubric import InputSpec
from grader.rubric.draw import READABLE_CASES
from grader.rubric.inputs import INPUT_KINDS, KINDS, make_inputs, resolution_order

SIZES = {"V": 6, "d": 3, "n": 5}
MATRIX: dict[str, InputSpec] = {"center": {"normal": ["d"]}, "outside": {"normal": ["V", "d"]}}


def make(specs: dict[str, InputSpec], number: int = 9, seed: int = 1) -> dict[str, CaseValue]:
    """Make inputs at sizes V = 6, d = 3, n = 5."""
    return make_inputs(specs, SIZES, number, np.random.default_rng(seed))


def make_one(spec: InputSpec, number: int = 9, seed: int = 1) -> Any:
    """Make a single input."""
    return make({"x": spec}, number, seed)["x"]


def test_every_kind_is_exported() -> None:
    """INPUT_KINDS names just the kinds that can be made."""
    assert frozenset(KINDS) == INPUT_KINDS


@pytest.mark.parametrize(
    ("spec", "shape"),
    [
        ({"normal": ["V", "d"]}, (6, 3)),
        ({"normal": ["2 * V"]}, (12,)),
        ({"normal": [1, "d"]}, (1, 3)),
        ({"normal": [], "boxed": True}, ()),
        ({"uniform": ["d"], "low": -1, "high": 1}, (3,)),
        ({"whole": ["d", "V"]}, (3, 6)),
        ({"one_hot": ["n", "d"]}, (5, 3)),
        ({"labels": ["n", "d"]}, (5,)),
        ({"indices": "V", "count": "n"}, (5,)),
    ],
)
def test_array_shapes(spec: InputSpec, shape: tuple[int, ...]) -> None:
    """An array has the axes that its entry names."""
    assert shape == make_one(spec).shape


@pytest.mark.parametrize(
    ("spec", "kind"),
    [
        ({"normal": []}, float),
        ({"uniform": [], "low": 2, "high": 3}, float),
        ({"whole": []}, int),
        ({"index": "V"}, int),
        ({"size": "(n + 1) // 2"}, int),
    ],
)
def test_numbers_without_axes_are_plain(spec: InputSpec, kind: type) -> None:
    """What has no axes is a plain Python number, in readable cases too."""
    assert [kind, kind] == [type(make_one(spec, number)) for number in (0, 9)]


@pytest.mark.parametrize("number", range(READABLE_CASES))
@pytest.mark.parametrize("seed", range(5))
def test_readable_cases_hold_small_whole_numbers(number: int, seed: int) -> None:
    """The first cases hold whole numbers from -2 to 2, rows differ, none is flat or zero."""
    matrix = make_one({"normal": ["V", "d"]}, number, seed)

    assert set(np.unique(matrix)) <= {-2.0, -1.0, 0.0, 1.0, 2.0}
    assert np.float64 == matrix.dtype
    assert 6 == len(np.unique(matrix, axis=0))
    assert all(len(set(row)) > 1 for row in matrix.tolist())


def test_later_cases_are_standard_normal() -> None:
    """After the readable cases entries have mean 0 and spread 1, times the scale."""
    plain = make_one({"normal": [100, 100]}, READABLE_CASES)
    scaled = make_one({"normal": [100, 100], "scale": 1000, "offset": 5000}, READABLE_CASES)

    assert abs(plain.mean()) < 0.05 > abs(plain.std() - 1)
    assert abs(scaled.mean() - 5000) < 50 > abs(scaled.std() - 1000)


def test_readable_rows_in_one_column() -> None:
    """Where -2 to 2 leave no room for different rows, larger whole numbers come."""
    column = make_one({"normal": [9, 1]}, 0)

    assert 9 == len(np.unique(column))


def test_zero_rows() -> None:
    """Just so many rows are zero."""
    matrix = make_one({"normal": ["V", "d"], "zero_rows": 2})

    assert 2 == int((matrix == 0).all(axis=1).sum())


def test_uniform_whole_and_labels_stay_in_range() -> None:
    """Numbers stay within their bounds; whole numbers reach both."""
    uniform = make_one({"uniform": [1000], "low": 0.5, "high": 2})
    whole = make_one({"whole": [1000], "low": -3, "high": 3})
    labels = make_one({"labels": [1000, 4]})

    assert uniform.min() >= 0.5
    assert uniform.max() <= 2
    assert set(range(-3, 4)) == set(whole.tolist())
    assert set(range(4)) == set(labels.tolist())


def test_one_hot_rows() -> None:
    """Each row holds a single 1."""
    rows = make_one({"one_hot": [50, 4]})

    assert np.ones(50).tolist() == rows.sum(axis=1).tolist()
    assert {0.0, 1.0} == set(np.unique(rows))


@pytest.mark.parametrize("number", [0, 9])
def test_aligned_scores(number: int) -> None:
    """Each row's dot product with the vector has a size within the bounds."""
    specs: dict[str, InputSpec] = {
        "center": {"uniform": ["d"], "low": 0.5, "high": 2},
        "outside": {"aligned": ["V", "d"], "against": "center", "low": 30, "high": 60},
    }
    values: Any = make(specs, number)
    scores = values["outside"] @ values["center"]

    assert (np.abs(scores) >= 30 - 1e-9).all()
    assert (np.abs(scores) <= 60 + 1e-9).all()


@pytest.mark.parametrize("seed", range(30))
@pytest.mark.parametrize("number", [0, 9])
def test_unlikely_index(seed: int, number: int) -> None:
    """The target isn't the most probable word, nor nearly certain as a single pair."""
    target: InputSpec = {"index": "V", "unlikely": "outside", "given": "center"}
    values: Any = make({"target": target, **MATRIX}, number, seed)
    scores = values["outside"] @ values["center"]

    assert scores[values["target"]] < scores.max()
    assert scores[values["target"]] <= max(2.0, scores.min())


def test_indices_repeat_in_every_second_case() -> None:
    """With `repeat`, some row number occurs twice in cases 1, 3, 5, …"""
    spec: InputSpec = {"indices": 1000, "count": 4, "repeat": True}
    repeated = [len(set(make_one(spec, number).tolist())) < 4 for number in range(8)]

    assert [False, True] * 4 == repeated


def test_indices_include_in_every_third_case() -> None:
    """With `include`, the named index is among the others in cases 2, 5, 8, …"""
    specs: dict[str, InputSpec] = {
        "center_word": {"index": 1000},
        "context": {"indices": 1000, "count": 4, "repeat": True, "include": "center_word"},
    }
    values: list[Any] = [make(specs, number) for number in range(9)]

    assert [False, False, True] * 3 == [v["center_word"] in v["context"] for v in values]


def test_a_single_index() -> None:
    """One row number is neither repeated nor lost."""
    specs: dict[str, InputSpec] = {
        "center_word": {"index": "V"},
        "context": {"indices": "V", "count": 1, "repeat": True, "include": "center_word"},
    }
    values: list[Any] = [make(specs, number) for number in range(6)]

    assert [(1,)] * 6 == [each["context"].shape for each in values]


def test_words_agree() -> None:
    """Word, context words, list of words and vocabulary are about the same words."""
    specs: dict[str, InputSpec] = {
        "center_word": {"index": "V"},
        "context": {"indices": "V", "count": "n"},
        "word": {"word": "center_word"},
        "around": {"words_at": "context"},
        "all": {"words": "V"},
        "vocabulary": {"vocabulary": "V"},
    }
    values: Any = make(specs)

    assert values["center_word"] == values["vocabulary"][values["word"]]
    assert values["context"].tolist() == [values["vocabulary"][word] for word in values["around"]]
    assert {word: row for row, word in enumerate(values["all"])} == values["vocabulary"]


@pytest.mark.parametrize("seed", range(20))
def test_vocabulary_order(seed: int) -> None:
    """A vocabulary's own order is neither that of its rows nor the alphabet's."""
    vocabulary = make_one({"vocabulary": 3}, seed=seed)

    assert list(range(3)) == sorted(vocabulary.values())
    assert list(vocabulary.values()) != sorted(vocabulary.values())
    assert list(vocabulary) != sorted(vocabulary)


def test_more_words_than_the_list_has() -> None:
    """A large vocabulary still has a different word for each row."""
    assert 100 == len(make_one({"vocabulary": 100}))


def test_sizes_and_constants() -> None:
    """Sizes, tuples of sizes and constants come as the rubric says."""
    specs: dict[str, InputSpec] = {
        "K": {"size": "n - 1"},
        "dimensions": {"axes": ["V", "d", "n"]},
        "nothing": {"constant": None},
        "step": {"choice": [0.5]},
    }
    expected = {"K": 4, "dimensions": (6, 3, 5), "nothing": None, "step": 0.5}
    assert expected == make(specs)


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("count", [3, 6])
def test_models(seed: int, count: int) -> None:
    """The best model on dev is another one than on train and test, and not at either end."""
    models = make_one({"models": count}, seed=seed)

    def best(part: str) -> int:
        accuracies = [model[part] for model in models]
        assert len(set(accuracies)) == count
        return accuracies.index(max(accuracies))

    assert count == len(models)
    assert best("dev") not in {best("train"), best("test"), 0, count - 1}
    assert all(["reg", "clf", "train", "dev", "test"] == list(model) for model in models)


def test_probe_takes_inputs_and_options() -> None:
    """`with` hands a probe other inputs, `options` plain values."""
    specs: dict[str, InputSpec] = {
        "thing": {"probe": "pair_loss", "with": {"by_word": "table"}, "options": {"names": ["a"]}},
        "table": {"normal": ["V", "d"]},
    }
    values = make(specs)
    probe = values["thing"]

    assert isinstance(probe, Probe)
    assert "pair_loss" == probe.name
    assert ["a"] == probe.options["names"]
    assert values["table"] is probe.options["by_word"]


def test_resolution_order() -> None:
    """An input is made after those it refers to, wherever it stands in the rubric."""
    specs: dict[str, InputSpec] = {
        "c": {"word": "b"},
        "b": {"index": "V", "unlikely": "u", "given": "a"},
        "a": {"normal": ["d"]},
        "u": {"normal": ["V", "d"]},
    }
    order = resolution_order(specs)

    assert {"a", "u"} == set(order[:2])
    assert ("b", "c") == order[2:]


@pytest.mark.parametrize(
    ("specs", "message"),
    [
        ({"x": {"scale": 2}}, "expected one kind of input (accepted, aligned, "),
        ({"x": {"normal": ["d"], "whole": ["d"]}}, "expected one kind of input (accepted, "),
        ({"x": {"indices": "V"}}, "expected 'indices' with count, got {'indices': 'V'}"),
        ({"x": {"normal": ["d"], "sclae": 2}}, "'normal' has no option 'sclae'"),
        ({"x": {"normal": ["W"]}}, "x: expected one of the axes (V, d, n), got 'W'"),
        ({"x": {"word": "y"}}, "x: expected the name of an input, got 'y'"),
        ({"x": {"word": "y"}, "y": {"word": "x"}}, "inputs refer to each other: "),
        ({"x": {"models": 2}}, "x: expected at least 3 models, got 2"),
        (
            {"x": {"word": "y"}, "y": {"normal": ["d"]}},
            "x: expected 'y' to be one index, got ndarray",
        ),
        (
            {"x": {"aligned": ["V", "d"], "against": "y", "low": 1, "high": 2}, "y": {"index": 3}},
            "x: expected 'y' to be an array, got int",
        ),
        (
            {
                "x": {"aligned": ["V", "d"], "against": "y", "low": 1, "high": 2},
                "y": {"normal": ["n"]},
            },
            "x: expected 'y' to be a vector of length 3, not all 0",
        ),
        (
            {"x": {"index": "V", "unlikely": "y"}, "y": {"normal": ["V", "d"]}},
            "x: expected 'unlikely' and 'given' together, got {'index': 'V', 'unlikely': 'y'}",
        ),
        (
            {
                "x": {"index": "V", "unlikely": "y", "given": "z"},
                "y": {"normal": ["V", "d"]},
                "z": {"normal": ["n"]},
            },
            "x: expected 'y' to be a matrix and 'z' a vector as long as its rows, "
            "got shapes (6, 3) and (5,)",
        ),
    ],
)
def test_inputs_that_cannot_be_made(specs: dict[str, InputSpec], message: str) -> None:
    """A wrong entry is refused with what was expected and what came."""
    with pytest.raises(CaseError) as error:
        make(specs)

    assert str(error.value).startswith(message)

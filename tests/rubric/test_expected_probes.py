"""The shipped probes: what students' functions are handed."""

import random
from typing import Any

import numpy as np
import pytest

from grader.model.case import Probe
from grader.rubric.modules import import_file
from grader.rubric.probes import ProbeFile
from tests.rubric.shipped import PROBES

V, D = 5, 3
NAMES = ["predicted", "target", "outputVectors", "dataset"]


def make(name: str, **options: Any) -> Any:
    """Make a probe."""
    return ProbeFile(PROBES).instantiate(Probe(name, options))


@pytest.fixture
def arrays() -> Any:
    """A table, a center vector and outside vectors."""
    rng = np.random.default_rng(3)
    return rng.standard_normal((V, D)), rng.standard_normal(D), rng.standard_normal((V, D))


def test_dataset_replays_its_script() -> None:
    """Samples come in the script's order, from the beginning again at the end, and are counted."""
    dataset = make("dataset", draws=np.array([3, 1, 4]))

    assert [3, 1, 4, 3, 1] == [dataset.sampleTokenIdx() for _ in range(5)]
    assert int is type(dataset.sampleTokenIdx())
    assert {"drawn": 6, "contexts": 0} == dataset.notes()


def test_dataset_contexts() -> None:
    """A random context is a center word and 2C others."""
    dataset = make("dataset", draws=[0], words=["x", "y", "z"])
    center, around = dataset.getRandomContext(2)

    assert ("x", ["y", "z", "x", "y"]) == (center, around)
    assert 11 == len(dataset.getRandomContext()[1]) + 1
    assert 2 == dataset.notes()["contexts"]


def test_pair_loss_has_its_true_gradients(arrays: Any) -> None:
    """The gradients are those of the loss, by differences in every entry."""
    table, center, outside = arrays
    loss = make("pair_loss", by_word=table)
    _, by_center, by_outside = loss(center, 2, outside)

    def slope(at: np.ndarray, place: tuple[int, ...], first: bool) -> float:
        up, down = at.copy(), at.copy()
        up[place] += 1e-5
        down[place] -= 1e-5
        values = [
            loss(each, 2, outside)[0] if first else loss(center, 2, each)[0] for each in (up, down)
        ]
        return float(values[0] - values[1]) / 2e-5

    near_center = [slope(center, place, True) for place in np.ndindex(D)]
    near_outside = [slope(outside, place, False) for place in np.ndindex(V, D)]
    assert pytest.approx(near_center, abs=1e-7) == by_center.tolist()
    assert pytest.approx(near_outside, abs=1e-7) == by_outside.ravel().tolist()


def test_pair_loss_tells_what_it_was_given(arrays: Any) -> None:
    """Another target, center or outside matrix changes the loss and both gradients."""
    table, center, outside = arrays
    loss = make("pair_loss", by_word=table)
    right = loss(center, 2, outside)
    moved = outside.copy()
    moved[4, 1] += 1
    others = [loss(center, 3, outside), loss(center + 1, 2, outside), loss(center, 2, moved)]

    assert all(
        not np.allclose(part, right_part)
        for other in others
        for part, right_part in zip(other, right, strict=True)
    )


def test_pair_loss_is_called_in_any_way_students_call_it(arrays: Any) -> None:
    """By position or by the year's names, with the dataset or without, the answer is the same."""
    table, center, outside = arrays
    loss = make("pair_loss", by_word=table, names=NAMES)
    answers = [
        loss(center, 2, outside),
        loss(center, 2, outside, None),
        loss(center, 2, outside, "data", 10),
        loss(center, np.int64(2), outside, dataset=None),
        loss(predicted=center, target=2, outputVectors=outside, dataset=None),
        loss(center.tolist(), 2, outside.tolist()),
    ]

    assert 1 == len({(str(a), b.tobytes(), c.tobytes()) for a, b, c in answers})
    assert {"calls": 6} == loss.notes()


@pytest.mark.parametrize("shape", [(D,), (1, D), (D, 1)])
def test_pair_loss_keeps_the_center_s_shape(arrays: Any, shape: tuple[int, ...]) -> None:
    """The gradient by the center vector has that vector's own shape, the same numbers."""
    table, center, outside = arrays
    loss = make("pair_loss", by_word=table)
    value, by_center, _ = loss(center.reshape(shape), 2, outside)

    assert shape == by_center.shape
    assert loss(center, 2, outside)[0] == value
    assert loss(center, 2, outside)[1].tolist() == by_center.ravel().tolist()


def test_pair_loss_leaves_its_arguments_alone(arrays: Any) -> None:
    """Arguments aren't written to, and the gradients share no memory with them."""
    table, center, outside = arrays
    copies = center.copy(), outside.copy()
    _, by_center, by_outside = make("pair_loss", by_word=table)(center, 2, outside)
    by_center += 1
    by_outside += 1

    assert [each.tolist() for each in copies] == [center.tolist(), outside.tolist()]


@pytest.mark.parametrize(
    ("changes", "kind", "message"),
    [
        (
            {"predicted": np.ones((V, D))},
            TypeError,
            r"predicted must be one word's vector of length 3, got shape \(5, 3\)",
        ),
        (
            {"target": "river"},
            TypeError,
            "target must be the row number of one word, got 'river'",
        ),
        ({"target": 2.0}, TypeError, "target must be the row number of one word, got '2.0'"),
        ({"target": V}, IndexError, "target must be below 5, got 5"),
        (
            {"outputVectors": np.ones((D, V))},
            TypeError,
            r"outputVectors must hold the vectors of all words, shape \(5, 3\), got shape \(3, 5\)",
        ),
        (
            {"centerWordVec": 1},
            TypeError,
            r"the loss is called as loss\(predicted, target, outputVectors, dataset\); "
            "it has no argument centerWordVec",
        ),
    ],
)
def test_pair_loss_says_what_is_wrong(
    arrays: Any, changes: dict[str, Any], kind: type[Exception], message: str
) -> None:
    """A call that can't be right ends in a sentence in the student's words."""
    table, center, outside = arrays
    arguments = {"predicted": center, "target": 2, "outputVectors": outside, **changes}
    with pytest.raises(kind, match=message):
        make("pair_loss", by_word=table, names=NAMES)(**arguments)


def test_pair_loss_names_a_missing_argument(arrays: Any) -> None:
    """A call with too few arguments says which is missing."""
    table, center, _ = arrays
    with pytest.raises(TypeError, match=r"; outputVectors is missing$"):
        make("pair_loss", by_word=table, names=NAMES)(center, 2)


@pytest.mark.parametrize("start", [1.5, np.array([1.0, -2.0]), np.ones((2, 3))])
def test_quadratic(start: Any) -> None:
    """The objective is 0 at its optimum, and its gradient there is 0, in the start's shape."""
    objective = make("quadratic", curvature=2.0, optimum=np.zeros_like(start) + 1.0)
    loss, grad = objective(start)
    away = np.asarray(start) - 1.0

    assert pytest.approx(float(np.sum(away**2))) == loss
    assert np.shape(start) == np.shape(grad)
    assert (2 * away).tolist() == np.asarray(grad).tolist()
    assert {"calls": 1} == objective.notes()


def test_postprocessings() -> None:
    """One returns a new array and leaves the old one, the other changes and returns it."""
    x = np.array([2.0, -3.0, 0.25])
    smaller = make("shrink", factor=0.5)(x)
    assert ([1.0, -1.5, 0.125], [2.0, -3.0, 0.25]) == (smaller.tolist(), x.tolist())

    clipped = make("clip_in_place", limit=0.5)(x)
    assert clipped is x
    assert [0.5, -0.5, 0.25] == x.tolist()


SPELT = [
    ("dataset", {"draws": np.array([2, 0, 1])}),
    ("dataset", {"draws": np.array([1, 1, 1])}),
    ("dataset", {"draws": np.array([1, 0, 1, 0])}),
    ("dataset", {"draws": np.array([1, 0, 1])}),
    ("quadratic", {"curvature": np.array([1.5, 2.0]), "optimum": np.array([0.1, -3.0])}),
    ("quadratic", {"curvature": 2.0, "optimum": 0.25}),
    ("shrink", {"factor": 0.9}),
    ("clip_in_place", {"limit": 0.3}),
    *(
        (f"{way}_gradient", {"kind": kind})
        for way, kinds in (
            ("right", "parabola sines exponential coupled small large random"),
            (
                "wrong",
                "first-entry middle-entry last-entry sign-flipped doubled slightly-off zeros "
                "missing-term",
            ),
        )
        for kind in kinds.split()
    ),
]


@pytest.mark.parametrize(("name", "options"), SPELT, ids=str)
def test_what_a_reader_pastes_does_the_same(name: str, options: dict[str, Any]) -> None:
    """The lines that a report shows define an object that answers as the probe does."""
    spelt = ProbeFile(PROBES).with_code(Probe(name, options))
    space: dict[str, Any] = {"np": np, "random": random}
    exec(spelt.code, space)
    probe, pasted = make(name, **options), space[name]

    if name == "dataset":
        assert [probe.sampleTokenIdx() for _ in range(7)] == [
            pasted.sampleTokenIdx() for _ in range(7)
        ]
        return
    for x in (np.array([0.5, -1.25]), np.array([[2.0, -0.75]])):
        answers = []
        for function in (probe, pasted):
            random.seed(4)
            answers.append(function(x.copy()))
        parts = [each if isinstance(each, tuple) else (each,) for each in answers]
        for one, other in zip(*parts, strict=True):
            np.testing.assert_allclose(one, other, rtol=1e-12)


def test_a_pasted_loss_does_the_same(arrays: Any) -> None:
    """So it is for the loss that skip-gram is handed, whatever shape the center vector has."""
    table, center, outside = arrays
    spelt = ProbeFile(PROBES).with_code(Probe("pair_loss", {"by_word": table, "names": NAMES}))
    space: dict[str, Any] = {"np": np}
    exec(spelt.code, space)
    for given in (center, center.reshape(1, D)):
        right = make("pair_loss", by_word=table, names=NAMES)(given, 2, outside, None)
        for one, other in zip(right, space["pair_loss"](given, 2, outside, None), strict=True):
            np.testing.assert_allclose(one, other, rtol=1e-12)
            assert np.shape(one) == np.shape(other)


def test_every_probe_of_the_file_is_spelt_out() -> None:
    """None of the shipped probes stands in a report as a bare name."""
    module = import_file(PROBES, "spelt_probes")

    assert set(ProbeFile(PROBES).names()) == set(module.AS_CODE)

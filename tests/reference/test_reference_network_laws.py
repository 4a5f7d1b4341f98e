"""Laws of the network, softmax regression, normalised rows, sentences and model choice."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference.model_choice import choose_best_model
from reference.normalize_rows import normalize_rows
from reference.sentence_features import sentence_features
from reference.softmax_regression import accuracy, softmax_regression
from reference.two_layer_network import (
    parameter_count,
    two_layer_network,
    two_layer_network_mean,
)
from tests.reference.distance import TWELVE_DIGITS, distance
from tests.reference.draws import frozen, law, matrices

seeds = st.integers(0, 2**32 - 1)
sizes = st.tuples(st.integers(1, 4), st.integers(1, 5), st.integers(1, 4))


def network_input(
    dimensions: tuple[int, int, int], seed: int, rows: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Draw data, soft labels and parameters, all read-only."""
    rng = np.random.default_rng(seed)
    return (
        frozen(rng.standard_normal((rows, dimensions[0]))),
        frozen(rng.dirichlet(np.ones(dimensions[2]), size=rows)),
        frozen(rng.standard_normal(parameter_count(dimensions))),
    )


@law
@given(sizes, seeds, st.integers(2, 5))
def test_network_adds_up_over_examples(
    dimensions: tuple[int, int, int], seed: int, rows: int
) -> None:
    """Loss and gradient of a batch are the sums over its examples; the mean is that over n."""
    data, labels, params = network_input(dimensions, seed, rows)
    loss, grad = two_layer_network(data, labels, params, dimensions)
    singles = [
        two_layer_network(data[i : i + 1], labels[i : i + 1], params, dimensions)
        for i in range(rows)
    ]
    mean = two_layer_network_mean(data, labels, params, dimensions)

    assert distance(sum(single.loss for single in singles), loss) <= TWELVE_DIGITS
    assert np.abs(sum(single.grad for single in singles) - grad).max() <= TWELVE_DIGITS
    assert distance(loss, rows * mean.loss) <= TWELVE_DIGITS
    assert distance(grad, rows * mean.grad) <= TWELVE_DIGITS


@law
@given(sizes, seeds)
def test_network_ignores_the_order_of_hidden_units(
    dimensions: tuple[int, int, int], seed: int
) -> None:
    """Permuting hidden units permutes their gradients alike: packing is W1, b1, W2, b2."""
    inputs, hidden, outputs = dimensions
    data, labels, params = network_input(dimensions, seed, 3)
    order = np.random.default_rng(seed).permutation(hidden)

    def renamed(packed: np.ndarray) -> np.ndarray:
        w1, b1, w2, b2 = np.split(packed, np.cumsum([inputs * hidden, hidden, hidden * outputs]))
        w1, w2 = w1.reshape(inputs, hidden)[:, order], w2.reshape(hidden, outputs)[order]
        return np.concatenate([w1.ravel(), b1[order], w2.ravel(), b2])

    loss, grad = two_layer_network(data, labels, params, dimensions)
    other = two_layer_network(data, labels, renamed(params), dimensions)

    assert distance(loss, other.loss) <= TWELVE_DIGITS
    assert np.abs(renamed(grad) - other.grad).max() <= TWELVE_DIGITS


def test_network_by_hand() -> None:
    """Zero weights give hidden 1/2 and equal probabilities: only b2 and W2 see an error."""
    loss, grad = two_layer_network(
        np.array([[3.0, 5.0]]), np.array([[1.0, 0.0]]), np.zeros(7), (2, 1, 2)
    )

    assert loss == pytest.approx(np.log(2))
    assert grad.tolist() == [0.0, 0.0, 0.0, -0.25, 0.25, -0.5, 0.5]


def test_parameter_count() -> None:
    """The course's (10, 5, 10) network has 115 parameters."""
    assert parameter_count((10, 5, 10)) == 10 * 5 + 5 + 5 * 10 + 10


def test_network_refuses_another_number_of_parameters() -> None:
    """Too many parameters are an error, not silently cut."""
    message = r"Expected 7 parameters for dimensions=\(2, 1, 2\) but got params.size=8"
    with pytest.raises(ValueError, match=message):
        two_layer_network(np.ones((1, 2)), np.array([[1.0, 0.0]]), np.zeros(8), (2, 1, 2))


@law
@given(matrices(), seeds, st.integers(1, 4))
def test_regression_without_penalty_is_the_mean_over_rows(
    features: np.ndarray, seed: int, classes: int
) -> None:
    """Loss and gradient are means over single rows, which may come as vectors."""
    rng = np.random.default_rng(seed)
    labels = rng.integers(0, classes, len(features))
    weights = rng.standard_normal((features.shape[1], classes))
    loss, grad, predictions = softmax_regression(features, labels, weights)
    singles = [
        softmax_regression(row, int(label), weights)
        for row, label in zip(features, labels, strict=True)
    ]

    assert distance(np.mean([single.loss for single in singles]), loss) <= 1e-11
    mean = np.mean([single.grad for single in singles], axis=0)
    assert np.abs(mean - grad).max() <= 1e-11 * max(1.0, np.abs(features).max())
    assert [int(single.predictions[0]) for single in singles] == predictions.tolist()


@law
@given(matrices(), st.floats(0, 10))
def test_regression_penalty_adds_its_own_loss_and_gradient(
    weights: np.ndarray, regularization: float
) -> None:
    """The penalty adds (r/2) sum W^2 and r W, and changes no prediction."""
    features, labels = np.ones((2, len(weights))), np.zeros(2, dtype=int)
    plain = softmax_regression(features, labels, weights)
    full = softmax_regression(features, labels, weights, regularization)
    penalty = regularization / 2 * np.sum(weights**2)

    assert distance(plain.loss + penalty, full.loss) <= TWELVE_DIGITS
    assert distance(plain.grad + regularization * weights, full.grad) <= TWELVE_DIGITS
    assert plain.predictions.tolist() == full.predictions.tolist()


def test_regression_predicts_the_largest_score() -> None:
    """Rows are examples, columns are classes, and ties go to the first class."""
    features = np.eye(3)
    weights = np.array([[1.0, 5.0], [5.0, 1.0], [2.0, 2.0]])

    assert softmax_regression(features, np.zeros(3, int), weights).predictions.tolist() == [1, 0, 0]


def test_accuracy_is_a_percentage() -> None:
    """Three of four right is 75."""
    assert accuracy(np.array([0, 1, 2, 2]), np.array([0, 1, 2, 0])) == 75.0


@pytest.mark.parametrize(
    ("labels", "predictions", "shapes"),
    [
        ([1, 2], [[1], [2]], r"labels.shape=\(2,\) and predictions.shape=\(2, 1\)"),
        ([], [], r"labels.shape=\(0,\) and predictions.shape=\(0,\)"),
    ],
)
def test_accuracy_refuses_what_it_cannot_compare(
    labels: list[int], predictions: list[int], shapes: str
) -> None:
    """Nothing broadcasts, and no labels at all have no accuracy."""
    with pytest.raises(ValueError, match="Expected as many predictions as labels.*" + shapes):
        accuracy(np.array(labels), np.array(predictions))


@law
@given(matrices())
def test_normalized_rows_have_length_one_and_their_direction(x: np.ndarray) -> None:
    """Each row has length 1, and scaled by its old length it is the old row."""
    unit = normalize_rows(x)
    lengths = np.linalg.norm(x, axis=1, keepdims=True)

    assert distance(np.ones(len(x)), np.linalg.norm(unit, axis=1)) <= TWELVE_DIGITS
    assert distance(x, unit * lengths) <= TWELVE_DIGITS


@law
@given(matrices(), st.floats(1e-8, 1e8))
def test_normalizing_is_idempotent_and_ignores_scale(x: np.ndarray, scale: float) -> None:
    """A unit row stays, and a positive factor drops out."""
    unit = normalize_rows(x)

    assert distance(unit, normalize_rows(unit)) <= TWELVE_DIGITS
    assert distance(unit, normalize_rows(scale * x)) <= TWELVE_DIGITS


def test_normalizing_extreme_rows() -> None:
    """Zero rows stay zero; rows whose squares overflow or vanish are still scaled."""
    x = np.array([[0.0, 0.0], [-3e300, -4e300], [3e-300, 4e-300], [3.0, -4.0]])
    expected = np.array([[0.0, 0.0], [-0.6, -0.8], [0.6, 0.8], [0.6, -0.8]])

    assert distance(expected, normalize_rows(x)) <= TWELVE_DIGITS
    assert distance(expected[3:], normalize_rows(np.array([[3, -4]]))) <= TWELVE_DIGITS


def test_sentence_features_are_the_mean_of_the_words_rows() -> None:
    """Row numbers come from the tokens, and a word counts as often as it stands there."""
    vectors = np.array([[0.0, 3.0], [6.0, 0.0], [9.0, 9.0]])
    tokens = {"good": 1, "bad": 0, "unused": 2}

    assert sentence_features(tokens, vectors, ["good", "bad", "good"]).tolist() == [4.0, 1.0]


@law
@given(matrices(), st.lists(st.integers(0, 99), min_size=1, max_size=6))
def test_sentence_features_ignore_word_order(vectors: np.ndarray, picks: list[int]) -> None:
    """A reversed sentence has the same features, and one repeated word has its own vector."""
    words = [str(pick % len(vectors)) for pick in picks]
    tokens = {str(row): row for row in range(len(vectors))}
    features = sentence_features(tokens, vectors, words)

    assert np.abs(features - sentence_features(tokens, vectors, words[::-1])).max() <= 1e-12
    alone = sentence_features(tokens, vectors, [words[0]] * 3)
    assert distance(vectors[tokens[words[0]]], alone) <= TWELVE_DIGITS


def test_an_empty_sentence_is_refused() -> None:
    """No words have no mean."""
    with pytest.raises(ValueError, match=r"Expected at least one word but got sentence=\[\]"):
        sentence_features({}, np.ones((1, 1)), [])


def test_the_best_model_is_the_first_with_the_highest_dev() -> None:
    """Training and test accuracy have no say, and the first wins a tie."""
    results = [
        {"reg": 0.1, "train": 99.0, "dev": 30.0, "test": 99.0},
        {"reg": 0.2, "train": 50.0, "dev": 40.0, "test": 10.0},
        {"reg": 0.3, "train": 60.0, "dev": 40.0, "test": 50.0},
    ]

    assert choose_best_model(results) is results[1]

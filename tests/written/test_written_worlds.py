"""The worlds: their losses and derivatives are those of the reference."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from grader.rubric.reference import load_reference
from grader.written.evaluate.evaluator import Evaluator
from grader.written.evaluate.value import Value
from grader.written.parse.formula import Parsed, parse
from grader.written.worlds.cross_entropy import CrossEntropy
from grader.written.worlds.families import FAMILIES, worlds_of
from grader.written.worlds.index import Index
from grader.written.worlds.naive_softmax import NaiveSoftmax
from grader.written.worlds.negative_sampling import NegativeSampling, RepeatedNegatives
from grader.written.worlds.scalars import LeakyRelu, Sigmoid
from grader.written.worlds.two_layers import TwoLayers
from grader.written.worlds.windows import Cbow, SkipGram
from grader.written.worlds.world import Layout, World

REFERENCE = load_reference(Path(__file__).resolve().parents[2] / "reference").function
LAYOUTS: tuple[Layout, ...] = ("columns", "rows")


def value(source: str, world: World) -> Value:
    """Return the value of a formula in a world."""
    parsed = parse(source)
    assert isinstance(parsed, Parsed), parsed
    return Evaluator(world).value(parsed.tree)


def numbers(source: str, world: World) -> np.ndarray:
    """Return the value of a formula as a plain array."""
    array: np.ndarray = value(source, world).array[0].real
    return array


def reference(name: str, world: World, *names: str) -> Any:
    """Return what a reference function says of a world's own numbers."""
    arguments = world.reference_arguments()
    return REFERENCE(name)(*(arguments[each] for each in names))


WORDS = ("center", "target", "outside")
WINDOW = ("center_word", "context", "centers", "outside")
PAIRS: list[tuple[Callable[..., World], str, tuple[str, ...], str]] = [
    (NaiveSoftmax, "naive_softmax:naive_softmax", WORDS, "J"),
    (NegativeSampling, "negative_sampling:negative_sampling", (*WORDS, "negatives"), "J"),
    (RepeatedNegatives, "negative_sampling:negative_sampling", (*WORDS, "negatives"), "J"),
    (SkipGram, "skipgram:skipgram_naive", WINDOW, "J"),
    (Cbow, "cbow:cbow_naive", WINDOW, "J"),
    (CrossEntropy, "cross_entropy:cross_entropy", ("logits", "labels"), r"CE(y, \hat{y})"),
    (
        TwoLayers,
        "two_layer_network:two_layer_network",
        ("data", "labels", "params", "dimensions"),
        "J",
    ),
]


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize(("make", "name", "arguments", "loss"), PAIRS)
def test_the_loss_is_the_references(
    make: Callable[..., World], name: str, arguments: tuple[str, ...], loss: str, layout: Layout
) -> None:
    """Each world's own loss equals the reference's, with the same numbers."""
    world = make(3, layout, {})
    expected = reference(name, world, *arguments).loss

    assert numbers(loss, world).item() == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize(("make", "name", "arguments", "loss"), PAIRS[:3])
def test_derivatives_by_words_are_the_references(
    make: Callable[..., World], name: str, arguments: tuple[str, ...], loss: str, layout: Layout
) -> None:
    """Complex-step derivatives by v_c, U and u_o equal the reference's gradients."""
    world = make(4, layout, {})
    expected = reference(name, world, *arguments)
    table = expected.grad_outside.T if layout == "columns" else expected.grad_outside

    np.testing.assert_allclose(
        numbers(r"\frac{\partial J}{\partial v_c}", world)[:, 0], expected.grad_center, rtol=1e-11
    )
    np.testing.assert_allclose(
        numbers(r"\frac{\partial J}{\partial U}", world), table, rtol=1e-10, atol=1e-14
    )
    np.testing.assert_allclose(
        numbers(r"\frac{\partial J}{\partial u_o}", world)[:, 0],
        expected.grad_outside[2],
        rtol=1e-11,
    )


@pytest.mark.parametrize(("make", "name", "arguments", "loss"), PAIRS[3:5])
def test_derivatives_of_windows_are_the_references(
    make: Callable[..., World], name: str, arguments: tuple[str, ...], loss: str
) -> None:
    """Derivatives by both tables equal the reference's gradients."""
    world = make(5, "rows", {"w": Index("word", 6), "j": Index("offset", -1)})
    expected = reference(name, world, *arguments)
    by_row = {
        r"\frac{\partial J}{\partial v_w}": expected.grad_centers[6],
        r"\frac{\partial J}{\partial v_{w_{t+j}}}": expected.grad_centers[2],
    }

    np.testing.assert_allclose(
        numbers(r"\frac{\partial J}{\partial U}", world), expected.grad_outside, rtol=1e-10
    )
    for source, row in by_row.items():
        np.testing.assert_allclose(numbers(source, world)[:, 0], row, rtol=1e-10, atol=1e-15)


def test_the_derivative_by_logits_is_the_references() -> None:
    """Whole and entry by entry."""
    world = CrossEntropy(6, "columns", {"i": Index("component", 3)})
    expected = reference("cross_entropy:cross_entropy", world, "logits", "labels").grad

    np.testing.assert_allclose(
        numbers(r"\frac{\partial CE(y, \hat{y})}{\partial \theta}", world)[:, 0], expected
    )
    assert numbers(r"\frac{\partial J}{\partial x_i}", world).item() == pytest.approx(expected[3])


def test_derivatives_of_the_network_are_the_references() -> None:
    """By all four parameters, packed as the reference packs them."""
    world = TwoLayers(7, "rows", {})
    names = ("data", "labels", "params", "dimensions")
    expected = reference("two_layer_network:two_layer_network", world, *names).grad
    packed = [numbers(rf"\frac{{\partial J}}{{\partial {each}}}", world).ravel() for each in
              ("W_1", "b_1", "W_2", "b_2")]  # fmt: skip

    np.testing.assert_allclose(np.concatenate(packed), expected, rtol=1e-10, atol=1e-14)


@pytest.mark.parametrize("seed", [2, 3])
def test_scalar_functions_are_the_references(seed: int) -> None:
    """The sigmoid and the leaky rectifier on both sides of 0, with their derivatives."""
    sigmoid, leaky = Sigmoid(seed, "columns", {}), LeakyRelu(seed, "columns", {})
    x, slope = leaky.reference_arguments()["x"], leaky.reference_arguments()["slope"]

    assert numbers(r"\sigma(x)", sigmoid).item() == pytest.approx(
        REFERENCE("sigmoid:sigmoid")(sigmoid.x)
    )
    assert numbers(r"\sigma'(x)", sigmoid).item() == pytest.approx(
        reference("sigmoid:sigmoid_grad", sigmoid, "s")
    )
    assert numbers(r"\max(\alpha x, x)", leaky).item() == pytest.approx(
        REFERENCE("activations:leaky_relu")(x, slope)
    )
    assert numbers("f'(x)", leaky).item() == pytest.approx(
        REFERENCE("activations:leaky_relu_grad")(x, slope)
    )


@pytest.mark.parametrize("name", sorted(FAMILIES))
def test_all_axes_of_a_world_differ(name: str) -> None:
    """A transpose always shows: no two axes of a world's arrays have one size."""
    world = worlds_of(name, 1, "columns")[0]  # type: ignore[arg-type]
    shapes = {array.shape[1:] for key, array in world.arrays.items() if 1 not in array.shape[1:]}

    assert all(rows != columns for rows, columns in shapes)

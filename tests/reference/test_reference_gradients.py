"""Every reference gradient against sympy, against 50 digits, and against its own loss."""

from collections.abc import Callable

import numpy as np
import pytest

from reference.gradcheck import check_gradient
from tests.reference.differentiation import Arrays, by_fifty_digits
from tests.reference.distance import TWELVE_DIGITS, distance
from tests.reference.proofs import PROOFS, Proof, sympy_gradients

every_proof = pytest.mark.parametrize("proof", PROOFS, ids=lambda proof: proof.name)
SEEDS = range(4)


@every_proof
@pytest.mark.parametrize("seed", SEEDS)
def test_sympy_differentiates_the_loss_to_the_same_gradient(proof: Proof, seed: int) -> None:
    """The gradient is the symbolic derivative of the textbook loss, to twelve digits."""
    point = proof.point(seed)
    _, *actual = proof.reference(*point)

    for expected, gradient in zip(sympy_gradients(proof.name)(point), actual, strict=True):
        assert distance(expected, gradient) <= TWELVE_DIGITS


@every_proof
@pytest.mark.parametrize("seed", SEEDS)
def test_differences_of_fifty_digits_give_the_same_gradient(proof: Proof, seed: int) -> None:
    """Loss and gradient are those of the loss in loops, to twelve digits."""
    point = proof.point(seed)
    loss, *actual = proof.reference(*point)
    expected_loss, gradients = by_fifty_digits(proof.digits, point)

    assert distance(expected_loss, loss) <= TWELVE_DIGITS
    for expected, gradient in zip(gradients, actual, strict=True):
        assert distance(expected, gradient) <= TWELVE_DIGITS


@every_proof
def test_the_gradient_is_that_of_its_own_loss(proof: Proof) -> None:
    """The reference's own gradient check accepts each gradient for the loss returned with it."""
    point = proof.point(7)
    for number in range(len(point)):
        report = check_gradient(_along(proof, point, number), point[number])

        assert report.agrees, report


@every_proof
def test_results_are_named_and_plain(proof: Proof) -> None:
    """A loss is a Python float and every gradient is a float64 array."""
    loss, *gradients = proof.reference(*proof.point(0))

    assert type(loss) is float
    for gradient in gradients:
        assert (np.ndarray, np.float64) == (type(gradient), gradient.dtype)


PLANTS: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "sign-flipped": lambda g: -g,
    "scaled-by-little": lambda g: g * (1 + 1e-10),
    "halved": lambda g: g / 2,
    "zeros": np.zeros_like,
    "one-entry-off": lambda g: g + 1e-10 * np.ptp(g) * (g == g.min()),
    "reversed": lambda g: g[::-1],
    "column": lambda g: g[..., np.newaxis],
    "longer": lambda g: np.concatenate([g, g]),
    "nan": lambda g: np.full_like(g, np.nan),
}


@every_proof
@pytest.mark.parametrize("plant", PLANTS)
def test_a_planted_wrong_derivative_is_rejected(proof: Proof, plant: str) -> None:
    """Neither sympy nor 50 digits agrees with a gradient that was spoilt."""
    point = proof.point(1)
    _, *right = proof.reference(*point)
    _, differences = by_fifty_digits(proof.digits, point)
    wrong = [PLANTS[plant](gradient) for gradient in right]

    for truths in (sympy_gradients(proof.name)(point), differences):
        for truth, planted in zip(truths, wrong, strict=True):
            assert not distance(truth, planted) <= TWELVE_DIGITS


@every_proof
@pytest.mark.parametrize("plant", ["sign-flipped", "halved", "zeros", "column", "longer", "nan"])
def test_the_gradient_check_rejects_a_planted_derivative(proof: Proof, plant: str) -> None:
    """The reference's own gradient check rejects the same spoilt gradients."""
    point = proof.point(1)
    right = _along(proof, point, 0)

    def spoilt(x: np.ndarray) -> tuple[float, np.ndarray]:
        loss, gradient = right(x)
        return loss, PLANTS[plant](gradient)

    assert not check_gradient(spoilt, point[0]).agrees


def _along(
    proof: Proof, point: Arrays, number: int
) -> Callable[[np.ndarray], tuple[float, np.ndarray]]:
    """Make loss and gradient functions of one of the arrays, the others held fixed."""

    def objective(x: np.ndarray) -> tuple[float, np.ndarray]:
        loss, *gradients = proof.reference(*point[:number], x, *point[number + 1 :])
        return loss, gradients[number]

    return objective

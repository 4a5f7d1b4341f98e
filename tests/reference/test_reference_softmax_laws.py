"""Laws of softmax, cross-entropy, the sigmoid and the rectified units."""

import mpmath
import numpy as np
import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

from reference.activations import leaky_relu, leaky_relu_grad, relu, relu_grad
from reference.cross_entropy import cross_entropy
from reference.gradcheck import check_gradient
from reference.sigmoid import log_sigmoid, sigmoid, sigmoid_grad
from reference.softmax import log_softmax, softmax
from tests.reference.differentiation import DIGITS
from tests.reference.distance import TWELVE_DIGITS, distance
from tests.reference.draws import law, matrices

numbers = st.floats(-40, 40)
off_the_kink = st.floats(1e-3, 50) | st.floats(-50, -1e-3)


@law
@given(matrices(), st.floats(-1e3, 1e3))
def test_softmax_ignores_a_shift(x: np.ndarray, shift: float) -> None:
    """Adding one number to all scores changes no probability."""
    assert distance(softmax(x), softmax(x + shift)) <= 1e-10


@law
@given(matrices())
def test_softmax_rows_are_probabilities(x: np.ndarray) -> None:
    """Entries lie in [0, 1] and each row sums to 1."""
    probabilities = softmax(x)

    assert ((probabilities >= 0) & (probabilities <= 1)).all()
    assert distance(np.ones(len(x)), probabilities.sum(axis=1)) <= TWELVE_DIGITS


@law
@given(matrices())
def test_softmax_of_a_matrix_is_softmax_of_each_row(x: np.ndarray) -> None:
    """Rows do not see each other, and a vector comes back as a vector."""
    expected = np.array([softmax(row) for row in x])

    assert distance(expected, softmax(x)) <= TWELVE_DIGITS


@law
@given(matrices())
def test_log_softmax_is_the_logarithm_of_softmax(x: np.ndarray) -> None:
    """exp(log_softmax(x)) = softmax(x)."""
    assert distance(softmax(x), np.exp(log_softmax(x))) <= TWELVE_DIGITS


@pytest.mark.parametrize("scale", [1e3, -1e3, 1e300])
def test_softmax_stays_finite_far_out(scale: float) -> None:
    """Equal huge scores share the probability, and integers are taken as numbers."""
    assert softmax(np.array([scale, scale])).tolist() == [0.5, 0.5]
    assert softmax(np.array([1000, 0])).tolist() == [1.0, 0.0]
    assert log_softmax(np.array([1000, 0])).tolist() == [0.0, -1000.0]


def test_softmax_agrees_with_fifty_digits() -> None:
    """Each probability is exp(x_i) over the sum, to twelve digits of its own size."""
    x = np.array([-30.0, 0.5, 2.0, 3.25])
    with mpmath.workdps(DIGITS):
        terms = [mpmath.exp(mpmath.mpf(float(score))) for score in x]
        expected = [float(term / mpmath.fsum(terms)) for term in terms]

    for wanted, got in zip(expected, softmax(x), strict=True):
        assert distance(wanted, got) <= TWELVE_DIGITS


@law
@given(matrices(), st.integers(0, 2**32 - 1))
def test_cross_entropy_is_the_sum_over_its_rows(x: np.ndarray, seed: int) -> None:
    """Loss adds up over rows and gradients stack; vectors are rows by themselves."""
    labels = np.random.default_rng(seed).dirichlet(np.ones(x.shape[1]), size=len(x))
    loss, grad = cross_entropy(x, labels)
    rows = [cross_entropy(*pair) for pair in zip(x, labels, strict=True)]

    assert distance(sum(row.loss for row in rows), loss) <= TWELVE_DIGITS
    assert distance(np.array([row.grad for row in rows]), grad) <= TWELVE_DIGITS


@law
@given(matrices(), st.integers(0, 2**32 - 1))
def test_cross_entropy_gradient_rows_sum_to_zero(x: np.ndarray, seed: int) -> None:
    """Moving along a shift of all logits changes no loss; the gradient is softmax - labels."""
    labels = np.random.default_rng(seed).dirichlet(np.ones(x.shape[1]), size=len(x))
    grad = cross_entropy(x, labels).grad

    assert distance(np.zeros(len(x)), grad.sum(axis=1)) <= TWELVE_DIGITS
    assert distance(softmax(x) - labels, grad) <= 1e-11


def test_cross_entropy_of_a_probability_that_rounds_to_zero() -> None:
    """A hopeless logit costs its distance, not infinity."""
    loss, grad = cross_entropy(np.array([0.0, 5000.0]), np.array([1.0, 0.0]))

    assert (loss, grad.tolist()) == (5000.0, [-1.0, 1.0])


@pytest.mark.parametrize("lead", [5.0, 20.0, 40.0, 300.0])
def test_cross_entropy_near_certainty_keeps_its_digits(lead: float) -> None:
    """With all but certain outcomes, loss and gradient are right to twelve digits of their own."""
    with mpmath.workdps(200):
        certain = 1 / (1 + mpmath.exp(-mpmath.mpf(lead)))
        expected = float(-mpmath.log(certain)), float(certain - 1)
    loss, grad = cross_entropy(np.array([0.0, lead]), np.array([0.0, 1.0]))

    assert distance(expected[0], loss) <= TWELVE_DIGITS
    assert distance(expected[1], grad[1]) <= TWELVE_DIGITS
    assert distance(-expected[1], grad[0]) <= TWELVE_DIGITS


def test_a_certain_outcome_costs_plain_zero() -> None:
    """The loss 0 carries no minus sign into reports."""
    loss = cross_entropy(np.array([5000.0, 0.0]), np.array([1.0, 0.0])).loss

    assert str(loss) == "0.0"


@law
@given(numbers)
def test_sigmoid_agrees_with_fifty_digits(x: float) -> None:
    """Value and logarithm are right to twelve digits of their own size."""
    with mpmath.workdps(DIGITS):
        exact = 1 / (1 + mpmath.exp(-mpmath.mpf(x)))
        expected = float(exact), float(mpmath.log(exact))

    assert distance(expected[0], sigmoid(x)) <= TWELVE_DIGITS
    assert distance(expected[1], log_sigmoid(x)) <= TWELVE_DIGITS


@law
@given(numbers)
def test_sigmoid_mirrors(x: float) -> None:
    """sigmoid(x) + sigmoid(-x) = 1, and log sigmoid(x) - log sigmoid(-x) = x."""
    assert distance(1.0, sigmoid(x) + sigmoid(-x)) <= TWELVE_DIGITS
    assert abs(log_sigmoid(x) - log_sigmoid(-x) - x) <= TWELVE_DIGITS * max(1.0, abs(x))


def test_sigmoid_far_out() -> None:
    """At +-1000 the values are exact, without a warning."""
    far = np.array([-1000.0, 1000.0])
    with np.errstate(all="raise", under="ignore"):
        assert sigmoid(far).tolist() == [0.0, 1.0]
        assert log_sigmoid(far).tolist() == [-1000.0, 0.0]
        assert sigmoid_grad(sigmoid(far)).tolist() == [0.0, 0.0]


@pytest.mark.parametrize(
    "function",
    [
        sigmoid,
        log_sigmoid,
        sigmoid_grad,
        relu,
        relu_grad,
        lambda x: leaky_relu(x, 0.1),
        lambda x: leaky_relu_grad(x, 0.1),
    ],
)
def test_elementwise_functions_keep_the_shape(function) -> None:  # type: ignore[no-untyped-def]
    """A scalar gives a numpy float64, whole numbers are taken, NaN stays NaN."""
    x = np.arange(24.0).reshape(2, 3, 4) / 24
    expected = np.array([function(entry) for entry in x.ravel()]).reshape(x.shape)

    assert (expected == function(x)).all()
    assert (np.float64, np.float64) == (type(function(0.5)), type(function(1)))
    assert np.isnan(function(np.nan))


def test_sympy_differentiates_the_sigmoid_to_sigmoid_grad() -> None:
    """s (1 - s) is the symbolic derivative of the sigmoid."""
    x = sympy.Symbol("x")
    derivative = sympy.lambdify(x, sympy.diff(1 / (1 + sympy.exp(-x)), x))
    for point in np.linspace(-5, 5, 21):
        assert distance(derivative(point), sigmoid_grad(sigmoid(point))) <= TWELVE_DIGITS


@law
@given(st.floats(-5, 5))
def test_sigmoid_grad_agrees_with_fifty_digits(x: float) -> None:
    """s (1 - s) is the sigmoid's derivative by high-precision differences."""
    with mpmath.workdps(DIGITS):
        expected = float(mpmath.diff(lambda t: 1 / (1 + mpmath.exp(-t)), mpmath.mpf(x)))

    assert distance(expected, sigmoid_grad(sigmoid(x))) <= TWELVE_DIGITS


def test_sigmoid_grad_takes_the_value_not_the_argument() -> None:
    """Given x where s is due it is not the derivative, and the gradient check says so."""
    x = np.array([-1.0, 0.25, 2.0])

    assert check_gradient(lambda t: (sigmoid(t).sum(), sigmoid_grad(sigmoid(t))), x).agrees
    assert not check_gradient(lambda t: (sigmoid(t).sum(), sigmoid_grad(t)), x).agrees


@law
@given(off_the_kink, st.floats(-1, 1))
def test_rectified_units_agree_with_sympy(x: float, slope: float) -> None:
    """Value and derivative are those of the piecewise formula, away from 0."""
    t = sympy.Symbol("t", real=True)
    formula = sympy.Piecewise((t, t > 0), (sympy.Float(slope, 30) * t, True))
    value, derivative = formula.subs(t, x), sympy.diff(formula, t).subs(t, x)

    assert distance(float(value), leaky_relu(x, slope)) <= TWELVE_DIGITS
    assert distance(float(derivative), leaky_relu_grad(x, slope)) <= TWELVE_DIGITS


@law
@given(off_the_kink, st.floats(-1, 1))
def test_rectified_units_agree_with_fifty_digits(x: float, slope: float) -> None:
    """The derivative is that of high-precision differences, away from 0."""
    with mpmath.workdps(DIGITS):
        step, point = mpmath.mpf(10) ** -15, mpmath.mpf(x)
        ends = [max(t, mpmath.mpf(0)) + slope * min(t, 0) for t in (point + step, point - step)]
        expected = float((ends[0] - ends[1]) / (2 * step))

    assert distance(expected, leaky_relu_grad(x, slope)) <= TWELVE_DIGITS


@law
@given(st.floats(-50, 50))
def test_relu_is_leaky_relu_without_a_leak(x: float) -> None:
    """Slope 0 gives relu and its derivative; slope 1 gives the identity."""
    assert relu(x) == leaky_relu(x, 0.0)
    assert relu_grad(x) == leaky_relu_grad(x, 0.0)
    assert x == leaky_relu(x, 1.0)
    assert leaky_relu_grad(x, 1.0) == 1.0


def test_rectified_units_at_the_kink() -> None:
    """At 0 the derivative from the left is given."""
    values = relu(0.0), leaky_relu(0.0, 0.1), relu_grad(0.0), leaky_relu_grad(0.0, 0.1)

    assert [float(value) for value in values] == [0.0, 0.0, 0.0, 0.1]

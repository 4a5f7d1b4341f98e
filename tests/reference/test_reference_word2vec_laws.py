"""Laws of the pair losses, skip-gram and CBOW."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reference.cbow import cbow, cbow_naive, cbow_negative_sampling
from reference.gradcheck import check_gradient
from reference.naive_softmax import naive_softmax
from reference.negative_sampling import negative_sampling
from reference.skipgram import skipgram, skipgram_naive, skipgram_negative_sampling
from reference.softmax import softmax
from reference.word2vec_result import LossAndGradients, SumOverWindow
from tests.reference.distance import TWELVE_DIGITS, distance
from tests.reference.draws import Window, law, windows


def far(expected: tuple[object, ...], actual: tuple[object, ...]) -> float:
    """Give the largest distance between the parts of two results."""
    return max(distance(*parts) for parts in zip(expected, actual, strict=True))


def probe(center: np.ndarray, target: int, outside: np.ndarray) -> LossAndGradients:
    """A pair loss that tells by its numbers what it was called with."""
    return LossAndGradients(
        100.0 * target + center.sum(), (target + 1) * center, outside * (target + 1)
    )


@law
@given(windows())
def test_naive_softmax_outside_gradient_sums_to_zero(window: Window) -> None:
    """Adding one vector to every outside vector changes no probability."""
    center = window.centers[window.center_word]
    grad = naive_softmax(center, window.context[0], window.outside).grad_outside

    assert np.abs(grad.sum(axis=0)).max() <= TWELVE_DIGITS * max(1.0, np.abs(center).max())


@law
@given(windows())
def test_naive_softmax_averages_over_targets_to_the_entropy(window: Window) -> None:
    """Weighted by softmax over all targets, both gradients vanish and the loss is the entropy."""
    center, outside = window.centers[window.center_word], window.outside
    p = softmax(outside @ center)
    results = [naive_softmax(center, word, outside) for word in range(len(p))]
    center_mean = p @ np.array([result.grad_center for result in results])
    losses = np.array([result.loss for result in results])

    assert np.abs(center_mean).max() <= 1e-11 * max(1.0, np.abs(outside).max())
    assert distance(-np.log(p), losses) <= 1e-11


@law
@given(windows())
def test_naive_softmax_ignores_the_order_of_the_vocabulary(window: Window) -> None:
    """Renaming the words renames the rows of the outside gradient and changes nothing else."""
    center, target, outside = window.centers[0], window.context[0], window.outside
    order = np.random.default_rng(0).permutation(len(outside))
    loss, grad_center, grad_outside = naive_softmax(center, target, outside)
    renamed = naive_softmax(center, int(np.argwhere(order == target)[0, 0]), outside[order])

    assert far((loss, grad_center, grad_outside[order]), renamed) <= 1e-11


@law
@given(windows(), st.randoms(use_true_random=False))
def test_negative_sampling_ignores_the_order_of_the_negatives(window: Window, random) -> None:  # type: ignore[no-untyped-def]
    """The negatives are a bag: shuffling them changes nothing."""
    center, target, negatives = window.centers[0], window.context[0], window.negatives[0]
    shuffled = np.array(random.sample(list(negatives), len(negatives)), dtype=int)
    expected = negative_sampling(center, target, window.outside, negatives)

    assert far(expected, negative_sampling(center, target, window.outside, shuffled)) <= 1e-11


@law
@given(windows())
def test_a_negative_counts_as_often_as_it_is_drawn(window: Window) -> None:
    """Drawing all negatives twice adds what the first draw added to the true word alone."""
    center, target, outside = window.centers[0], window.context[0], window.outside
    drawn = window.negatives[0]
    none, once, twice = (
        negative_sampling(center, target, outside, np.tile(drawn, times)) for times in range(3)
    )
    expected = tuple(2 * np.asarray(b) - np.asarray(a) for a, b in zip(none, once, strict=True))

    assert far(expected, twice) <= 1e-10


@law
@given(windows())
def test_negative_sampling_leaves_other_words_alone(window: Window) -> None:
    """Rows of words that are neither the target nor drawn have gradient 0."""
    center, target, drawn = window.centers[0], window.context[0], window.negatives[0]
    grad = negative_sampling(center, target, window.outside, drawn).grad_outside
    untouched = sorted(set(range(len(grad))) - {target, *drawn.tolist()})

    assert (grad[untouched] == 0).all()


def test_negative_sampling_of_two_words_is_logistic_regression() -> None:
    """By hand: with u_o . v = 0 and u_k . v = 0 every term is log 2 and every weight 1/2."""
    center, outside = np.array([1.0, 2.0]), np.array([[2.0, -1.0], [-4.0, 2.0], [0.0, 7.0]])
    loss, grad_center, grad_outside = negative_sampling(center, 0, outside, np.array([1, 1]))

    assert loss == pytest.approx(3 * np.log(2))
    assert grad_center.tolist() == [-5.0, 2.5]
    assert grad_outside.tolist() == [[-0.5, -1.0], [1.0, 2.0], [0.0, 0.0]]


@pytest.mark.parametrize("sign", [1, -1])
def test_pair_losses_stay_finite_far_out(sign: int) -> None:
    """With scores of +-10^4 the losses are those scores, not infinities."""
    center, outside = np.array([100.0]), np.array([[sign * 100.0], [-sign * 100.0]])
    hopeless = "20000.0" if sign < 0 else "0.0"

    for result in (
        naive_softmax(center, 0, outside),
        negative_sampling(center, 0, outside, np.array([1])),
    ):
        assert str(result.loss) == hopeless
        assert np.isfinite(result.grad_center).all()
        assert np.isfinite(result.grad_outside).all()


@law
@given(windows())
def test_skipgram_is_the_sum_of_its_pairs(window: Window) -> None:
    """Loss and gradients add up over the context; only the center word's row is touched."""
    word, context, centers, outside, _ = window
    pairs = [naive_softmax(centers[word], target, outside) for target in context]
    grad_centers = np.zeros_like(centers)
    grad_centers[word] = sum(pair.grad_center for pair in pairs)
    expected = (sum(p.loss for p in pairs), grad_centers, sum(p.grad_outside for p in pairs))

    assert far(expected, skipgram_naive(word, context, centers, outside)) <= TWELVE_DIGITS


@law
@given(windows())
def test_skipgram_uses_one_row_of_negatives_for_each_word(window: Window) -> None:
    """With negative sampling, window i is the pair of word i and its own negatives."""
    word, context, centers, outside, negatives = window
    pairs = [
        negative_sampling(centers[word], target, outside, row)
        for target, row in zip(context, negatives, strict=True)
    ]
    loss, grad_centers, grad_outside = skipgram_negative_sampling(
        word, context, centers, outside, negatives
    )

    assert distance(sum(pair.loss for pair in pairs), loss) <= TWELVE_DIGITS
    assert distance(sum(pair.grad_center for pair in pairs), grad_centers[word]) <= 1e-11
    assert distance(sum(pair.grad_outside for pair in pairs), grad_outside) <= 1e-11


def test_skipgram_refuses_negatives_for_another_number_of_words() -> None:
    """A window of two words needs two rows of negatives."""
    table = np.ones((3, 2))
    with pytest.raises(ValueError, match=r"each of 2 context words but got len\(negatives\)=1"):
        skipgram_negative_sampling(0, [1, 2], table, table, np.array([[0, 0]]))


@law
@given(windows())
def test_skipgram_calls_the_pair_loss_it_is_given(window: Window) -> None:
    """A probe sees the center word's vector, each context word in turn and all outside vectors."""
    word, context, centers, outside, _ = window
    loss, grad_centers, grad_outside = skipgram(word, context, centers, outside, probe)
    weight = sum(target + 1 for target in context)

    assert distance(100 * sum(context) + len(context) * centers[word].sum(), loss) <= 1e-11
    assert distance(weight * centers[word], grad_centers[word]) <= 1e-11
    assert distance(weight * outside, grad_outside) <= 1e-11


@law
@given(windows())
def test_cbow_calls_the_pair_loss_once_with_the_sum(window: Window) -> None:
    """A probe sees the context's sum and the center word; each occurrence gains its gradient."""
    word, context, centers, outside, _ = window
    total = np.sum([centers[w] for w in context], axis=0)
    loss, grad_centers, grad_outside = cbow(word, context, centers, outside, probe)
    expected = np.zeros_like(centers)
    for occurrence in context:
        expected[occurrence] += (word + 1) * total

    assert distance(100.0 * word + total.sum(), loss) <= 1e-11
    assert np.abs(expected - grad_centers).max() <= 1e-11
    assert distance((word + 1) * outside, grad_outside) <= 1e-11


@law
@given(windows())
def test_cbow_with_one_context_word_is_the_pair_with_roles_exchanged(window: Window) -> None:
    """Predicting c from one word w is skip-gram's pair (w, c)."""
    word, (first, *_), centers, outside, negatives = window

    assert (
        far(
            skipgram_naive(first, [word], centers, outside),
            cbow_naive(word, [first], centers, outside),
        )
        <= TWELVE_DIGITS
    )
    assert (
        far(
            skipgram_negative_sampling(first, [word], centers, outside, negatives[:1]),
            cbow_negative_sampling(word, [first], centers, outside, negatives[0]),
        )
        <= TWELVE_DIGITS
    )


def test_a_pair_loss_may_keep_what_it_returned() -> None:
    """CBOW's outside gradient is a copy: writing into it reaches nobody else."""
    kept = np.ones((3, 2))
    table = np.ones((3, 2))
    cbow(0, [1], table, table, lambda v, _t, _u: (0.0, v, kept)).grad_outside[:] = 5.0

    assert (kept == 1.0).all()


@pytest.mark.parametrize("model", [skipgram_naive, cbow_naive])
def test_an_empty_context_gives_zero_center_gradients(model) -> None:  # type: ignore[no-untyped-def]
    """Without context words nothing flows into the center vectors."""
    table = np.ones((3, 2))

    assert (model(0, [], table, table).grad_centers == 0).all()


MODELS: dict[str, Callable[[Window, np.ndarray, np.ndarray], SumOverWindow]] = {
    "skipgram-naive": lambda w, v, u: skipgram_naive(w.center_word, w.context, v, u),
    "skipgram-negative-sampling": lambda w, v, u: skipgram_negative_sampling(
        w.center_word, w.context, v, u, w.negatives
    ),
    "cbow-naive": lambda w, v, u: cbow_naive(w.center_word, w.context, v, u),
    "cbow-negative-sampling": lambda w, v, u: cbow_negative_sampling(
        w.center_word, w.context, v, u, w.negatives[0]
    ),
}


@pytest.mark.parametrize("model", MODELS)
@settings(law, max_examples=15)
@given(windows())
def test_window_gradients_are_those_of_their_own_losses(model: str, window: Window) -> None:
    """For random windows, repeats included, the gradient check accepts every gradient."""

    def objective(x: np.ndarray) -> tuple[float, np.ndarray]:
        loss, *gradients = MODELS[model](window, x[0], x[1])
        return loss, np.stack(gradients)

    report = check_gradient(objective, np.stack([window.centers, window.outside]))
    assert report.agrees, report

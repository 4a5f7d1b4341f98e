#!/usr/bin/env python

import argparse
import random

import numpy as np

from utils.gradcheck import gradcheck_naive, grad_tests_softmax, grad_tests_negsamp
from utils.utils import normalizeRows, softmax


def sigmoid(x):
    """
    Apply the logistic function to each entry.

    x -- a number, or an array of any shape

    Give back s, of the same shape as x.
    """

    ### YOUR CODE HERE (one line will do)
    s = 1 / (1 + np.exp(-x))
    ### END YOUR CODE

    return s


def naiveSoftmaxLossAndGradient(
    centerWordVec,
    outsideWordIdx,
    outsideVectors,
    dataset
):
    """
    Loss of one (center, outside) pair under the full softmax, with gradients.

    centerWordVec  -- vector of the center word, shape (d,) [v_c in the handout]
    outsideWordIdx -- row of the outside word that was seen [o in the handout]
    outsideVectors -- one row per word of the vocabulary, shape (V, d)
                      [U transposed in the handout]
    dataset        -- only negative sampling needs it; leave it alone here

    Give back
    loss            -- a number
    gradCenterVec   -- derivative by centerWordVec, shape (d,) [dJ / dv_c]
    gradOutsideVecs -- derivative by outsideVectors, shape (V, d) [dJ / dU]
    """

    ### YOUR CODE HERE (six to eight lines)
    scores = np.dot(outsideVectors, centerWordVec)       # (V,)
    y_hat = softmax(scores)
    loss = -np.log(y_hat[outsideWordIdx])

    delta = y_hat.copy()
    delta[outsideWordIdx] -= 1                           # y_hat - y
    gradCenterVec = np.dot(outsideVectors.T, delta)      # (d,)
    gradOutsideVecs = np.outer(delta, centerWordVec)     # (V, d)
    ### END YOUR CODE

    return loss, gradCenterVec, gradOutsideVecs


def getNegativeSamples(outsideWordIdx, dataset, K):
    """ Draw K rows, none of which is outsideWordIdx. Nothing to do here. """

    picked = []
    while len(picked) < K:
        row = dataset.sampleTokenIdx()
        if row != outsideWordIdx:
            picked.append(row)
    return picked


def negSamplingLossAndGradient(
    centerWordVec,
    outsideWordIdx,
    outsideVectors,
    dataset,
    K=10
):
    """
    Loss of one (center, outside) pair under negative sampling, with gradients.

    Takes and gives back what naiveSoftmaxLossAndGradient does; K is how many
    negatives are drawn.

    A word may be drawn more than once. It then counts once for each time it
    was drawn.
    """

    # The draws are made for you.
    negSampleWordIndices = getNegativeSamples(outsideWordIdx, dataset, K)
    indices = [outsideWordIdx] + negSampleWordIndices

    ### YOUR CODE HERE (about ten lines)
    u_o = outsideVectors[outsideWordIdx]
    u_k = outsideVectors[negSampleWordIndices]          # K x d
    p_o = sigmoid(np.dot(u_o, centerWordVec))
    p_k = sigmoid(-np.dot(u_k, centerWordVec))
    loss = -np.log(p_o) - np.sum(np.log(p_k))
    gradCenterVec = (p_o - 1) * u_o + np.dot(1 - p_k, u_k)
    gradOutsideVecs = np.zeros(outsideVectors.shape)
    gradOutsideVecs[outsideWordIdx] += (p_o - 1) * centerWordVec
    gradOutsideVecs[negSampleWordIndices] += np.outer(1 - p_k, centerWordVec)
    ### END YOUR CODE

    return loss, gradCenterVec, gradOutsideVecs


def skipgram(currentCenterWord, windowSize, outsideWords, word2Ind,
             centerWordVectors, outsideVectors, dataset,
             word2vecLossAndGradient=naiveSoftmaxLossAndGradient):
    """
    The skip-gram model on one window of text.

    currentCenterWord -- the word in the middle, a string
    windowSize        -- how far the window reaches to each side
    outsideWords      -- the other words of the window (strings), at most
                         twice windowSize of them
    word2Ind          -- from a word to its row in both matrices
    centerWordVectors -- a row per word as a center word, shape (V, d)
    outsideVectors    -- a row per word as an outside word, shape (V, d)
    dataset           -- to be handed on to the loss
    word2vecLossAndGradient -- the loss of one pair: either of the two above

    Give back
    loss               -- a number
    gradCenterVecs     -- derivative by centerWordVectors, shape (V, d)
    gradOutsideVectors -- derivative by outsideVectors, shape (V, d)
    """

    loss = 0.0
    gradCenterVecs = np.zeros(centerWordVectors.shape)
    gradOutsideVectors = np.zeros(outsideVectors.shape)

    ### YOUR CODE HERE (about eight lines)
    c = word2Ind[currentCenterWord]
    for word in outsideWords:
        o = word2Ind[word]
        l, gc, go = word2vecLossAndGradient(centerWordVectors[c], o, outsideVectors, dataset)
        loss += l
        gradCenterVecs[c] += gc
        gradOutsideVectors += go
    ### END YOUR CODE

    return loss, gradCenterVecs, gradOutsideVectors


#############################################################
# From here on everything is written already; don't edit it #
#############################################################

def word2vec_sgd_wrapper(word2vecModel, word2Ind, wordVectors, dataset,
                         windowSize,
                         word2vecLossAndGradient=naiveSoftmaxLossAndGradient):
    """ Average a model's loss and gradient over a batch of random windows. """
    windows = 50
    half = wordVectors.shape[0] // 2
    loss = 0.0
    grad = np.zeros(wordVectors.shape)

    for _ in range(windows):
        reach = random.randint(1, windowSize)
        word, context = dataset.getRandomContext(reach)
        one, gradIn, gradOut = word2vecModel(
            word, reach, context, word2Ind, wordVectors[:half, :],
            wordVectors[half:, :], dataset, word2vecLossAndGradient
        )
        loss += one / windows
        grad[:half, :] += gradIn / windows
        grad[half:, :] += gradOut / windows

    return loss, grad


class ToyCorpus:
    """ Five words, drawn and put into windows at random. """

    words = ["a", "b", "c", "d", "e"]

    def sampleTokenIdx(self):
        return random.randrange(len(self.words))

    def getRandomContext(self, C):
        drawn = random.choices(self.words, k=2 * C + 1)
        return drawn[0], drawn[1:]


def toy_problem():
    """ Everything that the tests below share. """
    random.seed(271)
    np.random.seed(828)
    rows = normalizeRows(np.random.randn(10, 3))
    return ToyCorpus(), rows, {w: i for i, w in enumerate(ToyCorpus.words)}


def test_sigmoid():
    """ Three values of the sigmoid, known in advance. """
    print("=== sigmoid ===")
    assert sigmoid(0) == 0.5
    curve = sigmoid(np.array([np.log(3.0), -np.log(3.0)]))
    assert np.allclose(curve, [0.75, 0.25])
    print("as expected")


def test_word2vec():
    """ Differences against your gradients. """
    dataset, rows, tokens = toy_problem()

    def batch(lossAndGradient):
        return lambda x: word2vec_sgd_wrapper(
            skipgram, tokens, x, dataset, 5, lossAndGradient)

    print("=== skip-gram, naive softmax ===")
    gradcheck_naive(batch(naiveSoftmaxLossAndGradient), rows, "naive softmax")
    grad_tests_softmax(skipgram, tokens, rows, dataset)

    print("=== skip-gram, negative sampling ===")
    gradcheck_naive(batch(negSamplingLossAndGradient), rows, "negative sampling")
    grad_tests_negsamp(skipgram, tokens, rows, dataset, negSamplingLossAndGradient)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Try the parts out.")
    parser.add_argument("function", nargs="?", default="all",
                        choices=["all", "sigmoid", "word2vec"])
    args = parser.parse_args()
    if args.function in ("all", "sigmoid"):
        test_sigmoid()
    if args.function in ("all", "word2vec"):
        test_word2vec()

#!/usr/bin/env python
"""word2vec, everything asserted."""

import argparse
from collections import Counter
import numpy as np
import random

from utils.gradcheck import gradcheck_naive, grad_tests_softmax, grad_tests_negsamp
from utils.utils import normalizeRows, softmax


def sigmoid(x):
    x = np.array(x, dtype=np.float64)
    s = 1.0 / (1.0 + np.exp(-np.clip(x, -500.0, 500.0)))
    assert s.shape == x.shape
    return float(s) if s.ndim == 0 else s


def checked(loss, gradCenterVec, gradOutsideVecs, v, U):
    assert np.isscalar(loss)
    assert gradCenterVec.shape == v.shape, (gradCenterVec.shape, v.shape)
    assert gradOutsideVecs.shape == U.shape, (gradOutsideVecs.shape, U.shape)
    return loss, gradCenterVec, gradOutsideVecs


def naiveSoftmaxLossAndGradient(
    centerWordVec,
    outsideWordIdx,
    outsideVectors,
    dataset,
    eps=0.0
):
    v = np.array(centerWordVec, dtype=float, copy=True)
    U = np.array(outsideVectors, dtype=float, copy=True)
    assert v.ndim == 1 and U.ndim == 2 and U.shape[1] == v.shape[0]
    o = int(outsideWordIdx)
    assert 0 <= o < U.shape[0]

    probabilities = np.array(softmax(U.dot(v))).flatten()
    assert abs(probabilities.sum() - 1) < 1e-6

    # mean of the u_w under the model
    expected = np.zeros_like(v)
    for w, p in enumerate(probabilities):
        expected += p * U[w]
    gradCenterVec = -(U[o] - expected)

    gradOutsideVecs = np.tile(v, (U.shape[0], 1))
    gradOutsideVecs *= probabilities.reshape(-1, 1)
    gradOutsideVecs[o] = -(1 - probabilities[o]) * v

    return checked(float(-np.log(probabilities[o] + eps)), gradCenterVec, gradOutsideVecs, v, U)


def getNegativeSamples(outsideWordIdx, dataset, K):
    assert K >= 0
    samples = [int(dataset.sampleTokenIdx()) for k in range(K)]
    while outsideWordIdx in samples:
        samples.remove(outsideWordIdx)
        samples.append(int(dataset.sampleTokenIdx()))
    assert len(samples) == K
    return samples


def negSamplingLossAndGradient(
    centerWordVec,
    outsideWordIdx,
    outsideVectors,
    dataset,
    K=10,
    eps=0.0
):
    v = np.array(centerWordVec, dtype=float)
    U = np.array(outsideVectors, dtype=float)
    o = int(outsideWordIdx)
    times = Counter(getNegativeSamples(o, dataset, K))
    assert o not in times and sum(times.values()) == K

    s = sigmoid(U[o].dot(v))
    loss = -float(np.log(s + eps))
    gradCenterVec = (s - 1.0) * U[o]
    gradOutsideVecs = np.zeros_like(U)
    gradOutsideVecs[o] = (s - 1.0) * v

    for k, n in times.items():
        s = sigmoid(-U[k].dot(v))
        loss -= n * float(np.log(s + eps))
        gradCenterVec += n * (1.0 - s) * U[k]
        gradOutsideVecs[k] = n * (1.0 - s) * v

    return checked(loss, gradCenterVec, gradOutsideVecs, v, U)


def skipgram(currentCenterWord, windowSize, outsideWords, word2Ind,
             centerWordVectors, outsideVectors, dataset,
             word2vecLossAndGradient=naiveSoftmaxLossAndGradient, verbose=False):
    assert currentCenterWord in word2Ind
    assert all(word in word2Ind for word in outsideWords)

    loss = 0.0
    gradCenterVecs = np.zeros_like(centerWordVectors, dtype=float)
    gradOutsideVectors = np.zeros_like(outsideVectors, dtype=float)
    center = int(word2Ind[currentCenterWord])

    for word in list(outsideWords):
        l, gc, go = word2vecLossAndGradient(
            centerWordVectors[center].copy(), int(word2Ind[word]), outsideVectors.copy(),
            dataset=dataset)
        loss += float(l)
        gradCenterVecs[center] += np.array(gc, dtype=float)
        gradOutsideVectors += np.array(go, dtype=float)
        if verbose:
            print(word, loss)

    assert gradCenterVecs.shape == centerWordVectors.shape
    assert gradOutsideVectors.shape == outsideVectors.shape
    return loss, gradCenterVecs, gradOutsideVectors


def word2vec_sgd_wrapper(word2vecModel, word2Ind, wordVectors, dataset,
                         windowSize,
                         word2vecLossAndGradient=naiveSoftmaxLossAndGradient):
    assert wordVectors.shape[0] % 2 == 0
    batchsize, N = 50, wordVectors.shape[0] // 2
    loss, grad = 0.0, np.zeros(wordVectors.shape)
    for _ in range(batchsize):
        radius = random.randint(1, windowSize)
        word, context = dataset.getRandomContext(radius)
        l, gc, go = word2vecModel(word, radius, context, word2Ind, wordVectors[:N], wordVectors[N:],
                                  dataset, word2vecLossAndGradient)
        loss += l
        grad += np.concatenate((gc, go), axis=0)
    return loss / batchsize, grad / batchsize


def test_sigmoid():
    assert isinstance(sigmoid(3), float)
    assert np.allclose(sigmoid([[0, 0]]), [[0.5, 0.5]])
    assert np.isfinite(sigmoid(-1e6))


def test_word2vec():
    class Dataset:
        def __init__(self, letters):
            self.letters = letters

        def sampleTokenIdx(self):
            return random.randrange(len(self.letters))

        def getRandomContext(self, C):
            return self.letters[2], [self.letters[random.randrange(5)] for _ in range(2 * C)]

    data = Dataset("abcde")
    tokens = {"a": 0, "b": 1, "c": 2, "d": 3, "e": 4}
    vectors = normalizeRows(np.random.randn(10, 3))
    gradcheck_naive(lambda v: word2vec_sgd_wrapper(
        skipgram, tokens, v, data, 5, negSamplingLossAndGradient), vectors, "negative sampling")
    grad_tests_softmax(skipgram, tokens, vectors, data)
    grad_tests_negsamp(skipgram, tokens, vectors, data, negSamplingLossAndGradient)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="tests")
    parser.add_argument("function", nargs="?", type=str, default="all",
                        choices=("sigmoid", "word2vec", "all"))
    args = parser.parse_args()
    if args.function in ("sigmoid", "all"):
        test_sigmoid()
    if args.function in ("word2vec", "all"):
        test_word2vec()

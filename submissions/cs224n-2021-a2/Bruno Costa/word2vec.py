#!/usr/bin/env python
# CS224N assignment 2
# Bruno Costa

import argparse
import random

import numpy as np

from utils.gradcheck import gradcheck_naive, grad_tests_softmax, grad_tests_negsamp
from utils.utils import normalizeRows, softmax


def sigmoid(x):
    s = 1 / (1 + np.exp(-x))

    return s


def naiveSoftmaxLossAndGradient(
    v_c,
    o,
    U,
    dataset
):
    V, d = U.shape
    z = np.zeros(V)
    for w in range(V):
        for j in range(d):
            z[w] += U[w, j] * v_c[j]
    p = softmax(z)
    loss = -np.log(p[o])

    gradCenterVec = -U[o]
    gradOutsideVecs = np.zeros((V, d))
    for w in range(V):
        gradCenterVec = gradCenterVec + p[w] * U[w]
        gradOutsideVecs[w] = p[w] * v_c
    gradOutsideVecs[o] -= v_c

    return loss, gradCenterVec, gradOutsideVecs


def getNegativeSamples(o, dataset, K):
    picked = []
    while len(picked) < K:
        row = dataset.sampleTokenIdx()
        if row != o:
            picked.append(row)
    return picked


def negSamplingLossAndGradient(
    v_c,
    o,
    U,
    dataset,
    K=10
):
    # The draws are made for you.
    negatives = getNegativeSamples(o, dataset, K)
    indices = [o] + negatives

    gradCenterVec = np.zeros(v_c.shape)
    gradOutsideVecs = np.zeros(U.shape)

    s = sigmoid(np.dot(U[o], v_c))
    loss = -np.log(s)
    gradCenterVec += (s - 1) * U[o]
    gradOutsideVecs[o] += (s - 1) * v_c

    for k in negatives:
        t = sigmoid(-np.dot(U[k], v_c))
        loss -= np.log(t)
        gradCenterVec += (1 - t) * U[k]
        gradOutsideVecs[k] += (1 - t) * v_c

    return loss, gradCenterVec, gradOutsideVecs


def skipgram(currentCenterWord, windowSize, outsideWords, word2Ind,
             V_mat, U, dataset,
             word2vecLossAndGradient=naiveSoftmaxLossAndGradient):
    loss = 0.0
    gradCenterVecs = np.zeros(V_mat.shape)
    gradOutsideVectors = np.zeros(U.shape)

    c = word2Ind[currentCenterWord]
    for word in outsideWords:
        o = word2Ind[word]
        l, gc, go = word2vecLossAndGradient(V_mat[c], o, U, dataset)
        loss += l
        gradCenterVecs[c] += gc
        gradOutsideVectors += go

    return loss, gradCenterVecs, gradOutsideVectors


#############################################################
# From here on everything is written already; don't edit it #
#############################################################

def word2vec_sgd_wrapper(word2vecModel, word2Ind, wordVectors, dataset,
                         windowSize,
                         word2vecLossAndGradient=naiveSoftmaxLossAndGradient):
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


# --- tests ---

def toy_problem():
    random.seed(271)
    np.random.seed(828)
    rows = normalizeRows(np.random.randn(10, 3))
    return ToyCorpus(), rows, {w: i for i, w in enumerate(ToyCorpus.words)}


def test_sigmoid():
    print("=== sigmoid ===")
    assert sigmoid(0) == 0.5
    curve = sigmoid(np.array([np.log(3.0), -np.log(3.0)]))
    assert np.allclose(curve, [0.75, 0.25])
    print("as expected")


def test_word2vec():
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

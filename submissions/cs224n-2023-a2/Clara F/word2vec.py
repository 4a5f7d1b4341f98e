#!/usr/bin/env python

import argparse
import math
import numpy as np
import random

from utils.gradcheck import gradcheck_naive, grad_tests_softmax, grad_tests_negsamp
from utils.utils import normalizeRows, softmax


def sigmoid_one(t):
    # two branches so that math.exp never gets a large positive number
    if t >= 0:
        return 1.0 / (1.0 + math.exp(-t))
    e = math.exp(t)
    return e / (1.0 + e)


def sigmoid(x):
    x = np.asarray(x)
    if x.ndim == 0:
        return sigmoid_one(float(x))
    s = np.zeros(x.shape)
    for index in np.ndindex(*x.shape):
        s[index] = sigmoid_one(float(x[index]))
    return s


def dot(a, b):
    total = 0.0
    for i in range(len(a)):
        total += a[i] * b[i]
    return total


def naiveSoftmaxLossAndGradient(
    centerWordVec,
    outsideWordIdx,
    outsideVectors,
    dataset
):
    V = outsideVectors.shape[0]
    d = outsideVectors.shape[1]

    scores = []
    for w in range(V):
        scores.append(dot(outsideVectors[w], centerWordVec))

    top = max(scores)
    denominator = 0.0
    for w in range(V):
        denominator += math.exp(scores[w] - top)

    loss = top + math.log(denominator) - scores[outsideWordIdx]

    gradCenterVec = np.zeros(d)
    gradOutsideVecs = np.zeros((V, d))
    for w in range(V):
        p = math.exp(scores[w] - top) / denominator
        if w == outsideWordIdx:
            p = p - 1.0
        for i in range(d):
            gradCenterVec[i] += p * outsideVectors[w][i]
            gradOutsideVecs[w][i] = p * centerWordVec[i]

    return loss, gradCenterVec, gradOutsideVecs


def getNegativeSamples(outsideWordIdx, dataset, K):
    samples = []
    for k in range(K):
        candidate = dataset.sampleTokenIdx()
        while candidate == outsideWordIdx:
            candidate = dataset.sampleTokenIdx()
        samples.append(candidate)
    return samples


def negSamplingLossAndGradient(
    centerWordVec,
    outsideWordIdx,
    outsideVectors,
    dataset,
    K=10
):
    negSampleWordIndices = getNegativeSamples(outsideWordIdx, dataset, K)
    d = len(centerWordVec)

    gradCenterVec = np.zeros(d)
    gradOutsideVecs = np.zeros(outsideVectors.shape)

    s = sigmoid(dot(outsideVectors[outsideWordIdx], centerWordVec))
    loss = -np.log(s)
    for i in range(d):
        gradCenterVec[i] += (s - 1) * outsideVectors[outsideWordIdx][i]
        gradOutsideVecs[outsideWordIdx][i] += (s - 1) * centerWordVec[i]

    for k in negSampleWordIndices:
        s = sigmoid(-dot(outsideVectors[k], centerWordVec))
        loss = loss - np.log(s)
        for i in range(d):
            gradCenterVec[i] += (1 - s) * outsideVectors[k][i]
            gradOutsideVecs[k][i] += (1 - s) * centerWordVec[i]

    return loss, gradCenterVec, gradOutsideVecs


def skipgram(currentCenterWord, windowSize, outsideWords, word2Ind,
             centerWordVectors, outsideVectors, dataset,
             word2vecLossAndGradient=naiveSoftmaxLossAndGradient):
    loss = 0.0
    gradCenterVecs = np.zeros(centerWordVectors.shape)
    gradOutsideVectors = np.zeros(outsideVectors.shape)

    center = word2Ind[currentCenterWord]
    for word in outsideWords:
        l, gc, go = word2vecLossAndGradient(
            centerWordVectors[center], word2Ind[word], outsideVectors, dataset)
        loss += l
        for i in range(gradCenterVecs.shape[1]):
            gradCenterVecs[center][i] += gc[i]
        for w in range(gradOutsideVectors.shape[0]):
            for i in range(gradOutsideVectors.shape[1]):
                gradOutsideVectors[w][i] += go[w][i]

    return loss, gradCenterVecs, gradOutsideVectors


def word2vec_sgd_wrapper(word2vecModel, word2Ind, wordVectors, dataset,
                         windowSize,
                         word2vecLossAndGradient=naiveSoftmaxLossAndGradient):
    batchsize = 50
    half = wordVectors.shape[0] // 2
    loss = 0.0
    grad = np.zeros(wordVectors.shape)
    for b in range(batchsize):
        C = random.randint(1, windowSize)
        centerWord, context = dataset.getRandomContext(C)
        c, gin, gout = word2vecModel(
            centerWord, C, context, word2Ind, wordVectors[:half],
            wordVectors[half:], dataset, word2vecLossAndGradient)
        loss += c / batchsize
        grad[:half] += gin / batchsize
        grad[half:] += gout / batchsize
    return loss, grad


def test_sigmoid():
    print("sigmoid tests")
    assert sigmoid(0) == 0.5
    assert np.allclose(sigmoid(np.array([1, 2, 3])), [0.73105858, 0.88079708, 0.95257413])
    print("ok")


def test_word2vec():
    class Toy:
        words = "abcde"

        def sampleTokenIdx(self):
            return random.randrange(5)

        def getRandomContext(self, C):
            return random.choice(self.words), [random.choice(self.words) for _ in range(2 * C)]

    random.seed(7)
    np.random.seed(7)
    vectors = normalizeRows(np.random.randn(10, 3))
    tokens = {"a": 0, "b": 1, "c": 2, "d": 3, "e": 4}
    for lossfn in (naiveSoftmaxLossAndGradient, negSamplingLossAndGradient):
        gradcheck_naive(
            lambda vec: word2vec_sgd_wrapper(skipgram, tokens, vec, Toy(), 5, lossfn),
            vectors, lossfn.__name__)
    grad_tests_softmax(skipgram, tokens, vectors, Toy())
    grad_tests_negsamp(skipgram, tokens, vectors, Toy(), negSamplingLossAndGradient)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("function", nargs="?", default="all")
    args = parser.parse_args()
    if args.function in ("sigmoid", "all"):
        test_sigmoid()
    if args.function in ("word2vec", "all"):
        test_word2vec()

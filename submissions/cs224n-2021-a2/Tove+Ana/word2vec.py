#!/usr/bin/env python

import argparse
import functools
import itertools
import numpy as np
import operator
import random
from collections import namedtuple

from utils.gradcheck import gradcheck_naive, grad_tests_softmax, grad_tests_negsamp
from utils.utils import normalizeRows, softmax


class LossAndGrads(namedtuple("LossAndGrads", "loss center outside")):
    """ Triples that can be added, to be used with reduce() """

    def __add__(self, other):
        return LossAndGrads(*map(operator.add, tuple(self), tuple(other)))


class Decision:
    """ The cost of one binary decision "does this pair belong together?" """

    def __init__(self, label):
        self.label = label

    def forward(self, u, v):
        self.u, self.v = u, v
        self.p = sigmoid(np.dot(u, v))
        return -np.log(self.p) if self.label else -np.log(1 - self.p)

    def backward(self):
        error = self.p - self.label
        return error * self.u, error * self.v


class Layer:
    def __init__(self, weights):
        self.weights = weights

    def forward(self, hidden):
        self.hidden = hidden
        self.out = softmax(self.weights.dot(hidden))
        return self.out

    def backward(self, target):
        error = self.out.copy()
        error[target] -= 1.0
        return error.dot(self.weights), error.reshape(-1, 1) * self.hidden


def sigmoid(x):
    return 0.5 * (np.tanh(0.5 * x) + 1)


def naiveSoftmaxLossAndGradient(centerWordVec, outsideWordIdx, outsideVectors, dataset):
    layer = Layer(outsideVectors)
    loss = -np.log(layer.forward(centerWordVec)[outsideWordIdx])
    gradCenterVec, gradOutsideVecs = layer.backward(outsideWordIdx)
    return loss, gradCenterVec, gradOutsideVecs


def getNegativeSamples(outsideWordIdx, dataset, K):
    draws = (dataset.sampleTokenIdx() for _ in itertools.count())
    return list(itertools.islice((i for i in draws if i != outsideWordIdx), K))


def negSamplingLossAndGradient(centerWordVec, outsideWordIdx, outsideVectors, dataset, K=10):
    gradCenterVec = np.zeros(centerWordVec.shape)
    gradOutsideVecs = np.zeros(outsideVectors.shape)
    loss = 0.0

    pairs = [(outsideWordIdx, 1)]
    pairs.extend((k, 0) for k in getNegativeSamples(outsideWordIdx, dataset, K))
    for row, label in pairs:
        unit = Decision(label)
        loss += unit.forward(outsideVectors[row], centerWordVec)
        by_v, by_u = unit.backward()
        gradCenterVec += by_v
        gradOutsideVecs[row] += by_u

    return loss, gradCenterVec, gradOutsideVecs


def skipgram(currentCenterWord, windowSize, outsideWords, word2Ind,
             centerWordVectors, outsideVectors, dataset,
             word2vecLossAndGradient=naiveSoftmaxLossAndGradient):
    index = word2Ind.__getitem__
    c = index(currentCenterWord)

    def one(o):
        return LossAndGrads(*word2vecLossAndGradient(centerWordVectors[c], o, outsideVectors, dataset))

    start = LossAndGrads(0.0, np.zeros(centerWordVectors.shape[1]), np.zeros(outsideVectors.shape))
    total = functools.reduce(operator.add, map(one, map(index, outsideWords)), start)

    gradCenterVecs = np.zeros(centerWordVectors.shape)
    gradCenterVecs[c, :] = total.center
    return total.loss, gradCenterVecs, total.outside


def word2vec_sgd_wrapper(word2vecModel, word2Ind, wordVectors, dataset, windowSize,
                         word2vecLossAndGradient=naiveSoftmaxLossAndGradient):
    batchsize = 50
    half = len(wordVectors) // 2
    acc = LossAndGrads(0.0, 0.0, 0.0)
    for _ in range(batchsize):
        radius = random.randint(1, windowSize)
        center, context = dataset.getRandomContext(radius)
        acc = acc + LossAndGrads(*word2vecModel(
            center, radius, context, word2Ind, wordVectors[:half], wordVectors[half:], dataset,
            word2vecLossAndGradient))
    return acc.loss / batchsize, np.vstack([acc.center, acc.outside]) / batchsize


class DummyDataset:
    names = ["a", "b", "c", "d", "e"]
    tokens = {name: i for i, name in enumerate(names)}

    def sampleTokenIdx(self):
        return random.randint(0, len(self.names) - 1)

    def getRandomContext(self, C):
        return random.choice(self.names), random.choices(self.names, k=2 * C)


def test_sigmoid():
    assert np.isclose(sigmoid(2) + sigmoid(-2), 1.0)
    print("Tests for sigmoid passed!")


def test_word2vec():
    data = DummyDataset()
    np.random.seed(3)
    start = normalizeRows(np.random.randn(10, 3))
    check = functools.partial(word2vec_sgd_wrapper, skipgram, data.tokens)
    gradcheck_naive(lambda v: check(v, data, 5), start, "naive")
    gradcheck_naive(lambda v: check(v, data, 5, negSamplingLossAndGradient), start, "negative")
    grad_tests_softmax(skipgram, data.tokens, start, data)
    grad_tests_negsamp(skipgram, data.tokens, start, data, negSamplingLossAndGradient)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("function", nargs="?", default="all")
    chosen = parser.parse_args().function
    for key, test in (("sigmoid", test_sigmoid), ("word2vec", test_word2vec)):
        if chosen in (key, "all"):
            test()

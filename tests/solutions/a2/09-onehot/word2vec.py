#!/usr/bin/env python

import argparse
import numpy as np
import random

from utils.gradcheck import gradcheck_naive, grad_tests_softmax, grad_tests_negsamp
from utils.utils import normalizeRows, softmax


def sigmoid(x):
    return np.where(np.asarray(x) >= 0, 1 / (1 + np.exp(-np.abs(x))), 1 - 1 / (1 + np.exp(-np.abs(x))))


def one_hot(index, size):
    return np.array([1.0 if i == index else 0.0 for i in range(size)])


def naiveSoftmaxLossAndGradient(centerWordVec, outsideWordIdx, outsideVectors, dataset):
    # cross entropy of y_hat against the one-hot y
    y = one_hot(outsideWordIdx, outsideVectors.shape[0])
    y_hat = softmax(np.dot(outsideVectors, centerWordVec))
    print("naive softmax: true word", outsideWordIdx, "has probability", y_hat[outsideWordIdx])

    loss = -np.log(np.sum(y * y_hat))
    gradCenterVec = np.dot(y_hat - y, outsideVectors)
    gradOutsideVecs = np.array([diff * centerWordVec for diff in y_hat - y])
    return loss, gradCenterVec, gradOutsideVecs


def getNegativeSamples(outsideWordIdx, dataset, K):
    def draw():
        i = dataset.sampleTokenIdx()
        return draw() if i == outsideWordIdx else i

    return [draw() for _ in range(K)]


def negSamplingLossAndGradient(centerWordVec, outsideWordIdx, outsideVectors, dataset, K=10):
    negSampleWordIndices = getNegativeSamples(outsideWordIdx, dataset, K)
    print("negative samples:", negSampleWordIndices)
    V = outsideVectors.shape[0]

    # every chosen word as a one-hot row: first the true word, then the K negatives
    Y = np.array([one_hot(i, V) for i in [outsideWordIdx] + negSampleWordIndices])
    t = one_hot(0, K + 1)                                  # wanted answers
    a = sigmoid(Y.dot(outsideVectors).dot(centerWordVec))  # given answers

    loss = -np.sum(t * np.log(a) + (1 - t) * np.log(1 - a))
    gradCenterVec = (a - t).dot(Y).dot(outsideVectors)
    gradOutsideVecs = np.outer((a - t).dot(Y), centerWordVec)
    return loss, gradCenterVec, gradOutsideVecs


def skipgram(currentCenterWord, windowSize, outsideWords, word2Ind,
             centerWordVectors, outsideVectors, dataset,
             word2vecLossAndGradient=naiveSoftmaxLossAndGradient):
    print("skipgram", currentCenterWord, "->", outsideWords)
    V = centerWordVectors.shape[0]
    x = one_hot(word2Ind[currentCenterWord], V)
    results = [word2vecLossAndGradient(x.dot(centerWordVectors), word2Ind[w], outsideVectors, dataset)
               for w in outsideWords]

    loss = sum(r[0] for r in results)
    gradCenterVecs = np.outer(x, sum(r[1] for r in results))
    gradOutsideVectors = sum(r[2] for r in results)
    print("loss", loss)
    return loss, gradCenterVecs, gradOutsideVectors


def word2vec_sgd_wrapper(word2vecModel, word2Ind, wordVectors, dataset, windowSize,
                         word2vecLossAndGradient=naiveSoftmaxLossAndGradient):
    batchsize = 50
    N = wordVectors.shape[0] // 2
    loss, grad = 0.0, np.zeros_like(wordVectors)
    for i in range(batchsize):
        C = random.randint(1, windowSize)
        word, context = dataset.getRandomContext(C)
        l, gi, go = word2vecModel(word, C, context, word2Ind, wordVectors[:N, :], wordVectors[N:, :],
                                  dataset, word2vecLossAndGradient)
        loss += l / batchsize
        grad[:N, :] += gi / batchsize
        grad[N:, :] += go / batchsize
    return loss, grad


def test_sigmoid():
    print("sigmoid of -1, 0, 1:", sigmoid(np.array([-1, 0, 1])))


def test_word2vec():
    words = ["a", "b", "c", "d", "e"]
    dataset = type("dataset", (), {})()
    dataset.sampleTokenIdx = lambda: random.randint(0, 4)
    dataset.getRandomContext = lambda C: (random.choice(words), [random.choice(words) for _ in range(2 * C)])
    tokens = {w: i for i, w in enumerate(words)}
    vectors = normalizeRows(np.random.randn(10, 3))
    gradcheck_naive(lambda v: word2vec_sgd_wrapper(skipgram, tokens, v, dataset, 5), vectors, "skipgram")
    grad_tests_softmax(skipgram, tokens, vectors, dataset)
    grad_tests_negsamp(skipgram, tokens, vectors, dataset, negSamplingLossAndGradient)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("function", nargs="?", default="all")
    if parser.parse_args().function == "sigmoid":
        test_sigmoid()
    else:
        test_word2vec()

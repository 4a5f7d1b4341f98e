#!/usr/bin/env python

import argparse
import numpy as np
import random

from utils.gradcheck import gradcheck_naive, grad_tests_softmax, grad_tests_negsamp
from utils.utils import normalizeRows, softmax


def log_sigmoid(x):
    # log 1/(1+e^-x) = -log(e^0 + e^-x)
    return -np.logaddexp(0, -x)


def sigmoid(x):
    return np.exp(log_sigmoid(x))


def logsumexp(z):
    m = np.max(z)
    return m + np.log(np.sum(np.exp(z - m)))


def naiveSoftmaxLossAndGradient(
    centerWordVec,
    outsideWordIdx,
    outsideVectors,
    dataset
):
    logits = np.matmul(outsideVectors, centerWordVec)
    log_sum = logsumexp(logits)
    loss = log_sum - logits[outsideWordIdx]

    # d log_sum / d logits
    w = np.exp(logits - log_sum)
    gradCenterVec = np.matmul(w, outsideVectors) - outsideVectors[outsideWordIdx]
    gradOutsideVecs = w[:, None] @ centerWordVec[None, :]
    gradOutsideVecs[outsideWordIdx, :] = (w[outsideWordIdx] - 1) * centerWordVec
    return loss, gradCenterVec, gradOutsideVecs


def getNegativeSamples(outsideWordIdx, dataset, K):
    indices = [None] * K
    k = 0
    while k < K:
        indices[k] = dataset.sampleTokenIdx()
        k += int(indices[k] != outsideWordIdx)
    return indices


def negSamplingLossAndGradient(
    centerWordVec,
    outsideWordIdx,
    outsideVectors,
    dataset,
    K=10,
    return_samples=False
):
    negatives = getNegativeSamples(outsideWordIdx, dataset, K)
    z = np.matmul(outsideVectors[outsideWordIdx], centerWordVec)
    z_neg = np.matmul(outsideVectors[negatives], centerWordVec)

    # softplus, never the probabilities
    loss = np.logaddexp(0, -z) + np.logaddexp(0, z_neg).sum()

    g_pos = -sigmoid(-z)
    g_neg = 1 - sigmoid(-z_neg)
    gradCenterVec = g_pos * outsideVectors[outsideWordIdx] + np.matmul(g_neg, outsideVectors[negatives])
    gradOutsideVecs = np.zeros_like(outsideVectors, dtype=float)
    gradOutsideVecs[outsideWordIdx] = g_pos * centerWordVec
    for word, s in zip(negatives, g_neg):
        gradOutsideVecs[word] += s * centerWordVec

    if return_samples:
        return loss, gradCenterVec, gradOutsideVecs, negatives
    return loss, gradCenterVec, gradOutsideVecs


def skipgram(currentCenterWord, windowSize, outsideWords, word2Ind,
             centerWordVectors, outsideVectors, dataset,
             word2vecLossAndGradient=naiveSoftmaxLossAndGradient):
    loss = 0
    gradCenterVecs = np.zeros(centerWordVectors.shape)
    gradOutsideVectors = np.zeros(outsideVectors.shape)
    row = word2Ind[currentCenterWord]
    for j in range(len(outsideWords)):
        args = dict(centerWordVec=centerWordVectors[row],
                    outsideWordIdx=word2Ind[outsideWords[j]],
                    outsideVectors=outsideVectors,
                    dataset=dataset)
        result = word2vecLossAndGradient(**args)
        loss = loss + result[0]
        gradCenterVecs[row] = gradCenterVecs[row] + result[1]
        gradOutsideVectors = gradOutsideVectors + result[2]
    return loss, gradCenterVecs, gradOutsideVectors


def word2vec_sgd_wrapper(word2vecModel, word2Ind, wordVectors, dataset,
                         windowSize,
                         word2vecLossAndGradient=naiveSoftmaxLossAndGradient):
    samples = 50
    cut = wordVectors.shape[0] // 2
    loss, gradient = 0.0, np.zeros(wordVectors.shape)
    for _ in range(samples):
        m = random.randint(1, windowSize)
        word, around = dataset.getRandomContext(m)
        part = word2vecModel(word, m, around, word2Ind, wordVectors[:cut], wordVectors[cut:],
                             dataset, word2vecLossAndGradient)
        loss += part[0] / samples
        gradient[:cut] += part[1] / samples
        gradient[cut:] += part[2] / samples
    return loss, gradient


def test_sigmoid():
    x = np.linspace(-5, 5, 11)
    assert np.allclose(sigmoid(x), 1 / (1 + np.exp(-x)))
    assert np.all(np.isfinite(log_sigmoid(np.array([-1e4, 1e4]))))


def test_word2vec():
    dummy = type('dummy', (), {})()
    dummy.sampleTokenIdx = lambda: random.randint(0, 4)
    dummy.getRandomContext = lambda C: ('c', ['a', 'b', 'e', 'd', 'b', 'c'][:2 * C])
    vectors = normalizeRows(np.random.RandomState(4).randn(10, 3))
    tokens = dict([("a", 0), ("b", 1), ("c", 2), ("d", 3), ("e", 4)])
    gradcheck_naive(lambda v: word2vec_sgd_wrapper(skipgram, tokens, v, dummy, 3), vectors, "softmax")
    grad_tests_softmax(skipgram, tokens, vectors, dummy)
    grad_tests_negsamp(skipgram, tokens, vectors, dummy, negSamplingLossAndGradient)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument('function', nargs='?', type=str, default='all')
    args = parser.parse_args()
    if args.function == 'sigmoid':
        test_sigmoid()
    elif args.function == 'word2vec':
        test_word2vec()
    else:
        test_sigmoid()
        test_word2vec()

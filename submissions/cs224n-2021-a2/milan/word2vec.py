#!/usr/bin/env python

import argparse
import numpy as np
import random

from utils.gradcheck import gradcheck_naive, grad_tests_softmax, grad_tests_negsamp
from utils.utils import normalizeRows, softmax


def sigmoid(x):
    x = np.asarray(x, dtype=float)
    s = np.empty_like(x)
    pos = x >= 0
    s[pos] = 1 / (1 + np.exp(-x[pos]))
    ex = np.exp(x[~pos])
    s[~pos] = ex / (1 + ex)
    return s[()]


def naiveSoftmaxLossAndGradient(
    centerWordVec,
    outsideWordIdx,
    outsideVectors,
    dataset
):
    prob = softmax(np.dot(outsideVectors, centerWordVec))
    loss = -np.log(prob[outsideWordIdx])

    delta = prob.copy()
    np.subtract.at(delta, outsideWordIdx, 1.0)

    gradCenterVec = np.zeros(centerWordVec.shape)
    np.add.at(gradCenterVec, slice(None), np.dot(delta, outsideVectors))
    gradOutsideVecs = np.multiply.outer(delta, centerWordVec)

    return loss, gradCenterVec, gradOutsideVecs


def getNegativeSamples(outsideWordIdx, dataset, K):
    negSampleWordIndices = []
    for _ in range(K):
        newidx = outsideWordIdx
        while newidx == outsideWordIdx:
            newidx = dataset.sampleTokenIdx()
        negSampleWordIndices += [newidx]
    return negSampleWordIndices


def negSamplingLossAndGradient(
    centerWordVec,
    outsideWordIdx,
    outsideVectors,
    dataset,
    K=10
):
    negs = np.array(getNegativeSamples(outsideWordIdx, dataset, K), dtype=int)

    s_o = outsideVectors[outsideWordIdx].dot(centerWordVec)
    s_k = outsideVectors[negs].dot(centerWordVec)

    loss = -np.log(sigmoid(s_o)) - np.sum(np.log(sigmoid(-s_k)))

    e_o = sigmoid(s_o) - 1
    e_k = sigmoid(s_k)

    gradCenterVec = e_o * outsideVectors[outsideWordIdx] + e_k.dot(outsideVectors[negs])

    gradOutsideVecs = np.zeros(outsideVectors.shape)
    gradOutsideVecs[negs] += e_k[:, np.newaxis] * centerWordVec
    gradOutsideVecs[outsideWordIdx] += e_o * centerWordVec

    return loss, gradCenterVec, gradOutsideVecs


def skipgram(currentCenterWord, windowSize, outsideWords, word2Ind,
             centerWordVectors, outsideVectors, dataset,
             word2vecLossAndGradient=naiveSoftmaxLossAndGradient):
    loss = 0.0
    gradCenterVecs = np.zeros(centerWordVectors.shape)
    gradOutsideVectors = np.zeros(outsideVectors.shape)

    centerIdx = word2Ind[currentCenterWord]
    rows = []
    for outside in outsideWords:
        one_loss, one_center, one_outside = word2vecLossAndGradient(
            centerWordVec=centerWordVectors[centerIdx],
            outsideWordIdx=word2Ind[outside],
            outsideVectors=outsideVectors,
            dataset=dataset)
        loss += one_loss
        rows.append(one_center)
        np.add(gradOutsideVectors, one_outside, out=gradOutsideVectors)
    np.add.at(gradCenterVecs, [centerIdx] * len(rows), np.array(rows))

    return loss, gradCenterVecs, gradOutsideVectors


def word2vec_sgd_wrapper(word2vecModel, word2Ind, wordVectors, dataset,
                         windowSize,
                         word2vecLossAndGradient=naiveSoftmaxLossAndGradient):
    batch = 50
    N = wordVectors.shape[0]
    loss, grad = 0.0, np.zeros(wordVectors.shape)
    for i in range(batch):
        radius = random.randint(1, windowSize)
        centerWord, context = dataset.getRandomContext(radius)
        c, gin, gout = word2vecModel(
            centerWord, radius, context, word2Ind, wordVectors[:N // 2, :],
            wordVectors[N // 2:, :], dataset, word2vecLossAndGradient)
        loss += c
        np.add.at(grad, np.arange(N), np.concatenate([gin, gout]))
    return loss / batch, grad / batch


def test_sigmoid():
    print("=== sigmoid ===")
    for a, b in [(0, 0.5), (np.log(3), 0.75), (-np.log(3), 0.25)]:
        assert abs(sigmoid(a) - b) < 1e-12
    print("passed")


def test_word2vec():
    toy = type("toy", (), dict(
        sampleTokenIdx=lambda self: random.randint(0, 4),
        getRandomContext=lambda self, C: (random.choice("abcde"), random.choices("abcde", k=2 * C))))()
    tok = {ch: i for i, ch in enumerate("abcde")}
    random.seed(31415)
    np.random.seed(9265)
    vec = normalizeRows(np.random.randn(10, 3))
    for fn in [naiveSoftmaxLossAndGradient, negSamplingLossAndGradient]:
        gradcheck_naive(lambda x: word2vec_sgd_wrapper(skipgram, tok, x, toy, 5, fn), vec, str(fn))
    grad_tests_softmax(skipgram, tok, vec, toy)
    grad_tests_negsamp(skipgram, tok, vec, toy, negSamplingLossAndGradient)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("function", nargs="?", default="all", choices=["sigmoid", "word2vec", "all"])
    name = parser.parse_args().function
    if name in ["sigmoid", "all"]:
        test_sigmoid()
    if name in ["word2vec", "all"]:
        test_word2vec()


if __name__ == "__main__":
    main()

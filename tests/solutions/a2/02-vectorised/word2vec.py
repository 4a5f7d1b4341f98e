#!/usr/bin/env python

import argparse
import numpy as np
import random

from utils.gradcheck import gradcheck_naive, grad_tests_softmax, grad_tests_negsamp
from utils.utils import normalizeRows, softmax


def sigmoid(x):
    """ logistic function """
    ### YOUR CODE HERE
    s = 1 / (1 + np.exp(-x))
    ### END YOUR CODE
    return s


def naiveSoftmaxLossAndGradient(centerWordVec, outsideWordIdx, outsideVectors, dataset):
    ### YOUR CODE HERE
    y = softmax(outsideVectors @ centerWordVec)
    loss = -np.log(y[outsideWordIdx])
    y[outsideWordIdx] -= 1
    gradCenterVec = outsideVectors.T @ y
    gradOutsideVecs = np.outer(y, centerWordVec)
    ### END YOUR CODE
    return loss, gradCenterVec, gradOutsideVecs


def getNegativeSamples(outsideWordIdx, dataset, K):
    idx = [dataset.sampleTokenIdx() for _ in range(K)]
    for k in range(K):
        while idx[k] == outsideWordIdx:
            idx[k] = dataset.sampleTokenIdx()
    return idx


def negSamplingLossAndGradient(centerWordVec, outsideWordIdx, outsideVectors, dataset, K=10):
    negSampleWordIndices = getNegativeSamples(outsideWordIdx, dataset, K)
    indices = [outsideWordIdx] + negSampleWordIndices

    ### YOUR CODE HERE
    # +1 for the true word, -1 for each negative one
    sign = np.array([1] + [-1] * K)
    U = outsideVectors[indices] * sign[:, None]      # (K+1, d)
    p = sigmoid(U @ centerWordVec)                   # (K+1,)
    loss = -np.log(p).sum()
    gradCenterVec = (p - 1) @ U
    rows = ((p - 1) * sign)[:, None] * centerWordVec
    # selects[w, j] = 1 where the j-th index is w, so repeated words add up
    selects = (np.arange(outsideVectors.shape[0])[:, None] == np.array(indices)).astype(float)
    gradOutsideVecs = selects @ rows
    ### END YOUR CODE
    return loss, gradCenterVec, gradOutsideVecs


def skipgram(currentCenterWord, windowSize, outsideWords, word2Ind,
             centerWordVectors, outsideVectors, dataset,
             word2vecLossAndGradient=naiveSoftmaxLossAndGradient):
    gradCenterVecs = np.zeros_like(centerWordVectors)

    ### YOUR CODE HERE
    c = word2Ind[currentCenterWord]
    losses, gradsC, gradsO = zip(*[
        word2vecLossAndGradient(centerWordVec=centerWordVectors[c],
                                outsideWordIdx=word2Ind[w],
                                outsideVectors=outsideVectors,
                                dataset=dataset)
        for w in outsideWords])
    loss = np.sum(losses)
    gradCenterVecs[c] = np.sum(gradsC, axis=0)
    gradOutsideVectors = np.sum(gradsO, axis=0)
    ### END YOUR CODE
    return loss, gradCenterVecs, gradOutsideVectors


#############################################
# below: helpers that run the checks        #
#############################################

def word2vec_sgd_wrapper(word2vecModel, word2Ind, wordVectors, dataset, windowSize,
                         word2vecLossAndGradient=naiveSoftmaxLossAndGradient):
    n = int(wordVectors.shape[0] / 2)
    V_, U_ = wordVectors[:n, :], wordVectors[n:, :]
    total, grad = 0.0, np.zeros(wordVectors.shape)
    for _ in range(50):
        size = random.randint(1, windowSize)
        center, context = dataset.getRandomContext(size)
        l, gi, go = word2vecModel(center, size, context, word2Ind, V_, U_, dataset,
                                  word2vecLossAndGradient)
        total += l
        grad += np.vstack((gi, go))
    return total / 50, grad / 50


def test_sigmoid():
    x = np.array([[1, 2], [-1, -2]])
    assert np.allclose(sigmoid(x) + sigmoid(-x), 1)
    print("sigmoid fine")


def make_dummy():
    dataset = type("Dummy", (), {})()
    letters = ["a", "b", "c", "d", "e"]
    dataset.sampleTokenIdx = lambda: random.randint(0, 4)
    dataset.getRandomContext = lambda C: (letters[random.randint(0, 4)],
                                          [letters[random.randint(0, 4)] for _ in range(2 * C)])
    return dataset, dict(zip(letters, range(5)))


def test_word2vec():
    dataset, tokens = make_dummy()
    random.seed(1)
    np.random.seed(2)
    vecs = normalizeRows(np.random.randn(10, 3))
    gradcheck_naive(lambda v: word2vec_sgd_wrapper(
        skipgram, tokens, v, dataset, 5, naiveSoftmaxLossAndGradient), vecs, "naive")
    gradcheck_naive(lambda v: word2vec_sgd_wrapper(
        skipgram, tokens, v, dataset, 5, negSamplingLossAndGradient), vecs, "negative sampling")
    grad_tests_softmax(skipgram, tokens, vecs, dataset)
    grad_tests_negsamp(skipgram, tokens, vecs, dataset, negSamplingLossAndGradient)


if __name__ == "__main__":
    ap = argparse.ArgumentParser(description="checks")
    ap.add_argument("what", nargs="?", choices=["sigmoid", "word2vec", "all"], default="all")
    what = ap.parse_args().what
    if what != "word2vec":
        test_sigmoid()
    if what != "sigmoid":
        test_word2vec()

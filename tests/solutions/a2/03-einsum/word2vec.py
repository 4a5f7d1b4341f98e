#!/usr/bin/env python
import argparse
import numpy as np
import random
from numpy import einsum

from utils.gradcheck import gradcheck_naive, grad_tests_softmax, grad_tests_negsamp
from utils.utils import normalizeRows, softmax


def sigmoid(x):
    return np.exp(np.minimum(x, 0)) / (1 + np.exp(-np.abs(x)))


def naiveSoftmaxLossAndGradient(centerWordVec, outsideWordIdx, outsideVectors, dataset):
    # indices: w a word of the vocabulary, i a coordinate
    scores = einsum('wi,i->w', outsideVectors, centerWordVec)
    yhat = softmax(scores)

    loss = -np.log(yhat[outsideWordIdx])
    gradCenterVec = einsum('w,wi->i', yhat, outsideVectors) - outsideVectors[outsideWordIdx]
    gradOutsideVecs = einsum('w,i->wi', yhat, centerWordVec)
    gradOutsideVecs[outsideWordIdx] -= centerWordVec
    return loss, gradCenterVec, gradOutsideVecs


def getNegativeSamples(outsideWordIdx, dataset, K):
    out = []
    while len(out) < K:
        idx = dataset.sampleTokenIdx()
        if idx != outsideWordIdx:
            out.append(idx)
    return out


def negSamplingLossAndGradient(centerWordVec, outsideWordIdx, outsideVectors, dataset, K=10):
    negatives = getNegativeSamples(outsideWordIdx, dataset, K)

    u_o = outsideVectors[outsideWordIdx]
    U_k = outsideVectors[negatives]                       # K x d
    s_o = sigmoid(einsum('i,i->', u_o, centerWordVec))
    s_k = 1 - sigmoid(einsum('ki,i->k', -U_k, centerWordVec))   # sigma(u_k v)

    loss = -np.log(s_o) - einsum('k->', np.log1p(-s_k))
    gradCenterVec = -(1 - s_o) * u_o + einsum('k,ki->i', s_k, U_k)

    picked = np.equal.outer(np.arange(len(outsideVectors)), negatives).astype(float)
    gradOutsideVecs = einsum('wk,k,i->wi', picked, s_k, centerWordVec)
    gradOutsideVecs[outsideWordIdx] += -(1 - s_o) * centerWordVec
    return loss, gradCenterVec, gradOutsideVecs


def skipgram(currentCenterWord, windowSize, outsideWords, word2Ind,
             centerWordVectors, outsideVectors, dataset,
             word2vecLossAndGradient=naiveSoftmaxLossAndGradient):
    center = word2Ind[currentCenterWord]
    v_c = centerWordVectors[center]

    L, GC, GO = [], [], []
    for o in (word2Ind[w] for w in outsideWords):
        l, gc, go = word2vecLossAndGradient(v_c, o, outsideVectors, dataset)
        L.append(l)
        GC.append(gc)
        GO.append(go)

    loss = einsum('c->', np.array(L))
    gradCenterVecs = np.zeros(centerWordVectors.shape)
    gradCenterVecs[center] = einsum('ci->i', np.stack(GC))
    gradOutsideVectors = einsum('cwi->wi', np.stack(GO))
    return loss, gradCenterVecs, gradOutsideVectors


def word2vec_sgd_wrapper(word2vecModel, word2Ind, wordVectors, dataset, windowSize,
                         word2vecLossAndGradient=naiveSoftmaxLossAndGradient):
    batchsize = 50
    loss = 0.0
    grad = np.zeros(wordVectors.shape)
    gradCenter, gradOutside = np.split(grad, 2)
    centers, outsides = np.split(wordVectors, 2)
    for _ in range(batchsize):
        w = random.randint(1, windowSize)
        word, context = dataset.getRandomContext(w)
        l, gc, go = word2vecModel(word, w, context, word2Ind, centers, outsides, dataset,
                                  word2vecLossAndGradient)
        loss += l / batchsize
        gradCenter += gc / batchsize
        gradOutside += go / batchsize
    return loss, grad


def test_sigmoid():
    np.testing.assert_allclose(sigmoid(np.array([0, 1])), [0.5, 1 / (1 + np.exp(-1))])
    print("sigmoid ok")


def test_word2vec():
    class D(object):
        sampleTokenIdx = staticmethod(lambda: random.randint(0, 4))

        @staticmethod
        def getRandomContext(C):
            pick = lambda: "abcde"[random.randint(0, 4)]
            return pick(), [pick() for i in range(2 * C)]

    ind = dict(a=0, b=1, c=2, d=3, e=4)
    np.random.seed(12)
    W = normalizeRows(np.random.randn(10, 3))
    print("naive softmax")
    grad_tests_softmax(skipgram, ind, W, D())
    print("negative sampling")
    grad_tests_negsamp(skipgram, ind, W, D(), negSamplingLossAndGradient)
    gradcheck_naive(lambda x: word2vec_sgd_wrapper(skipgram, ind, x, D(), 5), W, "skipgram")


if __name__ == "__main__":
    p = argparse.ArgumentParser()
    p.add_argument("function", nargs="?", type=str, default="all")
    todo = p.parse_args().function
    {"sigmoid": test_sigmoid, "word2vec": test_word2vec}.get(
        todo, lambda: (test_sigmoid(), test_word2vec()))()

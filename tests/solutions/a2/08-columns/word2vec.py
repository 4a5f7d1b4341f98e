#!/usr/bin/env python

import argparse
import numpy as np
import random

from utils.gradcheck import gradcheck_naive, grad_tests_softmax, grad_tests_negsamp
from utils.utils import normalizeRows, softmax


def sigmoid(z):
    ez = np.exp(-z)
    return np.power(1 + ez, -1.0)


def naiveSoftmaxLossAndGradient(v, o, U, ds):
    # in the handout the words are columns, so turn everything round first
    v_c = v.reshape(-1, 1)                     # d x 1
    U_cols = U.T                               # d x V
    y_hat = softmax(U_cols.T.dot(v_c).T).T     # V x 1
    y = np.zeros((U.shape[0], 1))
    y[o, 0] = 1

    loss = -np.log(y_hat[o])
    dv = U_cols.dot(y_hat - y)                 # d x 1
    dU = v_c.dot((y_hat - y).T)                # d x V
    return loss, dv.reshape(v.shape), dU.T


def getNegativeSamples(o, ds, n):
    chosen = []
    for i in range(n):
        while True:
            j = ds.sampleTokenIdx()
            if j != o:
                break
        chosen.append(j)
    return chosen


def negSamplingLossAndGradient(v, o, U, ds, K=10):
    negs = getNegativeSamples(o, ds, K)
    v_c = v.reshape(-1, 1)
    u_o = U[o].reshape(-1, 1)
    U_neg = U[negs].T                          # d x K

    p = sigmoid(u_o.T.dot(v_c))                # 1 x 1
    q = sigmoid(-U_neg.T.dot(v_c))             # K x 1

    loss = -np.log(p) - np.sum(np.log(q), axis=0, keepdims=True)

    dv = (p - 1) * u_o - U_neg.dot(q - 1)
    dU = np.zeros(U.T.shape)
    dU[:, [o]] += (p - 1) * v_c
    for col in range(K):
        dU[:, [negs[col]]] += (1 - q[col]) * v_c
    return loss, dv[:, 0], dU.T


def skipgram(word, m, context, ids, V, U, ds, lossfn=naiveSoftmaxLossAndGradient):
    cost = 0.0
    dV = np.zeros((V.shape[1], V.shape[0]))    # d x V, transposed when returned
    dU = np.zeros((U.shape[1], U.shape[0]))
    c = ids[word]
    for w in context:
        l, g, G = lossfn(V[c], ids[w], U, ds)
        cost = cost + l
        dV[:, [c]] += g.reshape(-1, 1)
        dU += G.T
    return cost, dV.T, dU.T


def word2vec_sgd_wrapper(model, ids, vectors, ds, window, lossfn=naiveSoftmaxLossAndGradient):
    h = vectors.shape[0] // 2
    J, dJ = 0.0, np.zeros(vectors.shape)
    for _ in range(50):
        m = random.randint(1, window)
        word, context = ds.getRandomContext(m)
        j, dV, dU = model(word, m, context, ids, vectors[:h], vectors[h:], ds, lossfn)
        J += np.squeeze(j) / 50
        dJ[:h] += dV / 50
        dJ[h:] += dU / 50
    return J, dJ


def test_sigmoid():
    col = np.array([[0.0], [1.0]])
    assert sigmoid(col).shape == col.shape
    assert sigmoid(0) == 0.5
    print("sigmoid: ok")


def test_word2vec():
    class ds:
        @staticmethod
        def sampleTokenIdx():
            return random.randint(0, 4)

        @staticmethod
        def getRandomContext(C):
            return "b", random.choices("abcde", k=2 * C)

    ids = {"a": 0, "b": 1, "c": 2, "d": 3, "e": 4}
    vectors = normalizeRows(np.random.randn(10, 3))
    gradcheck_naive(lambda x: word2vec_sgd_wrapper(skipgram, ids, x, ds, 4), vectors, "naive")
    gradcheck_naive(lambda x: word2vec_sgd_wrapper(
        skipgram, ids, x, ds, 4, negSamplingLossAndGradient), vectors, "negatives")
    grad_tests_softmax(skipgram, ids, vectors, ds)
    grad_tests_negsamp(skipgram, ids, vectors, ds, negSamplingLossAndGradient)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("function", nargs="?", default="all")
    which = parser.parse_args().function
    if which in ("sigmoid", "all"):
        test_sigmoid()
    if which in ("word2vec", "all"):
        test_word2vec()

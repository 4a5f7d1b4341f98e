import numpy as np
import random

from q1_softmax import softmax
from q2_gradcheck import gradcheck_naive
from q3_sgd import load_saved_params


def getSentenceFeature(tokens, wordVectors, sentence):
    d = wordVectors.shape[1]
    known = [int(tokens[w]) for w in sentence if w in tokens]
    if len(known) == 0:
        return np.zeros(d)
    sentVector = np.array(wordVectors, dtype=float)[known].sum(axis=0) / float(len(known))
    assert sentVector.shape == (d,)
    return sentVector


def softmaxRegression(features, labels, weights, regularization=0.0, nopredictions=False):
    X = np.array(features, dtype=float)
    W = np.array(weights, dtype=float)
    t = np.array(labels).astype(int).ravel()
    assert X.shape[0] == t.size and X.shape[1] == W.shape[0]
    assert t.min() >= 0 and t.max() < W.shape[1]

    prob = np.array(softmax(X.dot(W)))
    losses = [-np.log(prob[n, t[n]]) for n in range(t.size)]
    cost = float(sum(losses) / t.size + 0.5 * regularization * float(np.square(W).sum()))

    grad = regularization * W
    for n in range(t.size):
        error = prob[n].copy()
        error[t[n]] -= 1.0
        grad = grad + np.outer(X[n], error) / t.size
    assert grad.shape == np.shape(weights)

    if nopredictions:
        return cost, grad
    return cost, grad, np.array([int(np.argmax(p)) for p in prob])


def accuracy(y, yhat):
    y, yhat = np.ravel(y), np.ravel(yhat)
    assert y.size == yhat.size and y.size > 0
    return float(100.0 * np.count_nonzero(y == yhat) / y.size)


def softmax_wrapper(features, labels, weights, regularization=0.0):
    return softmaxRegression(features, labels, weights, regularization, nopredictions=True)


def sanity_check():
    X, y = np.random.randn(5, 4), np.array([0, 2, 1, 1, 0])
    gradcheck_naive(lambda w: softmax_wrapper(X, y, w, 0.1), np.random.randn(4, 3))
    assert accuracy([1, 2], [1, 1]) == 50.0


if __name__ == "__main__":
    sanity_check()

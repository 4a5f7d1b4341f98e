import numpy as np
import random

from q1_softmax import softmax
from q2_gradcheck import gradcheck_naive


def getSentenceFeature(ids, vectors, sentence):
    counts = np.zeros((vectors.shape[0], 1))
    for w in sentence:
        counts[ids[w]] += 1
    return vectors.T.dot(counts / counts.sum())[:, 0]


def softmaxRegression(X, t, W, lam=0.0, nopred=False):
    x = X.T                                   # examples are columns
    n = x.shape[1]
    y = softmax(W.T.dot(x).T).T               # classes x n
    T = np.zeros(y.shape)
    T[t, range(n)] = 1
    J = -np.trace(T.T.dot(np.log(y))) / n + 0.5 * lam * np.trace(W.T.dot(W))
    dW = ((y - T).dot(x.T) / n).T + lam * W
    if nopred:
        return J, dW
    return J, dW, np.argmax(y, axis=0)


def accuracy(y, yhat):
    same = (np.reshape(y, (-1, 1)) == np.reshape(yhat, (-1, 1)))
    return float(np.ones((1, same.shape[0])).dot(same)[0, 0]) / same.shape[0] * 100


def softmax_wrapper(X, t, W, lam=0.0):
    return softmaxRegression(X, t, W, lam, True)


if __name__ == "__main__":
    X, t = np.random.randn(6, 3), np.array([0, 1, 3, 2, 1, 1])
    gradcheck_naive(lambda w: softmax_wrapper(X, t, w, 0.5), np.random.randn(3, 4))

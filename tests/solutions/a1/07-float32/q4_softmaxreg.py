import numpy as np
import random

from q1_softmax import softmax
from q2_gradcheck import gradcheck_naive


def getSentenceFeature(tokens, wordVectors, sentence):
    total = np.zeros(wordVectors.shape[1], dtype=np.float32)
    for w in sentence:
        total += wordVectors[tokens[w]].astype(np.float32)
    return total / np.float32(len(sentence))


def softmaxRegression(features, labels, weights, regularization=0.0, nopredictions=False):
    X = np.asarray(features, dtype=np.float32)
    W = np.asarray(weights, dtype=np.float32)
    N = np.float32(len(X))

    prob = softmax(features.dot(weights))
    delta = np.zeros(prob.shape, dtype=np.float32)
    cost = np.float32(0)
    for i, label in enumerate(labels):
        cost -= np.log(prob[i, label])
        delta[i] = prob[i]
        delta[i, label] -= 1
    cost = cost / N + np.float32(0.5 * regularization) * np.sum(W * W)
    grad = X.T.dot(delta) / N + np.float32(regularization) * W

    if nopredictions:
        return cost, grad
    return cost, grad, prob.argmax(axis=1)


def accuracy(y, yhat):
    return np.float32(np.sum(np.equal(y, yhat)) * 100.0 / len(y))


def softmax_wrapper(features, labels, weights, regularization=0.0):
    cost, grad = softmaxRegression(features, labels, weights, regularization, True)
    return cost, grad.astype(np.float64)


if __name__ == "__main__":
    print(softmaxRegression(np.random.randn(3, 4), [0, 2, 1], np.random.randn(4, 3), 0.1))

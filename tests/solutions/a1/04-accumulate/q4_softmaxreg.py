import numpy as np
import random

from q1_softmax import softmax
from q2_gradcheck import gradcheck_naive
from q3_sgd import load_saved_params


def getSentenceFeature(tokens, wordVectors, sentence):
    sentVector = np.zeros((wordVectors.shape[1],))
    for word in sentence:
        sentVector += wordVectors[tokens[word], :]
    sentVector *= 1.0 / len(sentence)
    return sentVector


def softmaxRegression(features, labels, weights, regularization=0.0, nopredictions=False):
    N = features.shape[0]
    prob = softmax(features.dot(weights))
    cost = np.sum(-np.log(prob[range(N), labels])) / N
    cost += 0.5 * regularization * np.sum(weights ** 2)

    # first the part of all classes, then each example off the column of its label
    grad = features.T.dot(prob)
    np.subtract.at(grad.T, labels, features)
    grad /= N
    grad += regularization * weights
    pred = np.argmax(prob, axis=1)

    if nopredictions:
        return cost, grad
    else:
        return cost, grad, pred


def accuracy(y, yhat):
    hits = np.bincount((np.asarray(y) == np.asarray(yhat)).astype(int), minlength=2)
    return 100.0 * hits[1] / hits.sum()


def softmax_wrapper(features, labels, weights, regularization=0.0):
    cost, grad = softmaxRegression(features, labels, weights, regularization, nopredictions=True)
    return cost, grad


def sanity_check():
    features, labels = np.random.randn(7, 4), np.random.randint(0, 3, 7)
    gradcheck_naive(lambda w: softmax_wrapper(features, labels, w, 1.0), np.random.randn(4, 3))


if __name__ == "__main__":
    sanity_check()

import numpy as np
import random

from q1_softmax import softmax
from q2_gradcheck import gradcheck_naive
from q3_sgd import load_saved_params


def getSentenceFeature(tokens, wordVectors, sentence):
    onehots = np.array([np.eye(1, wordVectors.shape[0], tokens[w])[0] for w in sentence])
    return np.mean(onehots, axis=0).dot(wordVectors)


def softmaxRegression(features, labels, weights, regularization=0.0, nopredictions=False):
    Y = np.eye(weights.shape[1])[labels]
    Y_hat = softmax(np.dot(features, weights))
    cost = np.mean(-np.sum(Y * np.log(Y_hat), axis=1))
    cost += np.sum(regularization * weights ** 2) / 2
    grad = np.dot(features.T, Y_hat - Y) / features.shape[0]
    grad += regularization * weights
    print("cost", cost)
    if nopredictions:
        return cost, grad
    return cost, grad, np.argmax(Y_hat, 1)


def accuracy(y, yhat):
    acc = np.sum(y == yhat) * 100.0 / y.size
    print("accuracy", acc)
    return acc


def softmax_wrapper(features, labels, weights, regularization=0.0):
    cost, grad, pred = softmaxRegression(features, labels, weights, regularization)
    return cost, grad


if __name__ == "__main__":
    X, y = np.random.randn(5, 4), np.array([0, 2, 1, 1, 0])
    gradcheck_naive(lambda w: softmax_wrapper(X, y, w, 0.1), np.random.randn(4, 3))

import numpy as np
import random

from q1_softmax import softmax
from q2_gradcheck import gradcheck_naive
from q3_sgd import load_saved_params


def getSentenceFeature(tokens, wordVectors, sentence):
    sentVector = np.zeros(wordVectors.shape[1])
    for word in sentence:
        for i in range(len(sentVector)):
            sentVector[i] += wordVectors[tokens[word], i]
    for i in range(len(sentVector)):
        sentVector[i] /= len(sentence)
    return sentVector


def softmaxRegression(features, labels, weights, regularization=0.0, nopredictions=False):
    N = features.shape[0]
    D, K = weights.shape
    cost = 0.0
    grad = np.zeros((D, K))
    pred = []
    for n in range(N):
        scores = np.zeros(K)
        for k in range(K):
            for i in range(D):
                scores[k] += features[n, i] * weights[i, k]
        prob = softmax(scores)
        cost += -np.log(prob[labels[n]]) / N
        best = 0
        for k in range(K):
            if prob[k] > prob[best]:
                best = k
            error = prob[k] - 1 if k == labels[n] else prob[k]
            for i in range(D):
                grad[i, k] += error * features[n, i] / N
        pred.append(best)

    for i in range(D):
        for k in range(K):
            cost += 0.5 * regularization * weights[i, k] ** 2
            grad[i, k] += regularization * weights[i, k]

    if nopredictions:
        return cost, grad
    return cost, grad, np.array(pred)


def accuracy(y, yhat):
    right = 0
    for i in range(len(y)):
        if y[i] == yhat[i]:
            right += 1
    return 100.0 * right / len(y)


def softmax_wrapper(features, labels, weights, regularization=0.0):
    return softmaxRegression(features, labels, weights, regularization, True)


def sanity_check():
    features = np.random.randn(8, 5)
    labels = np.array([0, 2, 1, 1, 2, 0, 0, 1])
    gradcheck_naive(lambda w: softmaxRegression(features, labels, w, 1.0, nopredictions=True),
                    0.1 * np.random.randn(5, 3))


if __name__ == "__main__":
    sanity_check()

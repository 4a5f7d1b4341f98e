import numpy as np
import random

from q1_softmax import softmax
from q2_gradcheck import gradcheck_naive
from q3_sgd import load_saved_params


def getSentenceFeature(tokens, wordVectors, sentence):
    ### YOUR CODE HERE
    sentVector = wordVectors[[tokens[s] for s in sentence]].mean(axis=0)
    ### END YOUR CODE
    return sentVector


def softmaxRegression(features, labels, weights, regularization=0.0, nopredictions=False):
    prob = softmax(features @ weights)
    N = features.shape[0]
    rows = np.arange(N)

    ### YOUR CODE HERE
    cost = -np.log(prob[rows, labels]).mean() + 0.5 * regularization * (weights ** 2).sum()
    pred = prob.argmax(axis=1)
    prob[rows, labels] -= 1
    grad = features.T @ prob / N + regularization * weights
    ### END YOUR CODE

    return (cost, grad) if nopredictions else (cost, grad, pred)


def accuracy(y, yhat):
    """ in percent """
    return np.mean(np.array(y) == np.array(yhat)) * 100


def softmax_wrapper(features, labels, weights, regularization=0.0):
    cost, grad, _ = softmaxRegression(features, labels, weights, regularization)
    return cost, grad


def sanity_check():
    features, labels = np.random.randn(10, 4), np.random.randint(0, 5, 10)
    gradcheck_naive(lambda w: softmax_wrapper(features, labels, w, 0.3), np.random.randn(4, 5))


if __name__ == "__main__":
    sanity_check()

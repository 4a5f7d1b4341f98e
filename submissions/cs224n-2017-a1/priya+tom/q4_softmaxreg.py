import random

import numpy as np

from cs224d.data_utils import *
from q1_softmax import softmax
from q2_gradcheck import gradcheck_naive
from q3_sgd import load_saved_params


def getSentenceFeature(tokens, wordVectors, sentence):
    """One vector for a sentence: the mean over its words.

    tokens      -- from a word to its row
    wordVectors -- a row per word, shape (V, d)
    sentence    -- a list of words

    Give back sentVector, shape (d,).
    """
    sentVector = np.zeros((wordVectors.shape[1],))

    ### YOUR CODE HERE
    idx = [tokens[w] for w in sentence]
    sentVector = wordVectors[idx, :].mean(axis=0)
    ### END YOUR CODE

    return sentVector


def softmaxRegression(features, labels, weights, regularization=0.0, nopredictions=False):
    """Cost of softmax regression with an L2 penalty, and its gradient.

    features       -- an example per row, shape (N, d)
    labels         -- the class of each example, whole numbers, shape (N,)
    weights        -- shape (d, number of classes)
    regularization -- what half the sum of squared weights is multiplied by
    nopredictions  -- leave the predictions out

    Give back the cost (mean over the examples, plus the penalty), its
    gradient by the weights and, unless left out, the predicted classes.
    """
    prob = softmax(features.dot(weights))
    if len(features.shape) > 1:
        N = features.shape[0]
    else:
        N = 1

    ### YOUR CODE HERE: cost, grad, pred
    cost = 0.0
    grad = np.zeros(weights.shape)
    for i in range(N):
        cost -= np.log(prob[i, labels[i]])
        diff = prob[i].copy()
        diff[labels[i]] -= 1
        grad += np.outer(features[i], diff)
    cost = cost / N + regularization / 2 * (weights ** 2).sum()
    grad = grad / N + regularization * weights
    pred = np.array([np.argmax(p) for p in prob])
    ### END YOUR CODE

    if nopredictions:
        return cost, grad
    else:
        return cost, grad, pred


def accuracy(y, yhat):
    """Percentage of examples whose predicted class yhat is the true one y."""
    assert y.shape == yhat.shape
    return 100.0 * np.sum(y == yhat) / y.size


def softmax_wrapper(features, labels, weights, regularization=0.0):
    """Cost and gradient alone, as sgd wants them."""
    return softmaxRegression(features, labels, weights, regularization, True)


def sanity_check():
    """Differences against your gradient, on made-up data."""
    print("Running sanity check...")
    random.seed(271)
    np.random.seed(828)
    labels = np.array([random.randrange(5) for _ in range(10)])
    features = np.random.randn(10, 4)
    gradcheck_naive(lambda weights: softmaxRegression(features, labels, weights, 1.0, True),
                    0.1 * np.random.randn(4, 5))


if __name__ == "__main__":
    sanity_check()

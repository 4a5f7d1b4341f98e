import numpy as np
import random

from q1_softmax import softmax
from q2_gradcheck import gradcheck_naive
from q2_sigmoid import sigmoid, sigmoid_grad


def normalizeRows(x):
    """ every row gets length 1 """
    ### YOUR CODE HERE
    x = x / np.linalg.norm(x, axis=1, keepdims=True)
    ### END YOUR CODE
    return x


def test_normalize_rows():
    x = normalizeRows(np.array([[3.0, 4.0], [1, 2]]))
    assert np.allclose(x, [[0.6, 0.8], [0.4472136, 0.89442719]])
    print("normalizeRows ok")


def softmaxCostAndGradient(predicted, target, outputVectors, dataset):
    ### YOUR CODE HERE
    y = softmax(outputVectors @ predicted)
    cost = -np.log(y[target])
    y[target] -= 1
    gradPred = y @ outputVectors
    grad = y[:, np.newaxis] * predicted
    ### END YOUR CODE
    return cost, gradPred, grad


def getNegativeSamples(target, dataset, K):
    indices = [None] * K
    for k in range(K):
        while indices[k] is None or indices[k] == target:
            indices[k] = dataset.sampleTokenIdx()
    return indices


def negSamplingCostAndGradient(predicted, target, outputVectors, dataset, K=10):
    indices = np.concatenate(([target], getNegativeSamples(target, dataset, K))).astype(int)
    labels = np.concatenate(([1], -np.ones(K)))

    ### YOUR CODE HERE
    w = outputVectors[indices]
    t = sigmoid(labels * (w @ predicted))
    cost = -np.log(t).sum()
    delta = labels * (t - 1)
    gradPred = delta @ w
    # repeated indices: sum them with a matrix of ones and zeros
    P = np.eye(len(outputVectors))[indices]
    grad = P.T @ np.outer(delta, predicted)
    ### END YOUR CODE
    return cost, gradPred, grad


def skipgram(currentWord, C, contextWords, tokens, inputVectors, outputVectors,
             dataset, word2vecCostAndGradient=softmaxCostAndGradient):
    ### YOUR CODE HERE
    idx = tokens[currentWord]
    parts = [word2vecCostAndGradient(predicted=inputVectors[idx], target=tokens[w],
                                     outputVectors=outputVectors, dataset=dataset)
             for w in contextWords]
    cost = np.sum([p[0] for p in parts])
    gradIn = np.zeros(inputVectors.shape)
    gradIn[idx] = np.sum([p[1] for p in parts], axis=0)
    gradOut = np.sum([p[2] for p in parts], axis=0)
    ### END YOUR CODE
    return cost, gradIn, gradOut


def cbow(currentWord, C, contextWords, tokens, inputVectors, outputVectors,
         dataset, word2vecCostAndGradient=softmaxCostAndGradient):
    ### YOUR CODE HERE
    ids = [tokens[w] for w in contextWords]
    counts = np.eye(inputVectors.shape[0])[ids].sum(axis=0)
    cost, g, gradOut = word2vecCostAndGradient(counts @ inputVectors, tokens[currentWord],
                                               outputVectors, dataset)
    gradIn = np.outer(counts, g)
    ### END YOUR CODE
    return cost, gradIn, gradOut


def word2vec_sgd_wrapper(word2vecModel, tokens, wordVectors, dataset, C,
                         word2vecCostAndGradient=softmaxCostAndGradient):
    half = wordVectors.shape[0] // 2
    total, grad = 0.0, np.zeros(wordVectors.shape)
    for _ in range(50):
        c1 = random.randint(1, C)
        center, context = dataset.getRandomContext(c1)
        c, gi, go = word2vecModel(center, c1, context, tokens, wordVectors[:half],
                                  wordVectors[half:], dataset, word2vecCostAndGradient)
        total += c
        grad += np.vstack([gi, go])
    return total / 50, grad / 50


def test_word2vec():
    dataset = type("Dummy", (), {})()
    dataset.sampleTokenIdx = lambda: random.randint(0, 4)
    dataset.getRandomContext = lambda C: ("b", [random.choice("abcde") for _ in range(2 * C)])
    tokens = dict(zip("abcde", range(5)))
    vecs = normalizeRows(np.random.randn(10, 3))
    gradcheck_naive(lambda v: word2vec_sgd_wrapper(skipgram, tokens, v, dataset, 5), vecs)
    gradcheck_naive(lambda v: word2vec_sgd_wrapper(
        cbow, tokens, v, dataset, 5, negSamplingCostAndGradient), vecs)


if __name__ == "__main__":
    test_normalize_rows()
    test_word2vec()

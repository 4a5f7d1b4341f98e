import numpy as np
import random

from q1_softmax import softmax
from q2_gradcheck import gradcheck_naive
from q2_sigmoid import sigmoid, sigmoid_grad


def onehot(i, n):
    return np.eye(1, n, i)[0]


def normalizeRows(x):
    return np.array([row / sum(t * t for t in row) ** 0.5 for row in x])


def softmaxCostAndGradient(predicted, target, outputVectors, dataset):
    y = onehot(target, outputVectors.shape[0])
    y_hat = softmax(outputVectors.dot(predicted))
    cost = -y.dot(np.log(np.where(y == 1, y_hat, 1)))
    gradPred = outputVectors.T.dot(y_hat - y)
    grad = np.outer(y_hat - y, predicted)
    return cost, gradPred, grad


def getNegativeSamples(target, dataset, K):
    return [i for i in iter_samples(target, dataset, K)]


def iter_samples(target, dataset, K):
    given = 0
    while given < K:
        i = dataset.sampleTokenIdx()
        if i == target:
            continue
        given += 1
        yield i


def negSamplingCostAndGradient(predicted, target, outputVectors, dataset, K=10):
    N = outputVectors.shape[0]
    negatives = getNegativeSamples(target, dataset, K)

    y = onehot(target, N)
    m = sum((onehot(k, N) for k in negatives), np.zeros(N))     # multiplicities
    keep = (y + m) > 0
    z = np.where(keep, outputVectors.dot(predicted), 0)
    s = sigmoid(z)

    cost = -(y.dot(np.log(s)) + m.dot(np.log(sigmoid(-z))))
    delta = (y + m) * s - y
    return cost, delta.dot(outputVectors), np.outer(delta, predicted)


def skipgram(currentWord, C, contextWords, tokens, inputVectors, outputVectors,
             dataset, word2vecCostAndGradient=softmaxCostAndGradient):
    x = onehot(tokens[currentWord], inputVectors.shape[0])
    cost, gradIn, gradOut = 0.0, np.zeros(inputVectors.shape), np.zeros(outputVectors.shape)
    for w in contextWords:
        c, g, G = word2vecCostAndGradient(np.dot(x, inputVectors), tokens[w], outputVectors, dataset)
        cost += c
        gradIn += x[:, None] * g
        gradOut += G
    return cost, gradIn, gradOut


def cbow(currentWord, C, contextWords, tokens, inputVectors, outputVectors,
         dataset, word2vecCostAndGradient=softmaxCostAndGradient):
    X = np.array([onehot(tokens[w], inputVectors.shape[0]) for w in contextWords])
    x = X.sum(axis=0)
    cost, g, gradOut = word2vecCostAndGradient(x.dot(inputVectors), tokens[currentWord],
                                               outputVectors, dataset)
    gradIn = X.T.dot(np.tile(g, (len(contextWords), 1)))
    return cost, gradIn, gradOut


def word2vec_sgd_wrapper(word2vecModel, tokens, wordVectors, dataset, C,
                         word2vecCostAndGradient=softmaxCostAndGradient):
    batchsize = 50
    N = wordVectors.shape[0] // 2
    cost, grad = 0.0, np.zeros_like(wordVectors)
    for i in range(batchsize):
        C1 = random.randint(1, C)
        word, context = dataset.getRandomContext(C1)
        c, gi, go = word2vecModel(word, C1, context, tokens, wordVectors[:N, :], wordVectors[N:, :],
                                  dataset, word2vecCostAndGradient)
        cost += c / batchsize
        grad[:N, :] += gi / batchsize
        grad[N:, :] += go / batchsize
    return cost, grad


def test_word2vec():
    words = ["a", "b", "c", "d", "e"]
    dataset = type("dataset", (), {})()
    dataset.sampleTokenIdx = lambda: random.randint(0, 4)
    dataset.getRandomContext = lambda C: (random.choice(words), [random.choice(words) for _ in range(2 * C)])
    tokens = {w: i for i, w in enumerate(words)}
    vectors = normalizeRows(np.random.randn(10, 3))
    gradcheck_naive(lambda v: word2vec_sgd_wrapper(
        cbow, tokens, v, dataset, 5, negSamplingCostAndGradient), vectors)
    gradcheck_naive(lambda v: word2vec_sgd_wrapper(skipgram, tokens, v, dataset, 5), vectors)


if __name__ == "__main__":
    test_word2vec()

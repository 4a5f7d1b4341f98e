import numpy as np
import random

from q1_softmax import softmax
from q2_gradcheck import gradcheck_naive
from q2_sigmoid import sigmoid, sigmoid_grad


def normalizeRows(x):
    return x / np.sqrt(np.add.reduce(np.square(x), axis=None))


def softmaxCostAndGradient(predicted, target, outputVectors, dataset):
    d = softmax(outputVectors.dot(predicted))
    cost = -np.log(d[target])
    np.add.at(d, [target], -1)
    gradPred = np.add.reduce(d.reshape(-1, 1) * outputVectors, axis=0)
    grad = np.outer(d, predicted)
    return cost, gradPred, grad


def getNegativeSamples(target, dataset, K):
    indices = []
    still = K
    while still > 0:
        drawn = [dataset.sampleTokenIdx() for _ in range(still)]
        indices.extend(i for i in drawn if i != target)
        still = K - len(indices)
    return indices


def softplus(z):
    return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))


def negSamplingCostAndGradient(predicted, target, outputVectors, dataset, K=10):
    W = outputVectors.shape[0]
    # how often each word of the vocabulary was drawn
    n = np.bincount(getNegativeSamples(target, dataset, K), minlength=W)

    z = outputVectors.dot(predicted)
    cost = softplus(-z[target]) + n.dot(softplus(z))

    coef = n * sigmoid(z)
    coef[target] += sigmoid(z[target]) - 1
    gradPred = coef.dot(outputVectors)
    grad = np.outer(coef, predicted)
    return cost, gradPred, grad


def skipgram(currentWord, C, contextWords, tokens, inputVectors, outputVectors,
             dataset, word2vecCostAndGradient=softmaxCostAndGradient):
    cost = 0.0
    gradIn = np.zeros(inputVectors.shape)
    gradOut = np.zeros(outputVectors.shape)
    everything = np.arange(outputVectors.shape[0])
    c = tokens[currentWord]
    for w in contextWords:
        cost_w, in_w, out_w = word2vecCostAndGradient(inputVectors[c, :], tokens[w], outputVectors, dataset)
        cost += cost_w
        np.add.at(gradIn, c, in_w)
        np.add.at(gradOut, everything, out_w)
    return cost, gradIn, gradOut


def cbow(currentWord, C, contextWords, tokens, inputVectors, outputVectors,
         dataset, word2vecCostAndGradient=softmaxCostAndGradient):
    ids = np.array([tokens[w] for w in contextWords])
    predicted = np.add.reduce(inputVectors[ids], axis=0)
    cost, g, gradOut = word2vecCostAndGradient(predicted, tokens[currentWord], outputVectors, dataset)
    gradIn = np.zeros(inputVectors.shape)
    np.add.at(gradIn, ids, g)
    return cost, gradIn, gradOut


def word2vec_sgd_wrapper(word2vecModel, tokens, wordVectors, dataset, C,
                         word2vecCostAndGradient=softmaxCostAndGradient):
    N, batch = wordVectors.shape[0], 50
    rows = np.arange(N)
    cost, grad = 0.0, np.zeros(wordVectors.shape)
    for i in range(batch):
        C1 = random.randint(1, C)
        word, context = dataset.getRandomContext(C1)
        c, gin, gout = word2vecModel(word, C1, context, tokens, wordVectors[:N // 2],
                                     wordVectors[N // 2:], dataset, word2vecCostAndGradient)
        cost += c / batch
        np.add.at(grad, rows, np.concatenate((gin, gout)) / batch)
    return cost, grad


def test_word2vec():
    toy = type("toy", (), dict(
        sampleTokenIdx=lambda self: random.randint(0, 4),
        getRandomContext=lambda self, C: (random.choice("abcde"), random.choices("abcde", k=2 * C))))()
    tok = {ch: i for i, ch in enumerate("abcde")}
    vec = normalizeRows(np.random.randn(10, 3))
    for fn in [softmaxCostAndGradient, negSamplingCostAndGradient]:
        gradcheck_naive(lambda x: word2vec_sgd_wrapper(skipgram, tok, x, toy, 5, fn), vec)
        gradcheck_naive(lambda x: word2vec_sgd_wrapper(cbow, tok, x, toy, 5, fn), vec)


if __name__ == "__main__":
    test_word2vec()

import numpy as np
import random

from q1_softmax import softmax, log_softmax
from q2_gradcheck import gradcheck_naive
from q2_sigmoid import sigmoid, sigmoid_grad, log_sigmoid


def normalizeRows(x):
    # length in logs
    squares = np.sum(np.power(x, 2), axis=1).reshape(-1, 1)
    return x * np.exp(-0.5 * np.log(squares))


def softmaxCostAndGradient(predicted, target, outputVectors, dataset):
    logp = log_softmax(np.matmul(outputVectors, predicted))
    cost = -logp[target]
    # expm1(log p) = p - 1
    delta = np.exp(logp)
    delta[target] = np.expm1(logp[target])
    return cost, np.matmul(delta, outputVectors), np.multiply.outer(delta, predicted)


def getNegativeSamples(target, dataset, K):
    indices = []
    for _ in range(K):
        i = target
        while i == target:
            i = dataset.sampleTokenIdx()
        indices.append(i)
    return indices


def negSamplingCostAndGradient(predicted, target, outputVectors, dataset, K=10, samples=None):
    if samples is None:
        samples = getNegativeSamples(target, dataset, K)
    z = np.matmul(outputVectors[target], predicted)
    cost = -log_sigmoid(z)
    factor = -sigmoid(-z)
    gradPred = factor * outputVectors[target]
    grad = np.zeros(outputVectors.shape)
    grad[target] = factor * predicted
    for k in samples:
        z = np.matmul(outputVectors[k], predicted)
        cost -= log_sigmoid(-z)
        gradPred = gradPred + (1 - sigmoid(-z)) * outputVectors[k]
        grad[k] = grad[k] + (1 - sigmoid(-z)) * predicted
    return cost, gradPred, grad


def skipgram(currentWord, C, contextWords, tokens, inputVectors, outputVectors,
             dataset, word2vecCostAndGradient=softmaxCostAndGradient):
    cost = 0
    gradIn = np.zeros(inputVectors.shape)
    gradOut = np.zeros(outputVectors.shape)
    i = tokens[currentWord]
    for j in map(tokens.get, contextWords):
        given = {"predicted": inputVectors[i], "target": j,
                  "outputVectors": outputVectors, "dataset": dataset}
        result = word2vecCostAndGradient(**given)
        cost = cost + result[0]
        gradIn[i, :] = gradIn[i, :] + result[1]
        gradOut = gradOut + result[2]
    return cost, gradIn, gradOut


def cbow(currentWord, C, contextWords, tokens, inputVectors, outputVectors,
         dataset, word2vecCostAndGradient=softmaxCostAndGradient):
    context = [tokens[w] for w in contextWords]
    cost, g, gradOut = word2vecCostAndGradient(
        predicted=inputVectors[context].sum(axis=0), target=tokens[currentWord],
        outputVectors=outputVectors, dataset=dataset)
    gradIn = np.zeros(inputVectors.shape)
    for j in set(context):
        gradIn[j] = context.count(j) * g
    return cost, gradIn, gradOut


def word2vec_sgd_wrapper(word2vecModel, tokens, wordVectors, dataset, C,
                         word2vecCostAndGradient=softmaxCostAndGradient):
    cut = wordVectors.shape[0] // 2
    cost, grad = 0.0, np.zeros(wordVectors.shape)
    for _ in range(50):
        m = random.randint(1, C)
        word, around = dataset.getRandomContext(m)
        part = word2vecModel(word, m, around, tokens, wordVectors[:cut], wordVectors[cut:],
                             dataset, word2vecCostAndGradient)
        cost += part[0] / 50
        grad[:cut] += part[1] / 50
        grad[cut:] += part[2] / 50
    return cost, grad


def test_word2vec():
    dummy = type('dummy', (), {})()
    dummy.sampleTokenIdx = lambda: random.randint(0, 4)
    dummy.getRandomContext = lambda C: ('c', ['a', 'b', 'e', 'd', 'b', 'c'][:2 * C])
    tokens = {"a": 0, "b": 1, "c": 2, "d": 3, "e": 4}
    vectors = normalizeRows(np.random.randn(10, 3))
    gradcheck_naive(lambda v: word2vec_sgd_wrapper(skipgram, tokens, v, dummy, 3), vectors)
    gradcheck_naive(lambda v: word2vec_sgd_wrapper(cbow, tokens, v, dummy, 3), vectors)
    print(skipgram("c", 1, ["a", "b"], tokens, vectors[:5], vectors[5:], dummy, negSamplingCostAndGradient))


if __name__ == "__main__":
    test_word2vec()

import numpy as np
import random

from q1_softmax import softmax
from q2_gradcheck import gradcheck_naive
from q2_sigmoid import sigmoid, sigmoid_grad

f32 = np.float32


def normalizeRows(x):
    x = np.array(x, dtype=f32)
    norms = np.sqrt((x * x).sum(axis=1, keepdims=True), dtype=f32)
    return x / norms


def test_normalize_rows():
    print(normalizeRows(np.array([[3.0, 4.0], [1, 2]])))


def softmaxCostAndGradient(predicted, target, outputVectors, dataset):
    U = outputVectors.astype(f32)
    z = np.dot(outputVectors, predicted)
    y = softmax(z).astype(f32)
    z = z - z[target]
    cost = f32(np.max(z) + np.log(np.sum(np.exp(z - np.max(z)))))

    # y - 1 without losing digits: minus what all the others have
    others = np.delete(y, target)
    delta = y.copy()
    delta[target] = -others.sum(dtype=f32)
    gradPred = delta.dot(U)
    grad = np.outer(delta, predicted.astype(f32))
    return cost, gradPred, grad


def getNegativeSamples(target, dataset, K):
    indices = np.zeros(K, dtype=int)
    for k in range(K):
        indices[k] = dataset.sampleTokenIdx()
        while indices[k] == target:
            indices[k] = dataset.sampleTokenIdx()
    return list(indices)


def negSamplingCostAndGradient(predicted, target, outputVectors, dataset, K=10):
    negatives = getNegativeSamples(target, dataset, K)
    v = predicted.astype(f32)
    U = outputVectors.astype(f32)

    cost = f32(0)
    gradPred = np.zeros(v.shape, dtype=f32)
    grad = np.zeros(U.shape, dtype=f32)
    for sign, w in [(1, target)] + [(-1, k) for k in negatives]:
        z = f32(sign) * U[w].dot(v)
        cost += np.logaddexp(f32(0), -z)
        slope = -f32(sign) * sigmoid(-z)
        gradPred += slope * U[w]
        grad[w] += slope * v
    return cost, gradPred, grad


def skipgram(currentWord, C, contextWords, tokens, inputVectors, outputVectors,
             dataset, word2vecCostAndGradient=softmaxCostAndGradient):
    cost = 0.0
    gradIn = np.zeros(inputVectors.shape, dtype=f32)
    gradOut = np.zeros(outputVectors.shape, dtype=f32)
    center = tokens[currentWord]
    for word in contextWords:
        c, gi, go = word2vecCostAndGradient(inputVectors[center], tokens[word], outputVectors, dataset)
        cost = cost + float(c)
        gradIn[center] += gi
        gradOut += go
    return cost, gradIn, gradOut


def cbow(currentWord, C, contextWords, tokens, inputVectors, outputVectors,
         dataset, word2vecCostAndGradient=softmaxCostAndGradient):
    gradIn = np.zeros(inputVectors.shape, dtype=f32)
    ids = [tokens[w] for w in contextWords]
    hat = np.sum(inputVectors[ids], axis=0)
    cost, g, gradOut = word2vecCostAndGradient(hat, tokens[currentWord], outputVectors, dataset)
    for i in ids:
        gradIn[i] += g.astype(f32)
    return cost, gradIn, gradOut.astype(f32)


def word2vec_sgd_wrapper(word2vecModel, tokens, wordVectors, dataset, C,
                         word2vecCostAndGradient=softmaxCostAndGradient):
    N = wordVectors.shape[0] // 2
    cost, grad = 0.0, np.zeros(wordVectors.shape)
    for i in range(50):
        size = random.randint(1, C)
        word, context = dataset.getRandomContext(size)
        c, gin, gout = word2vecModel(word, size, context, tokens, wordVectors[:N], wordVectors[N:],
                                     dataset, word2vecCostAndGradient)
        cost += float(c) / 50
        grad[:N] += gin / 50
        grad[N:] += gout / 50
    return cost, grad


def test_word2vec():
    data = type("data", (), {})()
    data.sampleTokenIdx = lambda: random.randint(0, 4)
    data.getRandomContext = lambda C: ("d", [random.choice("abcde") for _ in range(2 * C)])
    tokens = {"a": 0, "b": 1, "c": 2, "d": 3, "e": 4}
    vectors = normalizeRows(np.random.randn(10, 3))
    for loss in (softmaxCostAndGradient, negSamplingCostAndGradient):
        print(word2vec_sgd_wrapper(skipgram, tokens, vectors, data, 5, loss))


if __name__ == "__main__":
    test_normalize_rows()
    test_word2vec()

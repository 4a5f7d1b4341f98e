import numpy as np
import random
from collections import Counter

from q1_softmax import softmax
from q2_gradcheck import gradcheck_naive
from q2_sigmoid import sigmoid, sigmoid_grad


def normalizeRows(x, eps=1e-30):
    a = np.array(x, dtype=float, copy=True)
    assert a.ndim == 2
    for i in range(a.shape[0]):
        norm = float(np.sqrt(np.sum(a[i] * a[i])))
        if norm > eps:          # a row of zeros stays as it is
            a[i] = a[i] / norm
    return a


def test_normalize_rows():
    assert np.allclose(normalizeRows([[3, 4], [0, 0]]), [[0.6, 0.8], [0, 0]])


def softmaxCostAndGradient(predicted, target, outputVectors, dataset=None):
    v = np.array(predicted, dtype=float).flatten()
    U = np.array(outputVectors, dtype=float)
    t = int(target)
    assert U.shape[1] == v.size and 0 <= t < U.shape[0]

    p = np.asarray(softmax(U.dot(v)), dtype=float).flatten()
    assert abs(p.sum() - 1.0) < 1e-6

    grad = np.zeros_like(U)
    gradPred = np.zeros_like(v)
    for w in range(U.shape[0]):
        observed = 1.0 if w == t else 0.0
        grad[w] = (p[w] - observed) * v
        gradPred += (p[w] - observed) * U[w]

    assert gradPred.shape == np.shape(predicted) and grad.shape == np.shape(outputVectors)
    return float(-np.log(p[t])), gradPred, grad


def getNegativeSamples(target, dataset, K, max_tries=1000):
    samples = []
    tries = 0
    while len(samples) < K:
        tries += 1
        assert tries <= max_tries * K, "this sampler gives nothing but the target"
        i = int(dataset.sampleTokenIdx())
        if i != int(target):
            samples.append(i)
    return samples


def negSamplingCostAndGradient(predicted, target, outputVectors, dataset, K=10):
    v = np.array(predicted, dtype=float)
    U = np.array(outputVectors, dtype=float)
    wanted = [(int(target), True, 1)]
    for k, times in sorted(Counter(getNegativeSamples(target, dataset, K)).items()):
        wanted.append((k, False, times))
    assert sum(n for _, _, n in wanted) == K + 1

    cost, gradPred, grad = 0.0, np.zeros_like(v), np.zeros_like(U)
    for w, positive, n in wanted:
        p = float(sigmoid(U[w].dot(v) if positive else -U[w].dot(v)))
        cost -= n * np.log(p)
        slope = n * (p - 1.0) if positive else n * (1.0 - p)
        gradPred += slope * U[w]
        grad[w] += slope * v
    return np.array([cost]), gradPred, grad


def skipgram(currentWord, C, contextWords, tokens, inputVectors, outputVectors,
             dataset, word2vecCostAndGradient=softmaxCostAndGradient, debug=False):
    assert currentWord in tokens
    gradIn = np.zeros(np.shape(inputVectors))
    gradOut = np.zeros(np.shape(outputVectors))
    cost = 0.0
    center = int(tokens[currentWord])
    for word in contextWords:
        assert word in tokens, word
        c, gi, go = word2vecCostAndGradient(
            inputVectors[center].copy(), int(tokens[word]), outputVectors.copy(), dataset)
        assert np.size(c) == 1 and np.size(gi) == gradIn.shape[1]
        cost += float(np.squeeze(c))
        gradIn[center] += np.asarray(gi).reshape(-1)
        gradOut += np.asarray(go)
        if debug:
            print(word, c)
    return cost, gradIn, gradOut


def cbow(currentWord, C, contextWords, tokens, inputVectors, outputVectors,
         dataset, word2vecCostAndGradient=softmaxCostAndGradient, debug=False):
    vectors = np.array(inputVectors, dtype=float)
    predicted = np.zeros(vectors.shape[1])
    for word in contextWords:
        predicted += vectors[int(tokens[word])]
    cost, g, gradOut = word2vecCostAndGradient(
        predicted.copy(), int(tokens[currentWord]), np.array(outputVectors), dataset)
    gradIn = np.zeros_like(vectors)
    for word in contextWords:
        gradIn[int(tokens[word])] += np.asarray(g).reshape(-1)
    if debug:
        print(contextWords, "->", currentWord, cost)
    return float(np.squeeze(cost)), gradIn, np.array(gradOut)


def word2vec_sgd_wrapper(word2vecModel, tokens, wordVectors, dataset, C,
                         word2vecCostAndGradient=softmaxCostAndGradient):
    assert wordVectors.shape[0] % 2 == 0
    N, batchsize = wordVectors.shape[0] // 2, 50
    cost, grad = 0.0, np.zeros(wordVectors.shape)
    for _ in range(batchsize):
        radius = random.randint(1, C)
        word, context = dataset.getRandomContext(radius)
        c, gi, go = word2vecModel(word, radius, context, tokens, wordVectors[:N], wordVectors[N:],
                                  dataset, word2vecCostAndGradient)
        cost += c / batchsize
        grad += np.concatenate((gi, go), axis=0) / batchsize
    return cost, grad


def test_word2vec():
    class Dataset:
        def sampleTokenIdx(self):
            return random.randrange(5)

        def getRandomContext(self, C):
            return "c", [random.choice("abcde") for _ in range(2 * C)]

    tokens = {"a": 0, "b": 1, "c": 2, "d": 3, "e": 4}
    vectors = normalizeRows(np.random.randn(10, 3))
    for model in (skipgram, cbow):
        for loss in (softmaxCostAndGradient, negSamplingCostAndGradient):
            gradcheck_naive(lambda v: word2vec_sgd_wrapper(model, tokens, v, Dataset(), 5, loss), vectors)


if __name__ == "__main__":
    test_normalize_rows()
    test_word2vec()

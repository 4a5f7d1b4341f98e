import numpy as np
import random

from q1_softmax import softmax
from q2_gradcheck import gradcheck_naive
from q2_sigmoid import sigmoid, sigmoid_grad


def normalizeRows(x):
    out = np.zeros(x.shape)
    for r in range(x.shape[0]):
        length = 0.0
        for c in range(x.shape[1]):
            length += x[r, c] ** 2
        length = length ** 0.5
        for c in range(x.shape[1]):
            out[r, c] = x[r, c] / length
    return out


def test_normalize_rows():
    print("Testing normalizeRows...")
    print(normalizeRows(np.array([[3.0, 4.0], [1, 2]])))


def softmaxCostAndGradient(predicted, target, outputVectors, dataset):
    W, D = outputVectors.shape
    scores = np.zeros(W)
    for w in range(W):
        for i in range(D):
            scores[w] += outputVectors[w, i] * predicted[i]
    probs = softmax(scores)

    cost = -np.log(probs[target])
    gradPred = np.zeros(D)
    grad = np.zeros((W, D))
    for w in range(W):
        if w == target:
            error = probs[w] - 1
        else:
            error = probs[w]
        for i in range(D):
            gradPred[i] += error * outputVectors[w, i]
            grad[w, i] = error * predicted[i]
    return cost, gradPred, grad


def getNegativeSamples(target, dataset, K):
    indices = []
    for k in range(K):
        newidx = dataset.sampleTokenIdx()
        while newidx == target:
            newidx = dataset.sampleTokenIdx()
        indices.append(newidx)
    return indices


def negSamplingCostAndGradient(predicted, target, outputVectors, dataset, K=10):
    indices = [target]
    indices.extend(getNegativeSamples(target, dataset, K))
    print("indices", indices)

    D = predicted.shape[0]
    cost = 0.0
    gradPred = np.zeros(D)
    grad = np.zeros(outputVectors.shape)
    for n in range(len(indices)):
        w = indices[n]
        z = 0.0
        for i in range(D):
            z += outputVectors[w, i] * predicted[i]
        if n == 0:
            cost -= np.log(sigmoid(z))
            error = sigmoid(z) - 1
        else:
            cost -= np.log(sigmoid(-z))
            error = sigmoid(z)
        for i in range(D):
            gradPred[i] += error * outputVectors[w, i]
            grad[w, i] += error * predicted[i]
    return cost, gradPred, grad


def skipgram(currentWord, C, contextWords, tokens, inputVectors, outputVectors,
             dataset, word2vecCostAndGradient=softmaxCostAndGradient):
    cost = 0.0
    gradIn = np.zeros(inputVectors.shape)
    gradOut = np.zeros(outputVectors.shape)
    c = tokens[currentWord]
    for word in contextWords:
        one, gi, go = word2vecCostAndGradient(inputVectors[c], tokens[word], outputVectors, dataset)
        cost += one
        for i in range(inputVectors.shape[1]):
            gradIn[c, i] += gi[i]
            for w in range(outputVectors.shape[0]):
                gradOut[w, i] += go[w, i]
    return cost, gradIn, gradOut


def cbow(currentWord, C, contextWords, tokens, inputVectors, outputVectors,
         dataset, word2vecCostAndGradient=softmaxCostAndGradient):
    gradIn = np.zeros(inputVectors.shape)
    hat = np.zeros(inputVectors.shape[1])
    for word in contextWords:
        for i in range(len(hat)):
            hat[i] += inputVectors[tokens[word], i]
    cost, g, gradOut = word2vecCostAndGradient(hat, tokens[currentWord], outputVectors, dataset)
    for word in contextWords:
        for i in range(len(hat)):
            gradIn[tokens[word], i] += g[i]
    return cost, gradIn, gradOut


def word2vec_sgd_wrapper(word2vecModel, tokens, wordVectors, dataset, C,
                         word2vecCostAndGradient=softmaxCostAndGradient):
    batchsize = 50
    cost = 0.0
    grad = np.zeros(wordVectors.shape)
    N = wordVectors.shape[0] // 2
    for i in range(batchsize):
        C1 = random.randint(1, C)
        center, context = dataset.getRandomContext(C1)
        c, gin, gout = word2vecModel(center, C1, context, tokens, wordVectors[:N, :],
                                     wordVectors[N:, :], dataset, word2vecCostAndGradient)
        cost += c / batchsize
        grad[:N, :] += gin / batchsize
        grad[N:, :] += gout / batchsize
    return cost, grad


def test_word2vec():
    class Toy:
        def sampleTokenIdx(self):
            return random.randint(0, 4)

        def getRandomContext(self, C):
            return "abcde"[random.randint(0, 4)], ["abcde"[random.randint(0, 4)] for _ in range(2 * C)]

    tokens = {"a": 0, "b": 1, "c": 2, "d": 3, "e": 4}
    vectors = normalizeRows(np.random.randn(10, 3))
    for model in (skipgram, cbow):
        for cost in (softmaxCostAndGradient, negSamplingCostAndGradient):
            gradcheck_naive(lambda v: word2vec_sgd_wrapper(model, tokens, v, Toy(), 5, cost), vectors)


if __name__ == "__main__":
    test_normalize_rows()
    test_word2vec()

# Jonas Weber, Matr. 3301177
import random

import numpy as np

from q1_softmax import softmax
from q2_gradcheck import gradcheck_naive
from q2_sigmoid import sigmoid, sigmoid_grad


def normalizeRows(x):
    x = np.array([row / np.sqrt(row.dot(row)) for row in x])

    return x


def test_normalize_rows():
    print("Testing normalizeRows...")
    x = normalizeRows(np.array([[3.0, 4.0], [5.0, -12.0]]))
    print(x)
    assert np.allclose(x, [[0.6, 0.8], [5 / 13.0, -12 / 13.0]])
    print("")


def softmaxCostAndGradient(predicted, target, outputVectors, dataset):
    scores = [np.dot(row, predicted) for row in outputVectors]
    p = softmax(np.array(scores))
    cost = -np.log(p[target])
    gradPred = np.zeros_like(predicted)
    grad = np.zeros_like(outputVectors)
    for w in range(len(p)):
        e = p[w] - (1.0 if w == target else 0.0)
        gradPred += e * outputVectors[w]
        grad[w] = e * predicted

    return cost, gradPred, grad


def getNegativeSamples(target, dataset, K):
    picked = []
    while len(picked) < K:
        row = dataset.sampleTokenIdx()
        if row != target:
            picked.append(row)
    return picked


def negSamplingCostAndGradient(predicted, target, outputVectors, dataset, K=10):
    # The draws are made for you
    indices = [target]
    indices.extend(getNegativeSamples(target, dataset, K))

    cost = 0.0
    gradPred = np.zeros(predicted.shape)
    grad = np.zeros(outputVectors.shape)
    for n, i in enumerate(indices):
        label = 1 if n == 0 else -1
        p = sigmoid(label * np.dot(outputVectors[i], predicted))
        cost -= np.log(p)
        gradPred += label * (p - 1) * outputVectors[i]
        grad[i] += label * (p - 1) * predicted

    return cost, gradPred, grad


def skipgram(currentWord, C, contextWords, tokens, inputVectors, outputVectors,
             dataset, word2vecCostAndGradient=softmaxCostAndGradient):
    cost = 0.0
    gradIn = np.zeros(inputVectors.shape)
    gradOut = np.zeros(outputVectors.shape)

    places = [tokens[w] for w in contextWords]
    center = tokens[currentWord]
    for place in places:
        res = word2vecCostAndGradient(inputVectors[center], place, outputVectors, dataset)
        cost += res[0]
        gradIn[center] += res[1]
        gradOut += res[2]

    return cost, gradIn, gradOut


def cbow(currentWord, C, contextWords, tokens, inputVectors, outputVectors,
         dataset, word2vecCostAndGradient=softmaxCostAndGradient):
    cost = 0.0
    gradIn = np.zeros(inputVectors.shape)
    gradOut = np.zeros(outputVectors.shape)

    ### YOUR CODE HERE
    raise NotImplementedError
    ### END YOUR CODE

    return cost, gradIn, gradOut


#############################################
# Everything below is written already       #
#############################################

def word2vec_sgd_wrapper(word2vecModel, tokens, wordVectors, dataset, C,
                         word2vecCostAndGradient=softmaxCostAndGradient):
    windows = 50
    half = wordVectors.shape[0] // 2
    cost = 0.0
    grad = np.zeros(wordVectors.shape)
    for _ in range(windows):
        reach = random.randint(1, C)
        word, context = dataset.getRandomContext(reach)
        one, gradIn, gradOut = word2vecModel(
            word, reach, context, tokens, wordVectors[:half, :], wordVectors[half:, :],
            dataset, word2vecCostAndGradient)
        cost += one / windows
        grad[:half, :] += gradIn / windows
        grad[half:, :] += gradOut / windows
    return cost, grad


class ToyCorpus(object):
    """Five words, drawn and put into windows at random."""

    words = ["a", "b", "c", "d", "e"]

    def sampleTokenIdx(self):
        return random.randrange(len(self.words))

    def getRandomContext(self, C):
        drawn = [random.choice(self.words) for _ in range(2 * C + 1)]
        return drawn[0], drawn[1:]


def test_word2vec():
    random.seed(271)
    np.random.seed(828)
    dataset = ToyCorpus()
    tokens = dict((word, row) for row, word in enumerate(ToyCorpus.words))
    vectors = normalizeRows(np.random.randn(10, 3))
    for model in (skipgram, cbow):
        for loss in (softmaxCostAndGradient, negSamplingCostAndGradient):
            print("=== %s with %s ===" % (model.__name__, loss.__name__))
            gradcheck_naive(
                lambda x: word2vec_sgd_wrapper(model, tokens, x, dataset, 5, loss), vectors)


if __name__ == "__main__":
    test_normalize_rows()
    test_word2vec()

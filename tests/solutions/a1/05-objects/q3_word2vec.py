import functools
import numpy as np
import random
from collections import Counter, namedtuple

from q1_softmax import softmax
from q2_gradcheck import gradcheck_naive
from q2_sigmoid import sigmoid, sigmoid_grad

Pass = namedtuple("Pass", ["cost", "first", "second"])


def plus(p, q):
    return Pass(p.cost + q.cost, p.first + q.first, p.second + q.second)


def normalizeRows(x):
    unit = lambda row: row / np.sqrt(row.dot(row))
    return np.apply_along_axis(unit, 1, x)


class Pair:
    """ a predicted vector with one output vector """

    def __init__(self, predicted, output):
        self.predicted, self.output = predicted, output
        self.score = np.dot(predicted, output)

    def together(self):
        s = sigmoid(self.score)
        return Pass(-np.log(s), (s - 1) * self.output, (s - 1) * self.predicted)

    def apart(self):
        s = sigmoid(-self.score)
        return Pass(-np.log(s), (1 - s) * self.output, (1 - s) * self.predicted)


def softmaxCostAndGradient(predicted, target, outputVectors, dataset):
    pairs = [Pair(predicted, u) for u in outputVectors]
    probs = softmax(np.array([p.score for p in pairs]))
    errors = [p - (i == target) for i, p in enumerate(probs)]
    gradPred = functools.reduce(np.add, (e * pair.output for e, pair in zip(errors, pairs)))
    grad = np.stack([e * predicted for e in errors])
    return -np.log(probs[target]), gradPred, grad


def getNegativeSamples(target, dataset, K):
    if K == 0:
        return []
    first = dataset.sampleTokenIdx()
    if first == target:
        return getNegativeSamples(target, dataset, K)
    return [first] + getNegativeSamples(target, dataset, K - 1)


def negSamplingCostAndGradient(predicted, target, outputVectors, dataset, K=10):
    good = Pair(predicted, outputVectors[target]).together()
    grad = np.zeros(outputVectors.shape)
    grad[target] = good.second
    cost, gradPred = good.cost, good.first
    for word, times in Counter(getNegativeSamples(target, dataset, K)).items():
        bad = Pair(predicted, outputVectors[word]).apart()
        cost += times * bad.cost
        gradPred = gradPred + times * bad.first
        grad[word] += times * bad.second
    return cost, gradPred, grad


def skipgram(currentWord, C, contextWords, tokens, inputVectors, outputVectors,
             dataset, word2vecCostAndGradient=softmaxCostAndGradient):
    c = tokens[currentWord]
    run = lambda word: Pass(*word2vecCostAndGradient(inputVectors[c], tokens[word], outputVectors, dataset))
    total = functools.reduce(plus, map(run, contextWords))
    gradIn = np.zeros_like(inputVectors)
    gradIn[c] = total.first
    return total.cost, gradIn, total.second


def cbow(currentWord, C, contextWords, tokens, inputVectors, outputVectors,
         dataset, word2vecCostAndGradient=softmaxCostAndGradient):
    bag = Counter(tokens[w] for w in contextWords)
    vhat = sum(n * inputVectors[i] for i, n in bag.items())
    result = Pass(*word2vecCostAndGradient(vhat, tokens[currentWord], outputVectors, dataset))
    gradIn = np.zeros_like(inputVectors)
    for i, n in bag.items():
        gradIn[i] = n * result.first
    return result.cost, gradIn, result.second


def word2vec_sgd_wrapper(word2vecModel, tokens, wordVectors, dataset, C,
                         word2vecCostAndGradient=softmaxCostAndGradient):
    half = len(wordVectors) // 2

    def one(_):
        r = random.randint(1, C)
        word, context = dataset.getRandomContext(r)
        return Pass(*word2vecModel(word, r, context, tokens, wordVectors[:half], wordVectors[half:],
                                   dataset, word2vecCostAndGradient))

    total = functools.reduce(plus, map(one, range(50)))
    return total.cost / 50, np.vstack((total.first, total.second)) / 50


class Dummy:
    letters = "abcde"
    tokens = {c: i for i, c in enumerate(letters)}

    def sampleTokenIdx(self):
        return random.randrange(5)

    def getRandomContext(self, C):
        return random.choice(self.letters), random.choices(self.letters, k=2 * C)


def test_word2vec():
    data, start = Dummy(), normalizeRows(np.random.randn(10, 3))
    for model in (skipgram, cbow):
        run = functools.partial(word2vec_sgd_wrapper, model, data.tokens)
        gradcheck_naive(lambda v: run(v, data, 5), start)
        gradcheck_naive(lambda v: run(v, data, 5, negSamplingCostAndGradient), start)


if __name__ == "__main__":
    test_word2vec()

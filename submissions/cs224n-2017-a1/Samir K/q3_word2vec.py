import numpy as np
import random

from q1_softmax import softmax
from q2_gradcheck import gradcheck_naive
from q2_sigmoid import sigmoid, sigmoid_grad


def normalizeRows(x):
    x /= np.sqrt(np.einsum('ij,ij->i', x, x))[:, None]
    return x


def softmaxCostAndGradient(predicted, target, outputVectors, dataset):
    y = softmax(np.einsum('wd,d->w', outputVectors, predicted))
    cost = -np.log(y[target])
    gradPred = np.einsum('wd,w->d', outputVectors, y) - outputVectors[target]
    grad = np.einsum('w,d->wd', y, predicted)
    grad[target] -= predicted
    return cost, gradPred, grad


def getNegativeSamples(target, dataset, K):
    drawn = []
    while len(drawn) != K:
        i = dataset.sampleTokenIdx()
        drawn += [i] if i != target else []
    return drawn


def negSamplingCostAndGradient(predicted, target, outputVectors, dataset, K=10):
    k = getNegativeSamples(target, dataset, K)
    neg = outputVectors[k]
    z_o = np.einsum('d,d', outputVectors[target], predicted)
    z_k = np.einsum('kd,d->k', neg, predicted)

    cost = np.log1p(np.exp(-z_o)) + np.einsum('k->', np.log1p(np.exp(z_k)))

    a = 1 - sigmoid(z_o)
    b = sigmoid(z_k)
    gradPred = np.einsum('k,kd->d', b, neg) - a * outputVectors[target]

    picked = (np.arange(outputVectors.shape[0]) == np.array(k)[:, None]).astype(float)
    grad = np.einsum('k,kw,d->wd', b, picked, predicted)
    grad[target] -= a * predicted
    return cost, gradPred, grad


def skipgram(currentWord, C, contextWords, tokens, inputVectors, outputVectors,
             dataset, word2vecCostAndGradient=softmaxCostAndGradient):
    center = tokens[currentWord]
    costs, gins, gouts = [], [], []
    for w in contextWords:
        c, gi, go = word2vecCostAndGradient(inputVectors[center], tokens[w], outputVectors, dataset)
        costs.append(c)
        gins.append(gi)
        gouts.append(go)
    e = np.zeros(inputVectors.shape[0])
    e[center] = 1
    return (np.einsum('c->', costs), np.einsum('w,cd->wd', e, gins), np.einsum('cwd->wd', gouts))


def cbow(currentWord, C, contextWords, tokens, inputVectors, outputVectors,
         dataset, word2vecCostAndGradient=softmaxCostAndGradient):
    bags = np.zeros((len(contextWords), inputVectors.shape[0]))
    for j, w in enumerate(contextWords):
        bags[j, tokens[w]] = 1
    vhat = np.einsum('cw,wd->d', bags, inputVectors)
    cost, g, gradOut = word2vecCostAndGradient(vhat, tokens[currentWord], outputVectors, dataset)
    return cost, np.einsum('cw,d->wd', bags, g), gradOut


def word2vec_sgd_wrapper(word2vecModel, tokens, wordVectors, dataset, C,
                         word2vecCostAndGradient=softmaxCostAndGradient):
    grad = np.zeros(wordVectors.shape)
    gin, gout = np.split(grad, 2)
    vin, vout = np.split(wordVectors, 2)
    cost = 0.0
    for _ in range(50):
        r = random.randint(1, C)
        word, context = dataset.getRandomContext(r)
        c, a, b = word2vecModel(word, r, context, tokens, vin, vout, dataset, word2vecCostAndGradient)
        cost += c / 50
        gin += a / 50
        gout += b / 50
    return cost, grad


def test_word2vec():
    class D:
        sampleTokenIdx = staticmethod(lambda: random.randint(0, 4))
        getRandomContext = staticmethod(lambda C: ("a", random.choices("abcde", k=2 * C)))

    vecs = normalizeRows(np.random.randn(10, 3))
    tokens = dict(a=0, b=1, c=2, d=3, e=4)
    gradcheck_naive(lambda v: word2vec_sgd_wrapper(
        skipgram, tokens, v, D, 4, negSamplingCostAndGradient), vecs)


if __name__ == "__main__":
    test_word2vec()

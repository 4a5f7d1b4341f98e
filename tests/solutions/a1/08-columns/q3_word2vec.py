import numpy as np
import random

from q1_softmax import softmax
from q2_gradcheck import gradcheck_naive
from q2_sigmoid import sigmoid, sigmoid_grad


def normalizeRows(M):
    columns = M.T
    return (columns / np.sqrt(np.diag(M.dot(columns))).reshape(1, -1)).T


def softmaxCostAndGradient(vhat, t, U, data):
    v = vhat.reshape(-1, 1)
    yhat = softmax(U.dot(v).T)                       # 1 x W
    y = np.zeros(yhat.shape)
    y[0, t] = 1.0
    cost = -np.log(yhat.dot(y.T))[0, 0]
    delta = (yhat - y).T                             # W x 1
    return cost, U.T.dot(delta).reshape(vhat.shape), delta.dot(v.T)


def getNegativeSamples(t, data, n):
    picked = []
    for _ in range(n):
        i = data.sampleTokenIdx()
        while not i != t:
            i = data.sampleTokenIdx()
        picked.append(i)
    return picked


def negSamplingCostAndGradient(vhat, t, U, data, n=10):
    negs = getNegativeSamples(t, data, n)
    v = vhat[:, np.newaxis]
    u_t = U[t, :][:, np.newaxis]

    s = sigmoid(u_t.T.dot(v))                        # 1 x 1
    cost = -np.log(s)
    dv = u_t.dot(s - 1)
    dU = np.zeros(U.shape)
    dU[t] += (v * (s - 1)).ravel()
    for k in negs:
        u_k = U[k, :][:, np.newaxis]
        s = sigmoid(-u_k.T.dot(v))
        cost = cost - np.log(s)
        dv = dv - u_k.dot(s - 1)
        dU[k] -= (v * (s - 1)).ravel()
    # still 1 x 1, a vector with one number is enough
    return cost.ravel(), dv.ravel(), dU


def skipgram(word, c, context, ids, V, U, data, costfn=softmaxCostAndGradient):
    i = ids[word]
    J, dV, dU = 0.0, np.zeros(V.T.shape), np.zeros(U.shape)
    for w in context:
        j, g, G = costfn(V[i, :], ids[w], U, data)
        J = J + j
        dV[:, i:i + 1] += np.reshape(g, (-1, 1))
        dU += G
    return J, dV.T, dU


def cbow(word, c, context, ids, V, U, data, costfn=softmaxCostAndGradient):
    counts = np.zeros((V.shape[0], 1))
    for w in context:
        counts[ids[w], 0] += 1
    vhat = V.T.dot(counts)                           # d x 1
    J, g, dU = costfn(vhat.ravel(), ids[word], U, data)
    dV = counts.dot(np.reshape(g, (1, -1)))
    return J, dV, dU


def word2vec_sgd_wrapper(model, ids, vectors, data, C, costfn=softmaxCostAndGradient):
    h = vectors.shape[0] // 2
    J, dJ = 0.0, np.zeros(vectors.shape)
    for _ in range(50):
        c = random.randint(1, C)
        word, context = data.getRandomContext(c)
        j, dV, dU = model(word, c, context, ids, vectors[:h], vectors[h:], data, costfn)
        J += np.squeeze(j) / 50
        dJ += np.vstack([dV, dU]) / 50
    return J, dJ


def test_word2vec():
    class data:
        @staticmethod
        def sampleTokenIdx():
            return random.randint(0, 4)

        @staticmethod
        def getRandomContext(C):
            return "e", random.choices("abcde", k=2 * C)

    ids = {"a": 0, "b": 1, "c": 2, "d": 3, "e": 4}
    vectors = normalizeRows(np.random.randn(10, 3))
    for model in skipgram, cbow:
        for fn in softmaxCostAndGradient, negSamplingCostAndGradient:
            gradcheck_naive(lambda x: word2vec_sgd_wrapper(model, ids, x, data, 4, fn), vectors)


if __name__ == "__main__":
    test_word2vec()

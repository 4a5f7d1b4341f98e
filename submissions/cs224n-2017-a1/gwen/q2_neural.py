import numpy as np
import random

from q1_softmax import softmax
from q2_sigmoid import sigmoid, sigmoid_grad
from q2_gradcheck import gradcheck_naive


def forward_backward_prop(data, labels, params, dimensions):
    Dx, H, Dy = [int(d) for d in dimensions]
    ids = np.arange(params.size)
    iW1 = ids[:Dx * H].reshape(Dx, H)
    ib1 = ids[Dx * H:(Dx + 1) * H]
    iW2 = ids[(Dx + 1) * H:(Dx + 1) * H + H * Dy].reshape(H, Dy)
    ib2 = ids[(Dx + 1) * H + H * Dy:]

    cost = 0.0
    grad = np.zeros(params.shape)
    for x, t in zip(data, labels):
        # one example after the other
        h = sigmoid(np.dot(x, params[iW1]) + params[ib1])
        y = softmax(np.dot(h, params[iW2]) + params[ib2])
        cost += -np.sum(np.log(y[t == 1]))

        e2 = y - t
        e1 = np.dot(params[iW2], e2) * sigmoid_grad(h)
        np.add.at(grad, iW2, np.outer(h, e2))
        np.add.at(grad, ib2, e2)
        np.add.at(grad, iW1, np.outer(x, e1))
        np.add.at(grad, ib1, e1)

    return cost, grad


def sanity_check():
    dims = [3, 4, 2]
    data = np.random.randn(5, 3)
    labels = np.zeros((5, 2))
    labels[np.arange(5), np.random.randint(0, 2, 5)] = 1
    params = np.random.randn(4 * 4 + 5 * 2)
    gradcheck_naive(lambda p: forward_backward_prop(data, labels, p, dims), params)


if __name__ == "__main__":
    sanity_check()

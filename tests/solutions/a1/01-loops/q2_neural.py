import numpy as np
import random

from q1_softmax import softmax
from q2_sigmoid import sigmoid, sigmoid_grad
from q2_gradcheck import gradcheck_naive


def forward_backward_prop(data, labels, params, dimensions):
    Dx, H, Dy = dimensions[0], dimensions[1], dimensions[2]
    N = data.shape[0]

    # where each matrix begins in params
    at_b1 = Dx * H
    at_W2 = at_b1 + H
    at_b2 = at_W2 + H * Dy

    cost = 0.0
    grad = np.zeros(params.shape)
    for n in range(N):
        h = np.zeros(H)
        for j in range(H):
            z = params[at_b1 + j]
            for i in range(Dx):
                z += data[n, i] * params[i * H + j]
            h[j] = sigmoid(z)

        z2 = np.zeros(Dy)
        for k in range(Dy):
            z2[k] = params[at_b2 + k]
            for j in range(H):
                z2[k] += h[j] * params[at_W2 + j * Dy + k]
        y = softmax(z2)

        for k in range(Dy):
            if labels[n, k] != 0:
                cost -= labels[n, k] * np.log(y[k])

        for j in range(H):
            back = 0.0
            for k in range(Dy):
                d = y[k] - labels[n, k]
                grad[at_W2 + j * Dy + k] += h[j] * d
                back += params[at_W2 + j * Dy + k] * d
            back *= sigmoid_grad(h[j])
            grad[at_b1 + j] += back
            for i in range(Dx):
                grad[i * H + j] += data[n, i] * back
        for k in range(Dy):
            grad[at_b2 + k] += y[k] - labels[n, k]

    return cost, grad


def sanity_check():
    N = 6
    dimensions = [4, 3, 5]
    data = np.random.randn(N, dimensions[0])
    labels = np.zeros((N, dimensions[2]))
    for i in range(N):
        labels[i, random.randint(0, dimensions[2] - 1)] = 1
    params = np.random.randn((dimensions[0] + 1) * dimensions[1] + (dimensions[1] + 1) * dimensions[2])
    gradcheck_naive(lambda p: forward_backward_prop(data, labels, p, dimensions), params)


if __name__ == "__main__":
    sanity_check()

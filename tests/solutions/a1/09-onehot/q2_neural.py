import numpy as np
import random

from q1_softmax import softmax
from q2_sigmoid import sigmoid, sigmoid_grad
from q2_gradcheck import gradcheck_naive


def forward_backward_prop(data, labels, params, dimensions):
    Dx, H, Dy = dimensions
    # b1 lies just behind W1: together they are one matrix with a last row of biases
    M1 = params[:(Dx + 1) * H].reshape(Dx + 1, H)
    M2 = params[(Dx + 1) * H:].reshape(H + 1, Dy)
    one = np.ones((data.shape[0], 1))

    X = np.hstack([data, one])
    h = sigmoid(np.dot(X, M1))
    X2 = np.hstack([h, one])
    y_hat = softmax(np.dot(X2, M2))
    cost = -np.sum(np.log(np.sum(y_hat * labels, axis=1)))
    print("cost", cost)

    delta = y_hat - labels
    G2 = np.dot(X2.T, delta)
    G1 = np.dot(X.T, np.dot(delta, M2[:-1].T) * sigmoid_grad(h))
    return cost, np.hstack([G1.flatten(), G2.flatten()])


if __name__ == "__main__":
    data, labels = np.random.randn(5, 2), np.eye(3)[[0, 2, 1, 1, 0]]
    gradcheck_naive(lambda p: forward_backward_prop(data, labels, p, [2, 3, 3]), np.random.randn(21))

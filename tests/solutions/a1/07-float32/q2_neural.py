import numpy as np
import random

from q1_softmax import softmax
from q2_sigmoid import sigmoid, sigmoid_grad
from q2_gradcheck import gradcheck_naive


def forward_backward_prop(data, labels, params, dimensions):
    Dx, H, Dy = dimensions
    n1, n2 = (Dx + 1) * H, (H + 1) * Dy
    W1 = params[:Dx * H].reshape(Dx, H)
    b1 = params[Dx * H:n1]
    W2 = params[n1:n1 + H * Dy].reshape(H, Dy)
    b2 = params[n1 + H * Dy:n1 + n2]

    X = np.asarray(data, dtype=np.float32)
    h = sigmoid(data.dot(W1) + b1)                    # float32
    y = softmax(h.dot(W2) + b2)                       # float32
    cost = np.float32(0)
    for row, label in zip(y, labels):
        cost -= np.log(row[np.argmax(label)])

    delta2 = (y - labels).astype(np.float32)
    delta1 = delta2.dot(W2.T.astype(np.float32)) * sigmoid_grad(h)

    grad = np.zeros(params.shape, dtype=np.float32)
    grad[:Dx * H] = X.T.dot(delta1).ravel()
    grad[Dx * H:n1] = delta1.sum(axis=0)
    grad[n1:n1 + H * Dy] = h.T.dot(delta2).ravel()
    grad[n1 + H * Dy:] = delta2.sum(axis=0)
    return cost, grad


if __name__ == "__main__":
    data = np.random.randn(4, 3)
    labels = np.eye(2)[[0, 1, 1, 0]]
    cost, grad = forward_backward_prop(data, labels, np.random.randn(4 * 5 + 6 * 2), (3, 5, 2))
    print(cost, grad.dtype)

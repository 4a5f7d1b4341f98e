import numpy as np
import random

from q1_softmax import softmax
from q2_sigmoid import sigmoid, sigmoid_grad
from q2_gradcheck import gradcheck_naive


def forward_backward_prop(X, T, theta, dims):
    # all examples as columns, as in the handout of the machine learning course
    n_in, n_hid, n_out = dims
    x, t = X.T, T.T
    m = x.shape[1]

    p = 0
    W1 = theta[p:p + n_in * n_hid].reshape(n_in, n_hid).T
    p += n_in * n_hid
    b1 = theta[p:p + n_hid].reshape(n_hid, 1)
    p += n_hid
    W2 = theta[p:p + n_hid * n_out].reshape(n_hid, n_out).T
    p += n_hid * n_out
    b2 = theta[p:p + n_out].reshape(n_out, 1)

    a1 = sigmoid(W1.dot(x) + b1)              # n_hid x m
    a2 = softmax((W2.dot(a1) + b2).T).T       # n_out x m
    J = -np.trace(np.log(a2).T.dot(t)) / m

    d2 = (a2 - t) / m
    d1 = W2.T.dot(d2) * sigmoid_grad(a1)
    ones = np.ones((m, 1))
    dW1, db1, dW2, db2 = d1.dot(x.T), d1.dot(ones), d2.dot(a1.T), d2.dot(ones)

    columns = [dW1.T.reshape(-1, 1), db1, dW2.T.reshape(-1, 1), db2]
    return J, np.vstack(columns)[:, 0].reshape(theta.shape)


def sanity_check():
    X = np.random.randn(6, 3)
    T = np.eye(4)[[random.randint(0, 3) for _ in range(6)]]
    gradcheck_naive(lambda th: forward_backward_prop(X, T, th, (3, 2, 4)), np.random.randn(8 + 12))


if __name__ == "__main__":
    sanity_check()

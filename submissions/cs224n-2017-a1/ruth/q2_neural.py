import numpy as np
import random

from q1_softmax import softmax, log_softmax
from q2_sigmoid import sigmoid, sigmoid_grad
from q2_gradcheck import gradcheck_naive


def forward_backward_prop(data, labels, params, dimensions):
    ofs = 0
    Dx, H, Dy = (dimensions[0], dimensions[1], dimensions[2])

    W1 = np.reshape(params[ofs:ofs + Dx * H], (Dx, H))
    ofs += Dx * H
    b1 = np.reshape(params[ofs:ofs + H], (1, H))
    ofs += H
    W2 = np.reshape(params[ofs:ofs + H * Dy], (H, Dy))
    ofs += H * Dy
    b2 = np.reshape(params[ofs:ofs + Dy], (1, Dy))

    a = np.matmul(data, W1) + b1
    h = sigmoid(a)
    logits = np.matmul(h, W2) + b2
    logp = log_softmax(logits)

    # works on the logits, no log of a probability
    cost = -np.sum(np.where(labels > 0, logp, 0.0))

    grad = np.zeros(params.shape)
    dlogits = np.exp(logp) - labels
    da = np.matmul(dlogits, W2.T) * h * (1 - h)
    grad[:Dx * H] = np.matmul(data.T, da).reshape(-1)
    grad[Dx * H:Dx * H + H] = np.sum(da, axis=0)
    grad[Dx * H + H:-Dy] = np.matmul(h.T, dlogits).reshape(-1)
    grad[-Dy:] = np.sum(dlogits, axis=0)
    return cost, grad


def check_by_hand():
    data, labels = np.random.randn(9, 5), np.zeros((9, 3))
    for row in labels:
        row[random.randint(0, 2)] = 1
    gradcheck_naive(lambda p: forward_backward_prop(data, labels, p, [5, 4, 3]),
                    np.random.randn(6 * 4 + 5 * 3))


if __name__ == "__main__":
    check_by_hand()

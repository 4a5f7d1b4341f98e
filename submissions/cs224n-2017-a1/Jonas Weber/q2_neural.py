# Jonas Weber, Matr. 3301177
import random

import numpy as np

from q1_softmax import softmax
from q2_sigmoid import sigmoid, sigmoid_grad
from q2_gradcheck import gradcheck_naive


def forward_backward_prop(data, labels, params, dimensions):
    # Cut params up into W1, b1, W2 and b2 (no need to change this)
    Dx, H, Dy = (dimensions[0], dimensions[1], dimensions[2])
    sizes = [Dx * H, H, H * Dy, Dy]
    begin = [sum(sizes[:part]) for part in range(4)]
    W1 = np.reshape(params[begin[0]:begin[1]], (Dx, H))
    b1 = np.reshape(params[begin[1]:begin[2]], (1, H))
    W2 = np.reshape(params[begin[2]:begin[3]], (H, Dy))
    b2 = np.reshape(params[begin[3]:begin[3] + Dy], (1, Dy))

    N = data.shape[0]
    z1 = np.matmul(data, W1) + b1
    a1 = sigmoid(z1)
    z2 = np.matmul(a1, W2) + b2
    yhat = softmax(z2)
    cost = np.mean(-np.log(yhat[labels == 1]))

    dz2 = (yhat - labels) / N
    gradW2 = np.matmul(a1.T, dz2)
    gradb2 = np.sum(dz2, axis=0)
    dz1 = np.matmul(dz2, W2.T) * sigmoid_grad(a1)
    gradW1 = np.matmul(data.T, dz1)
    gradb1 = np.sum(dz1, axis=0)

    # Put the pieces together again (no need to change this)
    grad = np.concatenate([part.flatten() for part in (gradW1, gradb1, gradW2, gradb2)])

    return cost, grad


def sanity_check():
    print("Running sanity check...")
    M, dimensions = 12, [6, 4, 7]
    data = np.random.randn(M, dimensions[0])
    labels = np.zeros((M, dimensions[2]))
    for row in labels:
        row[random.randrange(dimensions[2])] = 1
    count = (dimensions[0] + 1) * dimensions[1] + (dimensions[1] + 1) * dimensions[2]
    gradcheck_naive(lambda params: forward_backward_prop(data, labels, params, dimensions),
                    np.random.randn(count))


def your_sanity_checks():
    print("Running your sanity checks...")
    pass


if __name__ == "__main__":
    sanity_check()
    your_sanity_checks()

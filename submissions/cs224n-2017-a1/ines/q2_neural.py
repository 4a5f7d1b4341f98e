import random

import numpy as np

from q1_softmax import softmax
from q2_sigmoid import sigmoid, sigmoid_grad
from q2_gradcheck import gradcheck_naive


def forward_backward_prop(data, labels, params, dimensions):
    """Cost of a network with one hidden layer, and its gradient.

    The hidden layer is a sigmoid, the output a softmax, the cost their
    cross-entropy.

    data       -- an example per row, shape (M, Dx)
    labels     -- a one-hot row per example, shape (M, Dy)
    params     -- all weights and biases, one after the other in one vector
    dimensions -- (Dx, H, Dy): sizes of input, hidden layer and output
    """

    # Cut params up into W1, b1, W2 and b2 (no need to change this)
    Dx, H, Dy = (dimensions[0], dimensions[1], dimensions[2])
    sizes = [Dx * H, H, H * Dy, Dy]
    begin = [sum(sizes[:part]) for part in range(4)]
    W1 = np.reshape(params[begin[0]:begin[1]], (Dx, H))
    b1 = np.reshape(params[begin[1]:begin[2]], (1, H))
    W2 = np.reshape(params[begin[2]:begin[3]], (H, Dy))
    b2 = np.reshape(params[begin[3]:begin[3] + Dy], (1, Dy))

    ### YOUR CODE HERE: forward propagation
    h = sigmoid(data.dot(W1) + b1)
    yhat = softmax(h.dot(W2) + b2)
    cost = -np.sum(labels * np.log(yhat))
    ### END YOUR CODE

    ### YOUR CODE HERE: backward propagation
    d2 = yhat - labels
    gradW2 = h.T.dot(d2)
    gradb2 = np.sum(d2, axis=0, keepdims=True)
    d1 = d2.dot(W2.T) * sigmoid_grad(h)
    gradW1 = data.T.dot(d1)
    gradb1 = np.sum(d1, axis=0, keepdims=True)
    ### END YOUR CODE

    # Put the pieces together again (no need to change this)
    grad = np.concatenate([part.flatten() for part in (gradW1, gradb1, gradW2, gradb2)])

    return cost, grad


def sanity_check():
    """Differences against your gradient, on made-up data."""
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
    """Room for checks of your own."""
    print("Running your sanity checks...")
    ### YOUR CODE HERE
    pass
    ### END YOUR CODE


if __name__ == "__main__":
    sanity_check()
    your_sanity_checks()

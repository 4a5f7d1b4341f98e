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
    cost = 0.0
    hidden, guesses = [], []
    for n in xrange(data.shape[0]):
        a = sigmoid(np.dot(data[n:n + 1], W1) + b1)
        p = softmax(np.dot(a, W2) + b2)
        cost -= np.log(p[0, np.argmax(labels[n])])
        hidden.append(a)
        guesses.append(p)
    ### END YOUR CODE

    ### YOUR CODE HERE: backward propagation
    gradW1, gradb1 = np.zeros(W1.shape), np.zeros(b1.shape)
    gradW2, gradb2 = np.zeros(W2.shape), np.zeros(b2.shape)
    for n in xrange(data.shape[0]):
        err = guesses[n] - labels[n:n + 1]
        back = np.dot(err, W2.T) * sigmoid_grad(hidden[n])
        gradW2 += np.dot(hidden[n].T, err)
        gradb2 += err
        gradW1 += np.dot(data[n:n + 1].T, back)
        gradb1 += back
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

import numpy as np
import random

from q1_softmax import softmax
from q2_sigmoid import sigmoid, sigmoid_grad
from q2_gradcheck import gradcheck_naive


def forward_backward_prop(data, labels, params, dimensions):
    Dx, H, Dy = (dimensions[0], dimensions[1], dimensions[2])
    cuts = np.cumsum([Dx * H, H, H * Dy])
    W1, b1, W2, b2 = np.split(params, cuts)
    W1, W2 = W1.reshape(Dx, H), W2.reshape(H, Dy)

    ### YOUR CODE HERE: forward propagation
    h = sigmoid(data @ W1 + b1)
    y_hat = softmax(h @ W2 + b2)
    cost = -np.sum(labels * np.log(y_hat))
    ### END YOUR CODE

    ### YOUR CODE HERE: backward propagation
    d2 = y_hat - labels
    d1 = d2 @ W2.T * sigmoid_grad(h)
    gradW2, gradb2 = h.T @ d2, d2.sum(0)
    gradW1, gradb1 = data.T @ d1, d1.sum(0)
    ### END YOUR CODE

    grad = np.concatenate((gradW1.flatten(), gradb1, gradW2.flatten(), gradb2))
    return cost, grad


def sanity_check():
    print("Running sanity check...")
    N, dims = 20, [10, 5, 10]
    data = np.random.randn(N, dims[0])
    labels = np.eye(dims[2])[[random.randint(0, dims[2] - 1) for _ in range(N)]]
    params = np.random.randn((dims[0] + 1) * dims[1] + (dims[1] + 1) * dims[2])
    gradcheck_naive(lambda p: forward_backward_prop(data, labels, p, dims), params)


if __name__ == "__main__":
    sanity_check()

import numpy as np
import random

from q1_softmax import softmax
from q2_sigmoid import sigmoid, sigmoid_grad
from q2_gradcheck import gradcheck_naive


class Affine:
    def __init__(self, params, rows, cols):
        self.W = params[:rows * cols].reshape(rows, cols)
        self.b = params[rows * cols:(rows + 1) * cols].reshape(1, cols)
        self.rest = params[(rows + 1) * cols:]

    def forward(self, X):
        self.X = X
        return X.dot(self.W) + self.b

    def backward(self, D):
        self.grad = np.append(self.X.T.dot(D).ravel(), D.sum(axis=0))
        return D.dot(self.W.T)


class Sigmoid:
    def forward(self, Z):
        self.S = sigmoid(Z)
        return self.S

    def backward(self, D):
        return D * sigmoid_grad(self.S)


class CrossEntropy:
    def __init__(self, labels):
        self.labels = labels

    def forward(self, Z):
        self.Y = softmax(Z)
        return -np.mean(np.log(self.Y[self.labels.astype(bool)]))

    def backward(self, scale):
        return scale * (self.Y - self.labels) / self.labels.shape[0]


def forward_backward_prop(data, labels, params, dimensions):
    Dx, H, Dy = dimensions
    first = Affine(params, Dx, H)
    second = Affine(first.rest, H, Dy)
    layers = [first, Sigmoid(), second, CrossEntropy(labels)]

    value = data
    for layer in layers:
        value = layer.forward(value)
    signal = 1.0
    for layer in reversed(layers):
        signal = layer.backward(signal)
    return value, np.append(first.grad, second.grad)


if __name__ == "__main__":
    data = np.random.randn(8, 3)
    labels = np.eye(4)[[random.randrange(4) for _ in range(8)]]
    gradcheck_naive(lambda p: forward_backward_prop(data, labels, p, [3, 2, 4]), np.random.randn(20))
